"""Where each enrolment stands, and the completions that certificates rest on."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, pk, words


class State(StrEnum):
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"


class Progress(Base):
    """Kept by the transaction that changes it, so that pages and reports only read.

    `done` lists the lessons and tests that are met, by their ids in the snapshot.
    """

    __tablename__ = "progress"
    __table_args__ = (
        CheckConstraint("steps_done >= 0 AND steps_done <= steps_total", name="steps_within_total"),
        CheckConstraint("percent >= 0 AND percent <= 100", name="percent_is_percent"),
        Index("ix_progress_snapshot", "snapshot_id", "state"),
    )

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), primary_key=True, autoincrement=False)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    steps_done: Mapped[int]
    steps_total: Mapped[int]
    percent: Mapped[int]
    state: Mapped[State] = mapped_column(words(State))
    done: Mapped[list[Any]]
    updated_at: Mapped[datetime]


class Completion(Base):
    """A course was completed. Never changed and never removed; `evidence` holds the facts that met each rule."""

    __tablename__ = "completion"
    __table_args__ = (UniqueConstraint("enrolment_id"),)

    id: Mapped[pk]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    rule_version: Mapped[int]
    evidence: Mapped[dict[str, Any]]
    completed_at: Mapped[datetime]


class CompletionReview(Base):
    """A completion that a regrade no longer supports: it stands, and somebody is to look at it.

    Revoking a certificate is a separate act with its own reason; here stands only what was concluded.
    """

    __tablename__ = "completion_review"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (conclusion IS NULL)", name="settled_whole"),
        Index("ix_completion_review_open", "settled_at"),
        Index("ix_completion_review_completion", "completion_id"),
    )

    id: Mapped[pk]
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    raised_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    conclusion: Mapped[str | None] = mapped_column(Text)
