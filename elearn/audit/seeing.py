"""That somebody has looked: one entry a day for the same viewer and the same data; more would bury the rest."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.audit.service import record
from elearn.permissions import Actor


def seen_today(session: Session, actor: Actor, action: str, subject: tuple[str, int]) -> bool:
    """Whether it stands in the record already."""
    begins = clock.end_of_day(clock.today() - timedelta(days=1))
    same = (AuditEntry.subject_kind == subject[0], AuditEntry.subject_id == str(subject[1]))
    mine = (AuditEntry.action == action, AuditEntry.person_id == actor.person_id, AuditEntry.at >= begins)
    return session.scalar(select(AuditEntry.id).where(*same, *mine).limit(1)) is not None


def note(
    session: Session,
    actor: Actor,
    action: str,
    subject: tuple[str, int],
    *,
    about: int | None = None,
    unit: int | None = None,
) -> None:
    """Say so, unless it stands there: of two pages opened at once one says it."""
    if not seen_today(session, actor, action, subject):
        record(session, actor, action, subject, about=about, unit=unit)
