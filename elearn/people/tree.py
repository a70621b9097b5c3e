"""The tree of organisations: units added, renamed, moved and removed, and what a root is.

A coordinator does so within the units that her roles stand on: nothing is moved out of, or into, what is not hers.
"""

import re

from sqlalchemy import func, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Conflict, Invalid
from elearn.events import UnitMoved, announce
from elearn.ids import OrganisationId
from elearn.people.models import Organisation, OrganisationKind, Person
from elearn.people.reach import Unit, below, require_place, require_unit
from elearn.permissions import Actor, Permission

NEEDED = Permission.PEOPLE_MANAGE
LONGEST_NAME = 200
MOST_LEVELS = 12
_CODE = re.compile(r"[A-ZА-Я0-9]{1,8}")


def add(
    session: Session,
    actor: Actor,
    *,
    name: str,
    parent_id: OrganisationId | None,
    kind: OrganisationKind = OrganisationKind.MUNICIPALITY,
    code: str = "",
) -> OrganisationId:
    """Add a unit below a unit in reach; a root, with its kind and code, only where no unit is out of reach.

    Raises NotAllowed("not_permitted"), Invalid("organisation_unnamed", "organisation_name_long"),
    Invalid("tree_too_deep", most), Conflict("organisation_exists", name) for a second of the same name in one place,
    and for a root what `describe` raises.
    """
    require_place(session, actor, NEEDED, parent_id)
    name = _normal_name(name)
    parent = None if parent_id is None else _held(session, parent_id)
    if parent is not None and parent.depth + 2 > MOST_LEVELS:
        raise Invalid("tree_too_deep", most=MOST_LEVELS)
    _require_free_name(session, name, parent_id)
    kind = kind if parent is None else OrganisationKind.UNIT
    row = Organisation(name=name, parent_id=parent_id, kind=kind, path=None, created_at=clock.now())
    session.add(row)
    session.flush()
    row.path = f"{parent.path if parent else '/'}{row.id}/"
    record(session, actor, "organisation_created", ("organisation", row.id), name=name, parent=parent_id)
    session.flush()
    added = OrganisationId(row.id)
    if parent is None:
        describe(session, actor, added, kind=kind, code=code)
    return added


def find(session: Session, name: str, parent_id: int | None) -> OrganisationId | None:
    """The unit of that name directly under the parent."""
    where = Organisation.parent_id.is_(None) if parent_id is None else Organisation.parent_id == parent_id
    found = session.scalar(select(Organisation.id).where(Organisation.name == name, where))
    return None if found is None else OrganisationId(found)


def rename(session: Session, actor: Actor, unit_id: OrganisationId, name: str) -> None:
    """Raises NotAllowed("not_permitted"), Invalid("organisation_unnamed", "organisation_name_long") and
    Conflict("organisation_exists")."""
    require_unit(session, actor, NEEDED, unit_id)
    name = _normal_name(name)
    row = session.get_one(Organisation, unit_id)
    _require_free_name(session, name, row.parent_id, but=unit_id)
    before, row.name = row.name, name
    if before != name:
        record(session, actor, "organisation_renamed", ("organisation", unit_id), before=before, name=name)
    session.flush()


def describe(
    session: Session, actor: Actor, root_id: OrganisationId, *, kind: OrganisationKind, code: str = ""
) -> None:
    """What a root is, and the short sign before its staff numbers: up to 8 letters and digits, or none.

    Raises NotAllowed("not_permitted"), Invalid("organisation_not_root", "organisation_kind", "organisation_code") and
    Conflict("organisation_code_taken", sign).
    """
    unit = require_unit(session, actor, NEEDED, root_id)
    if unit.parent_id is not None:
        raise Invalid("organisation_not_root")
    if kind is OrganisationKind.UNIT:
        raise Invalid("organisation_kind")
    sign = "".join(code.split()).upper()
    if sign and not _CODE.fullmatch(sign):
        raise Invalid("organisation_code")
    taken = select(Organisation.id).where(Organisation.code == sign, Organisation.id != root_id)
    if sign and session.scalar(taken) is not None:
        raise Conflict("organisation_code_taken", sign=sign)
    row = session.get_one(Organisation, root_id)
    if (row.kind, row.code or "") == (kind, sign):
        return
    row.kind, row.code = kind, sign or None
    record(session, actor, "organisation_described", ("organisation", root_id), kind=kind.value, code=sign)
    session.flush()


