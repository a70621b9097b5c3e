"""Person by course, a page at a time: people in the order of their names or units, and a cell for each course."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session

from elearn import clock
from elearn.coordinating.choices import Choices, courses_of_plan
from elearn.coordinating.filters import Wish
from elearn.coordinating.of_plans import ever_in
from elearn.coordinating.ordering import SIZE, Mark, Order, mark_of, people
from elearn.coordinating.queries import Circle, counted, here, named, planned, state_of
from elearn.coordinating.rules import State
from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug, PersonId
from elearn.people.models import Person
from elearn.people.queries import NameParts
from elearn.plans.models import PlanMember
from elearn.progress.models import Completion, Progress


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a person stands in a course. `done_on`: of what is done; steps are of the edition last met."""

    state: State
    due: date | None
    done_on: date | None
    steps_done: int
    steps_total: int
    chosen: bool
    """Whether it is what the filters look for."""


@dataclass(frozen=True, slots=True)
class Line:
    person_id: PersonId
    name: str
    unit: str
    left_on: date | None
    cells: Mapping[CourseSlug, Cell]


@dataclass(frozen=True, slots=True)
class Page:
    """`earlier` and `later`: whether there are pages before and after."""

    lines: tuple[Line, ...]
    earlier: bool
    later: bool


def page(session: Session, circle: Circle, wish: Wish, today: date) -> Page:
    """Up to SIZE people. A SELECT for the place, at most two for the people, one for the cells."""
    back = wish.before is not None
    mark = mark_of(session, circle, wish.before if back else wish.after)
    if mark is None:
        back, mark = False, Mark()
    order = Order(wish.sort, mark, back)
    rows = session.execute(people(session, circle, order, wanted(circle, wish, today))).all()
    shown, more = rows[:SIZE], len(rows) > SIZE
    cells = _cells(session, circle, [row.id for row in shown], wish, today)
    lines = tuple(_line(row, cells.get(row.id, {})) for row in (shown[::-1] if back else shown))
    return Page(lines, earlier=more if back else bool(mark.person_id), later=back or more)


def wanted(circle: Circle, wish: Wish, today: date) -> ColumnElement[bool]:
    """Of `Person`: everything that the filters ask for but the unit."""
    conditions = [here(Person, circle, today)]
    if wish.words:
        conditions.append(named(Person, wish.words))
    if wish.by_enrolment:
        query = select(Enrolment.id).outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        if wish.since or wish.until:
            query = query.outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        if circle.plan_id is not None:
            query = query.join(PlanMember, ever_in(circle.plan_id))
        fits = _fits(circle, wish, today)
        conditions.append(query.where(Enrolment.person_id == Person.id, counted(), fits).correlate(Person).exists())
    return and_(*conditions)


def _fits(circle: Circle, wish: Wish, today: date) -> ColumnElement[bool]:
    """Of `Enrolment`, `Progress` and, for a period, `Completion`: what the filters ask of what is studied."""
    found = [
        circle.plan_id is None or planned(circle),
        wish.course is None or Enrolment.course_slug == wish.course,
        wish.state is None or state_of(today) == wish.state.value,
        wish.since is None or _done_from(wish.since),
        wish.until is None or _done_until(wish.until),
    ]
    return and_(true(), *(one for one in found if one is not True))


def _done_from(day: date) -> ColumnElement[bool]:
    return or_(Completion.completed_at >= clock.end_of_day(day - timedelta(days=1)), Enrolment.credited_on >= day)


def _done_until(day: date) -> ColumnElement[bool]:
    return or_(Completion.completed_at < clock.end_of_day(day), Enrolment.credited_on <= day)


_CELL = (
    Enrolment.person_id,
    Enrolment.course_slug,
    Enrolment.due,
    Enrolment.exempted_on,
    Enrolment.credited_on,
    Progress.steps_done,
    Progress.steps_total,
    Completion.completed_at,
)


def _cells(
    session: Session, circle: Circle, person_ids: Sequence[int], wish: Wish, today: date
) -> dict[int, dict[CourseSlug, Cell]]:
    """By person and course. One SELECT."""
    state = state_of(today).label("state")
    chosen = _fits(circle, wish, today) if wish.by_enrolment else false()
    query = (
        select(*_CELL, state, chosen.label("chosen"))
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id.in_(person_ids), counted(), planned(circle))
    )
    found: dict[int, dict[CourseSlug, Cell]] = {}
    for row in session.execute(query):
        found.setdefault(row.person_id, {})[CourseSlug(row.course_slug)] = _cell(row)
    return found


def _cell(row: Any) -> Cell:
    completed = None if row.completed_at is None else clock.day_of(row.completed_at)
    done_on = row.exempted_on or completed or row.credited_on
    return Cell(State(row.state), row.due, done_on, row.steps_done or 0, row.steps_total or 0, bool(row.chosen))


def _line(row: Any, cells: Mapping[CourseSlug, Cell]) -> Line:
    name = NameParts(row.given, row.middle, row.family).full
    return Line(PersonId(row.id), name, row.unit or "", row.left_on, cells)


def columns(session: Session, page: Page, wish: Wish, offered: Choices) -> Sequence[CourseSlug]:
    """The course asked for, those of the plan asked for, or all that are given now and all that stand on this page."""
    if wish.course is not None:
        return [wish.course] if wish.course in offered.courses else []
    if wish.plan is not None:
        return courses_of_plan(session, wish.plan)
    here = {slug for line in page.lines for slug in line.cells}
    return sorted(here | offered.given)
