"""How many enrolments are in each state, by unit and by course, and how many people have done all, or are late."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from elearn.coordinating.queries import Circle, standings, state_of
from elearn.coordinating.rules import Heads, State, Tally
from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug, OrganisationId
from elearn.people.models import Person
from elearn.people.reach import Unit


@dataclass(frozen=True, slots=True)
class Sums:
    """By the unit that people stand in themselves; None for those without one."""

    states: Mapping[tuple[OrganisationId | None, CourseSlug], Tally]
    heads: Mapping[OrganisationId | None, Heads]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with everything below it; `own`: only who stands in the unit itself. No unit: people without one."""

    unit: Unit | None
    own: bool
    tally: Tally
    heads: Heads


@dataclass(frozen=True, slots=True)
class CourseLine:
    slug: CourseSlug
    tally: Tally


@dataclass(frozen=True, slots=True)
class Glance:
    """All at once; courses and units in the order in which they are given, those without anybody left out."""

    tally: Tally
    heads: Heads
    units: tuple[UnitLine, ...]
    courses: tuple[CourseLine, ...]


def sums(session: Session, circle: Circle, today: date, plan_id: int | None = None) -> Sums:
    """Two SELECTs over everybody in the circle."""
    return Sums(_states(session, circle, today, plan_id), _heads(session, circle, today, plan_id))


def _states(
    session: Session, circle: Circle, today: date, plan_id: int | None
) -> dict[tuple[OrganisationId | None, CourseSlug], Tally]:
    state = state_of(today).label("state")
    columns = (Person.organisation_id, Enrolment.course_slug, state, func.count())
    rows = session.execute(standings(circle, today, *columns, plan_id=plan_id).group_by(*columns[:2], state))
    found: dict[tuple[OrganisationId | None, CourseSlug], list[tuple[State, int]]] = {}
    for unit_id, slug, name, count in rows:
        found.setdefault((unit_id, slug), []).append((State(name), count))
    return {key: Tally.of(parts) for key, parts in found.items()}


def _heads(session: Session, circle: Circle, today: date, plan_id: int | None) -> dict[OrganisationId | None, Heads]:
    state = state_of(today)
    settled = func.min(case((state.in_([State.DONE.value, State.EXEMPT.value]), 1), else_=0)).label("settled")
    late = func.max(case((state == State.LATE.value, 1), else_=0)).label("late")
    soon = func.max(case((state == State.SOON.value, 1), else_=0)).label("soon")
    asked = func.max(case((state == State.EXEMPT.value, 0), else_=1))
    whose = (Person.id, Person.organisation_id)
    each = standings(circle, today, Person.organisation_id, settled, late, soon, plan_id=plan_id)
    one = each.group_by(*whose).having(asked == 1).subquery()
    due = case((one.c.late == 0, one.c.soon), else_=0)
    summed = (func.sum(one.c.settled), func.sum(one.c.late), func.sum(due))
    rows = session.execute(select(one.c.organisation_id, func.count(), *summed).group_by(one.c.organisation_id))
    return {unit_id: Heads(*map(int, counts)) for unit_id, *counts in rows}


def lines_of(reached: Sequence[Unit], chosen: Unit | None) -> tuple[Unit, ...]:
    """The units of a table: those directly below the chosen one; without it, the highest in reach, or what a single
    highest has below. `reached` in the order of `reach.units`."""
    known = {one.id for one in reached}
    top = [one for one in reached if one.parent_id not in known]
    parent = chosen or (top[0] if len(top) == 1 else None)
    below = () if parent is None else tuple(one for one in reached if one.parent_id == parent.id)
    return below or (tuple(top) if chosen is None else ())


def glance(found: Sums, reached: Sequence[Unit], chosen: Unit | None) -> Glance:
    """The sums put together along the tree; units and courses without anybody are left out."""
    lines = lines_of(reached, chosen)
    above = {one.id for one in lines}
    place = {one.id: _line_above(one, above) for one in reached}
    units: dict[OrganisationId | None, list[tuple[State, int]]] = {}
    courses: dict[CourseSlug, list[tuple[State, int]]] = {}
    for (unit_id, slug), tally in found.states.items():
        units.setdefault(_placed(unit_id, place), []).extend(tally)
        courses.setdefault(slug, []).extend(tally)
    heads: dict[OrganisationId | None, Heads] = {}
    for unit_id, some in found.heads.items():
        line = _placed(unit_id, place)
        heads[line] = heads.get(line, Heads()) + some
    named = {one.id: one for one in reached}
    order = dict.fromkeys((*(one.id for one in lines), *units))
    return Glance(
        Tally.of(part for tally in found.states.values() for part in tally),
        sum(found.heads.values(), Heads()),
        tuple(
            UnitLine(named.get(key) if key else None, key not in above, Tally.of(units[key]), heads.get(key, Heads()))
            for key in order
            if key in units
        ),
        tuple(CourseLine(slug, Tally.of(parts)) for slug, parts in sorted(courses.items())),
    )


def _placed(unit_id: OrganisationId | None, place: Mapping[OrganisationId, OrganisationId]) -> OrganisationId | None:
    return None if unit_id is None else place.get(unit_id)


def _line_above(one: Unit, lines: Collection[OrganisationId]) -> OrganisationId:
    """The line that a unit belongs to; its own where it stands above all of them."""
    steps = (OrganisationId(int(step)) for step in one.path.strip("/").split("/"))
    return next((step for step in steps if step in lines), one.id)
