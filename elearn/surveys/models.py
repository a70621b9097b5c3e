"""Totals of surveys, and what was written in them. Nothing here leads to a person or a moment."""

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, pk, short_text


class SurveyTally(Base):
    """How many chose `value` of a question in one of its versions.

    `shown` is what everybody may see. New answers wait in `waiting` until five of the question have come together, so
    that nobody who looks before and after a colleague's answer learns what it was. `value` is the position of a
    choice or a point of the scale; `answered` counts the people, where several choices may be taken.
    """

    __tablename__ = "survey_tally"
    __table_args__ = (
        UniqueConstraint("course_slug", "question_id", "version", "value"),
        CheckConstraint("shown >= 0 AND waiting >= 0", name="counts"),
    )

    id: Mapped[pk]
    course_slug: Mapped[short_text]
    question_id: Mapped[short_text]
    version: Mapped[short_text]
    value: Mapped[short_text]
    shown: Mapped[int]
    waiting: Mapped[int]


class SurveyText(Base):
    """What somebody wrote. `id` is random, so that no order tells who was first; no moment is kept."""

    __tablename__ = "survey_text"
    __table_args__ = (Index("ix_survey_text_question", "course_slug", "question_id", "version"),)

    id: Mapped[pk] = mapped_column(autoincrement=False)
    course_slug: Mapped[short_text]
    question_id: Mapped[short_text]
    version: Mapped[short_text]
    text: Mapped[str] = mapped_column(Text)
    shown: Mapped[bool]
