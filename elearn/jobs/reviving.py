"""What an operator does with work that was given up: try it again, or drop it with a reason."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Conflict, Invalid, NotFound
from elearn.jobs.models import Job, JobState
from elearn.permissions import Actor

LONGEST_REASON = 500


def retry(session: Session, actor: Actor, job_id: int) -> None:
    """Have dead work done again, from its first attempt on.

    Raises NotFound("job_unknown") and Conflict("job_alive").
    """
    job = _dead(session, job_id)
    _begin_again(job)
    record(session, actor, "job_retried", ("job", job_id), kind=job.kind)
    session.flush()


def retry_kind(session: Session, actor: Actor, kind: str) -> int:
    """The same for all dead work of a kind; how many there were."""
    query = select(Job).where(Job.state == JobState.DEAD, Job.kind == kind).with_for_update(skip_locked=True)
    found = session.scalars(query).all()
    for job in found:
        _begin_again(job)
    if found:
        record(session, actor, "jobs_retried", ("jobs", kind), kind=kind, how_many=len(found))
    session.flush()
    return len(found)


def drop(session: Session, actor: Actor, job_id: int, reason: str) -> None:
    """Give dead work up for good; its row is forgotten with those that are done, the reason stays in the record.

    Raises NotFound("job_unknown"), Conflict("job_alive"), Invalid("reason_missing") and Invalid("reason_too_long").
    """
    words = reason.strip()
    if not words:
        raise Invalid("reason_missing")
    if len(words) > LONGEST_REASON:
        raise Invalid("reason_too_long", most=LONGEST_REASON)
    job = _dead(session, job_id)
    job.state, job.finished_at = JobState.DONE, clock.now()
    record(session, actor, "job_dropped", ("job", job_id), kind=job.kind, **ids_of(job.payload), reason=words)
    session.flush()


def ids_of(payload: Mapping[str, Any]) -> dict[str, int]:
    """What a job is about, without anything that could be read as a name or an address."""
    return {name: value for name, value in payload.items() if isinstance(value, int) and not isinstance(value, bool)}


def _dead(session: Session, job_id: int) -> Job:
    job = session.get(Job, job_id, with_for_update=True, populate_existing=True)
    if job is None:
        raise NotFound("job_unknown")
    if job.state is not JobState.DEAD:
        raise Conflict("job_alive")
    return job


def _begin_again(job: Job) -> None:
    job.state, job.attempts, job.run_at, job.finished_at = JobState.QUEUED, 0, clock.now(), None