def move(
    session: Session,
    actor: Actor,
    unit_id: OrganisationId,
    parent_id: OrganisationId | None,
    *,
    kind: OrganisationKind = OrganisationKind.MUNICIPALITY,
) -> None:
    """Put a unit with everything below it under another parent; without one it becomes a root of that kind.

    Raises NotAllowed("not_permitted") unless the unit, where it stands and where it goes are all in reach,
    Conflict("organisation_into_itself"), Conflict("organisation_exists", name), Invalid("organisation_kind"),
    Invalid("tree_too_deep", most) and Conflict("staff_numbers_meet", numbers).
    """
    unit = require_unit(session, actor, NEEDED, unit_id)
    require_place(session, actor, NEEDED, unit.parent_id)
    require_place(session, actor, NEEDED, parent_id)
    unit, parent = _held(session, unit_id), None if parent_id is None else _held(session, parent_id)
    if parent_id == unit.parent_id:
        return
    if parent is not None and parent.path.startswith(unit.path):
        raise Conflict("organisation_into_itself")
    if parent_id is None and kind is OrganisationKind.UNIT:
        raise Invalid("organisation_kind")
    _require_free_name(session, unit.name, parent_id, but=unit_id)
    _require_room(session, unit, parent)
    path = f"{parent.path if parent else '/'}{unit_id}/"
    _require_own_numbers(session, unit.path, _root(path))
    row = session.get_one(Organisation, unit_id)
    row.parent_id, row.kind = parent_id, kind if parent_id is None else OrganisationKind.UNIT
    row.code = None
    session.flush()
    _rewrite(session, unit.path, path)
    record(session, actor, "organisation_moved", ("organisation", unit_id), before=unit.parent_id, parent=parent_id)
    announce(session, UnitMoved(actor, unit_id))


def remove(session: Session, actor: Actor, unit_id: OrganisationId) -> None:
    """Take away a unit that nothing has ever stood in: no person, unit, role, plan or table of people names it.

    Raises NotAllowed("not_permitted") and Conflict("organisation_in_use").
    """
    unit = require_unit(session, actor, NEEDED, unit_id)
    require_place(session, actor, NEEDED, unit.parent_id)
    record(session, actor, "organisation_removed", ("organisation", unit_id), name=unit.name, parent=unit.parent_id)
    session.flush()
    try:
        with session.begin_nested():
            session.delete(session.get_one(Organisation, unit_id))
            session.flush()
    except IntegrityError:
        raise Conflict("organisation_in_use") from None


def _held(session: Session, unit_id: OrganisationId) -> Unit:
    """The unit as it stands now, its tree this transaction's alone: two moves at once could make a circle."""
    session.execute(
        select(Organisation.id)
        .where(Organisation.parent_id.is_(None))
        .order_by(Organisation.id)
        .with_for_update(key_share=True)
    ).all()
    row = session.get_one(Organisation, unit_id, populate_existing=True)
    parent = None if row.parent_id is None else OrganisationId(row.parent_id)
    return Unit(unit_id, parent, row.name, row.kind, row.code or "", row.path or "")


def _normal_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid("organisation_unnamed")
    if len(name) > LONGEST_NAME:
        raise Invalid("organisation_name_long", most=LONGEST_NAME)
    return name


def _require_free_name(
    session: Session, name: str, parent_id: int | None, *, but: OrganisationId | None = None
) -> None:
    if find(session, name, parent_id) not in {None, but}:
        raise Conflict("organisation_exists", name=name)


def _require_room(session: Session, unit: Unit, parent: Unit | None) -> None:
    paths = session.scalars(select(Organisation.path).where(below(Organisation.path, unit.path))).all()
    levels = max(path.count("/") for path in paths if path) - unit.path.count("/") + 1
    if (parent.depth + 1 if parent else 0) + levels > MOST_LEVELS:
        raise Invalid("tree_too_deep", most=MOST_LEVELS)


def _root(path: str) -> int:
    return int(path.split("/")[1])


def _require_own_numbers(session: Session, path: str, root_id: int) -> None:
    """Raises Conflict("staff_numbers_meet") where people of both trees have the same staff numbers."""
    if _root(path) == root_id:
        return
    there = aliased(Person)
    query = (
        select(Person.staff_number)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .join(there, there.staff_number == Person.staff_number)
        .where(below(Organisation.path, path), there.employer_id == root_id)
    )
    if met := session.scalars(query.order_by(Person.staff_number).limit(5)).all():
        raise Conflict("staff_numbers_meet", numbers=", ".join(filter(None, met)))


def _rewrite(session: Session, before: str, path: str) -> None:
    """Give everything below its new path, and everybody there the root they stand under now."""
    rest = func.substr(Organisation.path, len(before) + 1)
    session.execute(
        update(Organisation)
        .where(below(Organisation.path, before))
        .values(path=literal(path).concat(rest))
        .execution_options(synchronize_session=False)
    )
    if _root(before) != _root(path):
        units = select(Organisation.id).where(below(Organisation.path, path))
        session.execute(
            update(Person)
            .where(Person.organisation_id.in_(units))
            .values(employer_id=_root(path))
            .execution_options(synchronize_session=False)
        )
    session.expire_all()
