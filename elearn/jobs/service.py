"""Verbs on the job table: enqueue, claim, finish, fail. At least once, so handlers must be idempotent."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.db import insert_missing
from elearn.jobs import rules
from elearn.jobs.models import Job, JobState


def enqueue(
    session: Session, kind: str, payload: dict[str, Any], *, key: str | None = None, run_at: datetime | None = None
) -> None:
    """Add a job to the caller's transaction. With a `key` that already stands, or that another transaction is just
    adding, nothing is added."""
    now = clock.now()
    row = {"kind": kind, "payload": payload, "key": key, "state": JobState.QUEUED, "attempts": 0}
    insert_missing(session, Job, [row | {"run_at": run_at or now, "created_at": now}])


def claim(session: Session) -> Job | None:
    """Take the next due job under a lease, or one whose lease ran out; None when nothing is due.

    A job that has outlived its lease too often is left dead on the way: it may be what ends the workers.
    """
    now = clock.now()
    while (job := _next_due(session, now)) is not None:
        if job.attempts < rules.MOST_ATTEMPTS:
            job.state, job.lease_until, job.attempts = JobState.RUNNING, now + rules.LEASE, job.attempts + 1
            session.flush()
            return job
        job.state, job.lease_until, job.finished_at = JobState.DEAD, None, now
        job.error = f"its worker ended before it did, at the {job.attempts}th attempt"
        session.flush()
    return None


def _next_due(session: Session, now: datetime) -> Job | None:
    due = or_(
        (Job.state == JobState.QUEUED) & (Job.run_at <= now), (Job.state == JobState.RUNNING) & (Job.lease_until < now)
    )
    query = select(Job).where(due).order_by(Job.run_at).limit(1).with_for_update(skip_locked=True)
    return session.scalars(query).first()


def finish(session: Session, job_id: int) -> None:
    job = session.get_one(Job, job_id)
    job.state, job.lease_until, job.error, job.finished_at = JobState.DONE, None, None, clock.now()


def fail(session: Session, job_id: int, error: str) -> None:
    """Try again later, or leave it dead where an operator sees it."""
    job = session.get_one(Job, job_id)
    job.error, job.lease_until = error, None
    if job.attempts >= rules.MOST_ATTEMPTS:
        job.state, job.finished_at = JobState.DEAD, clock.now()
    else:
        job.state, job.run_at = JobState.QUEUED, clock.now() + rules.pause_before(job.attempts)


def forget_done(session: Session) -> None:
    """Remove jobs that were done long ago; dead ones stay until someone looks."""
    session.execute(delete(Job).where(Job.state == JobState.DONE, Job.finished_at < clock.now() - rules.KEEP_DONE))
