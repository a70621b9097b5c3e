"""The register of certificates: append-only but for the paper's hash and design, set once, and revocation."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.db import Base, digest_text, pk, short_text


class TemplateVersion(Base):
    """The design that papers are rendered with, by the hash of its files."""

    __tablename__ = "template_version"

    id: Mapped[pk]
    digest: Mapped[digest_text] = mapped_column(unique=True)
    first_used_at: Mapped[datetime]


class Certificate(Base):
    """One number. At most one live certificate stands for an enrolment.

    `template_version_id` is the design that the paper was rendered with; before that, the one it was issued under.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_reason IS NULL)", name="revoked_with_reason"),
        Index(
            "ix_certificate_one_live",
            "enrolment_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL AND revoked_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    id: Mapped[pk]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    template_version_id: Mapped[int] = mapped_column(ForeignKey("template_version.id"))
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[short_text] = mapped_column(unique=True)
    code: Mapped[short_text] = mapped_column(unique=True)
    facts: Mapped[dict[str, Any]]
    issued_at: Mapped[datetime]
    sha256: Mapped[digest_text | None] = mapped_column(unique=True)
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    superseded_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_reason: Mapped[str | None] = mapped_column(Text)
