"""Many learners at once, and a server that is killed twice meanwhile."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from elearn import clock, wiring
from elearn.people import sessions, signed_in
from elearn.permissions import Actor, Via
from elearn.settings import Settings
from elearn.work import open_work
from tests.factories.enrolment import an_enrolment
from tests.factories.people import a_person
from tests.factories.publishing import a_snapshot
from tests.lab import paper
from tests.lab.connection import Connection
from tests.lab.site import Site
from tests.lab.takers import HABITS, Broken, Habit, Journal, Tab, Taker

KILLED_AT = (0.3, 0.95)
"""Of the first answers to all questions: how many are acknowledged when the server is killed. The second time the first
learners are submitting, while those with two pages and with second thoughts have still much to save."""
PATIENCE_SECONDS = 180


class Stuck(RuntimeError):
    """Nothing moves any more."""


@dataclass
class Kill:
    """What had been acknowledged, and what had been cut off, when the server was killed and when it was back."""

    told: int
    cut_off: int
    told_later: int = 0
    cut_off_later: int = 0


@dataclass
class Run:
    """`seconds` from the first start to the last submission; `processes` of the server when all is over."""

    journals: list[Journal]
    kills: list[Kill] = field(default_factory=list)
    seconds: float = 0.0
    processes: int = 0

    @property
    def told(self) -> int:
        return sum(len(one.told) for one in self.journals)

    @property
    def cut_off(self) -> int:
        return sum(one.cut_off for one in self.journals)

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.journals)

    @property
    def submitted(self) -> int:
        return sum(one.submitted for one in self.journals)

    def words(self) -> str:
        begun = sum(bool(one.attempt_id) for one in self.journals)
        return (
            f"{begun} of {len(self.journals)} learners began, {self.told} answers were acknowledged, {self.cut_off}"
            f" cut off, {self.submitted} submissions answered, {len(self.kills)} kills"
        )


def enrolled(settings: Settings, count: int) -> list[list[str]]:
    """Publish the test and enrol so many learners: by learner the cookies of her browsers, one for each sign-in."""
    wiring.connect(settings)
    found: list[list[str]] = []
    sign = _signer(settings)
    with open_work(settings, Via.CLI) as work, work.writing() as session:
        a_snapshot(session, paper.course())
        for number in range(count):
            person_id = a_person(session, password=None)
            an_enrolment(session, person_id)
            devices = 2 if _habit(number) is Habit.DEVICES else 1
            tokens = [sessions.open_session(session, Actor(), person_id, agent="lab") for _ in range(devices)]
            found.append([sign(token) for token in tokens])
    return found


def _signer(settings: Settings) -> Callable[[str], str]:
    """What a browser holds after a sign-in, signed by the application's own session interface."""
    app = Flask("lab")
    app.secret_key = settings.secret
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    used = int(clock.now().timestamp())
    return lambda token: str(serializer.dumps({"_user_id": token, signed_in.LAST_USED: used}))


def _habit(number: int) -> Habit:
    return HABITS[number % len(HABITS)]


def _taker(site: Site, number: int, cookies: list[str]) -> Taker:
    habit, journal = _habit(number), Journal()
    held = cookies * 2 if habit is Habit.TABS else cookies
    tabs = [
        Tab(Connection(site.address, {"elearn": cookie}), journal, habit, keeps_own=(number // 10 + at) % 2 == 0)
        for at, cookie in enumerate(held)
    ]
    return Taker(number, habit, tabs, journal)


def run(site: Site, browsers: list[list[str]]) -> Run:
    """All of them take the test. Raises takers.Broken, Stuck, and RuntimeError when the server does not come back;
    each with the server's last words."""
    takers = [_taker(site, number, cookies) for number, cookies in enumerate(browsers)]
    found = Run([taker.journal for taker in takers])
    start = time.monotonic()
    try:
        asyncio.run(_all(site, takers, found))
    except (Broken, Stuck) as failure:
        failure.add_note(site.last_words())
        raise
    found.seconds = time.monotonic() - start
    found.processes = len(site.processes())
    return found


async def _all(site: Site, takers: list[Taker], found: Run) -> None:
    known, together = paper.known(), asyncio.Barrier(len(takers))
    try:
        async with asyncio.TaskGroup() as group:
            watch = group.create_task(_watch(found))
            killing = group.create_task(_killing(site, found, len(takers) * paper.TOTAL))
            await asyncio.gather(killing, *(group.create_task(taker.take(known, together)) for taker in takers))
            watch.cancel()
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None


async def _killing(site: Site, found: Run, answers: int) -> None:
    for part in KILLED_AT:
        await _told(found, answers * part * 0.8)
        processes = await asyncio.to_thread(site.whole)
        await _told(found, answers * part)
        kill = Kill(found.told, found.cut_off)
        found.kills.append(kill)
        site.kill(processes)
        await asyncio.to_thread(site.bury, processes)
        kill.told_later = found.told
        await asyncio.to_thread(site.start)
        kill.cut_off_later = found.cut_off


async def _told(found: Run, answers: float) -> None:
    while found.told < answers:
        await asyncio.sleep(0.01)


async def _watch(found: Run) -> None:
    """Raises Stuck when nothing has moved for all of our patience."""
    last, since = "", time.monotonic()
    while True:
        await asyncio.sleep(1)
        words = found.words()
        if words != last:
            last, since = words, time.monotonic()
        elif time.monotonic() - since > PATIENCE_SECONDS:
            raise Stuck(f"nothing has moved for {PATIENCE_SECONDS} s: {words}")
