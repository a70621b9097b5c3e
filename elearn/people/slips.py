"""Slips of paper for who has no e-mail: given by a coordinator, proved with the staff number, used up once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Invalid
from elearn.ids import PersonId
from elearn.people import naming, rules, sign_in, tries
from elearn.people.models import Person, SignInSlip
from elearn.people.queries import NameParts
from elearn.people.sessions import digest
from elearn.permissions import Actor

LIFETIME = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Proven:
    """Whom a staff number and a code have named. `closed`: who has left, and chooses no password any more."""

    person_id: PersonId
    sign_in_name: str
    names: NameParts
    closed: bool


def last_day(given_at: datetime) -> date:
    """Until the end of which day a slip works."""
    return clock.day_of(given_at + LIFETIME)


def give(session: Session, actor: Actor, person_id: PersonId, code: str) -> None:
    """Let `code` (see ids.public_code) open the account once; every earlier slip of the person ends."""
    now = clock.now()
    end(session, person_id)
    until = last_day(now)
    ending = clock.end_of_day(until)
    session.add(
        SignInSlip(person_id=person_id, code_sha256=digest(code), created_at=now, expires_at=ending, used_at=None)
    )
    record(session, actor, "slip_given", ("person", person_id), until=until.isoformat())


def end(session: Session, person_id: PersonId) -> None:
    """No slip of the person opens anything any more."""
    given = update(SignInSlip).where(SignInSlip.person_id == person_id, SignInSlip.used_at.is_(None))
    session.execute(given.values(used_at=clock.now()))


def look(session: Session, actor: Actor, typed: str, code: str) -> Proven | None:
    """Count the try, and find whom the number and the code name together. Looking uses nothing up.

    None, with its entry in the record, for whatever does not fit: nobody, another's code, a used or an ended one; the
    same work is done for all. Raises Conflict("sign_in_locked", minutes). Tries are counted apart from those with a
    password, so that who has tried too many passwords can use a slip.
    """
    name = rules.typed_sign_in(typed)
    tries.count(session, _counter(name), actor.address)
    found = naming.find(session, name)
    proven = session.execute(
        select(Person, SignInSlip.id)
        .join(SignInSlip, SignInSlip.person_id == Person.id)
        .where(Person.id == (found.id if found else 0), *_open(code))
    ).one_or_none()
    if proven is None:
        record(session, actor, "slip_refused", ("person", found.id if found else 0), counter=tries.name_key(name))
        return None
    tries.forgive(session, _counter(name), actor.address)
    person = proven[0]
    names = NameParts(person.given, person.middle, person.family)
    closed = rules.has_left(person.left_on, clock.today())
    return Proven(PersonId(person.id), naming.sign_in_name(session, PersonId(person.id)), names, closed)


def use(session: Session, actor: Actor, proven: Proven, code: str, password_hash: str) -> None:
    """Take the slip, once: of two at the same time one wins. The password is stored, every sign-in and every other way
    to a password ends, and so does the wait after too many tries. Raises Invalid("slip_wrong")."""
    mine = update(SignInSlip).where(SignInSlip.person_id == proven.person_id, *_open(code))
    taken = session.execute(mine.values(used_at=clock.now()).execution_options(synchronize_session=False))
    if taken.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise Invalid("slip_wrong")
    record(session, actor, "slip_used", ("person", proven.person_id))
    sign_in.change_password(session, actor, proven.person_id, password_hash)
    tries.forgive_name(session, rules.typed_sign_in(proven.sign_in_name))


def _open(code: str) -> tuple[ColumnElement[bool], ...]:
    fits = SignInSlip.code_sha256 == digest(rules.normal_code(code))
    return fits, SignInSlip.used_at.is_(None), SignInSlip.expires_at > clock.now()


def _counter(name: str) -> str:
    return f"slip {name}"
