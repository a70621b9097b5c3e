"""A few requests run at once; the others wait in order, and who only waits lets others pass."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from elearn.queueing import Places
from elearn.web import turnstile

PATIENCE = 30


def called(view: Callable[[], None]) -> Callable[[], None]:
    """The view behind the turnstile."""

    def application(_environ: dict[str, Any], _start: object) -> Iterable[bytes]:
        view()
        return []

    guarded = turnstile.install(application)  # type: ignore[arg-type]  # needs nothing of what WSGI gives it
    return lambda: list(guarded({}, lambda *_: None)) and None  # type: ignore[arg-type,return-value]  # as above


def test_no_more_run_than_there_are_places_until_one_leaves() -> None:
    inside, leave = threading.Semaphore(0), threading.Event()

    def view() -> None:
        inside.release()
        assert leave.wait(PATIENCE)

    with ThreadPoolExecutor(turnstile.AT_ONCE + 1) as pool:
        running: list[Future[None]] = [pool.submit(called(view)) for _ in range(turnstile.AT_ONCE + 1)]
        for _ in range(turnstile.AT_ONCE):
            assert inside.acquire(timeout=PATIENCE)
        assert not inside.acquire(timeout=0.2)
        leave.set()
        assert inside.acquire(timeout=PATIENCE)
        for one in running:
            one.result(PATIENCE)


def test_who_steps_aside_lets_others_pass_and_comes_back() -> None:
    waiting, go_on = threading.Semaphore(0), threading.Event()
    ended: list[str] = []

    def slow() -> None:
        with turnstile.aside():
            waiting.release()
            assert go_on.wait(PATIENCE)
        ended.append("slow")

    with ThreadPoolExecutor(turnstile.AT_ONCE + 1) as pool:
        running = [pool.submit(called(slow)) for _ in range(turnstile.AT_ONCE)]
        for _ in running:
            assert waiting.acquire(timeout=PATIENCE)
        pool.submit(called(lambda: ended.append("quick"))).result(PATIENCE)
        go_on.set()
        for one in running:
            one.result(PATIENCE)
    assert ended == ["quick", *["slow"] * turnstile.AT_ONCE]


def test_a_view_that_fails_leaves_its_place() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    for _ in range(turnstile.AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            called(fail)()
    called(lambda: None)()


def test_outside_a_request_stepping_aside_is_nothing() -> None:
    with turnstile.aside():
        called(lambda: None)()


def test_places_go_to_who_has_waited_longest() -> None:
    places, order = Places(1), list[int]()
    assert places.take()

    def wait(number: int) -> None:
        assert places.take(PATIENCE)
        order.append(number)
        places.give_back()

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
    for count, thread in enumerate(threads, 1):
        thread.start()
        while places.waiting < count:
            pass
    places.give_back()
    for thread in threads:
        thread.join(PATIENCE)
    assert order == [0, 1, 2, 3, 4]


def test_who_loses_patience_takes_no_place() -> None:
    places = Places(1)
    assert places.take()
    assert not places.take(0.01)
    places.give_back()
    assert places.take(0)
