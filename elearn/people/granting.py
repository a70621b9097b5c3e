"""Who may give and take which role: nobody passes on power that is wider than their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select, true
from sqlalchemy.orm import Session

from elearn.audit.service import record
from elearn.errors import Invalid, NotAllowed, NotFound
from elearn.ids import OrganisationId, PersonId
from elearn.people import service, slips
from elearn.people.models import Organisation, Person, RoleGrant
from elearn.people.queries import within_scope
from elearn.people.reach import everywhere, inside_reach, within
from elearn.permissions import Actor, Grant, Permission, Role, Via, reaches_beyond_units


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a person has; `unit` is empty where it holds everywhere. `mine`: the reader may take it back."""

    id: int
    role: Role
    unit: str
    mine: bool


def require_person(session: Session, actor: Actor, person_id: PersonId) -> Person:
    """Somebody whom the actor keeps, as a row. Raises NotFound("person_unknown") for all others, also for one who was
    merged into another."""
    query = select(Person).where(
        Person.id == person_id, Person.merged_into_id.is_(None), within_scope(actor, Permission.PEOPLE_MANAGE)
    )
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound("person_unknown")
    return row


def require_not_wider(session: Session, actor: Actor, person_id: PersonId) -> None:
    """Raises NotAllowed("person_has_wider_role") for who holds a role that the actor could not give.

    Whoever sets another's e-mail or staff number could sign in as them.
    """
    if session.scalar(select(Person.id).where(Person.id == person_id, no_wider(actor))) is None:
        raise NotAllowed("person_has_wider_role")


def no_wider(actor: Actor) -> ColumnElement[bool]:
    """Of `Person`: who holds no role that the actor could not give, see `may_give`."""
    if administers_all(actor):
        return true()
    wide: list[ColumnElement[bool]] = [RoleGrant.role.in_([role for role in Role if reaches_beyond_units(role)])]
    if not everywhere(actor, Permission.PEOPLE_MANAGE):
        unit_id = RoleGrant.organisation_id
        wide += [unit_id.is_(None), ~inside_reach(actor, Permission.PEOPLE_MANAGE, unit_id)]
    return ~exists().where(RoleGrant.person_id == Person.id, RoleGrant.role != Role.LEARNER, or_(*wide))


def held(session: Session, actor: Actor, person_id: PersonId) -> Sequence[Held]:
    """The roles of a person beside that of a learner, which everybody has."""
    rows = session.execute(
        select(RoleGrant, Organisation.name)
        .outerjoin(Organisation, Organisation.id == RoleGrant.organisation_id)
        .where(RoleGrant.person_id == person_id, RoleGrant.role != Role.LEARNER)
        .order_by(RoleGrant.id)
    ).all()
    return [Held(row.id, row.role, name or "", may_give(session, actor, _grant(row))) for row, name in rows]


def may_give(session: Session, actor: Actor, grant: Grant) -> bool:
    """What reaches beyond units is given by administrators of everything, wherever it is to hold; what holds
    everywhere, by whose own reach has no end; all else on units in reach."""
    if reaches_beyond_units(grant.role):
        return administers_all(actor)
    if grant.organisation_id is None:
        return everywhere(actor, Permission.PEOPLE_MANAGE)
    reached = select(Organisation.id).where(
        Organisation.id == grant.organisation_id, within(actor, Permission.PEOPLE_MANAGE)
    )
    return session.scalar(reached) is not None


def administers_all(actor: Actor) -> bool:
    """Whether nobody's role is wider. Jobs and the command line act for the operator."""
    return actor.via is not Via.WEB or Grant(Role.ADMINISTRATOR) in actor.grants


def roles_to_give(actor: Actor) -> Sequence[Role]:
    """The roles that the actor may give somewhere, the narrowest first."""
    offered = (Role.COORDINATOR, Role.TRAINER, Role.ADMINISTRATOR)
    return [role for role in offered if administers_all(actor) or not reaches_beyond_units(role)]


def give(session: Session, actor: Actor, person_id: PersonId, grant: Grant) -> None:
    """Give a role; giving it again changes no role. Slips printed before open nothing any more.

    Raises NotFound("person_unknown"), NotAllowed("role_to_oneself"), NotAllowed("role_beyond_units"),
    NotAllowed("role_not_yours") and Invalid("role_without_organisation") for a coordinator of nothing.
    """
    _require_another(session, actor, person_id)
    _require_to_give(session, actor, grant)
    if grant.role is Role.COORDINATOR and grant.organisation_id is None:
        raise Invalid("role_without_organisation")
    service.grant_role(session, actor, person_id, grant)
    slips.end(session, person_id)  # whoever has printed one might not be allowed to any more


def take_back(session: Session, actor: Actor, person_id: PersonId, grant_id: int) -> None:
    """From the next request on. Taking back what is not there changes nothing.

    Raises NotFound("person_unknown"), NotAllowed("role_to_oneself"), NotAllowed("role_beyond_units") and
    NotAllowed("role_not_yours").
    """
    _require_another(session, actor, person_id)
    row = session.get(RoleGrant, grant_id)
    if row is None or row.person_id != person_id or row.role is Role.LEARNER:
        return
    _require_to_give(session, actor, _grant(row))
    session.delete(row)
    unit = row.organisation_id
    record(session, actor, "role_taken_back", ("person", person_id), role=row.role.value, organisation=unit)
    session.flush()


def _require_to_give(session: Session, actor: Actor, grant: Grant) -> None:
    if may_give(session, actor, grant):
        return
    raise NotAllowed("role_beyond_units") if reaches_beyond_units(grant.role) else NotAllowed("role_not_yours")


def _require_another(session: Session, actor: Actor, person_id: PersonId) -> None:
    require_person(session, actor, person_id)
    if actor.person_id == person_id:
        raise NotAllowed("role_to_oneself")


def _grant(row: RoleGrant) -> Grant:
    return Grant(row.role, None if row.organisation_id is None else OrganisationId(row.organisation_id))
