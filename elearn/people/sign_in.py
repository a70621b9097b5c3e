"""Signing in by e-mail or staff number and password, in two short transactions with the hash between them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.db import Base
from elearn.errors import Conflict, Invalid
from elearn.ids import PersonId
from elearn.people import naming, rules, sessions, tries
from elearn.people.models import AccountLink, Credential, SignInSlip
from elearn.people.naming import Named
from elearn.permissions import Actor


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom a sign-in name names, if anyone, and the hash to compare with. Both unknown look the same from outside.

    `name` is an e-mail or a staff number in its normal form; `tried_at` is when the try was counted; `closed` who has
    left and signs in no more, of which nothing is said before the password was proved.
    """

    name: str
    tried_at: datetime
    person_id: PersonId | None
    password_hash: str | None
    language: str | None = None
    closed: bool = False


class PasswordReplaced(Conflict):
    """The password that was proved is not the stored one any more."""


_credentials = Base.metadata.tables[Credential.__tablename__]
_STORED = (
    select(_credentials.c.password_hash).where(_credentials.c.person_id == bindparam("person_id")).with_for_update()
)


def begin(session: Session, actor: Actor, typed: str) -> Candidate:
    """Count the try and find whom to compare with. Raises Conflict("sign_in_locked", minutes)."""
    name = rules.typed_sign_in(typed)
    tried_at = tries.count(session, name, actor.address)
    return _candidate(name, tried_at, naming.find(session, name))


def begin_own(session: Session, actor: Actor, person_id: PersonId) -> Candidate:
    """The same for the present password of somebody who is signed in."""
    name = rules.typed_sign_in(naming.sign_in_name(session, person_id))
    tried_at = tries.count(session, name, actor.address)
    return _candidate(name, tried_at, naming.named(session, person_id))


def _candidate(name: str, tried_at: datetime, found: Named | None) -> Candidate:
    if found is None:
        return Candidate(name, tried_at, None, None)
    closed = rules.has_left(found.left_on, clock.today())
    return Candidate(name, tried_at, found.id, found.password_hash, found.language, closed)


def refuse(session: Session, actor: Actor, candidate: Candidate) -> None:
    """Note a wrong password or an unknown name: one row of the same size for both."""
    subject: tuple[str, object] = ("person", candidate.person_id or 0)
    counter = tries.name_key(candidate.name)
    record(session, actor, "sign_in_refused", subject, about=candidate.person_id, counter=counter)


def turn_away(session: Session, actor: Actor, candidate: Candidate) -> None:
    """The password was right, and its owner has left. Raises PasswordReplaced like `complete`."""
    require_unchanged(session, candidate)
    tries.forgive(session, candidate.name, actor.address)
    record(session, actor, "sign_in_turned_away", ("person", candidate.person_id))


def complete(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    *,
    agent: str = "",
    renewed_hash: str | None = None,
) -> str:
    """The password was right: the new session's token. A sign-in that this browser still held is ended.

    `renewed_hash` replaces a hash made with weaker settings. Raises PasswordReplaced when another has been stored
    since `begin`: nobody gets in with the old one, and it is not written back.
    """
    if candidate.person_id is None:
        raise Invalid("sign_in_wrong")
    require_unchanged(session, candidate)
    tries.forgive(session, candidate.name, actor.address)
    if renewed_hash is not None:
        store_password(session, candidate.person_id, renewed_hash)
        record(session, actor, "password_rehashed", ("person", candidate.person_id))
    if actor.sign_in_session_id is not None:
        sessions.end(session, actor, actor.sign_in_session_id)
    return sessions.open_session(session, actor, candidate.person_id, agent=agent)


def require_unchanged(session: Session, candidate: Candidate) -> None:
    """Raises PasswordReplaced unless the hash that was compared is stored still; it stays so in this transaction."""
    if session.scalar(_STORED, {"person_id": candidate.person_id}) != candidate.password_hash:
        raise PasswordReplaced("sign_in_page_old")


def change_password(session: Session, actor: Actor, person_id: PersonId, password_hash: str) -> None:
    """Store a new password, end every sign-in of the person, this one too, and all else that could set another."""
    store_password(session, person_id, password_hash)
    record(session, actor, "password_changed", ("person", person_id))
    end_every_way_in(session, actor, person_id)


def end_every_way_in(session: Session, actor: Actor, person_id: PersonId) -> None:
    """End every sign-in of the person, and every link and slip that could give another."""
    sessions.end_all(session, actor, person_id)
    for way in (AccountLink, SignInSlip):
        opened = update(way).where(way.person_id == person_id, way.used_at.is_(None))
        session.execute(opened.values(used_at=clock.now()))
    session.flush()


def store_password(session: Session, person_id: PersonId, password_hash: str) -> None:
    row = session.get(Credential, person_id)
    if row is None:
        session.add(Credential(person_id=person_id, password_hash=password_hash, changed_at=clock.now()))
    else:
        row.password_hash, row.changed_at = password_hash, clock.now()
    session.flush()
