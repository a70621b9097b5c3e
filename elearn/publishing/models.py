"""Editions of courses. Rows of snapshot, part and media are never changed or deleted; `published` is the pointer."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Connection, ForeignKey, LargeBinary, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from elearn.db import Base, digest_text, short_text, words
from elearn.publishing.manifest import PartKind


class Change(StrEnum):
    """What an edition changes for those who have learnt from the one before it."""

    EDITORIAL = "editorial"
    CLARIFIED = "clarified"
    SUBSTANTIVE = "substantive"
    KEY_ERROR = "key-error"
    LAW = "law"


class Snapshot(Base):
    """One edition of a course as it was published.

    `id` is computed from course and digest, so that an id means the same content in every process and
    after every rolled-back transaction: what a process remembers of it can't go stale. `number` counts a
    course's editions from 1. `manifest` is the outline as JSON, compressed by zlib.
    """

    __tablename__ = "snapshot"
    __table_args__ = (
        UniqueConstraint("course_slug", "number"),
        UniqueConstraint("course_slug", "digest"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    course_slug: Mapped[short_text]
    number: Mapped[int]
    edition: Mapped[short_text]
    digest: Mapped[digest_text]
    revision: Mapped[short_text]
    change: Mapped[Change] = mapped_column(words(Change))
    note: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    manifest: Mapped[bytes] = mapped_column(LargeBinary)


class Part(Base):
    """The text or test of some snapshot, stored once under the SHA-256 of its JSON; `size` is that of the JSON."""

    __tablename__ = "part"
    __table_args__ = (CheckConstraint("size > 0", name="size_positive"),)

    digest: Mapped[digest_text] = mapped_column(primary_key=True)
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class SnapshotPart(Base):
    """Which part a snapshot holds for a lesson or test. `language` is empty for what holds all languages."""

    __tablename__ = "snapshot_part"

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), primary_key=True)
    kind: Mapped[PartKind] = mapped_column(words(PartKind), primary_key=True)
    item_id: Mapped[short_text] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    part_digest: Mapped[str] = mapped_column(ForeignKey("part.digest"), index=True)


class Published(Base):
    """Which snapshot of a course is current. A withdrawn course keeps its pointer and is shown to nobody new."""

    __tablename__ = "published"

    course_slug: Mapped[short_text] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    changed_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(Text)


class Media(Base):
    """A file that some snapshot shows; its bytes lie in the file store under the same digest. `size` is in bytes."""

    __tablename__ = "media"

    sha256: Mapped[digest_text] = mapped_column(primary_key=True)
    mime: Mapped[short_text]
    size: Mapped[int]


class NeverChanges(RuntimeError):
    """Something tried to change or delete a row of a published edition: a defect, never the person's fault."""


def _refuse(_mapper: Mapper[Base], _connection: Connection, row: Base) -> None:
    raise NeverChanges(type(row).__tablename__)


for _model in (Snapshot, Part, SnapshotPart, Media):
    event.listen(_model, "before_update", _refuse)
    event.listen(_model, "before_delete", _refuse)
