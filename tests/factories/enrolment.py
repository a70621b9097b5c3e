"""Enrolments for tests, through the services."""

from datetime import date

from sqlalchemy.orm import Session

from elearn.enrolment import service
from elearn.ids import CourseSlug, EnrolmentId, PersonId
from elearn.publishing import queries
from tests.factories.people import OPERATOR, a_person
from tests.factories.publishing import a_snapshot


def an_enrolment(
    session: Session, person_id: PersonId | None = None, slug: str = "sample", *, due: date | None = None
) -> EnrolmentId:
    """A person (by default a new learner) enrolled in a course; the sample course is published if it is not yet."""
    if slug == "sample" and queries.pointer(session, CourseSlug(slug)) is None:
        a_snapshot(session)
    who = person_id if person_id is not None else a_person(session)
    return service.enrol(session, OPERATOR, who, CourseSlug(slug), due=due, source="coordinator")
