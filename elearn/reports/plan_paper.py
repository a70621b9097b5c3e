"""How far a plan is, on two pages for a mayor: all of it, by unit, by course, and who is overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from elearn.content.phrases import N_
from elearn.coordinating import choices, tallies
from elearn.coordinating.filters import Wish
from elearn.coordinating.queries import NEEDED, Circle, standings, state_of
from elearn.coordinating.rules import Heads, State, Tally
from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug
from elearn.people import reach
from elearn.people.models import Organisation, Person
from elearn.people.queries import NameParts
from elearn.plans import projects
from elearn.plans.models import Plan, Project
from elearn.plans.projects import ProjectTexts
from elearn.reports.orders import Fact, Order, course_title
from elearn.reports.standing_rows import narrowed

MOST_UNITS = 12
MOST_COURSES = 12
MOST_LATE = 14
"""So that two pages always suffice; what is beyond is told as one line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A unit or a course; `people` is None for a course."""

    name: str
    tally: Tally
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody who is overdue with a course."""

    name: str
    unit: str
    course: str
    due: date


@dataclass(frozen=True, slots=True)
class PlanReport:
    """`owner` is whose plan it is, `employer` the root above it; `narrowed` are the filters that were on, in words;
    `late_total` counts those beyond `late` too."""

    name: str
    owner: str
    employer: str
    due_on: date | None
    due_days: int | None
    project: ProjectTexts | None
    pictures: tuple[tuple[str, str], ...]
    narrowed: tuple[Fact, ...]
    tally: Tally
    heads: Heads
    units: tuple[Line, ...]
    courses: tuple[Line, ...]
    late: tuple[Late, ...]
    late_total: int


def report(session: Session, order: Order) -> PlanReport:
    """Raises NotFound("plan_unknown") and NotAllowed("not_permitted") for what is out of reach."""
    wish = Wish.read(order.asked)
    plan_id = wish.plan or 0
    name, circle = choices.plan_name(session, order.actor, plan_id), choices.circle_of(session, order.actor, wish)
    plan, owner, employer, project = _plan(session, plan_id)
    sums = tallies.sums(session, circle, order.today)
    seen = tallies.glance(sums, reach.units(session, order.actor, NEEDED), circle.unit)
    pictures = () if project is None else tuple(projects.pictures(session, project.logos).items())
    late, total = _late(session, order, circle)
    return PlanReport(
        name=name,
        owner=owner,
        employer=employer,
        due_on=plan.due_on,
        due_days=plan.due_days,
        project=project,
        pictures=pictures,
        narrowed=narrowed(session, order, Wish(unit=wish.unit, with_leavers=wish.with_leavers)),
        tally=seen.tally,
        heads=seen.heads,
        units=_units(order, seen),
        courses=_courses(session, order, seen),
        late=late,
        late_total=total,
    )


def _plan(session: Session, plan_id: int) -> tuple[Plan, str, str, ProjectTexts | None]:
    root = aliased(Organisation)
    above = Organisation.path.startswith(root.path)
    plan, owner, employer, project = session.execute(
        select(Plan, Organisation.name, root.name, Project)
        .join(Organisation, Organisation.id == Plan.organisation_id)
        .join(root, above & root.parent_id.is_(None))
        .outerjoin(Project, Project.id == Plan.project_id)
        .where(Plan.id == plan_id)
    ).one()
    return plan, owner, employer, None if project is None else projects.texts(project)


def _units(order: Order, seen: tallies.Glance) -> tuple[Line, ...]:
    lines = [Line(_unit(order, one), one.tally, one.heads.people) for one in seen.units]
    return shortened(lines, MOST_UNITS, order.say(N_("all other units")))


def _unit(order: Order, line: tallies.UnitLine) -> str:
    if line.unit is None:
        return order.say(N_("without a unit"))
    return order.say(N_("in %(unit)s itself"), unit=line.unit.name) if line.own else line.unit.name


def _courses(session: Session, order: Order, seen: tallies.Glance) -> tuple[Line, ...]:
    outlines = choices.outlines(session)
    lines = [Line(course_title(outlines[one.slug], order.language), one.tally) for one in seen.courses]
    return shortened(lines, MOST_COURSES, order.say(N_("all other courses")))


def shortened(lines: Sequence[Line], most: int, rest: str) -> tuple[Line, ...]:
    """At most so many lines: where there are more, those with most to do, and the sum of all others."""
    if len(lines) <= most:
        return tuple(lines)
    by_work = sorted(lines, key=lambda line: (-line.tally[State.LATE], -line.tally.asked))
    told, others = set(map(id, by_work[: most - 1])), by_work[most - 1 :]
    people = None if others[0].people is None else sum(line.people or 0 for line in others)
    last = Line(rest, Tally.of(part for line in others for part in line.tally), people)
    return (*(line for line in lines if id(line) in told), last)


def _late(session: Session, order: Order, circle: Circle) -> tuple[tuple[Late, ...], int]:
    """The longest overdue first."""
    overdue = state_of(order.today) == State.LATE.value
    total = session.scalar(standings(circle, order.today, func.count()).where(overdue)) or 0
    columns = (Person.given, Person.middle, Person.family, Organisation.name, Enrolment.course_slug, Enrolment.due)
    query = (
        standings(circle, order.today, *columns)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(overdue)
        .order_by(Enrolment.due, Person.sort_name, Person.id)
        .limit(MOST_LATE)
    )
    outlines = choices.outlines(session)
    found = []
    for given, middle, family, unit, slug, due in session.execute(query):
        title = course_title(outlines[CourseSlug(slug)], order.language)
        found.append(Late(NameParts(given, middle, family).full, unit or "", title, due))
    return tuple(found), total
