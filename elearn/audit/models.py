"""One row for each state change."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from elearn.db import Base, pk, short_text


class AuditEntry(Base):
    """Append-only. Persons are named by id without a foreign key, so that erasing a person keeps the record."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject", "subject_kind", "subject_id"),)

    id: Mapped[pk]
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    sign_in_session_id: Mapped[int | None]
    via: Mapped[short_text]
    address: Mapped[short_text]
    action: Mapped[short_text]
    subject_kind: Mapped[short_text]
    subject_id: Mapped[short_text]
    details: Mapped[dict[str, Any]]
