"""Exempting several people from a course, or extending it for them, at once: first who, then with one reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.enrolment import slots as enrolment_slots
from elearn.enrolment.models import Enrolment
from elearn.errors import Invalid
from elearn.ids import CourseSlug, EnrolmentId, PersonId
from elearn.people.models import Organisation, Person
from elearn.people.queries import full_name, within_scope
from elearn.permissions import Actor, Permission, require
from elearn.plans import crediting, extending, naming
from elearn.plans.crediting import Given
from elearn.plans.models import Substitute
from elearn.plans.naming import Named

MOST: Final = 200
"""Few enough for one transaction; more are parts of a plan, not of a list."""


class Outcome(StrEnum):
    """What would happen to one of them, and why nothing."""

    WILL = "will"
    COMPLETED = "completed"
    CREDITED = "credited"
    ENOUGH = "enough"
    ONESELF = "oneself"


@dataclass(frozen=True, slots=True)
class Wish:
    """`due` is the new last day, or None for an exemption."""

    course: CourseSlug
    due: date | None


@dataclass(frozen=True, slots=True)
class Case:
    person_id: PersonId
    name: str
    unit: str
    enrolled: bool
    due: date | None
    outcome: Outcome


def listed(session: Session, actor: Actor, text: str) -> Named:
    """Whom a list names of those the actor reaches. Raises Invalid("together_many", most)."""
    require(actor, Permission.PEOPLE_MANAGE)
    typed = naming.lines(text)
    if len(typed) > MOST:
        raise Invalid("together_many", most=MOST)
    return naming.named(session, typed, _mine(actor))


def preview(session: Session, actor: Actor, wish: Wish, people: Collection[PersonId]) -> Sequence[Case]:
    """What would happen to those of the people whom the actor reaches, by name."""
    require(actor, Permission.PEOPLE_MANAGE)
    rows = session.execute(
        select(Person, Organisation.name.label("unit"))
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id.in_(list(people)[:MOST]), _mine(actor))
        .order_by(Person.sort_name, Person.id)
    ).all()
    held = _held(session, wish.course, [row.Person.id for row in rows])
    return [_case(session, actor, wish, row.Person, row.unit or "", held.get(row.Person.id)) for row in rows]


def apply(session: Session, actor: Actor, wish: Wish, people: Collection[PersonId], reason: str) -> int:
    """Do it for everybody whom the preview says it will be done for; how many they were. A second time it is nobody.

    Raises Invalid("reason_missing", "reason_too_long", "extension_day") and NotFound for a course that is not given.
    """
    why = crediting.plain_reason(reason)
    if wish.due is not None and not clock.today() <= wish.due <= clock.today() + extending.FARTHEST:
        raise Invalid("extension_day")
    chosen = [case.person_id for case in preview(session, actor, wish, people) if case.outcome is Outcome.WILL]
    for person_id in sorted(chosen):
        if wish.due is None:
            given = Given(Substitute.EXEMPTION, clock.today(), why)
            crediting.give(session, actor, person_id, wish.course, given)
        else:
            extending.extend(session, actor, person_id, wish.course, wish.due, why)
    return len(chosen)


def _case(session: Session, actor: Actor, wish: Wish, who: Person, unit: str, row: Enrolment | None) -> Case:
    outcome = _outcome(session, actor, wish, who, row)
    enrolled = row is not None and row.withdrawn_at is None
    return Case(PersonId(who.id), full_name(who), unit, enrolled, row.due if row else None, outcome)


def _outcome(session: Session, actor: Actor, wish: Wish, who: Person, row: Enrolment | None) -> Outcome:
    if who.id == actor.person_id:
        return Outcome.ONESELF
    if row is None:
        return Outcome.WILL
    if enrolment_slots.completed.call(session, EnrolmentId(row.id)):
        return Outcome.COMPLETED
    if row.exempted_on is not None or row.credited_on is not None:
        return Outcome.CREDITED
    if wish.due is not None and row.due is not None and wish.due <= row.due:
        return Outcome.ENOUGH
    return Outcome.WILL


def _held(session: Session, slug: CourseSlug, people: Sequence[int]) -> dict[int, Enrolment]:
    """The latest cycle of each."""
    query = select(Enrolment).where(Enrolment.course_slug == slug, Enrolment.person_id.in_(people))
    rows = session.scalars(query.order_by(Enrolment.cycle).execution_options(populate_existing=True))
    return {row.person_id: row for row in rows}


def _mine(actor: Actor) -> ColumnElement[bool]:
    return within_scope(actor, Permission.PEOPLE_MANAGE) & Person.merged_into_id.is_(None)
