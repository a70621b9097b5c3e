"""The job of a regrade: killed in the middle, run twice, beside another decision; each attempt is regraded once."""

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.errors import Conflict
from elearn.ids import AttemptId, PersonId
from elearn.jobs.models import Job
from elearn.mail.models import Letter
from elearn.quizzes.models import Attempt
from elearn.regrading import applying, jobs, service
from elearn.regrading.models import Policy, Regrade, Regraded
from elearn.settings import Settings
from elearn.work import Work
from tests.at_once import overlapping
from tests.factories.quizzes import a_taker
from tests.factories.regrading import a_plan, a_trainer, answered, corrected, decided, the_history

COUNT = 6


@pytest.fixture
def work(settings: Settings, engine: Engine) -> Work:
    return Work(settings, engine)


@pytest.fixture
def regrade_id(session: Session, monkeypatch: pytest.MonkeyPatch) -> int:
    """A decision on six people with two attempts each, all of whom took the choice that is right now."""
    monkeypatch.setattr(jobs, "PAUSE_SECONDS", 0)
    for _ in range(COUNT):
        taker = a_taker(session)
        for _ in range(2):
            answered(session, taker, 2)
    corrected(session)
    found = decided(session, a_trainer(session), a_plan(the_history(session)))
    session.commit()
    return found


def earned(session: Session) -> list[int | None]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Attempt.points).order_by(Attempt.id)))


def counts(session: Session) -> tuple[int, int, int]:
    """Rows of what changed, of people written to, and done by the decision's own count."""
    session.rollback()
    session.expire_all()
    rows = session.scalar(select(func.count()).select_from(Regraded)) or 0
    letters = session.scalar(select(func.count()).select_from(Letter)) or 0
    return rows, letters, session.scalars(select(Regrade.done)).one()


def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    real = jobs.batches
    monkeypatch.setattr(jobs, "batches", lambda chosen: real(chosen, 3))


def test_the_job_regrades_everybody_and_is_done(session, work, regrade_id) -> None:
    jobs.regrade(work, {"regrade_id": regrade_id})
    assert earned(session) == [100] * 2 * COUNT
    assert counts(session) == (2 * COUNT, COUNT, 2 * COUNT)
    assert session.scalars(select(Regrade)).one().state == "done"


def test_a_second_run_changes_nothing(session, work, regrade_id) -> None:
    for _ in range(2):
        jobs.regrade(work, {"regrade_id": regrade_id})
    assert counts(session) == (2 * COUNT, COUNT, 2 * COUNT)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_killed_in_the_middle_it_goes_on_where_it_was(session, work, regrade_id, monkeypatch, at) -> None:
    small_batches(monkeypatch)
    real, calls = applying.letters.queue, [0]

    def dying(*args: object) -> None:
        calls[0] += 1
        if calls[0] == at:
            raise KeyboardInterrupt  # what a transaction sees of a process that ends
        real(*args)  # type: ignore[arg-type]  # passed on as given

    monkeypatch.setattr(applying.letters, "queue", dying)
    with pytest.raises(KeyboardInterrupt):
        jobs.regrade(work, {"regrade_id": regrade_id})
    done = 4 * (at - 1)
    assert counts(session) == (done, done // 2, done)
    assert earned(session).count(100) == done
    jobs.regrade(work, {"regrade_id": regrade_id})
    assert earned(session) == [100] * 2 * COUNT
    assert counts(session) == (2 * COUNT, COUNT, 2 * COUNT)


def test_a_long_one_leaves_the_rest_to_a_further_job(session, work, regrade_id, monkeypatch) -> None:
    small_batches(monkeypatch)
    monkeypatch.setattr(jobs, "MOST_BATCHES", 1)
    jobs.regrade(work, {"regrade_id": regrade_id})
    assert counts(session) == (4, 2, 4)
    session.rollback()
    queued = session.execute(select(Job.kind, Job.payload)).all()
    assert queued.count(("regrade", {"regrade_id": regrade_id})) == 2
    for _ in range(4):
        jobs.regrade(work, {"regrade_id": regrade_id})
    assert counts(session) == (2 * COUNT, COUNT, 2 * COUNT)


def test_two_runs_at_once_regrade_each_attempt_once(session, engine, settings, work, regrade_id) -> None:
    session.rollback()
    history = the_history(session)
    ids = list(session.scalars(select(Attempt.id)))
    session.rollback()

    def apply(writing: Session) -> None:
        applying.apply_batch(writing, work.actor, settings, regrade_id, history, ids)

    overlapping(engine, apply, apply)
    assert counts(session) == (2 * COUNT, COUNT, 2 * COUNT)


def test_of_two_trainers_who_decide_at_once_the_second_is_told(session, engine, work, regrade_id) -> None:
    jobs.regrade(work, {"regrade_id": regrade_id})
    begin_writing(session)
    trainers = [a_trainer(session) for _ in range(2)]
    history = the_history(session)
    seen, key = service.latest(session, history), history.newest.digest
    decision = service.Decision(a_plan(history, Policy.DROP), "Въпросът отпада.", seen, key)
    session.commit()

    def decide(trainer):
        return lambda writing: service.decide(writing, trainer, history, decision)

    with pytest.raises(Conflict, match="regrade_moved"):
        overlapping(engine, decide(trainers[0]), decide(trainers[1]))
    session.rollback()
    assert len(session.scalars(select(Regrade)).all()) == 2


def test_no_batch_parts_the_attempts_of_one_person() -> None:
    chosen = [(AttemptId(n), PersonId(n // 4)) for n in range(40)]
    parts = list(jobs.batches(chosen, 6))
    assert [one for part in parts for one in part] == [one for one, _ in chosen]
    assert all(len(part) % 4 == 0 for part in parts)
    assert list(jobs.batches([])) == []
