"""Sign-in sessions: opened by a sign-in, read once in each request, ended by the person or by time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from elearn import clock, ids
from elearn.audit.service import record
from elearn.db import Base
from elearn.errors import NotFound
from elearn.ids import OrganisationId, PersonId
from elearn.people.models import Person, RoleGrant, SignInSession
from elearn.permissions import Actor, Grant, Role

SEEN_EVERY = timedelta(minutes=5)
KEEP_ENDED = timedelta(days=90)
LONGEST_AGENT = 200

_sessions, _people, _grants = (
    Base.metadata.tables[model.__tablename__] for model in (SignInSession, Person, RoleGrant)
)
_FIND = (
    select(
        _sessions.c.id,
        _sessions.c.last_seen_at,
        _people.c.id,
        _people.c.given,
        _people.c.family,
        _people.c.organisation_id,
        _people.c.language,
        _grants.c.role,
        _grants.c.organisation_id,
    )
    .select_from(_sessions.join(_people).outerjoin(_grants, _grants.c.person_id == _people.c.id))
    .where(
        _sessions.c.token_sha256 == bindparam("digest"),
        _sessions.c.ended_at.is_(None),
        _sessions.c.created_at > bindparam("oldest"),
        or_(_people.c.left_on.is_(None), _people.c.left_on > bindparam("today")),
        _people.c.merged_into_id.is_(None),
    )
)
"""Built once and without the ORM: every page of a signed-in person waits for it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one request knows of its sign-in. `language` is None until the person has chosen one."""

    actor: Actor
    last_seen_at: datetime
    language: str | None


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def open_session(session: Session, actor: Actor, person_id: PersonId, *, agent: str = "") -> str:
    """A new sign-in session; its token, which is known to the browser alone. `actor` is still the visitor."""
    token, now = ids.token(), clock.now()
    row = SignInSession(
        person_id=person_id,
        token_sha256=digest(token),
        address=actor.address,
        agent=agent[:LONGEST_AGENT],
        created_at=now,
        last_seen_at=now,
        ended_at=None,
    )
    session.add(row)
    session.flush()
    record(session, actor, "signed_in", ("person", person_id), sign_in_session=row.id)
    return token


def find(session: Session, token: str, *, days: int, address: str = "") -> Found | None:
    """The sign-in that a token stands for: session ⋈ person ⋈ grants in one SELECT.

    None when it was ended, is older than `days`, never was, or its person has left or was merged into another.
    """
    asked = {"digest": digest(token), "oldest": clock.now() - timedelta(days=days), "today": clock.today()}
    rows = session.execute(_FIND, asked).all()
    if not rows:
        return None
    session_id, seen, person_id, given, family, organisation, language, *_ = rows[0]
    actor = Actor(
        person_id=PersonId(person_id),
        sign_in_session_id=session_id,
        organisation_id=None if organisation is None else OrganisationId(organisation),
        name=f"{given} {family}",
        address=address,
        grants=frozenset(_grant(role, scope) for *_, role, scope in rows if role is not None),
    )
    return Found(actor, seen, language)


def _grant(role: Role, scope: int | None) -> Grant:
    return Grant(role, None if scope is None else OrganisationId(scope))


def seen(session: Session, session_id: int) -> None:
    """The hint "last seen", written at most once in SEEN_EVERY however many requests ask."""
    now = clock.now()
    session.execute(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.last_seen_at <= now - SEEN_EVERY)
        .values(last_seen_at=now)
    )


def end(session: Session, actor: Actor, session_id: int) -> None:
    """End one of the acting person's own sign-ins. Ending it again changes nothing.

    Raises NotFound("sign_in_session_unknown"), also for one of another person.
    """
    row = session.get(SignInSession, session_id)
    if row is None or row.person_id != actor.person_id:
        raise NotFound("sign_in_session_unknown")
    if row.ended_at is None:
        row.ended_at = clock.now()
        record(session, actor, "sign_in_ended", ("sign_in_session", session_id), about=row.person_id)
        session.flush()


def end_all(session: Session, actor: Actor, person_id: PersonId, *, but: int | None = None) -> int:
    """End every sign-in of a person, except one; how many there were."""
    where = [SignInSession.person_id == person_id, SignInSession.ended_at.is_(None)]
    if but is not None:
        where.append(SignInSession.id != but)
    open_ids = list(session.scalars(select(SignInSession.id).where(*where)))
    if open_ids:
        session.execute(update(SignInSession).where(SignInSession.id.in_(open_ids)).values(ended_at=clock.now()))
        record(session, actor, "sign_ins_ended", ("person", person_id), sessions=open_ids)
    return len(open_ids)


def forget_old(session: Session, *, days: int) -> None:
    """Remove sign-ins that ended, or could not be used any more, long ago; the audit record stays."""
    oldest = clock.now() - KEEP_ENDED
    session.execute(delete(SignInSession).where(SignInSession.ended_at < oldest))
    session.execute(delete(SignInSession).where(SignInSession.created_at < oldest - timedelta(days=days)))
