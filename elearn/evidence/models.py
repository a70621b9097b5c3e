"""Printed evidence of attempts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, digest_text, pk, short_text


class EvidencePaper(Base):
    """The PDF of an attempt's evidence as it stood: `digest` is the SHA-256 of its JSON, `sha256` that of the file.

    `sha256` and `storage_key` are set once, by the worker that rendered it.
    """

    __tablename__ = "evidence_paper"
    __table_args__ = (
        UniqueConstraint("attempt_id", "digest", "language"),
        CheckConstraint("(sha256 IS NULL) = (storage_key IS NULL)", name="rendered_whole"),
    )

    id: Mapped[pk]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    digest: Mapped[digest_text]
    language: Mapped[short_text]
    requested_at: Mapped[datetime]
    sha256: Mapped[str | None] = mapped_column(String(64))
    storage_key: Mapped[str | None] = mapped_column(String(255))
