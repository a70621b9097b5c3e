"""Who studies which course."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, pk, short_text, words


class Origin(StrEnum):
    """Whose wish an enrolment was."""

    SELF = "self"
    PLAN = "plan"
    COORDINATOR = "coordinator"


class Enrolment(Base):
    """A person in a course. `cycle` counts from 1 and rises with each renewal; `due` is the last day, inclusive.

    `own_due` is the day that somebody set by hand; `due` follows from it, from what plans ask, and from extensions.
    `plan_id` is the training plan that asks for the course; `exempted_on` and `credited_on` are the days of an
    exemption and of a completion elsewhere that stand in the course's place.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("person_id", "course_slug", "cycle"),
        CheckConstraint("cycle >= 1", name="cycle_from_one"),
        Index("ix_enrolment_course_slug", "course_slug", "person_id"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_slug: Mapped[short_text] = mapped_column(ForeignKey("published.course_slug"))
    cycle: Mapped[int]
    due: Mapped[date | None]
    own_due: Mapped[date | None]
    source: Mapped[Origin] = mapped_column(words(Origin))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    exempted_on: Mapped[date | None]
    credited_on: Mapped[date | None]
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
