"""Two people turned out to be one: what both objected to."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from elearn.events import PersonMerged
from elearn.regrading.models import Objection


def follow(session: Session, event: PersonMerged) -> None:
    """Handler: the one who remains reads the answers."""
    session.execute(update(Objection).where(Objection.person_id == event.person_id).values(person_id=event.into_id))
