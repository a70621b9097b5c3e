"""Writing to the record."""

from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.permissions import Actor


def record(session: Session, actor: Actor, action: str, subject: tuple[str, object], **details: object) -> None:
    """Note that `actor` did `action` to `subject`, given as (kind, id), in the caller's transaction.

    `details` are plain JSON values: never passwords, answers or tokens.
    """
    kind, identity = subject
    session.add(
        AuditEntry(
            at=clock.now(),
            person_id=actor.person_id,
            sign_in_session_id=actor.sign_in_session_id,
            via=actor.via.value,
            address=actor.address,
            action=action,
            subject_kind=kind,
            subject_id=str(identity),
            details=dict(details),
        )
    )
