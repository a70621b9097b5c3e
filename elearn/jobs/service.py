"""Verbs on the job table: enqueue, claim, finish, fail. At least once, so handlers must be idempotent.

What recurs is one row for each kind, whose key is the kind itself: done or failed, it is due again after its period.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.db import insert_missing
from elearn.jobs import rules
from elearn.jobs.models import Job, JobState


@dataclass(frozen=True, slots=True)
class Held:
    """A job that was claimed, and when: the lease of an earlier attempt is worth nothing."""

    job_id: int
    began_at: datetime | None


def enqueue(
    session: Session, kind: str, payload: dict[str, Any], *, key: str | None = None, run_at: datetime | None = None
) -> None:
    """Add a job to the caller's transaction. With a `key` that already stands, or that another transaction is just
    adding, nothing is added."""
    now = clock.now()
    row = {"kind": kind, "payload": payload, "key": key, "state": JobState.QUEUED, "attempts": 0}
    insert_missing(session, Job, [row | {"run_at": run_at or now, "created_at": now}])


def recur(session: Session, kind: str) -> None:
    """See that the recurring kind has its row. One that died with its workers, or was dropped, comes back later."""
    enqueue(session, kind, {}, key=kind)
    over = Job.state.in_((JobState.DEAD, JobState.DONE))
    stale = (Job.key == kind, over, Job.finished_at < clock.now() - rules.REST_OF_THE_DEAD)
    session.execute(update(Job).where(*stale).values(state=JobState.QUEUED, attempts=0))


def again(session: Session, held: Held, every: timedelta, error: str | None) -> None:
    """A recurring job has run, well or not: it is due again after `every`. An operator sees the last error."""
    job = _still_held(session, held)
    if job is None:
        return
    job.state, job.lease_until, job.attempts = JobState.QUEUED, None, 0
    job.error, job.run_at = error, clock.now() + every


def claim(session: Session, recurring: Collection[str] = ()) -> Job | None:
    """Take the next due job under a lease, or one whose lease ran out; None when nothing is due. What recurs goes
    before what waits once: deadlines and letters must not stand behind a thousand papers.

    A job that has outlived its lease too often is left dead on the way: it may be what ends the workers.
    """
    now = clock.now()
    while (job := _next_due(session, now, Job.key.in_(recurring)) or _next_due(session, now)) is not None:
        if job.attempts < rules.MOST_ATTEMPTS:
            job.state, job.lease_until, job.attempts = JobState.RUNNING, now + rules.LEASE, job.attempts + 1
            job.began_at = now
            session.flush()
            return job
        job.state, job.lease_until, job.finished_at = JobState.DEAD, None, now
        job.error = f"its worker ended before it did, at the {job.attempts}th attempt"
        session.flush()
    return None


def _next_due(session: Session, now: datetime, *only: ColumnElement[bool]) -> Job | None:
    due = or_(
        (Job.state == JobState.QUEUED) & (Job.run_at <= now), (Job.state == JobState.RUNNING) & (Job.lease_until < now)
    )
    query = select(Job).where(due, *only).order_by(Job.run_at).limit(1).with_for_update(skip_locked=True)
    return session.scalars(query).first()


def renew(session: Session, held: Held) -> bool:
    """The job is still being run; False once it is in other hands."""
    job = _still_held(session, held)
    if job is not None:
        job.lease_until = clock.now() + rules.LEASE
    return job is not None


def _still_held(session: Session, held: Held) -> Job | None:
    """None when the lease ran out meanwhile and another worker has begun: how it goes is theirs to say."""
    mine = (Job.id == held.job_id, Job.state == JobState.RUNNING, Job.began_at == held.began_at)
    return session.scalars(select(Job).where(*mine).with_for_update()).one_or_none()


def finish(session: Session, held: Held) -> None:
    job = _still_held(session, held)
    if job is None:
        return
    job.state, job.lease_until, job.error, job.finished_at = JobState.DONE, None, None, clock.now()


def fail(session: Session, held: Held, error: str) -> None:
    """Try again later, or leave it dead where an operator sees it."""
    job = _still_held(session, held)
    if job is None:
        return
    job.error, job.lease_until = error, None
    if job.attempts >= rules.MOST_ATTEMPTS:
        job.state, job.finished_at = JobState.DEAD, clock.now()
    else:
        job.state, job.run_at = JobState.QUEUED, clock.now() + rules.pause_before(job.attempts)


def forget_done(session: Session) -> None:
    """Remove jobs that were done long ago; dead ones stay until someone looks."""
    session.execute(delete(Job).where(Job.state == JobState.DONE, Job.finished_at < clock.now() - rules.KEEP_DONE))
