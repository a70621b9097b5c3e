import os
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from elearn.people import passwords
from elearn.people.passwords import Busy, Hashing, pool_size
from tests.factories.people import PASSWORD
from tests.people.conftest import EMAIL


def test_the_pool_shares_the_cores_among_the_processes(monkeypatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(8)))
    assert [pool_size(workers) for workers in (0, 1, 2, 3, 8, 20)] == [8, 8, 4, 2, 1, 1]


def test_a_hash_is_argon2id_with_the_parameters_of_the_settings(settings) -> None:
    hashing = Hashing(replace(settings, argon2_time=3, argon2_memory_kib=64))
    stored = hashing.hash("дума дума дума")
    assert stored.startswith("$argon2id$v=19$m=64,t=3,p=1$")
    assert hashing.verify(stored, "дума дума дума") == passwords.Verdict(right=True)
    assert Hashing(replace(settings, argon2_time=4)).verify(stored, "дума дума дума").stale


def test_one_letter_typed_in_two_ways_is_one_letter(settings) -> None:
    hashing = Hashing(settings)
    typed = "йод и йога"
    stored = hashing.hash(unicodedata.normalize("NFD", typed))
    assert hashing.verify(stored, unicodedata.normalize("NFC", typed)).right


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$broken"])
def test_without_a_true_hash_no_password_is_right(settings, stored) -> None:
    for password in ("", "x", "not a hash", "x" * 100_000):
        assert not Hashing(settings).verify(stored, password).right


def test_hashing_runs_at_lower_priority_and_the_page_does_not(settings) -> None:
    nice = Hashing(settings)._run(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
    assert nice == os.getpriority(os.PRIO_PROCESS, 0) + passwords.LOWER_PRIORITY


def test_a_storm_is_told_to_come_back_instead_of_taking_every_thread(settings) -> None:
    hashing = Hashing(replace(settings, threads=4, workers=1))
    stop = threading.Event()
    waiting = [threading.Thread(target=hashing._run, args=(stop.wait,)) for _ in range(3)]
    for thread in waiting:
        thread.start()
    while hashing._places._value:
        pass
    with pytest.raises(Busy):
        hashing.hash("x")
    stop.set()
    for thread in waiting:
        thread.join()
    assert hashing.hash("x")


@pytest.mark.usefixtures("maria")
def test_who_signs_in_while_the_service_ends_is_asked_to_press_again(browser, monkeypatch) -> None:
    page = browser.open("/sign-in")
    monkeypatch.setattr(passwords.current(), "_pool", ended := ThreadPoolExecutor(1))
    ended.shutdown()
    answer = browser.post(page, "/sign-in", action="/sign-in", email=EMAIL, password=PASSWORD)
    assert answer.status_code == 503
    assert EMAIL in answer.text


@pytest.mark.usefixtures("maria")
def test_a_busy_sign_in_page_keeps_what_was_typed(browser, monkeypatch) -> None:
    monkeypatch.setattr(passwords.current(), "_places", threading.Semaphore(0))
    answer = browser.sign_in(EMAIL, PASSWORD)
    assert answer.status_code == 503
    assert EMAIL in answer.text


@pytest.mark.usefixtures("maria")
def test_no_hash_is_made_inside_a_writing_transaction(browser, writing, monkeypatch) -> None:
    """Whoever holds the one write lock during a hash would block this other writer."""
    real, calls = Hashing._run, []

    def run(self, work):
        with writing():
            calls.append("free")
        return real(self, work)

    monkeypatch.setattr(Hashing, "_run", run)
    browser.sign_in(EMAIL, PASSWORD)
    new = "друга дума след дъжд"
    browser.send("/my/account", to="/my/account/password", present=PASSWORD, password=new, again=new)
    assert browser.open("/my/account").status_code == 200
    assert calls == ["free"] * 3
