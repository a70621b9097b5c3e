"""Reading the table of work, as whoever runs the product sees it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from elearn.jobs.models import Job, JobState
from elearn.jobs.reviving import ids_of

MOST = 50
MOST_WAITING = 20


@dataclass(frozen=True, slots=True)
class JobView:
    """A job. `began_at` is when the attempt in hand began, of one that runs; `about` are the ids of its payload."""

    id: int
    kind: str
    state: JobState
    about: Mapping[str, int]
    attempts: int
    created_at: datetime
    run_at: datetime
    began_at: datetime | None
    lease_until: datetime | None
    finished_at: datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a kind wait, run and are dead."""

    kind: str
    queued: int
    running: int
    dead: int


def counts(session: Session) -> list[Count]:
    """By kind, those with dead work first."""
    living = (JobState.QUEUED, JobState.RUNNING, JobState.DEAD)
    query = select(Job.kind, Job.state, func.count()).where(Job.state.in_(living)).group_by(Job.kind, Job.state)
    found: dict[str, dict[JobState, int]] = {}
    for kind, state, count in session.execute(query):
        found.setdefault(kind, {})[state] = count
    made = [Count(kind, *(of.get(state, 0) for state in living)) for kind, of in found.items()]
    return sorted(made, key=lambda one: (not one.dead, one.kind))


def running(session: Session) -> list[JobView]:
    """The longest first."""
    query = select(Job).where(Job.state == JobState.RUNNING).order_by(Job.run_at).limit(MOST)
    return [_view(job) for job in session.scalars(query)]


def waiting(session: Session) -> list[JobView]:
    """What is done once and due next."""
    once = or_(Job.key.is_(None), Job.key != Job.kind)
    query = select(Job).where(Job.state == JobState.QUEUED, once).order_by(Job.run_at).limit(MOST_WAITING)
    return [_view(job) for job in session.scalars(query)]


def recurring(session: Session, kinds: Collection[str]) -> list[JobView]:
    """Of these kinds, what is done again and again: its key is the kind itself. The next due first."""
    query = select(Job).where(Job.key.in_(kinds), Job.key == Job.kind, Job.state == JobState.QUEUED)
    return [_view(job) for job in session.scalars(query.order_by(Job.run_at))]


def dead(session: Session, before: int | None = None, kind: str = "") -> Sequence[JobView]:
    """What was given up, the latest first, from below an id on; one more than MOST where there are more."""
    query = select(Job).where(Job.state == JobState.DEAD).order_by(Job.id.desc()).limit(MOST + 1)
    if before is not None:
        query = query.where(Job.id < before)
    if kind:
        query = query.where(Job.kind == kind)
    return [_view(job) for job in session.scalars(query)]


def overdue_since(session: Session) -> datetime | None:
    """Since when the oldest work that is due has waited; None when nothing is queued."""
    return session.scalar(select(func.min(Job.run_at)).where(Job.state == JobState.QUEUED))


def _view(job: Job) -> JobView:
    return JobView(
        id=job.id,
        kind=job.kind,
        state=job.state,
        about=ids_of(job.payload),
        attempts=job.attempts,
        created_at=job.created_at,
        run_at=job.run_at,
        began_at=job.began_at,
        lease_until=job.lease_until,
        finished_at=job.finished_at,
        error=job.error or "",
    )
