"""Visits, answers to self-checks, and what learners report about a text."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, pk, short_text, words


class How(StrEnum):
    """By which fact a lesson was done."""

    MARKED = "marked"
    SELF_CHECKS = "self-checks"


class Visit(Base):
    """A learner and a lesson. `snapshot_id` is the edition read last, and once done, the one it was done against.

    `opened_at` and `read_at` are hints for "continue here"; no rule reads them.
    """

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "lesson_id"),
        CheckConstraint("(done_at IS NULL) = (how IS NULL)", name="done_somehow"),
    )

    id: Mapped[pk]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    lesson_id: Mapped[short_text]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    opened_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    how: Mapped[How | None] = mapped_column(words(How))


class SelfCheck(Base):
    """The latest answer to a self-check question, and whether the first one was right."""

    __tablename__ = "self_check"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "question_id"),
        Index("ix_self_check_lesson", "enrolment_id", "lesson_id"),
    )

    id: Mapped[pk]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    lesson_id: Mapped[short_text]
    question_id: Mapped[short_text]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    answer: Mapped[dict[str, Any]]
    right: Mapped[bool]
    first_right: Mapped[bool]
    answered_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class TextReport(Base):
    """An error that a learner saw in a text, and the trainer's answer. `key` makes sending twice sending once."""

    __tablename__ = "text_report"
    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered_with_words"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_someone"),
        Index("ix_text_report_open", "answered_at", "created_at"),
        Index("ix_text_report_course", "course_slug"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[short_text]
    course_slug: Mapped[short_text]
    lesson_id: Mapped[short_text]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    language: Mapped[short_text]
    block: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
