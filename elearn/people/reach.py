"""How far an actor's roles reach into the tree of organisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, select, true
from sqlalchemy.orm import Session, aliased

from elearn.errors import NotAllowed
from elearn.ids import OrganisationId
from elearn.people.models import Organisation, OrganisationKind
from elearn.permissions import GRANTS, Actor, Permission, Via


@dataclass(frozen=True, slots=True)
class Unit:
    """`depth` counts from 0 at the root of the tree, and `path` leads down to the unit, see Organisation."""

    id: OrganisationId
    parent_id: OrganisationId | None
    name: str
    kind: OrganisationKind
    code: str
    path: str

    @property
    def depth(self) -> int:
        return self.path.count("/") - 2


def everywhere(actor: Actor, permission: Permission) -> bool:
    """Whether no unit is out of reach. Jobs and the command line act for the operator."""
    if actor.via is not Via.WEB:
        return True
    return any(grant.organisation_id is None and permission in GRANTS[grant.role] for grant in actor.grants)


def within(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """A condition on `Organisation`: the units that the actor's roles stand on, and all below them."""
    return inside_reach(actor, permission, Organisation.id)


def inside_reach(actor: Actor, permission: Permission, unit_id: ColumnElement[Any] | Any) -> ColumnElement[bool]:
    """Whether a column names a unit in reach. What has no unit is reached by those alone who reach everywhere."""
    if everywhere(actor, permission):
        return true()
    held = tops(actor, permission)
    return unit_id.in_(_REACHED.where(_top.id.in_(held))) if held else false()


def highest(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """A condition on `Organisation`: where the actor's roles stand; the roots for who reaches everywhere."""
    if everywhere(actor, permission):
        return Organisation.parent_id.is_(None)
    return Organisation.id.in_(tops(actor, permission))


def tops(actor: Actor, permission: Permission) -> list[OrganisationId]:
    """The units that the actor's roles stand on; a role without a unit stands on none."""
    held = (grant.organisation_id for grant in actor.grants if permission in GRANTS[grant.role])
    return sorted({unit_id for unit_id in held if unit_id is not None})


def lines(session: Session, actor: Actor, permission: Permission) -> list[tuple[OrganisationId, ...]]:
    """For each of these units the way to it: ids from the root down to the unit itself. One SELECT."""
    paths = session.scalars(select(Organisation.path).where(Organisation.id.in_(tops(actor, permission))))
    return [steps(path) for path in paths if path]


def steps(path: str) -> tuple[OrganisationId, ...]:
    """The ids in a path, `/1/5/`, from the root down."""
    return tuple(OrganisationId(int(step)) for step in path.strip("/").split("/"))


def below(path: ColumnElement[Any] | Any, top: ColumnElement[Any] | Any) -> ColumnElement[bool]:
    """Whether a path begins with `top`, as a range of its index: paths stand in the order of their characters, and
    `0` is the next after the `/` that ends each."""
    return and_(path >= top, path < func.substr(top, 1, func.length(top) - 1).concat("0"))


def units(session: Session, actor: Actor, permission: Permission) -> tuple[Unit, ...]:
    """Every unit in reach, each below its parent, those beside each other in alphabetical order. One SELECT."""
    return in_order(unit(row) for row in session.scalars(select(Organisation).where(within(actor, permission))))


def in_order(some: Iterable[Unit]) -> tuple[Unit, ...]:
    """Each below its parent, those beside each other in alphabetical order."""
    found = list(some)
    names = {one.path: one.name.casefold() for one in found}
    return tuple(sorted(found, key=lambda one: _place(one.path, names)))


def _place(path: str, names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The names from the root down, with the path itself where a name is out of reach or not the only one."""
    steps = path.strip("/").split("/")
    paths = [f"/{'/'.join(steps[: n + 1])}/" for n in range(len(steps))]
    return tuple((names.get(step, ""), step) for step in paths)


def unit(row: Organisation) -> Unit:
    """A row as a value."""
    parent = None if row.parent_id is None else OrganisationId(row.parent_id)
    return Unit(OrganisationId(row.id), parent, row.name, row.kind, row.code or "", row.path or "")


def require_unit(session: Session, actor: Actor, permission: Permission, organisation_id: OrganisationId) -> Unit:
    """Raises NotAllowed("not_permitted") for a unit out of reach, and for one that does not exist."""
    query = select(Organisation).where(Organisation.id == organisation_id, within(actor, permission))
    row = session.scalars(query).one_or_none()
    if row is None:
        raise NotAllowed("not_permitted", permission=permission.value)
    return unit(row)


def require_place(
    session: Session, actor: Actor, permission: Permission, organisation_id: OrganisationId | None
) -> None:
    """Raises NotAllowed("not_permitted") unless the unit is in reach; None is reached by those alone who reach
    everywhere."""
    if organisation_id is not None:
        require_unit(session, actor, permission, organisation_id)
    elif not everywhere(actor, permission):
        raise NotAllowed("not_permitted", permission=permission.value)


_top = aliased(Organisation)
_REACHED = select(Organisation.id).join(_top, below(Organisation.path, _top.path))
"""Built once: every page of a coordinator asks for it several times."""
