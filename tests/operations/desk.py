"""What stands on the desk of whoever runs the platform."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.db import begin_writing
from elearn.mail.models import Letter, LetterState

ERROR = "IntegrityError: Key (email)=(anna@example.bg) of Анна Петрова-Аннова\n[parameters: ('anna@example.bg',)]"


def a_letter(session: Session, person_id: int, number: int = 1, state: LetterState = LetterState.FAILED) -> Letter:
    now = clock.now()
    words = {"to": "anna@example.bg", "subject": "Покана за Анна", "text": "Здравейте, Анна", "error": ERROR}
    given = {"message_id": f"<{number}@elearn>", "possibly_twice": False, "not_before": now, "created_at": now}
    row = Letter(key=f"link:{number}", person_id=person_id, state=state, attempts=10, **words, **given)
    session.add(row)
    session.flush()
    return row


def noted(session: Session, *actions: str) -> list[tuple[str, int | None, dict[str, object]]]:
    begin_writing(session)
    rows = session.scalars(select(AuditEntry).where(AuditEntry.action.in_(actions)).order_by(AuditEntry.id))
    return [(row.action, row.about_id, row.details) for row in rows]


def post(client, address: str, **form: str) -> int:
    return int(client.post(address, data=form).status_code)
