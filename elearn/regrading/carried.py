"""Which decisions are being carried out: by their jobs."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.jobs.models import Job, JobState

JOB = "regrade"


def alive(session: Session) -> frozenset[int]:
    """The decisions whose job waits or runs."""
    query = select(Job.payload).where(Job.kind == JOB, Job.state.in_((JobState.QUEUED, JobState.RUNNING)))
    return frozenset(int(payload["regrade_id"]) for payload in session.scalars(query))


def times(session: Session, regrade_id: int) -> int:
    """How many further jobs a decision has had: each has a key of its own."""
    return session.scalar(select(func.count()).select_from(Job).where(Job.key.startswith(f"{JOB}:{regrade_id}:"))) or 0
