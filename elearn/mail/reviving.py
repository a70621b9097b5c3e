"""Letters that were given up, as whoever runs the product sees them: by ids, and sent again on request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Conflict, NotFound
from elearn.mail.models import Letter, LetterState
from elearn.permissions import Actor

MOST = 50


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter by ids: neither its address nor its words. `key` says what it is about, `link:17`."""

    id: int
    key: str
    person_id: int | None
    state: LetterState
    attempts: int
    possibly_twice: bool
    created_at: datetime
    next_at: datetime
    error: str


def counts(session: Session) -> Mapping[LetterState, int]:
    """How many letters have not left, by their states."""
    kept = (LetterState.QUEUED, LetterState.SENDING, LetterState.FAILED)
    query = select(Letter.state, func.count()).where(Letter.state.in_(kept)).group_by(Letter.state)
    return dict.fromkeys(kept, 0) | {row[0]: row[1] for row in session.execute(query)}


def failed(session: Session, before: int | None = None) -> Sequence[Undelivered]:
    """Those given up, the latest first, from below an id on; one more than MOST where there are more."""
    query = select(Letter).where(Letter.state == LetterState.FAILED).order_by(Letter.id.desc()).limit(MOST + 1)
    return [_view(row) for row in session.scalars(query if before is None else query.where(Letter.id < before))]


def delayed(session: Session) -> Sequence[Undelivered]:
    """Those that were tried in vain and wait for another try, the next due first."""
    tried = (Letter.state == LetterState.QUEUED, Letter.attempts > 0)
    return [_view(row) for row in session.scalars(select(Letter).where(*tried).order_by(Letter.not_before).limit(MOST))]


def given_up(session: Session, letter_id: int) -> Letter:
    """One of them, this transaction's alone. Raises NotFound("letter_unknown") and Conflict("letter_on_its_way")."""
    letter = session.get(Letter, letter_id, with_for_update=True, populate_existing=True)
    if letter is None:
        raise NotFound("letter_unknown")
    if letter.state is not LetterState.FAILED:
        raise Conflict("letter_on_its_way")
    return letter


def all_given_up(session: Session) -> Sequence[Letter]:
    """This transaction's alone; without those that somebody else sends again at this moment."""
    return session.scalars(
        select(Letter).where(Letter.state == LetterState.FAILED).with_for_update(skip_locked=True)
    ).all()


def send_again(session: Session, actor: Actor, letter: Letter, to: str) -> bool:
    """Queue a letter that was given up once more. Whether `to` is another address than before."""
    readdressed = letter.to != to
    letter.to, letter.state, letter.attempts, letter.not_before = to, LetterState.QUEUED, 0, clock.now()
    told = {"readdressed": True} if readdressed else {}
    record(session, actor, "letter_retried", ("letter", letter.id), about=letter.person_id, **told)
    session.flush()
    return readdressed


def _view(row: Letter) -> Undelivered:
    return Undelivered(
        id=row.id,
        key=row.key or "",
        person_id=row.person_id,
        state=row.state,
        attempts=row.attempts,
        possibly_twice=row.possibly_twice,
        created_at=row.created_at,
        next_at=row.not_before,
        error=row.error or "",
    )
