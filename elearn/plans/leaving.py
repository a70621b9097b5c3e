"""Whether a plan would take up again what a learner leaves: lent to enrolling, which then says so instead."""

from sqlalchemy.orm import Session

from elearn.ids import CourseSlug, PersonId
from elearn.plans import settling
from elearn.plans.models import Plan


def asked_by(session: Session, person_id: PersonId, course: CourseSlug) -> str:
    """The name of a plan that goes on asking for the course; empty where none does, or where others suffice."""
    asking = settling.asking_for(session, person_id, course, left=True)
    return session.get_one(Plan, min(one.terms.plan_id for one in asking)).name if asking else ""
