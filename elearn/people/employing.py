"""People as employers have them: added, amended, and taken out again while nothing hangs on them.

What may be set by whom is said by `staffing` for forms and by `elearn.staff` for tables; here stand the rows and what
follows from them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.transliteration import latin
from elearn.errors import Conflict
from elearn.events import PersonChanged, announce
from elearn.ids import OrganisationId, PersonId
from elearn.people import rules, service, sign_in
from elearn.people.models import AccountLink, Credential, Person, RoleGrant, SignInSession, SignInSlip
from elearn.permissions import Actor, Role

PARTS = ("given", "middle", "family")
MOVING = frozenset({"organisation_id", "position_id", "joined_on", "left_on"})
"""Columns by which plans find whom they are for."""


def employ(session: Session, actor: Actor, facts: Mapping[str, Any]) -> PersonId:
    """Add a learner with these values of columns, all of them valid. Raises Conflict("person_conflict") where number or
    e-mail is somebody's already."""
    latin_parts = {f"latin_{part}": "" for part in PARTS}
    person = Person(**{"middle": ""} | latin_parts | dict(facts), created_at=clock.now(), demo=False)
    person.employer_id = service.root_of(session, _unit(person))
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError:
        raise Conflict("person_conflict") from None
    person_id, unit_id = PersonId(person.id), person.organisation_id
    session.add(RoleGrant(person_id=person_id, role=Role.LEARNER, organisation_id=unit_id, created_at=clock.now()))
    record(session, actor, "person_created", ("person", person_id), organisation=unit_id)
    announce(session, PersonChanged(actor, person_id))
    return person_id


def amend(session: Session, actor: Actor, person_id: PersonId, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Set these values; what stood in their place, by column, so that amending by it takes this back.

    A confirmed Latin spelling follows the parts of a name that change; a new e-mail and leaving end every way in.
    Raises Conflict("person_conflict") like `employ`.
    """
    person = session.get_one(Person, person_id)
    new = _respelt(person, facts) | dict(facts)
    before = {column: getattr(person, column) for column in new}
    try:
        with session.begin_nested():
            for column, value in new.items():
                setattr(person, column, value)
            person.employer_id = service.root_of(session, _unit(person))
    except IntegrityError:
        session.refresh(person)
        raise Conflict("person_conflict") from None
    changes = {column: [_plain(before[column]), _plain(value)] for column, value in new.items()}
    record(session, actor, "person_changed", ("person", person_id), changes=changes)
    session.flush()
    _follow(session, actor, person, before)
    return before


def has_signed_in(session: Session, person_id: PersonId) -> bool:
    """Whether the person has ever chosen a password or been signed in."""
    return any(
        session.scalar(select(way.person_id).where(way.person_id == person_id).limit(1)) is not None
        for way in (Credential, SignInSession)
    )


def forget(session: Session, actor: Actor, person_id: PersonId) -> bool:
    """Take out somebody who never signed in, with the invitations. False, and nothing is changed, where anything else
    names the person."""
    person = session.get_one(Person, person_id)
    unit_id = person.organisation_id
    try:
        with session.begin_nested():
            for model in (RoleGrant, AccountLink, SignInSlip):
                session.execute(delete(model).where(model.person_id == person_id))
            session.delete(person)
    except IntegrityError:
        return False
    record(session, actor, "person_removed", ("person", person_id), unit=unit_id)
    return True


def _follow(session: Session, actor: Actor, person: Person, before: Mapping[str, Any]) -> None:
    """What hangs on the changed values: ways in end, the learner's role goes with the unit, plans look again."""
    person_id = PersonId(person.id)
    left = "left_on" in before and rules.has_left(person.left_on, clock.today())
    if left or before.get("email", person.email) != person.email:
        sign_in.end_every_way_in(session, actor, person_id)
    moved = before.get("organisation_id", person.organisation_id)
    if moved != person.organisation_id:
        _move_learner(session, person, moved)
    if MOVING.intersection(before):
        announce(session, PersonChanged(actor, person_id))


def _move_learner(session: Session, person: Person, moved: int | None) -> None:
    learner = (RoleGrant.person_id == person.id, RoleGrant.role == Role.LEARNER)
    there = session.scalar(select(RoleGrant.id).where(*learner, RoleGrant.organisation_id == person.organisation_id))
    if there is None:
        held = update(RoleGrant).where(*learner, RoleGrant.organisation_id == moved)
        session.execute(held.values(organisation_id=person.organisation_id))


def _respelt(person: Person, facts: Mapping[str, Any]) -> dict[str, str]:
    """The confirmed Latin parts of what changes in a name."""
    if person.names_confirmed_at is None:
        return {}
    changed = [part for part in PARTS if facts.get(part, getattr(person, part)) != getattr(person, part)]
    return {f"latin_{part}": latin(facts[part]) for part in changed}


def _unit(person: Person) -> OrganisationId | None:
    return None if person.organisation_id is None else OrganisationId(person.organisation_id)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
