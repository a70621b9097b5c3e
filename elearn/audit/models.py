"""One row for each act, and the triggers that keep every row as it was written."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, Index, event
from sqlalchemy.orm import Mapped

from elearn.db import Base, pk, short_text


class AuditEntry(Base):
    """Append-only. Persons and units are named by id without a foreign key, so that erasing one keeps the record.

    `about_id` is the person concerned, None where there is no single one. `unit_id` is the unit concerned, of a person
    the one they stood in at that moment; `employer_id` is the root above it.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_kind", "subject_id"),
        Index("ix_audit_entry_about", "about_id", "id"),
        Index("ix_audit_entry_employer", "employer_id", "id"),
        Index("ix_audit_entry_person", "person_id", "id"),
    )

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
    about_id: Mapped[int | None]
    unit_id: Mapped[int | None]
    employer_id: Mapped[int | None]


KEPT = {
    "sqlite": (
        """CREATE TRIGGER audit_entry_not_changed BEFORE UPDATE ON audit_entry
           BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END""",
        """CREATE TRIGGER audit_entry_not_deleted BEFORE DELETE ON audit_entry
           BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION audit_entry_kept() RETURNS trigger LANGUAGE plpgsql
           AS $$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$""",
        """CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
           FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_kept()""",
    ),
}
"""What makes each database refuse to change or delete a row; the migration that adds it holds a copy."""

for dialect, statements in KEPT.items():
    for statement in statements:
        made = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]  # SQLAlchemy's own
        event.listen(AuditEntry.__table__, "after_create", made)
