"""A name that was wrong: what carries it is issued anew, under new numbers that supersede the old."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from elearn.certificates import service
from elearn.certificates.issuing import Issuer
from elearn.certificates.models import Certificate
from elearn.errors import Conflict
from elearn.events import NameCorrected
from elearn.ids import PersonId


def follow(issuer: Issuer, session: Session, event: NameCorrected) -> None:
    """Handler: supersede every live certificate that says another name than the person has now."""
    for old in session.scalars(_live(event.person_id).order_by(Certificate.id)).all():
        try:
            service.supersede(session, event.actor, issuer, old)
        except Conflict as refusal:
            if refusal.code != "name_unchanged":
                raise


def live_count(session: Session, person_id: PersonId) -> int:
    """How many certificates of a person are neither superseded nor revoked; lent to people."""
    return session.scalar(select(func.count()).select_from(_live(person_id).subquery())) or 0


def _live(person_id: PersonId) -> Select[Certificate]:
    return select(Certificate).where(
        Certificate.person_id == person_id, Certificate.superseded_at.is_(None), Certificate.revoked_at.is_(None)
    )
