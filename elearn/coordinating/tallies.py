"""How many enrolments are in each state, by unit and by course, and how many people have done all, or are late."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.coordinating.queries import Circle, standings, state_of
from elearn.coordinating.rules import Heads, State, Tally
from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug, OrganisationId
from elearn.people.models import Person
from elearn.people.reach import Unit, steps
from elearn.permissions import Actor


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


def sums(session: Session, circle: Circle, today: date) -> Sums:
    """One SELECT over everybody in the circle: people of one unit who stand alike in all their courses are one row."""
    pair = Enrolment.course_slug.concat(":").concat(state_of(today))
    alike = func.aggregate_strings(pair, ",").label("alike")
    each = standings(circle, today, Person.organisation_id, alike)
    one = each.group_by(Person.id, Person.organisation_id).subquery()
    counted = select(one.c.organisation_id, one.c.alike, func.count()).group_by(*one.c)
    states: dict[tuple[OrganisationId | None, CourseSlug], list[tuple[State, int]]] = {}
    heads: dict[OrganisationId | None, Heads] = {}
    for unit_id, text, count in session.execute(counted):
        pairs = [(CourseSlug(slug), State(name)) for slug, _, name in (one.partition(":") for one in text.split(","))]
        for slug, state in pairs:
            states.setdefault((unit_id, slug), []).append((state, count))
        heads[unit_id] = heads.get(unit_id, Heads()) + _heads({state for _, state in pairs}, count)
    return Sums({key: Tally.of(parts) for key, parts in states.items()}, heads)


def _heads(states: Collection[State], people: int) -> Heads:
    """So many people, all of them in these states."""
    asked = {*states} - {State.EXEMPT}
    if not asked:
        return Heads()
    late = State.LATE in asked
    return Heads(
        people=people,
        finished=people if asked == {State.DONE} else 0,
        late=people if late else 0,
        soon=people if State.SOON in asked and not late else 0,
    )


def of_plan(session: Session, actor: Actor, plan_id: int, today: date) -> Mapping[CourseSlug, Mapping[str, int]]:
    """By course and by the value of the state, of the people in reach: lent to the plan's own page. One SELECT."""
    state = state_of(today).label("state")
    each = standings(Circle(actor, plan_id=plan_id), today, Enrolment.course_slug, state, func.count())
    found: dict[CourseSlug, dict[str, int]] = {}
    for slug, name, count in session.execute(each.group_by(Enrolment.course_slug, state)):
        found.setdefault(CourseSlug(slug), {})[name] = count
    return found


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
    return next((step for step in steps(one.path) if step in lines), one.id)
