"""Attempts, the answers given in them, what a person is allowed beyond a test's rules, and who opened answers."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from elearn.content.terms import Counts
from elearn.db import Base, digest_text, pk, short_text, words

Answered = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class AttemptState(StrEnum):
    """`submitted`: ended, and waiting for somebody who marks its essays."""

    OPEN = "open"
    SUBMITTED = "submitted"
    GRADED = "graded"


class EndedBy(StrEnum):
    """Who closed the attempt: the learner, or the deadline."""

    LEARNER = "learner"
    DEADLINE = "deadline"


class Attempt(Base):
    """One taking of a test. It pins the snapshot, the questions drawn and the order of their choices.

    `paper` is a list of `{"question", "quiz", "order"}`, see drawing.Sheet. Points are hundredths. Until `due_at`
    the learner answers; until `closes_at` (the stated grace later) answers on their way are still taken.
    `person_id` repeats the enrolment's, so that saving an answer asks one table who may. `points`, `max_points` and
    `passed` are those of the latest regrade; what they were before stands with the regrade. `marking_due` is the day
    by whose end an essay is promised to be marked.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "quiz_id", "number"),
        Index(
            "uq_attempt_one_open",
            "enrolment_id",
            "quiz_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_attempt_open_closes",
            "closes_at",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_attempt_waiting",
            "marking_due",
            sqlite_where=text("state = 'submitted'"),
            postgresql_where=text("state = 'submitted'"),
        ),
        Index("ix_attempt_test", "course_slug", "quiz_id"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("(due_at IS NULL) = (closes_at IS NULL)", name="deadlines"),
        CheckConstraint(
            "(state = 'open') = (submitted_at IS NULL) AND (submitted_at IS NULL) = (ended_by IS NULL)",
            name="ended_whole",
        ),
        CheckConstraint(
            "(state = 'graded') = (points IS NOT NULL) AND (points IS NULL) = (passed IS NULL)"
            " AND (points IS NULL) = (graded_at IS NULL)",
            name="graded_whole",
        ),
        CheckConstraint("points IS NULL OR (points >= 0 AND points <= max_points)", name="points"),
        CheckConstraint("pass_percent >= 0 AND pass_percent <= 100", name="pass_percent"),
    )

    id: Mapped[pk]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course_slug: Mapped[short_text]
    quiz_id: Mapped[short_text]
    number: Mapped[int]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    seed: Mapped[digest_text]
    paper: Mapped[list[Any]]
    max_points: Mapped[int]
    pass_percent: Mapped[int]
    counts: Mapped[Counts] = mapped_column(words(Counts))
    state: Mapped[AttemptState] = mapped_column(words(AttemptState))
    started_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    ended_by: Mapped[EndedBy | None] = mapped_column(words(EndedBy))
    marking_due: Mapped[date | None]
    graded_at: Mapped[datetime | None]
    points: Mapped[int | None]
    passed: Mapped[bool | None]


class Response(Base):
    """The answer to the question at `position` (from 1) of an attempt's paper.

    `revision` counts its changes, 0 while only flagged; `save_id` is that of the last save. `points` come with
    the grade.
    """

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("attempt_id", "position"),
        UniqueConstraint("attempt_id", "question_id"),
        Index("ix_response_question", "question_id"),
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("revision >= 0", name="revision"),
    )

    id: Mapped[pk]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    position: Mapped[int]
    question_id: Mapped[short_text]
    revision: Mapped[int]
    save_id: Mapped[str | None] = mapped_column(String(36))
    answer: Mapped[dict[str, Any] | None] = mapped_column(Answered)
    saved_at: Mapped[datetime | None]
    flagged: Mapped[bool]
    points: Mapped[int | None]


class AttemptGrant(Base):
    """One more attempt for a person at a test, with its reason. Append-only.

    `form_key`: the sending of the form that gave it, so that a form sent twice gives once; none from the command line.
    """

    __tablename__ = "attempt_grant"
    __table_args__ = (Index("ix_attempt_grant_test", "enrolment_id", "quiz_id"),)

    id: Mapped[pk]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    quiz_id: Mapped[short_text]
    reason: Mapped[str] = mapped_column(Text)
    granted_at: Mapped[datetime]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    form_key: Mapped[str | None] = mapped_column(String(64), unique=True)


class TimeAllowance(Base):
    """More time for a person at a test, or at every test of the course (no `quiz_id`). Append-only.

    Either `percent` of the time (150: half as much again; 100 takes an earlier allowance back) or further `minutes`.
    Of several, the latest holds. `reason` names no diagnosis; `form_key` as with AttemptGrant.
    """

    __tablename__ = "time_allowance"
    __table_args__ = (
        Index("ix_time_allowance_enrolment", "enrolment_id"),
        CheckConstraint("(percent IS NULL) <> (minutes IS NULL)", name="one_measure"),
        CheckConstraint("percent IS NULL OR (percent >= 100 AND percent <= 1000)", name="percent"),
        CheckConstraint("minutes IS NULL OR (minutes >= 1 AND minutes <= 1440)", name="minutes"),
    )

    id: Mapped[pk]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    quiz_id: Mapped[str | None] = mapped_column(String(255))
    percent: Mapped[int | None]
    minutes: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    granted_at: Mapped[datetime]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    form_key: Mapped[str | None] = mapped_column(String(64), unique=True)


class Purpose(StrEnum):
    """What somebody else may open a learner's answers for."""

    MARKING = "marking"
    OBJECTION = "objection"
    AUDIT = "audit"


class AnswersOpened(Base):
    """Somebody else opened the answers of an attempt: the log that its learner reads. Append-only."""

    __tablename__ = "answers_opened"
    __table_args__ = (
        Index("ix_answers_opened_attempt", "attempt_id"),
        CheckConstraint("until > opened_at", name="for_a_while"),
    )

    id: Mapped[pk]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[Purpose] = mapped_column(words(Purpose))
    reason: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime]
    until: Mapped[datetime]
