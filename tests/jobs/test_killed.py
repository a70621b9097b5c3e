"""kill -9 of a real worker in the middle of a job: another takes it over once the lease is out; nothing is lost or
doubled, and what the dead one had not committed was never there."""

import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.db import begin_reading
from elearn.jobs import service
from elearn.jobs.models import Job, JobState
from elearn.mail.models import Letter
from elearn.settings import Settings
from elearn.work import Work

STEPS = 6
PATIENCE_SECONDS = 60
PROGRAM = """
import sys, threading, time
from datetime import timedelta
from elearn import wiring, worker
from elearn.jobs import rules
from elearn.mail import service as mail
from elearn.permissions import Via
from elearn.settings import Settings
from elearn.work import open_work

rules.LEASE, rules.RENEWED_EVERY = timedelta(seconds=1.5), timedelta(seconds=0.3)

def steps(work, payload):
    for step in range(payload["steps"]):
        with work.writing() as session:
            letter = {"to": "anna@example.bg", "subject": str(step), "text": "", "key": f"step:{step}"}
            mail.send(session, **letter)
            time.sleep(payload["pause"])

worker.HANDLERS, worker.PERIODS, worker.POLL_SECONDS = {"steps": steps}, {}, 0.05
settings = Settings(mode="test", secret="a-secret-for-tests-only-of-enough-length", database=sys.argv[1])
wiring.connect(settings)
with open_work(settings, Via.JOB) as work:
    worker.run(work, threading.Event())
"""


class Desk:
    """The database as another process sees it, and the workers that the test has started."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.work = Work(settings, engine)
        self.engine = engine
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        command = [sys.executable, "-c", PROGRAM, self.work.settings.database]
        self.workers.append(subprocess.Popen(command))  # noqa: S603 - ourselves

    def kill(self) -> None:
        for process in self.workers:
            process.kill()
            process.wait()
        self.workers.clear()

    def steps(self) -> list[str]:
        return self._read(lambda session: list(session.scalars(select(Letter.subject).order_by(Letter.id))))

    def job(self) -> Job:
        return self._read(lambda session: session.scalars(select(Job)).one())

    def _read(self, read: Callable[[Session], object]):
        with Session(self.engine, expire_on_commit=False) as session:
            begin_reading(session)
            return read(session)

    def until(self, reached: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not reached():
            assert time.monotonic() < end, "it took too long"
            assert all(process.poll() is None for process in self.workers), "a worker ended"
            time.sleep(0.02)


@pytest.fixture
def desk(settings: Settings, engine: Engine):  # noqa: ANN201 - a generator of a desk
    desk = Desk(settings, engine)
    with desk.work.writing() as session:
        service.enqueue(session, "steps", {"steps": STEPS, "pause": 0.15}, key="only-once")
    yield desk
    desk.kill()


def test_after_its_lease_another_worker_ends_what_a_killed_one_had_begun(desk: Desk) -> None:
    desk.start()
    desk.until(lambda: len(desk.steps()) >= 2)
    desk.kill()
    left = desk.steps()
    assert 2 <= len(left) < STEPS
    held = desk.job()
    assert (held.state, held.attempts) == (JobState.RUNNING, 1)
    assert held.lease_until is not None
    assert held.lease_until > clock.now(), "the lease was not renewed"
    desk.start()
    desk.until(lambda: desk.job().state is JobState.DONE)
    assert desk.steps() == [str(step) for step in range(STEPS)]
    ended = desk.job()
    assert ended.attempts == 2
    assert ended.began_at is not None
    assert ended.began_at >= held.lease_until, "it was taken over while the lease held"


def test_two_workers_side_by_side_do_the_work_once(desk: Desk) -> None:
    desk.start()
    desk.start()
    desk.until(lambda: desk.job().state is JobState.DONE)
    assert desk.job().attempts == 1
    assert desk.steps() == [str(step) for step in range(STEPS)]
