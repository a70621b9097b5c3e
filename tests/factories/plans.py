"""Plans' projects, and coordinators beside one another, through the services."""

from dataclasses import dataclass
from itertools import count

from sqlalchemy.orm import Session

from elearn import clock
from elearn.ids import OrganisationId, PersonId
from elearn.permissions import Actor, Grant, Role
from elearn.plans import projects
from elearn.plans.models import Entry, Plan, PlanCourse, PlanState
from elearn.plans.projects import ProjectTexts
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation

_numbers = count(1)

TEXTS = ProjectTexts(
    code="BG05SFPR001-1.004-0012",
    name={"bg": "Капацитет за иновации", "en": "Capacity for innovation"},
    funder={"bg": "Европейски социален фонд плюс", "en": "European Social Fund Plus"},
    statement={"bg": "Финансирано от Европейския съюз", "en": "Funded by the European Union"},
    basis={"bg": "Заповед № РД-25-1187 от 12.11.2026 г.", "en": "Order No RD-25-1187 of 12 November 2026"},
    logos=("eu",),
)


@dataclass(frozen=True, slots=True)
class Municipality:
    """A unit with another below it, and its coordinator."""

    unit: OrganisationId
    below: OrganisationId
    actor: Actor

    @property
    def coordinator(self) -> PersonId:
        return PersonId(self.actor.person_id or 0)


def a_coordinator(session: Session) -> Municipality:
    """Of a municipality of their own."""
    unit = an_organisation(session)
    below = an_organisation(session, parent_id=unit)
    person_id = a_person(session, organisation_id=unit, roles=(Grant(Role.COORDINATOR, unit),))
    return Municipality(unit, below, an_actor(session, person_id))


def a_project(session: Session, unit: OrganisationId | None = None, texts: ProjectTexts = TEXTS) -> int:
    return projects.make(session, OPERATOR, unit or an_organisation(session), texts)


def a_plan(
    session: Session,
    unit: OrganisationId,
    *courses: str,
    project_id: int | None = None,
    entry: Entry = Entry.CLOSED,
    key: str | None = None,
    state: PlanState = PlanState.ACTIVE,
) -> int:
    """A plan of a unit as it stands in the table, with nobody in it."""
    now = clock.now()
    plan = Plan(
        organisation_id=unit,
        project_id=project_id,
        name=f"План {next(_numbers)}",
        entry=entry,
        entry_key=key,
        state=state,
        created_at=now,
        activated_at=None if state is PlanState.DRAFT else now,
        ended_at=now if state is PlanState.ENDED else None,
    )
    session.add(plan)
    session.flush()
    session.add_all(PlanCourse(plan_id=plan.id, course_slug=slug, position=n) for n, slug in enumerate(courses))
    session.flush()
    return plan.id
