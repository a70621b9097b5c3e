"""Two people turned out to be one: what both reported about texts."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from elearn.events import PersonMerged
from elearn.lessons.models import TextReport


def follow(session: Session, event: PersonMerged) -> None:
    """Handler: the one who remains reads the answers."""
    session.execute(update(TextReport).where(TextReport.person_id == event.person_id).values(person_id=event.into_id))
