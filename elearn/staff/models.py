"""A table of people on its way in: each row with its verdict, and what it changed, so that it can be undone."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, digest_text, pk, short_text, words

Before = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class BatchState(StrEnum):
    """A batch is checked again and again until it is applied. Applying and undoing are jobs, and so is the check of a
    large one."""

    CHECKING = "checking"
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"


class Verdict(StrEnum):
    """What a row does: adds, changes or leaves a person as they are, marks who left or came back; or nothing."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT = "left"
    RETURNED = "returned"
    REFUSED = "refused"
    UNCHECKED = "unchecked"


class Batch(Base):
    """A file for the tree below `organisation_id`. `columns` maps our fields to the file's columns, counted from 0.

    `options`: `leavers` marks who is not in the file as having left, `units` adds units that are not there yet.
    """

    __tablename__ = "batch"
    __table_args__ = (
        CheckConstraint("(applied_at IS NOT NULL) = (state IN ('applied', 'undoing', 'undone'))", name="applied_whole"),
        CheckConstraint("(undone_at IS NOT NULL) = (state = 'undone')", name="undone_whole"),
        Index("ix_batch_organisation", "organisation_id", "created_at"),
    )

    id: Mapped[pk]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    file_name: Mapped[short_text]
    file_sha256: Mapped[digest_text]
    heads: Mapped[list[Any]]
    columns: Mapped[dict[str, Any]]
    options: Mapped[dict[str, Any]]
    state: Mapped[BatchState] = mapped_column(words(BatchState))
    counts: Mapped[dict[str, Any]]
    done: Mapped[int]
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class BatchRow(Base):
    """`number` counts as spreadsheets do; it is None for who is missing from the file and is marked as having left.

    `cells` is the row as it was read, until the batch is applied; `changes` what it sets, by column; `before` what
    stood there, once applied.
    """

    __tablename__ = "batch_row"
    __table_args__ = (
        UniqueConstraint("batch_id", "number"),
        CheckConstraint("(verdict = 'refused') = (refusal IS NOT NULL)", name="refused_with_reason"),
        Index("ix_batch_row_verdict", "batch_id", "verdict"),
    )

    id: Mapped[pk]
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    number: Mapped[int | None]
    cells: Mapped[list[Any]]
    verdict: Mapped[Verdict] = mapped_column(words(Verdict))
    refusal: Mapped[str | None] = mapped_column(Text)
    details: Mapped[dict[str, Any]]
    changes: Mapped[dict[str, Any]]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(Before)
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
