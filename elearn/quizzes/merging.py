"""Two people turned out to be one: attempts repeat the person of their enrolment."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from elearn.events import PersonMerged
from elearn.quizzes.models import Attempt


def follow(session: Session, event: PersonMerged) -> None:
    """Handler: they are the attempts of the one who remains."""
    session.execute(update(Attempt).where(Attempt.person_id == event.person_id).values(person_id=event.into_id))
