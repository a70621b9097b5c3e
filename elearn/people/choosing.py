"""Units and posts to choose from in a form: all of them where they are few."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from elearn.ids import OrganisationId
from elearn.people.models import Organisation, Person
from elearn.people.reach import Unit, below, unit, units, within
from elearn.people.roster import present
from elearn.permissions import Actor, Permission

MOST = 300
"""Beyond so many units in reach, a list names the roots, and of one of them what stands below."""

NEEDED = Permission.PEOPLE_MANAGE


def unit_choices(session: Session, actor: Actor, chosen: OrganisationId | None = None) -> tuple[Unit, ...]:
    """The units in reach, each below its parent; where they are many, the roots and the tree of the one chosen."""
    query = select(Organisation.id).where(within(actor, NEEDED)).limit(MOST + 1)
    if len(session.scalars(query).all()) <= MOST:
        return units(session, actor, NEEDED)
    path = session.scalar(select(Organisation.path).where(Organisation.id == (chosen or 0))) or "/0/"
    root = f"/{path.split('/')[1]}/"
    some = or_(Organisation.parent_id.is_(None), below(Organisation.path, root))
    rows = session.scalars(select(Organisation).where(within(actor, NEEDED), some)).all()
    names = {row.path: row.name.casefold() for row in rows}
    return tuple(sorted(map(unit, rows), key=lambda one: _place(one, names)))


def _place(one: Unit, names: Mapping[str | None, str]) -> tuple[str, ...]:
    """The names from the root down."""
    steps = one.path.strip("/").split("/")
    return tuple(names.get(f"/{'/'.join(steps[: n + 1])}/", "") for n in range(len(steps)))


def headcounts(session: Session, among: Sequence[Unit]) -> dict[int, int]:
    """How many people who have not left stand directly in each of these units."""
    counted = (
        select(Person.organisation_id, func.count())
        .where(Person.organisation_id.in_([one.id for one in among]))
        .where(present(), Person.merged_into_id.is_(None))
        .group_by(Person.organisation_id)
    )
    return {unit_id: count for unit_id, count in session.execute(counted) if unit_id is not None}
