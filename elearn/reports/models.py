"""Files that were asked for, each its maker's own for a few days."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, digest_text, pk, short_text, words
from elearn.reports.rules import Form, Kind


class ReportFile(Base):
    """A file that `person_id` asked for; `asked` is what the address of the page said.

    `reach` holds the units that its maker answered for when it was made, and is None before, for a file on oneself, and
    for who answers for everything: whoever reaches less by now may not have it. `sha256`, `size` and `ready_at` are set
    once, by the worker. `refused` is the code of a refusal, for what cannot be made.
    """

    __tablename__ = "report_file"
    __table_args__ = (
        CheckConstraint("(sha256 IS NULL) = (ready_at IS NULL) AND (sha256 IS NULL) = (size IS NULL)", "ready_whole"),
        CheckConstraint("refused IS NULL OR sha256 IS NULL", "refused_or_ready"),
        CheckConstraint("rows_done >= 0", "rows_done"),
        Index("ix_report_file_person", "person_id", "asked_at"),
        Index("ix_report_file_asked_at", "asked_at"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[Kind] = mapped_column(words(Kind))
    form: Mapped[Form] = mapped_column(words(Form))
    asked: Mapped[dict[str, Any]]
    language: Mapped[short_text]
    title: Mapped[short_text]
    asked_at: Mapped[datetime]
    rows_total: Mapped[int | None]
    rows_done: Mapped[int]
    reach: Mapped[list[Any] | None]
    sha256: Mapped[digest_text | None] = mapped_column(index=True)
    size: Mapped[int | None]
    ready_at: Mapped[datetime | None]
    refused: Mapped[short_text | None]
