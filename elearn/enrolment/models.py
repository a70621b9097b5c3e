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
    """A person in a course. `cycle` counts from 1 and rises with each renewal; `due` is the last day, inclusive."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("person_id", "course_slug", "cycle"),
        CheckConstraint("cycle >= 1", name="cycle_from_one"),
        Index("ix_enrolment_course_slug", "course_slug"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_slug: Mapped[short_text] = mapped_column(ForeignKey("published.course_slug"))
    cycle: Mapped[int]
    due: Mapped[date | None]
    source: Mapped[Origin] = mapped_column(words(Origin))
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
