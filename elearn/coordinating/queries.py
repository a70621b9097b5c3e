"""What every page of coordinators asks alike: whom it may show, which enrolments count, and in which state they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, or_, select, true
from sqlalchemy.orm import aliased

from elearn.coordinating.of_plans import ever_in, of_plan
from elearn.coordinating.rules import SOON, State
from elearn.enrolment.models import Enrolment
from elearn.people.models import Organisation, Person
from elearn.people.queries import stays, within_scope
from elearn.people.reach import Unit, below
from elearn.permissions import Actor, Permission
from elearn.plans.models import PlanMember
from elearn.progress import models as progress
from elearn.progress.models import Progress

NEEDED = Permission.PEOPLE_MANAGE

Whom = Any
"""Person, or an alias of it."""


_later = aliased(Enrolment)
_same = and_(_later.person_id == Enrolment.person_id, _later.course_slug == Enrolment.course_slug)
_COUNTED = and_(Enrolment.withdrawn_at.is_(None), ~exists().where(_same, _later.cycle > Enrolment.cycle))
"""Built once, like what people.reach keeps: building a statement takes longer than answering it."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Whose learning a page shows: those in the actor's reach, perhaps only below a unit; who left only if asked; of a
    plan, only what it asks for."""

    actor: Actor
    unit: Unit | None = None
    with_leavers: bool = False
    plan_id: int | None = None


def state_of(today: date) -> ColumnElement[str]:
    """`rules.standing` over `Enrolment` and an outer-joined `Progress`."""
    done = or_(Progress.state == progress.State.COMPLETED, Enrolment.credited_on.is_not(None))
    return case(
        (Enrolment.exempted_on.is_not(None), State.EXEMPT.value),
        (done, State.DONE.value),
        (Enrolment.due < today, State.LATE.value),
        (Enrolment.due <= today + SOON, State.SOON.value),
        (Progress.state == progress.State.IN_PROGRESS, State.DOING.value),
        else_=State.OPEN.value,
    )


def counted() -> ColumnElement[bool]:
    """Of `Enrolment`: not withdrawn, and of the course's latest cycle."""
    return _COUNTED


def planned(circle: Circle) -> ColumnElement[bool]:
    """Of `Enrolment` and an outer-joined `Progress`: what the circle's plan asks for, or everything without one."""
    return true() if circle.plan_id is None else of_plan(circle.plan_id, with_leavers=circle.with_leavers)


def within(circle: Circle, today: date) -> ColumnElement[bool]:
    """A condition on `Person`: who belongs to the circle."""
    return and_(within_scope(circle.actor, NEEDED), _below(circle.unit), here(Person, circle, today))


def here(whom: Whom, circle: Circle, today: date) -> ColumnElement[bool]:
    """Neither merged into somebody else nor, unless the circle has them, gone."""
    return and_(whom.merged_into_id.is_(None), true() if circle.with_leavers else stays(today, whom))


def _below(unit: Unit | None) -> ColumnElement[bool]:
    if unit is None:
        return true()
    units = select(Organisation.id).where(below(Organisation.path, unit.path))
    return Person.organisation_id.in_(units)


def standings(circle: Circle, today: date, *columns: Any) -> Select[*tuple[Any, ...]]:
    """These columns of every enrolment that counts, of everybody in the circle."""
    query = (
        select(*columns)
        .select_from(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .where(within(circle, today), counted(), planned(circle))
    )
    return query if circle.plan_id is None else query.join(PlanMember, ever_in(circle.plan_id))


def prefixes(words: str) -> Sequence[str]:
    """What a typed name is looked for by: folded beginnings of words, as LIKE takes them with `\\` escaping."""
    folded = words.casefold().split()
    return [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for word in folded][:6]


def named(whom: Whom, words: str) -> ColumnElement[bool]:
    """Whether some word of the name begins with each of the words typed."""
    like = whom.sort_name.like
    found = (or_(like(one, escape="\\"), like(f"% {one}", escape="\\")) for one in prefixes(words))
    return and_(true(), *found)
