"""A small course whose test asks an essay, with attempts that wait for the demo's trainer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.ids import AttemptId, PersonId
from elearn.marking import service as marking
from elearn.people.models import Person
from tests.factories.enrolment import an_enrolment
from tests.factories.essays import a_waiting_attempt, an_essay_test, mark
from tests.factories.people import an_actor
from tests.factories.quizzes import Taker
from tests.journeys.served import Demo


def waiting(demo: Demo) -> dict[str, str]:
    """One attempt that nobody has opened, one opened by the trainer, and one with all its marks."""
    names = {"unread": "writer", "read": "essayist", "marked": "scribe"}
    for name in names.values():
        demo.newcomer(name)
    with demo.work() as work, work.writing() as session:
        an_essay_test(session)
        trainer = an_actor(session, _person(session, "trainer"))
        found = {state: _attempt(session, name) for state, name in names.items()}
        for state in ("read", "marked"):
            marking.open_essays(session, trainer, found[state])
        mark(session, trainer, found["marked"], 200, 100, 0, comment="Добре.")
    return {state: str(attempt_id) for state, attempt_id in found.items()}


def _attempt(session: Session, name: str) -> AttemptId:
    person_id = _person(session, name)
    enrolment_id = an_enrolment(session, person_id)
    return a_waiting_attempt(session, Taker(person_id, an_actor(session, person_id), enrolment_id))


def _person(session: Session, name: str) -> PersonId:
    return PersonId(session.scalars(select(Person.id).where(Person.email == f"{name}@demo.example")).one())
