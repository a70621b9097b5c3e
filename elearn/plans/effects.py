"""Whom a decision about a plan affects, before it is made: how many, and who, a page at a time. Nothing is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, exists, func, literal, null, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug, PersonId
from elearn.people.models import Organisation, Person
from elearn.people.queries import full_name, within_scope
from elearn.permissions import Actor
from elearn.plans import checks
from elearn.plans.audience import staying
from elearn.plans.deadlines import day, first_due
from elearn.plans.matching import Reach, in_force, incoming, outgoing
from elearn.plans.models import PlanMember
from elearn.plans.queries import NEEDED
from elearn.plans.rules import Terms


class Kind(StrEnum):
    """`anew`: enrolled in a course that they do not have; `freed`: asked for a course no more."""

    IN = "in"
    OUT = "out"
    EARLIER = "earlier"
    LATER = "later"
    ANEW = "anew"
    FREED = "freed"


@dataclass(frozen=True, slots=True)
class Effect:
    """How many people; `course` only of the kinds that are about one. `mark` tells others of the same number apart."""

    kind: Kind
    course: CourseSlug | None
    people: int
    mark: int

    @property
    def key(self) -> str:
        return self.kind.value if self.course is None else f"{self.kind.value}:{self.course}"


@dataclass(frozen=True, slots=True)
class Affected:
    """Somebody whom it affects; the last days are None where there is none, or where it is not about them."""

    person_id: PersonId
    name: str
    unit: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a plan would be: whom it reaches, what it asks, and what it asks now."""

    reach: Reach
    terms: Terms
    former: Terms
    today: date


def effects(session: Session, change: Change) -> tuple[Effect, ...]:
    """One SELECT for each kind, and for each course of the plan. Courses that affect nobody are left out."""
    found = [_counted(session, change, kind, None) for kind in (Kind.IN, Kind.OUT, Kind.EARLIER, Kind.LATER)]
    if change.reach.active:
        anew = (_counted(session, change, Kind.ANEW, slug) for slug in change.terms.courses)
        gone = (slug for slug in change.former.courses if slug not in change.terms.courses)
        freed = (_counted(session, change, Kind.FREED, slug) for slug in gone)
        found += [one for one in (*anew, *freed) if one.people]
    return tuple(found)


def digest(effects: tuple[Effect, ...]) -> str:
    """A sign of exactly these people."""
    return checks.digest(*((one.key, one.people, one.mark) for one in effects))


def named(session: Session, actor: Actor, change: Change, effect: Effect) -> int:
    """How many of the people the actor manages; who has moved away is counted among them no more."""
    return session.scalar(_seen(actor, change, effect).with_only_columns(func.count())) or 0


def affected(session: Session, actor: Actor, change: Change, effect: Effect, first: int, size: int) -> list[Affected]:
    """Who of those whom the actor manages, by name."""
    page = _seen(actor, change, effect).order_by(Person.sort_name, Person.id)
    return [
        Affected(PersonId(who.id), full_name(who), unit or "", before, after)
        for who, unit, before, after in session.execute(page.offset(first).limit(size))
    ]


def _seen(actor: Actor, change: Change, effect: Effect) -> Select[Any, Any, Any, Any]:
    return _QUERIES[effect.kind](change, effect.course).where(within_scope(actor, NEEDED))


def _counted(session: Session, change: Change, kind: Kind, course: CourseSlug | None) -> Effect:
    query = _QUERIES[kind](change, course).with_only_columns(func.count(), func.sum(Person.id))
    people, mark = session.execute(query).one()
    return Effect(kind, course, people, int(mark or 0))


def _people(before: Any = None, after: Any = None) -> Select[Any, Any, Any, Any]:
    """Person, name of the unit, last day before and after."""
    columns = (null() if one is None else one for one in (before, after))
    unit = Organisation.id == Person.organisation_id
    return select(Person, Organisation.name, *columns).outerjoin(Organisation, unit)


def _in(change: Change, _course: CourseSlug | None) -> Select[Any, Any, Any, Any]:
    due = first_due(change.reach.due_on, change.reach.due_days, day(change.today))
    return _people(after=due).where(incoming(change.reach, change.today))


def _out(change: Change, _course: CourseSlug | None) -> Select[Any, Any, Any, Any]:
    mine = PlanMember.person_id == Person.id
    return _people(before=PlanMember.due).join(PlanMember, mine).where(outgoing(change.reach, change.today))


def _earlier(change: Change, _course: CourseSlug | None) -> Select[Any, Any, Any, Any]:
    now, due = PlanMember.due, _due(change)
    return _staying(change).where(or_(due < now, and_(now.is_(None), due.is_not(None))))


def _later(change: Change, _course: CourseSlug | None) -> Select[Any, Any, Any, Any]:
    now, due = PlanMember.due, _due(change)
    return _staying(change).where(or_(due > now, and_(now.is_not(None), due.is_(None))))


def _due(change: Change) -> ColumnElement[Any]:
    return first_due(change.reach.due_on, change.reach.due_days, PlanMember.since)


def _staying(change: Change) -> Select[Any, Any, Any, Any]:
    """Members who remain, with their last day as it is and as it will be."""
    mine = PlanMember.person_id == Person.id
    members = _people(PlanMember.due, _due(change)).join(PlanMember, mine)
    return members.where(in_force(change.reach.plan_id), ~outgoing(change.reach, change.today))


def _anew(change: Change, course: CourseSlug | None) -> Select[Any, Any, Any, Any]:
    """Who will be in the plan and does not have the course; where only some are needed, who has too few of them."""
    reach, courses = change.reach, change.terms.courses
    alone = exists().where(in_force(reach.plan_id), PlanMember.person_id == Person.id, PlanMember.by_entry)
    inside = or_(reach.matched(change.today), and_(alone, staying(reach.unit_id, change.today)))
    query = _people().where(inside, ~_has(course))
    if change.terms.needed is None or course is None:
        return query
    before = courses[: courses.index(course)]
    missing_before = len(before) - sum((_one(slug) for slug in before), literal(0, Integer))
    return query.where(sum((_one(slug) for slug in courses), missing_before) < change.terms.needed)


def _freed(change: Change, course: CourseSlug | None) -> Select[Any, Any, Any, Any]:
    """Members for whom the plan has a course that it will not ask for any more."""
    theirs = (Enrolment.person_id == Person.id, Enrolment.course_slug == course, Enrolment.withdrawn_at.is_(None))
    asked = exists().where(*theirs, Enrolment.plan_id == change.reach.plan_id)
    return _staying(change).where(asked)


def _has(course: CourseSlug | None) -> ColumnElement[bool]:
    """Of `Person`: the latest cycle of the course is not withdrawn."""
    later = aliased(Enrolment)
    same = and_(later.person_id == Enrolment.person_id, later.course_slug == Enrolment.course_slug)
    last = ~exists().where(same, later.cycle > Enrolment.cycle)
    theirs = (Enrolment.person_id == Person.id, Enrolment.course_slug == course)
    return exists().where(*theirs, Enrolment.withdrawn_at.is_(None), last)


def _one(course: CourseSlug) -> ColumnElement[int]:
    return case((_has(course), 1), else_=0)


_QUERIES: dict[Kind, Callable[[Change, CourseSlug | None], Select[Any, Any, Any, Any]]] = {
    Kind.IN: _in,
    Kind.OUT: _out,
    Kind.EARLIER: _earlier,
    Kind.LATER: _later,
    Kind.ANEW: _anew,
    Kind.FREED: _freed,
}
