"""Two municipalities side by side, each with its coordinator, and people who have come some way."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug, OrganisationId, PersonId
from elearn.permissions import Actor, Grant, Role
from elearn.plans.models import PlanMember
from tests.factories.enrolment import an_enrolment
from tests.factories.people import a_person, an_actor, an_organisation

SAMPLE = CourseSlug("sample")


@dataclass(frozen=True)
class Town:
    """A municipality with one department, and who coordinates all of it."""

    top: OrganisationId
    department: OrganisationId
    coordinator: PersonId
    actor: Actor


def a_town(session: Session, name: str) -> Town:
    top = an_organisation(session, name)
    department = an_organisation(session, f"Отдел на {name}", top)
    roles = (Role.LEARNER, Grant(Role.COORDINATOR, top))
    coordinator = a_person(session, family="Координаторова", organisation_id=top, roles=roles)
    return Town(top, department, coordinator, an_actor(session, coordinator))


def a_colleague(
    session: Session, unit: OrganisationId, family: str, *, given: str = "Мария", due: date | None = None
) -> PersonId:
    """Enrolled in the sample course."""
    person_id = a_person(session, given=given, family=family, organisation_id=unit)
    an_enrolment(session, person_id, due=due)
    return person_id


def put_in(session: Session, plan_id: int, *people: PersonId) -> None:
    """Into a plan, as if they had entered it by themselves; whatever they study stays as it is."""
    today = clock.today()
    row = {"plan_id": plan_id, "by_entry": True, "since": today, "look_on": today, "let_go_at": None}
    session.execute(insert(PlanMember), [row | {"person_id": one} for one in people])


def mark(session: Session, person_id: PersonId, **days: date | None) -> None:
    """Set days of a person's enrolments as the verbs of plans would."""
    session.execute(update(Enrolment).where(Enrolment.person_id == person_id).values(**days))
