"""Groups of people put together by hand: made, filled, emptied and taken away within the units that one manages."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, and_, delete, func, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import Noted, record, record_all
from elearn.db import insert_missing
from elearn.errors import Conflict, NotFound
from elearn.ids import OrganisationId, PersonId
from elearn.people.models import Organisation, Person
from elearn.people.queries import full_name, within_scope
from elearn.people.reach import below, require_unit, within
from elearn.permissions import Actor
from elearn.plans import checks, naming
from elearn.plans.audience import staying
from elearn.plans.following import enqueue_match
from elearn.plans.models import GroupMember, PersonGroup, Plan, PlanAudience
from elearn.plans.naming import Named
from elearn.plans.queries import NEEDED


@dataclass(frozen=True, slots=True)
class GroupView:
    """`plans`: the names of those that are for the group and that the reader manages."""

    id: int
    name: str
    unit_id: OrganisationId
    unit: str
    members: int
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InGroup:
    person_id: PersonId
    name: str
    unit: str


def create(session: Session, actor: Actor, unit_id: OrganisationId, name: str) -> int:
    """Raises NotAllowed("not_permitted"), Invalid("plan_unnamed", "plan_name_long") and Conflict("group_exists")."""
    require_unit(session, actor, NEEDED, unit_id)
    name = _free_name(session, unit_id, name)
    row = PersonGroup(organisation_id=unit_id, name=name, created_at=clock.now())
    session.add(row)
    session.flush()
    record(session, actor, "group.made", ("group", row.id), unit=unit_id, name=name)
    return row.id


def rename(session: Session, actor: Actor, group_id: int, name: str) -> None:
    """Raises NotFound("group_unknown") and what `create` raises of names."""
    row = _required(session, actor, group_id)
    name = _free_name(session, OrganisationId(row.organisation_id), name, but=group_id)
    before, row.name = row.name, name
    if before != name:
        record(session, actor, "group.renamed", ("group", group_id), unit=row.organisation_id, before=before, name=name)


def fill(session: Session, actor: Actor, group_id: int, typed: Sequence[str]) -> Named:
    """Put in who is named and works in the tree of the group's unit; the lines that name nobody there come back.

    Raises NotFound("group_unknown").
    """
    row = _required(session, actor, group_id)
    found = naming.named(session, typed, staying(row.organisation_id, clock.today()))
    there = set(session.scalars(select(GroupMember.person_id).where(GroupMember.group_id == group_id)))
    new = [person_id for person_id in found.people if person_id not in there]
    insert_missing(session, GroupMember, [{"group_id": group_id, "person_id": one} for one in new])
    record_all(session, actor, "group.member_in", "group", [Noted(group_id, one) for one in new])
    if new:
        enqueue_match(session)
    return Named(tuple(new), found.unknown)


def take_out(session: Session, actor: Actor, group_id: int, person_id: PersonId) -> None:
    """Again is nothing. Raises NotFound("group_unknown")."""
    _required(session, actor, group_id)
    gone = delete(GroupMember).where(GroupMember.group_id == group_id, GroupMember.person_id == person_id)
    if session.scalars(gone.returning(GroupMember.person_id)).all():
        record(session, actor, "group.member_out", ("group", group_id), about=person_id)
        enqueue_match(session)


def empty(session: Session, actor: Actor, group_id: int) -> None:
    """Take everybody out. Raises NotFound("group_unknown")."""
    _required(session, actor, group_id)
    gone = delete(GroupMember).where(GroupMember.group_id == group_id).returning(GroupMember.person_id)
    people = session.scalars(gone).all()
    record_all(session, actor, "group.member_out", "group", [Noted(group_id, one) for one in people])
    if people:
        enqueue_match(session)


def remove(session: Session, actor: Actor, group_id: int) -> None:
    """Raises NotFound("group_unknown") and, while a plan is for it, Conflict("group_in_use")."""
    row = _required(session, actor, group_id)
    if session.scalar(select(PlanAudience.id).where(PlanAudience.group_id == group_id).limit(1)) is not None:
        raise Conflict("group_in_use")
    empty(session, actor, group_id)
    record(session, actor, "group.removed", ("group", group_id), unit=row.organisation_id, name=row.name)
    session.delete(row)
    session.flush()


def listing(session: Session, actor: Actor) -> list[GroupView]:
    """Groups of the units in reach, by name. One SELECT."""
    return [_view(row) for row in session.execute(_groups(actor))]


def group(session: Session, actor: Actor, group_id: int) -> GroupView:
    """Raises NotFound("group_unknown")."""
    row = session.execute(_groups(actor).where(PersonGroup.id == group_id)).one_or_none()
    if row is None:
        raise NotFound("group_unknown")
    of_plans = (
        select(Plan.name)
        .join(PlanAudience, PlanAudience.plan_id == Plan.id)
        .join(Organisation, Organisation.id == Plan.organisation_id)
        .where(PlanAudience.group_id == group_id, within(actor, NEEDED))
    )
    return _view(row, tuple(session.scalars(of_plans.order_by(Plan.name))))


def within_tree(session: Session, unit_id: OrganisationId) -> list[tuple[int, str]]:
    """Id and name of the groups that plans of the unit can be for: its own and those of units below it."""
    top = session.get_one(Organisation, unit_id)
    query = select(PersonGroup.id, PersonGroup.name).join(Organisation, Organisation.id == PersonGroup.organisation_id)
    rows = session.execute(query.where(below(Organisation.path, top.path)).order_by(PersonGroup.name, PersonGroup.id))
    return [(row.id, row.name) for row in rows]


def members(session: Session, actor: Actor, group_id: int, first: int, size: int) -> list[InGroup]:
    """Those whom the reader manages, by name."""
    query = (
        select(Person, Organisation.name)
        .join(GroupMember, GroupMember.person_id == Person.id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(and_(GroupMember.group_id == group_id, within_scope(actor, NEEDED)))
    )
    rows = session.execute(query.order_by(Person.sort_name, Person.id).offset(first).limit(size))
    return [InGroup(PersonId(who.id), full_name(who), unit or "") for who, unit in rows]


def _groups(actor: Actor) -> Select[int, str, int, str, int]:
    people = select(func.count()).where(GroupMember.group_id == PersonGroup.id, GroupMember.person_id == Person.id)
    counted = people.where(within_scope(actor, NEEDED)).scalar_subquery()
    query = select(PersonGroup.id, PersonGroup.name, PersonGroup.organisation_id, Organisation.name, counted)
    mine = query.join(Organisation, Organisation.id == PersonGroup.organisation_id).where(within(actor, NEEDED))
    return mine.order_by(PersonGroup.name, PersonGroup.id)


def _view(row: Row[int, str, int, str, int], plans: tuple[str, ...] = ()) -> GroupView:
    group_id, name, unit_id, unit, count = row
    return GroupView(group_id, name, OrganisationId(unit_id), unit, count, plans)


def _required(session: Session, actor: Actor, group_id: int) -> PersonGroup:
    query = select(PersonGroup).join(Organisation, Organisation.id == PersonGroup.organisation_id)
    row = session.scalars(query.where(PersonGroup.id == group_id, within(actor, NEEDED))).one_or_none()
    if row is None:
        raise NotFound("group_unknown")
    return row


def _free_name(session: Session, unit_id: OrganisationId, typed: str, but: int = 0) -> str:
    name = checks.plain_name(typed)
    same = select(PersonGroup.id).where(PersonGroup.organisation_id == unit_id, PersonGroup.name == name)
    if session.scalar(same.where(PersonGroup.id != but)) is not None:
        raise Conflict("group_exists", name=name)
    return name
