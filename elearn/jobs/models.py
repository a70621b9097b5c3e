"""The transactional outbox of work."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, pk, short_text, words


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class Job(Base):
    """`key` makes enqueueing idempotent; `lease_until` is set while someone runs it, `began_at` says when the last
    attempt began."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "state", "run_at"),)

    id: Mapped[pk]
    kind: Mapped[short_text]
    payload: Mapped[dict[str, Any]]
    key: Mapped[short_text | None] = mapped_column(unique=True)
    state: Mapped[JobState] = mapped_column(words(JobState))
    run_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int]
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
