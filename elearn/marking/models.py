"""The marks that essays were given."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, pk


class Mark(Base):
    """What the essay at `position` of an attempt earned: points (hundredths) by criterion, in the rubric's order.

    May be changed until the attempt has its grade.
    """

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("attempt_id", "position"),
        CheckConstraint("points >= 0", name="points"),
    )

    id: Mapped[pk]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    position: Mapped[int]
    criteria: Mapped[list[Any]]
    points: Mapped[int]
    comment: Mapped[str] = mapped_column(Text)
    marked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime]
