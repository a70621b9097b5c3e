"""kill -9 in the middle of applying and of undoing: what was committed stands, the rest follows, nobody comes twice."""

import subprocess
import sys
import time
from collections import Counter

import pytest
from sqlalchemy import func, select, update

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.jobs.models import Job, JobState
from elearn.people.models import Person
from elearn.staff import jobs, service
from elearn.staff.models import BatchState

COUNT = 12
TABLE = "Сл. №;Име;Фамилия;Отдел\n" + "".join(f"{n};Ана;Първа;Музеи\n" for n in range(COUNT))
PATIENCE_SECONDS = 60
PROGRAM = """
import sys
from elearn import wiring
from elearn.permissions import Via
from elearn.settings import Settings
from elearn.staff import jobs
from elearn.work import open_work

settings = Settings(mode="test", secret="a-secret-for-tests-only-of-enough-length", database=sys.argv[1])
wiring.connect(settings)
jobs.PAUSE_SECONDS, jobs.BATCH = 0.3, 2
with open_work(settings, Via.JOB) as work:
    getattr(jobs, sys.argv[2])(work, {"batch_id": int(sys.argv[3])})
"""


def people(desk) -> int:
    with desk.work.reading() as session:
        return session.scalar(select(func.count()).select_from(Person).where(Person.staff_number.is_not(None))) or 0


def killed_in_the_middle(desk, settings, job: str, batch_id: int) -> int:
    """How many people there were when the process died."""
    before = people(desk)
    command = [sys.executable, "-c", PROGRAM, settings.database, job, str(batch_id)]
    process = subprocess.Popen(command)  # noqa: S603 - ourselves
    end = time.monotonic() + PATIENCE_SECONDS
    while abs(people(desk) - before) < 2 and time.monotonic() < end and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    process.wait()
    return people(desk)


@pytest.mark.parametrize("again", [1, 2])
def test_a_killed_worker_leaves_nothing_half_done(desk, settings, again: int) -> None:
    view = desk.check(TABLE, units=True)
    with desk.work.writing() as session:
        service.apply(session, desk.actor, view.id)
    assert 0 < killed_in_the_middle(desk, settings, "apply_batch", view.id) < COUNT
    assert desk.view(view.id).state is BatchState.APPLYING
    for _ in range(again):
        jobs.apply_batch(desk.work, {"batch_id": view.id})
    applied = desk.view(view.id)
    assert (people(desk), applied.done, applied.counts) == (COUNT, COUNT, {"new": COUNT})
    with desk.work.reading() as session:
        acts = Counter(session.scalars(select(AuditEntry.action)))
    assert acts["people_imported"] == 1
    with desk.work.writing() as session:
        service.undo(session, desk.actor, view.id)
    assert 0 < killed_in_the_middle(desk, settings, "undo_batch", view.id) < COUNT
    for _ in range(again):
        jobs.undo_batch(desk.work, {"batch_id": view.id})
    undone = desk.view(view.id)
    assert (people(desk), undone.state, undone.counts["undone"]) == (0, BatchState.UNDONE, COUNT)
    assert desk.unit_names() == {"Община Пример", "Отдел „Бюджет“"}


def test_more_rows_than_one_run_may_take_are_the_next_run_s(desk, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "BATCH", 2)
    monkeypatch.setattr(jobs, "MOST_BATCHES", 2)
    view = desk.check(TABLE, units=True)
    assert desk.apply(view.id).counts == {"new": COUNT}
    assert desk.undo(view.id).counts["undone"] == COUNT
    assert people(desk) == 0


def test_a_batch_whose_job_died_can_be_sent_on(desk) -> None:
    view = desk.check(TABLE, units=True)
    with desk.work.writing() as session:
        service.apply(session, desk.actor, view.id)
        session.flush()
        session.execute(update(Job).values(state=JobState.DEAD, finished_at=clock.now()))
    with desk.work.writing() as session:
        service.go_on(session, desk.actor, view.id)
    assert desk.run(view.id).counts == {"new": COUNT}
