"""A job is done at least once, whatever happens to the worker."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.errors import Conflict, Invalid, NotFound
from elearn.jobs import reviving, rules, service
from elearn.jobs.models import Job, JobState
from elearn.jobs.runner import run_all, run_one
from elearn.settings import Settings
from elearn.work import Work


@pytest.fixture
def work(settings: Settings, engine: Engine) -> Work:
    return Work(settings, engine)


def enqueue(work: Work, kind: str = "note", **payload: Any) -> None:
    with work.writing() as session:
        service.enqueue(session, kind, payload)


def _enqueue_and_fail(work: Work) -> None:
    with work.writing() as session:
        service.enqueue(session, "note", {})
        raise ZeroDivisionError


def states(work: Work) -> list[JobState]:
    with work.reading() as session:
        return list(session.scalars(select(Job.state).order_by(Job.id)))


def test_a_job_of_an_undone_transaction_never_runs(work: Work) -> None:
    with pytest.raises(ZeroDivisionError):
        _enqueue_and_fail(work)
    assert run_all(work, {"note": lambda _work, _payload: None}) == 0


def test_the_same_key_is_one_job(work: Work) -> None:
    for _ in range(2):
        with work.writing() as session:
            service.enqueue(session, "note", {}, key="only-once")
    assert states(work) == [JobState.QUEUED]


def test_a_handler_gets_the_payload(work: Work) -> None:
    seen: list[dict[str, Any]] = []
    enqueue(work, text="Здравейте")
    assert run_all(work, {"note": lambda _work, payload: seen.append(payload)}) == 1
    assert seen == [{"text": "Здравейте"}]
    assert states(work) == [JobState.DONE]


def test_a_failed_job_waits_and_is_tried_again_until_it_is_dead(work: Work) -> None:
    enqueue(work)

    def fails(_work: Work, _payload: dict[str, Any]) -> None:
        raise RuntimeError("the printer is on fire")

    for _ in range(rules.MOST_ATTEMPTS):
        assert run_one(work, {"note": fails})
        assert not run_one(work, {"note": fails})
        with work.writing() as session:
            session.execute(update(Job).values(run_at=clock.now()))
    assert states(work) == [JobState.DEAD]


def test_a_job_of_an_unknown_kind_is_kept_not_lost(work: Work) -> None:
    enqueue(work, "from-a-newer-release")
    run_one(work, {})
    assert states(work) == [JobState.QUEUED]


def test_a_job_whose_worker_died_is_taken_over_after_its_lease(work: Work) -> None:
    enqueue(work)
    with work.writing() as session:
        assert service.claim(session) is not None
    assert not run_one(work, {"note": lambda _work, _payload: None})
    with work.writing() as session:
        session.execute(update(Job).values(lease_until=clock.now() - timedelta(seconds=1)))
    assert run_one(work, {"note": lambda _work, _payload: None})
    assert states(work) == [JobState.DONE]


def test_a_job_that_ends_its_worker_each_time_is_dead_and_the_next_one_runs(work: Work) -> None:
    enqueue(work, "deadly")
    for _ in range(rules.MOST_ATTEMPTS):
        with work.writing() as session:
            assert service.claim(session) is not None
            session.execute(update(Job).values(lease_until=clock.now() - timedelta(seconds=1)))
    enqueue(work)
    ran: list[str] = []
    run_all(work, {"deadly": lambda *_: ran.append("deadly"), "note": lambda *_: ran.append("note")})
    assert ran == ["note"]
    assert states(work) == [JobState.DEAD, JobState.DONE]


def test_two_workers_that_enqueue_one_slot_at_once_both_go_on(work: Work) -> None:
    done: list[str] = []

    def second() -> None:
        with work.writing() as session:
            service.enqueue(session, "note", {}, key="slot")
        done.append("second")

    other = threading.Thread(target=second)
    with work.writing() as session:
        service.enqueue(session, "note", {}, key="slot")
        other.start()
        other.join(0.5)  # it waits for this transaction: for the write lock, or for the key
    other.join()
    assert done == ["second"]
    assert states(work) == [JobState.QUEUED]


EVERY = {"tick": timedelta(minutes=1)}


def recur(work: Work, kind: str = "tick") -> None:
    with work.writing() as session:
        service.recur(session, kind)


def due_now(work: Work) -> None:
    with work.writing() as session:
        session.execute(update(Job).values(run_at=clock.now() - timedelta(seconds=1)))


def test_what_recurs_is_one_row_that_is_due_again_after_its_period(work: Work) -> None:
    ran: list[str] = []
    handlers = {"tick": lambda *_: ran.append("tick")}
    for _ in range(3):
        recur(work)
        assert run_one(work, handlers, EVERY)
        assert not run_one(work, handlers, EVERY)
        due_now(work)
    assert (ran, states(work)) == (["tick"] * 3, [JobState.QUEUED])


def test_what_recurs_and_fails_comes_again_with_its_error_in_sight(work: Work) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("no luck")

    recur(work)
    for _ in range(rules.MOST_ATTEMPTS + 2):
        assert run_one(work, {"tick": fails}, EVERY)
        due_now(work)
    with work.reading() as session:
        assert [job.error for job in session.scalars(select(Job))] == ["ZeroDivisionError: no luck"]
    assert run_one(work, {"tick": lambda *_: None}, EVERY)
    with work.reading() as session:
        assert [job.error for job in session.scalars(select(Job))] == [None]


def test_what_recurs_goes_before_a_long_queue(work: Work) -> None:
    ran: list[str] = []
    for _ in range(3):
        enqueue(work)
    recur(work)
    handlers = {"tick": lambda *_: ran.append("tick"), "note": lambda *_: ran.append("note")}
    assert run_one(work, handlers, EVERY)
    assert run_one(work, handlers, EVERY)
    assert ran == ["tick", "note"]


@pytest.mark.parametrize("over", [JobState.DEAD, JobState.DONE], ids=["given up", "dropped"])
def test_what_recurs_and_was_ended_is_tried_again_an_hour_later(work: Work, over: JobState) -> None:
    recur(work)
    with work.writing() as session:
        session.execute(update(Job).values(state=over, finished_at=clock.now() - timedelta(minutes=30)))
    recur(work)
    assert states(work) == [over]
    with work.writing() as session:
        session.execute(update(Job).values(finished_at=clock.now() - rules.REST_OF_THE_DEAD))
    recur(work)
    assert states(work) == [JobState.QUEUED]


def test_a_job_that_takes_longer_than_a_lease_stays_in_its_worker_s_hands(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LEASE", timedelta(seconds=0.4))
    monkeypatch.setattr(rules, "RENEWED_EVERY", timedelta(seconds=0.05))
    enqueue(work)
    runs: list[bool] = []

    def takes_long(_work: Work, _payload: dict[str, Any]) -> None:
        threading.Event().wait(0.9)
        runs.append(run_one(work, {"note": lambda *_: runs.append(True)}))

    assert run_one(work, {"note": takes_long})
    assert runs == [False], "a second worker took it over"
    assert states(work) == [JobState.DONE]


def test_who_lost_the_lease_says_nothing_of_how_the_job_goes(work: Work) -> None:
    enqueue(work)
    with work.writing() as session:
        lost = service.claim(session)
        assert lost is not None
        stale = service.Held(lost.id, lost.began_at)
        session.execute(update(Job).values(lease_until=clock.now() - timedelta(seconds=1)))
    with work.writing() as session:
        assert service.claim(session) is not None
    for end in (service.finish, lambda session, held: service.fail(session, held, "too late")):
        with work.writing() as session:
            end(session, stale)
    with work.writing() as session:
        assert not service.renew(session, stale)
    assert states(work) == [JobState.RUNNING]


def dead(work: Work, kind: str = "note") -> int:
    enqueue(work, kind)
    with work.writing() as session:
        session.execute(
            update(Job)
            .where(Job.kind == kind)
            .values(state=JobState.DEAD, attempts=8, finished_at=clock.now(), error="x")
        )
        return session.scalars(select(Job.id).where(Job.kind == kind)).one()


def test_dead_work_that_is_tried_again_runs_from_its_first_attempt_on(work: Work) -> None:
    job_id = dead(work)
    with work.writing() as session:
        reviving.retry(session, work.actor, job_id)
    assert run_all(work, {"note": lambda *_: None}) == 1
    assert states(work) == [JobState.DONE]
    with work.writing() as session, pytest.raises(Conflict, match="job_alive"):
        reviving.retry(session, work.actor, job_id)


def test_all_of_a_kind_are_tried_again_and_no_others(work: Work) -> None:
    dead(work)
    dead(work, "other")
    with work.writing() as session:
        assert reviving.retry_kind(session, work.actor, "note") == 1
        assert reviving.retry_kind(session, work.actor, "note") == 0
    assert states(work) == [JobState.QUEUED, JobState.DEAD]


def test_dropping_takes_a_reason_and_only_dead_work(work: Work) -> None:
    job_id = dead(work)
    for reason, code in (("  ", "reason_missing"), ("x" * 501, "reason_too_long")):
        with work.writing() as session, pytest.raises(Invalid, match=code):
            reviving.drop(session, work.actor, job_id, reason)
    with work.writing() as session:
        reviving.drop(session, work.actor, job_id, "the course is gone")
    assert run_all(work, {"note": lambda *_: None}) == 0
    assert states(work) == [JobState.DONE]
    with work.writing() as session, pytest.raises(NotFound, match="job_unknown"):
        reviving.drop(session, work.actor, 10**6, "nobody knows it")
    with work.reading() as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "job_dropped")).one()
    assert noted.details["reason"] == "the course is gone"
