"""Objections of learners, decisions to regrade, and what each attempt had before and after."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, pk, short_text, words

Chosen = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Policy(StrEnum):
    """How the question counts from now on: by the new key, by either key, not at all, or in full for everybody."""

    NEW_KEY = "new-key"
    BOTH_KEYS = "both-keys"
    DROP = "drop"
    FULL_MARKS = "full-marks"


class RegradeState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"


class Objection(Base):
    """A learner thinks that the question at `position` of her graded attempt is wrong; once for a question.

    `upheld` says how it was decided.
    """

    __tablename__ = "objection"
    __table_args__ = (
        UniqueConstraint("attempt_id", "position"),
        CheckConstraint(
            "(answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (upheld IS NULL)",
            name="answered_whole",
        ),
        Index("ix_objection_course", "course_slug", "answered_at"),
        Index("ix_objection_question", "question_id"),
    )

    id: Mapped[pk]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    position: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_slug: Mapped[short_text]
    quiz_id: Mapped[short_text]
    question_id: Mapped[short_text]
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    upheld: Mapped[bool | None]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Regrade(Base):
    """The record of a decision: which question counts how, for which attempts, why, and who decided.

    `snapshot_id` is the edition that holds the key regraded by; `versions` are those of the question that were chosen,
    `attempts` the attempts, None for all that met these versions.
    """

    __tablename__ = "regrade"
    __table_args__ = (
        CheckConstraint("done >= 0 AND done <= total", name="progress"),
        CheckConstraint("(state = 'done') = (finished_at IS NOT NULL)", name="finished"),
        Index("ix_regrade_course", "course_slug", "created_at"),
    )

    id: Mapped[pk]
    course_slug: Mapped[short_text]
    quiz_id: Mapped[short_text]
    question_id: Mapped[short_text]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    versions: Mapped[list[Any]]
    attempts: Mapped[list[Any] | None] = mapped_column(Chosen)
    policy: Mapped[Policy] = mapped_column(words(Policy))
    never_worse: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    objection_id: Mapped[int | None] = mapped_column(ForeignKey("objection.id"))
    state: Mapped[RegradeState] = mapped_column(words(RegradeState))
    total: Mapped[int]
    done: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    finished_at: Mapped[datetime | None]


class Regraded(Base):
    """What a regrade made of one attempt; points are hundredths. Append-only, also where nothing changed."""

    __tablename__ = "regraded"
    __table_args__ = (
        UniqueConstraint("regrade_id", "attempt_id"),
        Index("ix_regraded_attempt", "attempt_id"),
    )

    id: Mapped[pk]
    regrade_id: Mapped[int] = mapped_column(ForeignKey("regrade.id"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    at: Mapped[datetime]
    question_before: Mapped[int]
    question_after: Mapped[int]
    points_before: Mapped[int]
    points_after: Mapped[int]
    max_before: Mapped[int]
    max_after: Mapped[int]
    passed_before: Mapped[bool]
    passed_after: Mapped[bool]
