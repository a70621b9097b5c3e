"""Whom a coordinator may get in: conditions on `Person`, and the grants of who asked."""

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import Session

from elearn.ids import OrganisationId, PersonId
from elearn.invitations.rules import Wish
from elearn.people.models import Person, RoleGrant
from elearn.people.queries import within_scope
from elearn.people.roster import inside, named, present
from elearn.permissions import Actor, Grant, Permission

NEEDED = Permission.PEOPLE_MANAGE


def kept(actor: Actor, wish: Wish) -> ColumnElement[bool]:
    """In reach, within the filter, neither gone nor merged into somebody else."""
    here = and_(within_scope(actor, NEEDED), present(), Person.merged_into_id.is_(None))
    return and_(here, inside(wish.unit) if wish.unit else true(), named(wish.text) if wish.text else true())


def acting(session: Session, person_id: PersonId) -> Actor:
    """A coordinator as the web would see them now: a job reaches as far as who asked for it still does."""
    rows = session.execute(select(RoleGrant.role, RoleGrant.organisation_id).where(RoleGrant.person_id == person_id))
    grants = (Grant(role, None if unit is None else OrganisationId(unit)) for role, unit in rows)
    return Actor(person_id=person_id, grants=frozenset(grants))
