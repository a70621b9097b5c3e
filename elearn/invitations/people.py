"""Whom a coordinator may get in: conditions on `Person`, and the grants of who asked."""

from sqlalchemy import ColumnElement, and_, exists, select, true
from sqlalchemy.orm import Session, aliased

from elearn.ids import OrganisationId, PersonId
from elearn.invitations.rules import Wish
from elearn.people.models import Credential, Organisation, Person, RoleGrant
from elearn.people.queries import within_scope
from elearn.people.reach import below
from elearn.people.roster import named, present
from elearn.permissions import Actor, Grant, Permission

NEEDED = Permission.PEOPLE_MANAGE


def kept(actor: Actor, wish: Wish) -> ColumnElement[bool]:
    """In reach, within the filter, neither gone nor merged into somebody else."""
    here = and_(within_scope(actor, NEEDED), present(), Person.merged_into_id.is_(None))
    return and_(here, _in_unit(wish.unit), named(wish.text) if wish.text else true())


def _in_unit(unit: OrganisationId | None) -> ColumnElement[bool]:
    if unit is None:
        return true()
    top = aliased(Organisation)
    inside = select(Organisation.id).join(top, below(Organisation.path, top.path)).where(top.id == unit)
    return Person.organisation_id.in_(inside)


def never_in() -> ColumnElement[bool]:
    """Who has never signed in: nobody does without having chosen a password."""
    proof = aliased(Credential)
    return ~exists().where(proof.person_id == Person.id)


def acting(session: Session, person_id: PersonId) -> Actor:
    """A coordinator as the web would see them now: a job reaches as far as who asked for it still does."""
    rows = session.execute(select(RoleGrant.role, RoleGrant.organisation_id).where(RoleGrant.person_id == person_id))
    grants = (Grant(role, None if unit is None else OrganisationId(unit)) for role, unit in rows)
    return Actor(person_id=person_id, grants=frozenset(grants))
