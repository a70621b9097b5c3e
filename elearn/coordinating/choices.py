"""What the filters of a page offer: units, plans and courses, each only as far as the actor reaches."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from elearn.content.model import Outline
from elearn.coordinating.filters import Wish
from elearn.coordinating.queries import NEEDED, Circle
from elearn.errors import NotFound
from elearn.ids import CourseSlug
from elearn.people import reach
from elearn.people.models import Organisation
from elearn.people.reach import Unit
from elearn.permissions import Actor
from elearn.plans.models import Plan, PlanCourse, PlanState
from elearn.publishing import library
from elearn.publishing.queries import pointers

MOST_UNITS = 200
"""Beyond, the list offers the highest units and, once one is chosen, the way to it and what stands below it."""


@dataclass(frozen=True, slots=True)
class Choices:
    """`units` each below its parent; `courses` by slug, those withdrawn included, which are not in `given`."""

    units: tuple[Unit, ...]
    plans: tuple[tuple[int, str], ...]
    courses: Mapping[CourseSlug, Outline]
    given: frozenset[CourseSlug]


def circle_of(session: Session, actor: Actor, wish: Wish) -> Circle:
    """Whom the filters of a page are about. Raises NotAllowed("not_permitted") for a unit out of reach, and
    NotFound("plan_unknown") for a plan that concerns nobody in reach."""
    unit = None if wish.unit is None else reach.require_unit(session, actor, NEEDED, wish.unit)
    if wish.plan is not None:
        plan_name(session, actor, wish.plan)
    return Circle(actor, unit, wish.with_leavers, wish.plan)


def choices(session: Session, actor: Actor, unit: Unit | None) -> Choices:
    """Everything that the filters of a page list."""
    found = pointers(session)
    return Choices(
        units=units(session, actor, unit),
        plans=tuple((row.id, row.name) for row in session.execute(_offered(session, actor))),
        courses={one.course_slug: library.outline(session, one.snapshot_id) for one in found},
        given=frozenset(one.course_slug for one in found if one.withdrawn_at is None),
    )


def outlines(session: Session) -> dict[CourseSlug, Outline]:
    """Every course that was ever published."""
    return {one.course_slug: library.outline(session, one.snapshot_id) for one in pointers(session)}


def units(session: Session, actor: Actor, unit: Unit | None) -> tuple[Unit, ...]:
    """What a list of units offers, see MOST_UNITS. One SELECT, or two."""
    reached = select(Organisation).where(reach.within(actor, NEEDED))
    rows = session.scalars(reached.limit(MOST_UNITS + 1)).all()
    if len(rows) <= MOST_UNITS:
        return reach.in_order(map(reach.unit, rows))
    near = [reach.highest(actor, NEEDED)]
    if unit is not None:
        near += [Organisation.parent_id == unit.id, Organisation.id.in_(reach.steps(unit.path))]
    return reach.in_order(map(reach.unit, session.scalars(reached.where(or_(*near)))))


def plan_name(session: Session, actor: Actor, plan_id: int) -> str:
    """Raises NotFound("plan_unknown") for a plan that is not offered."""
    row = session.execute(_offered(session, actor).where(Plan.id == plan_id)).one_or_none()
    if row is None:
        raise NotFound("plan_unknown")
    name: str = row.name
    return name


def courses_of_plan(session: Session, plan_id: int) -> list[CourseSlug]:
    """In the plan's order."""
    planned = select(PlanCourse.course_slug).where(PlanCourse.plan_id == plan_id).order_by(PlanCourse.position)
    return [CourseSlug(slug) for slug in session.scalars(planned)]


def _offered(session: Session, actor: Actor) -> Select[int, str]:
    """Plans of the units in reach and of the units above them, which plan for people in reach too."""
    above = {step for line in reach.lines(session, actor, NEEDED) for step in line}
    where = or_(reach.within(actor, NEEDED), Organisation.id.in_(above))
    query = select(Plan.id, Plan.name).join(Organisation, Organisation.id == Plan.organisation_id)
    return query.where(where, Plan.state != PlanState.DRAFT).order_by(Plan.name, Plan.id)
