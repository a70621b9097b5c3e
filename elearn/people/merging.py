"""Two records of one person become one: seen side by side first, then in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from elearn.audit.service import record
from elearn.errors import Invalid, NotAllowed
from elearn.events import PersonChanged, PersonMerged, announce
from elearn.ids import PersonId
from elearn.mail import service as mail
from elearn.people import granting, rules, sign_in, slips
from elearn.people.granting import Held, require_not_wider, require_person
from elearn.people.models import Credential, Organisation, Person, Position, RoleGrant
from elearn.people.queries import full_name, within_scope
from elearn.permissions import Actor, Permission

MOST_TWINS = 20
LAST = "\uffff"
"""Follows every letter of a name."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as the page shows them. `number` stands behind its employer's code."""

    id: PersonId
    name: str
    email: str
    number: str
    unit: str
    position: str
    joined_on: date | None
    left_on: date | None
    signed_in: bool
    roles: Sequence[Held]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the one who remains is known by afterwards; `password`: whether an e-mail is taken over with it."""

    email: str
    number: str
    password: bool


def side(session: Session, actor: Actor, person_id: PersonId) -> Side:
    """Raises NotFound("person_unknown") for anybody out of reach."""
    row = require_person(session, actor, person_id)
    post = session.get(Position, row.position_id) if row.position_id else None
    unit = session.get(Organisation, row.organisation_id) if row.organisation_id else None
    root = session.get(Organisation, row.employer_id) if row.employer_id else None
    return Side(
        id=person_id,
        name=full_name(row),
        email=row.email or "",
        number=rules.sign_in_name(None, root.code if root else None, row.staff_number) if row.staff_number else "",
        unit=unit.name if unit else "",
        position=post.name if post else "",
        joined_on=row.joined_on,
        left_on=row.left_on,
        signed_in=session.get(Credential, person_id) is not None,
        roles=granting.held(session, actor, person_id),
    )


def twins(session: Session, actor: Actor, person_id: PersonId) -> Sequence[PersonId]:
    """People in reach with the same given and family name, whom this one may be."""
    row = require_person(session, actor, person_id)
    begins = rules.sort_name(row.given, "", row.family)
    alike = select(Person.id).where(
        Person.sort_name >= begins,
        Person.sort_name < f"{begins}{LAST}",
        Person.id != person_id,
        Person.merged_into_id.is_(None),
        within_scope(actor, Permission.PEOPLE_MANAGE),
    )
    return [PersonId(one) for one in session.scalars(alike.order_by(Person.sort_name, Person.id).limit(MOST_TWINS))]


def kept(session: Session, actor: Actor, new: PersonId, old: PersonId) -> Kept:
    """E-mail and staff number of the one who remains; those of the other where they are missing, the number only of
    the same employer."""
    stays, goes = require_person(session, actor, new), require_person(session, actor, old)
    number = stays.staff_number or (goes.staff_number if goes.employer_id == stays.employer_id else None)
    return Kept(stays.email or goes.email or "", number or "", stays.email is None and goes.email is not None)


def merge(session: Session, actor: Actor, new: PersonId, old: PersonId) -> None:
    """`old` is `new`: everything of `old` belongs to `new` from now on, and `old` signs in no more.

    Raises NotFound("person_unknown"), Invalid("merge_with_itself"), NotAllowed("person_is_oneself") for the actor as
    either, since nobody takes over what another has done, and NotAllowed("person_has_wider_role").
    """
    _hold(session, new, old)
    stays, goes = require_person(session, actor, new), require_person(session, actor, old)
    if new == old:
        raise Invalid("merge_with_itself")
    if actor.person_id in {new, old}:
        raise NotAllowed("person_is_oneself")
    for one in (new, old):
        require_not_wider(session, actor, one)
    sign_in.end_every_way_in(session, actor, old)
    slips.end(session, new)  # whoever has printed one might not be allowed to with the roles that are passed on
    known = kept(session, actor, new, old)
    before = {"email": goes.email, "staff_number": goes.staff_number, "name": full_name(goes)}
    goes.email, goes.staff_number, goes.merged_into_id = None, None, new
    session.flush()
    stays.email, stays.staff_number = known.email or None, known.number or None
    stays.position_id, stays.joined_on = stays.position_id or goes.position_id, stays.joined_on or goes.joined_on
    stays.language = stays.language or goes.language
    _pass_password_on(session, new, old, taken_over=known.password)
    _pass_roles_on(session, new, old)
    session.execute(update(Person).where(Person.merged_into_id == old).values(merged_into_id=new))
    mail.pass_on(session, old, new)
    record(session, actor, "person_merged", ("person", new), merged=old, before=before)
    announce(session, PersonMerged(actor, old, new))
    announce(session, PersonChanged(actor, new))


def _hold(session: Session, *people: PersonId) -> None:
    """Both are this transaction's alone until its end, so that nobody else merges either meanwhile."""
    both = select(Person.id).where(Person.id.in_(people)).order_by(Person.id)
    session.execute(both.with_for_update(key_share=True)).all()


def _pass_password_on(session: Session, new: PersonId, old: PersonId, *, taken_over: bool) -> None:
    """A password goes along with its e-mail, to who has none; otherwise it is worth nothing any more."""
    if taken_over and session.get(Credential, new) is None:
        session.execute(update(Credential).where(Credential.person_id == old).values(person_id=new))
    else:
        session.execute(delete(Credential).where(Credential.person_id == old))


def _pass_roles_on(session: Session, new: PersonId, old: PersonId) -> None:
    """Those that the one who remains has not yet; the others end."""
    has = {(row.role, row.organisation_id) for row in _grants(session, new)}
    for row in _grants(session, old):
        if (row.role, row.organisation_id) in has:
            session.delete(row)
        else:
            row.person_id = new
    session.flush()


def _grants(session: Session, person_id: PersonId) -> Sequence[RoleGrant]:
    return session.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id)).all()
