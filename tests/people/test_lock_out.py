import threading

import pytest
from sqlalchemy import select

from elearn.errors import Conflict
from elearn.people import passwords, rules, sign_in, tries
from elearn.people.models import SignInTries
from elearn.permissions import Actor
from tests.factories.people import PASSWORD
from tests.people.conftest import EMAIL

pytestmark = pytest.mark.usefixtures("maria")


def state(session) -> list[tuple[str, int]]:
    session.rollback()
    return list(session.execute(select(SignInTries.key, SignInTries.tries).order_by(SignInTries.key)))


def test_five_wrong_passwords_lock_the_email_even_for_the_right_one(browser, other_browser, hashes, at) -> None:
    for _ in range(5):
        assert browser.sign_in(EMAIL, "wrong").status_code == 400
    hashes.clear()
    assert other_browser.sign_in(EMAIL, PASSWORD).status_code == 409
    assert hashes == []
    at(seconds=61)
    assert other_browser.sign_in(EMAIL, PASSWORD).status_code == 303


def test_the_lock_says_the_same_of_an_email_that_nobody_has(browser) -> None:
    answers = {}
    for email in (EMAIL, "nobody@example.org"):
        for _ in range(6):
            answers[email] = browser.sign_in(email, "wrong")
    assert {answer.status_code for answer in answers.values()} == {409}


def test_waits_grow_and_trying_during_a_wait_does_not_prolong_it(writing, at) -> None:
    visitor = Actor(address="192.0.2.1")

    def try_once() -> None:
        with writing() as session:
            sign_in.begin(session, visitor, EMAIL)

    for _ in range(5):
        try_once()
    at(seconds=61)
    try_once()
    for _ in range(20):
        with pytest.raises(Conflict) as locked:
            try_once()
        assert locked.value.details == {"minutes": 2}
    at(seconds=121)
    try_once()


def test_many_guesses_at_once_do_not_slip_through_together(app, hashes) -> None:
    """Tries are counted before the hash: of thirty at the same moment five are looked at."""
    codes = []

    def guess() -> None:
        client = app.test_client()
        token = client.get("/sign-in").text.split('name="csrf_token" value="')[1].split('"')[0]
        sent = {"email": EMAIL, "password": "a guess", "csrf_token": token}
        codes.append(client.post("/sign-in", data=sent).status_code)

    threads = [threading.Thread(target=guess) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(hashes) == 5
    assert sorted(codes) == [400] * 5 + [409] * 25


def test_one_address_trying_many_emails_is_slowed_and_an_office_is_not(writing) -> None:
    office, attacker = Actor(address="192.0.2.1"), Actor(address="192.0.2.2")
    with writing() as session:
        for number in range(300):
            candidate = sign_in.begin(session, office, f"p{number}@example.org")
            tries.forgive(session, candidate.name, office.address)
        for number in range(rules.FOR_ADDRESS.free):
            sign_in.begin(session, attacker, f"q{number}@example.org")
        with pytest.raises(Conflict):
            sign_in.begin(session, attacker, "r@example.org")


def test_a_right_password_clears_the_count(browser, session) -> None:
    for _ in range(4):
        browser.sign_in(EMAIL, "wrong")
    browser.sign_in(EMAIL, PASSWORD)
    assert state(session) == [("address:127.0.0.1", 4)]


def test_the_counters_name_no_email(browser, session) -> None:
    browser.sign_in("my-password-in-the-wrong-field", "x")
    assert all("my-password" not in key for key, _ in state(session))


def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords.current(), "_places", threading.Semaphore(0))


def test_a_try_that_nobody_looked_at_is_no_wrong_password(browser, session, monkeypatch) -> None:
    for _ in range(4):
        browser.sign_in(EMAIL, "wrong")
    with monkeypatch.context() as crowded:
        busy(crowded)
        assert [browser.sign_in(EMAIL, PASSWORD).status_code for _ in range(10)] == [503] * 10
    assert [count for _, count in state(session)] == [4, 4]
    assert browser.sign_in(EMAIL, PASSWORD).status_code == 303


def test_nor_is_one_to_change_the_password(browser, session, monkeypatch) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    before = state(session)
    busy(monkeypatch)
    new = "друга дума след дъжд"
    browser.send("/my/account", to="/my/account/password", present=PASSWORD, password=new, again=new)
    assert [count for _, count in state(session)] == [count for _, count in before] + [0]


def test_giving_a_try_back_lifts_the_lock_that_it_set_and_no_other(writing, at) -> None:
    visitor = Actor(address="192.0.2.1")
    for _ in range(5):
        with writing() as counting:
            candidate = sign_in.begin(counting, visitor, EMAIL)
    with writing() as giving:
        tries.give_back(giving, EMAIL, visitor.address, candidate.tried_at)
    with writing() as counting:
        last = sign_in.begin(counting, visitor, EMAIL)
    at(seconds=61)
    with writing() as counting:
        sign_in.begin(counting, visitor, EMAIL)
    with writing() as giving:
        tries.give_back(giving, EMAIL, visitor.address, last.tried_at)
    with writing() as counting, pytest.raises(Conflict):
        sign_in.begin(counting, visitor, EMAIL)
