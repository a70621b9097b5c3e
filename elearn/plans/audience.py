"""Whom a plan is for, as one condition on people: always cut to the tree of the plan's unit."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, false, insert, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.people.models import Organisation, Person
from elearn.people.queries import stays
from elearn.people.reach import below
from elearn.plans.models import GroupMember, PlanAudience

KINDS = {"units": "organisation_id", "positions": "position_id", "groups": "group_id", "people": "person_id"}
"""Field of Audience -> column of PlanAudience."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Ids, in order: who stands in one of the units or below, has one of the positions, is in one of the groups, or is
    named."""

    units: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    people: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))


def stored(session: Session, plan_id: int) -> Audience:
    """The audience of a plan. One SELECT."""
    rows = session.scalars(select(PlanAudience).where(PlanAudience.plan_id == plan_id).order_by(PlanAudience.id)).all()
    found = {
        name: tuple(sorted(value for row in rows if (value := getattr(row, column)) is not None))
        for name, column in KINDS.items()
    }
    return Audience(**found)


def store(session: Session, plan_id: int, audience: Audience) -> None:
    """Put it in the place of the former one."""
    session.execute(delete(PlanAudience).where(PlanAudience.plan_id == plan_id))
    empty = dict.fromkeys(KINDS.values())
    rows: list[dict[str, Any]] = [
        empty | {"plan_id": plan_id, column: value}
        for name, column in KINDS.items()
        for value in getattr(audience, name)
    ]
    if rows:
        session.execute(insert(PlanAudience), rows)


def matching(unit_id: int, audience: Audience, today: date) -> ColumnElement[bool]:
    """A condition on `Person`: who works in the tree below `unit_id` now and belongs to the audience."""
    return and_(staying(unit_id, today), _one_of(audience))


def staying(unit_id: int, today: date) -> ColumnElement[bool]:
    """A condition on `Person`: who works in the tree below `unit_id` now. Leavers and merged people do not."""
    here = Person.organisation_id.in_(_units_below([unit_id]))
    return and_(here, Person.merged_into_id.is_(None), stays(today))


def _one_of(audience: Audience) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = []
    if audience.units:
        ways.append(Person.organisation_id.in_(_units_below(audience.units)))
    if audience.positions:
        ways.append(Person.position_id.in_(audience.positions))
    if audience.groups:
        members = select(GroupMember.person_id).where(GroupMember.group_id.in_(audience.groups))
        ways.append(Person.id.in_(members))
    if audience.people:
        ways.append(Person.id.in_(audience.people))
    return or_(false(), *ways)


def _units_below(tops: Iterable[int]) -> Any:
    top, unit = aliased(Organisation), aliased(Organisation)
    return select(unit.id).join(top, below(unit.path, top.path)).where(top.id.in_(list(tops)))
