"""The worker stops when it is told to, and what recurs is due whatever else waits."""

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select

from elearn import worker
from elearn.jobs import service
from elearn.jobs.models import Job, JobState
from elearn.permissions import Via
from elearn.settings import Settings
from elearn.work import Work

QUEUED = 3


@pytest.fixture
def work(settings: Settings, engine: Engine) -> Work:
    """A database with jobs that wait."""
    work = Work(settings, engine)
    with work.writing() as session:
        for _ in range(QUEUED):
            service.enqueue(session, "note", {})
    return work


@pytest.fixture
def run(work: Work, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[threading.Event], None]], int]:
    """`run(handler)`: run the worker until the handler sets the event it is given; how often it enqueued."""

    def until_stopped(handler: Callable[[threading.Event], None]) -> int:
        stop, rounds = threading.Event(), list[Work]()

        def note(_work: Work, _payload: dict[str, Any]) -> None:
            handler(stop)

        monkeypatch.setattr(worker, "HANDLERS", {"note": note})
        monkeypatch.setattr(worker, "look_after_recurring", rounds.append)
        worker.run(work, stop)
        return len(rounds)

    return until_stopped


def test_told_to_stop_the_worker_leaves_the_jobs_that_wait(work: Work, run) -> None:
    run(lambda stop: stop.set())
    with work.reading() as session:
        states = list(session.scalars(select(Job.state).order_by(Job.id)))
    assert states == [JobState.DONE, JobState.QUEUED, JobState.QUEUED]


def test_what_recurs_is_enqueued_between_jobs_that_take_long(run, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [0.0]
    monkeypatch.setattr(worker, "time", SimpleNamespace(monotonic=lambda: seconds[0]))

    def takes_a_minute(stop: threading.Event) -> None:
        seconds[0] += 60
        if seconds[0] >= 60 * QUEUED:
            stop.set()

    assert run(takes_a_minute) == QUEUED


def test_the_command_acts_as_background_work_and_not_as_the_operator(settings: Settings, monkeypatch) -> None:
    """By this the record tells what the platform did from what somebody typed on the server."""
    doors = list[Via]()
    for name, value in {"MODE": "test", "DATABASE": settings.database}.items():
        monkeypatch.setenv(f"ELEARN_{name}", value)
    monkeypatch.setattr(worker, "signal", SimpleNamespace(SIGINT=2, SIGTERM=15, signal=lambda *_: None))
    monkeypatch.setattr(worker, "run", lambda work, _stop: doors.append(work.actor.via))
    assert CliRunner().invoke(worker.command, []).exit_code == 0
    assert doors == [Via.JOB]
