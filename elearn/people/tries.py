"""Lock-out: counting tries to sign in, in the database, for each sign-in name and for each address.

Rows are always taken in the order of their keys (`address:` before `email:`), so that two sign-ins never wait
for each other. The statements are built once: everyone who signs in waits for them.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, bindparam, case, delete, insert, null, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.errors import Conflict
from elearn.people import rules
from elearn.people.models import SignInTries
from elearn.people.rules import FOR_ADDRESS, FOR_EMAIL, Allowance

KEEP = timedelta(days=2)

_tries = SignInTries.metadata.tables[SignInTries.__tablename__]
_FIND = select(_tries).where(_tries.c.key.in_(bindparam("keys", expanding=True))).order_by(_tries.c.key)
_TAKE = _FIND.with_for_update()
_ADD = insert(_tries)
_CHANGE = (
    update(_tries)
    .where(_tries.c.key == bindparam("which"))
    .values({name: bindparam(name) for name in ("tries", "last_at", "locked_until")})
)
_GIVE_BACK = (
    update(_tries)
    .where(_tries.c.key == bindparam("which"), _tries.c.tries > 0)
    .values(
        tries=_tries.c.tries - 1,
        locked_until=case((_tries.c.tries <= FOR_ADDRESS.free, null()), else_=_tries.c.locked_until),
    )
)
_FORGET = delete(_tries).where(_tries.c.key == bindparam("which"))


def name_key(name: str) -> str:
    """A digest, since people type passwords into the wrong field."""
    return "email:" + sha256(name.strip().lower().encode()).hexdigest()


def _address_key(address: str) -> str:
    return f"address:{address}"


def count(session: Session, name: str, address: str) -> datetime:
    """Count one more try, before its password is looked at; the moment that the counters note.

    Raises Conflict("sign_in_locked", minutes) while a lock holds, the same whether or not the name exists;
    tries during a lock do not prolong it.
    """
    now = clock.now()
    counters = {_address_key(address): FOR_ADDRESS, name_key(name): FOR_EMAIL}
    rows = {row.key: row for row in session.execute(_TAKE, {"keys": list(counters)})}
    added, changed = [], []
    for key, allowance in counters.items():
        row = rows.get(key)
        _require_open(row, now)
        state = _one_more(row, now, allowance)
        if row is None:
            added.append({"key": key} | state)
        else:
            changed.append({"which": key} | state)
    if added:
        session.execute(_ADD, added)
    if changed:
        session.execute(_CHANGE, changed)
    return now


def _require_open(row: Row[Any] | None, now: datetime) -> None:
    if row is not None and row.locked_until is not None and row.locked_until > now:
        raise Conflict("sign_in_locked", minutes=-((now - row.locked_until) // timedelta(minutes=1)))


def _one_more(row: Row[Any] | None, now: datetime, allowance: Allowance) -> dict[str, object]:
    tries = 1 if row is None else rules.remembered(row.tries, now - row.last_at, allowance) + 1
    wait = rules.wait_after(tries, allowance)
    return {"tries": tries, "last_at": now, "locked_until": now + wait if wait else None}


def give_back(session: Session, name: str, address: str, tried_at: datetime) -> None:
    """The try of that moment was never looked at: take it off, with the lock that it set itself."""
    for row in session.execute(_TAKE, {"keys": [_address_key(address), name_key(name)]}).all():
        locked_until = None if row.last_at == tried_at else row.locked_until
        state = {"tries": max(0, row.tries - 1), "last_at": row.last_at, "locked_until": locked_until}
        session.execute(_CHANGE, [{"which": row.key} | state])


def forgive(session: Session, name: str, address: str) -> None:
    """The try was right: the address gets this one back, and the name starts anew."""
    session.execute(_GIVE_BACK, {"which": _address_key(address)})
    forgive_name(session, name)


def forgive_name(session: Session, name: str) -> None:
    session.execute(_FORGET, {"which": name_key(name)})


def forget_old(session: Session) -> None:
    """Remove counters that say nothing any more."""
    session.execute(delete(_tries).where(_tries.c.last_at < clock.now() - KEEP))
