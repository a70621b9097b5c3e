"""Queueing a letter in the caller's transaction, and the states it goes through."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from elearn import clock, ids
from elearn.db import insert_missing
from elearn.ids import PersonId
from elearn.mail.models import Letter, LetterState

LINK_PATH = "/link/"
"""What follows it in an address lets whoever reads it act; a letter that was sent keeps it no longer."""
_SECRET = re.compile(re.escape(LINK_PATH) + r"[\w-]+")

MOST_ATTEMPTS = 10
STUCK = timedelta(minutes=10)
"""A letter in `sending` for so long was left by a process that died."""


def send(
    session: Session, *, to: str, subject: str, text: str, key: str | None = None, person_id: PersonId | None = None
) -> None:
    """Queue a letter. With a `key` that already stands, or without an address, nothing is added."""
    if not to:
        return
    if key is not None and session.scalar(select(Letter.id).where(Letter.key == key)) is not None:
        return
    now = clock.now()
    session.add(
        Letter(
            key=key,
            person_id=person_id,
            to=to,
            subject=subject,
            text=text,
            message_id=f"<{ids.new_uuid()}@elearn>",
            state=LetterState.QUEUED,
            attempts=0,
            possibly_twice=False,
            not_before=now,
            created_at=now,
        )
    )
    session.flush()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One letter of many; `key` tells it apart for ever."""

    key: str
    person_id: PersonId
    to: str
    subject: str
    text: str


def send_all(session: Session, letters: Iterable[Outgoing]) -> None:
    """Queue many letters by one statement; those whose `key` already stands are not added again."""
    now = clock.now()
    state = {"state": LetterState.QUEUED, "attempts": 0, "possibly_twice": False, "not_before": now, "created_at": now}
    known = (letter for letter in letters if letter.to)
    rows = [asdict(letter) | state | {"message_id": f"<{ids.new_uuid()}@elearn>"} for letter in known]
    insert_missing(session, Letter, rows)


def claim(session: Session) -> Letter | None:
    """The next letter to deliver, now in `sending`; None when there is none.

    A letter whose sender ended in the middle too often is given up on the way: it may be what ends the workers.
    """
    now = clock.now()
    while (letter := _next_due(session, now)) is not None:
        if letter.attempts < MOST_ATTEMPTS:
            letter.possibly_twice = letter.possibly_twice or letter.state is LetterState.SENDING
            letter.state, letter.not_before, letter.attempts = LetterState.SENDING, now, letter.attempts + 1
            session.flush()
            return letter
        letter.state, letter.possibly_twice = LetterState.FAILED, True
        letter.error = f"its sender ended before it did, at the {letter.attempts}th attempt"
        session.flush()
    return None


def _next_due(session: Session, now: datetime) -> Letter | None:
    due = or_(
        (Letter.state == LetterState.QUEUED) & (Letter.not_before <= now),
        (Letter.state == LetterState.SENDING) & (Letter.not_before <= now - STUCK),
    )
    query = select(Letter).where(due).order_by(Letter.not_before).limit(1).with_for_update(skip_locked=True)
    return session.scalars(query).first()


def delivered(session: Session, letter_id: int) -> None:
    """It has left: what remains says everything that it said, save for the secrets of its links."""
    letter = session.get_one(Letter, letter_id)
    letter.state, letter.sent_at, letter.error = LetterState.SENT, clock.now(), None
    letter.text = _SECRET.sub(f"{LINK_PATH}…", letter.text)


def not_delivered(session: Session, letter_id: int, error: str) -> None:
    """Queue it again for later, or give up after MOST_ATTEMPTS."""
    letter = session.get_one(Letter, letter_id)
    letter.error = error
    if letter.attempts >= MOST_ATTEMPTS:
        letter.state = LetterState.FAILED
    else:
        letter.state = LetterState.QUEUED
        letter.not_before = clock.now() + timedelta(seconds=min(3600, 15 * 2**letter.attempts))


def pass_on(session: Session, old: int, new: int) -> None:
    """Letters to one person are listed under another from now on: the two turned out to be one."""
    session.execute(update(Letter).where(Letter.person_id == old).values(person_id=new))
