"""Signing in by e-mail and password, in two short transactions with the hash between them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.db import Base
from elearn.errors import Conflict, Invalid
from elearn.ids import PersonId
from elearn.people import rules, sessions, tries
from elearn.people.models import AccountLink, Credential, Person
from elearn.permissions import Actor


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom an e-mail names, if anyone, and the hash to compare with. Both unknown look the same from outside.

    `tried_at` is when the try was counted.
    """

    email: str
    tried_at: datetime
    person_id: PersonId | None
    password_hash: str | None
    language: str | None = None


class PasswordReplaced(Conflict):
    """The password that was proved is not the stored one any more."""


_people, _credentials = (Base.metadata.tables[model.__tablename__] for model in (Person, Credential))
_CANDIDATE = (
    select(_people.c.id, _credentials.c.password_hash, _people.c.language)
    .select_from(_people.outerjoin(_credentials))
    .where(_people.c.email == bindparam("email"))
)
_STORED = (
    select(_credentials.c.password_hash).where(_credentials.c.person_id == bindparam("person_id")).with_for_update()
)


def begin(session: Session, actor: Actor, email: str) -> Candidate:
    """Count the try and find whom to compare with. Raises Conflict("sign_in_locked", minutes)."""
    email = rules.typed_email(email)
    tried_at = tries.count(session, email, actor.address)
    row = session.execute(_CANDIDATE, {"email": email}).one_or_none()
    if row is None:
        return Candidate(email, tried_at, None, None)
    return Candidate(email, tried_at, PersonId(row[0]), row[1], row[2])


def refuse(session: Session, actor: Actor, candidate: Candidate) -> None:
    """Note a wrong password or an unknown e-mail: one row of the same size for both."""
    subject: tuple[str, object] = ("person", candidate.person_id or 0)
    record(session, actor, "sign_in_refused", subject, counter=tries.email_key(candidate.email))


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
    tries.forgive(session, candidate.email, actor.address)
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
    """Store a new password, end every sign-in of the person, this one too, and every link that could set another."""
    store_password(session, person_id, password_hash)
    record(session, actor, "password_changed", ("person", person_id))
    sessions.end_all(session, actor, person_id)
    open_links = update(AccountLink).where(AccountLink.person_id == person_id, AccountLink.used_at.is_(None))
    session.execute(open_links.values(used_at=clock.now()))
    session.flush()


def store_password(session: Session, person_id: PersonId, password_hash: str) -> None:
    row = session.get(Credential, person_id)
    if row is None:
        session.add(Credential(person_id=person_id, password_hash=password_hash, changed_at=clock.now()))
    else:
        row.password_hash, row.changed_at = password_hash, clock.now()
    session.flush()
