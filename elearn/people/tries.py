"""Lock-out: counting tries to sign in, in the database, for each e-mail and for each address."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.errors import Conflict
from elearn.people import rules
from elearn.people.models import SignInTries

KEEP = timedelta(days=2)


def email_key(email: str) -> str:
    """A digest, since people type passwords into the wrong field."""
    return "email:" + sha256(email.strip().lower().encode()).hexdigest()


def _counters(email: str, address: str) -> Iterator[tuple[str, rules.Allowance]]:
    yield email_key(email), rules.FOR_EMAIL
    if address:
        yield f"address:{address}", rules.FOR_ADDRESS


def count(session: Session, email: str, address: str) -> None:
    """Count one more try, before its password is looked at.

    Raises Conflict("sign_in_locked", minutes) while a lock holds, the same whether or not the e-mail exists;
    tries during a lock do not prolong it.
    """
    now = clock.now()
    for key, allowance in _counters(email, address):
        row = session.scalars(select(SignInTries).where(SignInTries.key == key).with_for_update()).one_or_none()
        if row is None:
            row = SignInTries(key=key, tries=0, last_at=now, locked_until=None)
            session.add(row)
        if row.locked_until is not None and row.locked_until > now:
            minutes = -((now - row.locked_until) // timedelta(minutes=1))
            raise Conflict("sign_in_locked", minutes=minutes)
        row.tries = rules.remembered(row.tries, now - row.last_at, allowance) + 1
        row.last_at = now
        wait = rules.wait_after(row.tries, allowance)
        row.locked_until = now + wait if wait else None
    session.flush()


def forgive(session: Session, email: str, address: str) -> None:
    """The try was right: the e-mail starts anew, and the address gets this one back."""
    forgive_email(session, email)
    row = session.scalars(
        select(SignInTries).where(SignInTries.key == f"address:{address}").with_for_update()
    ).one_or_none()
    if row is not None and row.tries > 0:
        row.tries -= 1
        if row.tries < rules.FOR_ADDRESS.free:
            row.locked_until = None
    session.flush()


def forgive_email(session: Session, email: str) -> None:
    session.execute(delete(SignInTries).where(SignInTries.key == email_key(email)))


def forget_old(session: Session) -> None:
    """Remove counters that say nothing any more."""
    session.execute(delete(SignInTries).where(SignInTries.last_at < clock.now() - KEEP))
