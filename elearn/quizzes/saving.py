"""Saving one answer: acknowledged once, never overwritten unseen, refused clearly after the end.

One SELECT and one INSERT or UPDATE, in columns rather than objects: it is what a learner does most.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Row, and_, bindparam, insert, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.db import Base
from elearn.errors import NotFound
from elearn.ids import AttemptId, QuestionId, SnapshotId
from elearn.permissions import Actor
from elearn.questions import answers, labels
from elearn.questions.answers import Answer
from elearn.quizzes import queries, service
from elearn.quizzes.models import Attempt, AttemptState, Response


@dataclass(frozen=True, slots=True)
class Save:
    """What a page sends. `base` is the revision it last saw; `save_id` names this very save, so that sending it
    again is the same save. `flagged` None leaves the flag as it is. `labelled`: the value is in the page's labels.
    """

    position: int
    value: object
    save_id: str
    base: int
    flagged: bool | None = None
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """The acknowledgement: the answer stands and will count. `due_at`: until when, which may have been prolonged."""

    revision: int
    saved_at: datetime
    flagged: bool
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Newer:
    """Another page has saved since: its answer stands, nothing was overwritten."""

    revision: int
    saved_at: datetime
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Over:
    """The attempt has ended: nothing was stored."""

    ended_at: datetime


@dataclass(frozen=True, slots=True)
class _Stored:
    """What stands for a question; `id` is None where nothing does yet."""

    question_id: QuestionId
    id: int | None
    revision: int
    save_id: str | None
    answer: Answer | None
    saved_at: datetime | None
    flagged: bool


_attempts, _responses = (Base.metadata.tables[model.__tablename__] for model in (Attempt, Response))
_here = and_(_responses.c.attempt_id == _attempts.c.id, _responses.c.position == bindparam("position"))
_LOCKED = (
    select(
        _attempts.c.state,
        _attempts.c.due_at,
        _attempts.c.closes_at,
        _attempts.c.submitted_at,
        _attempts.c.snapshot_id,
        _attempts.c.paper,
        _responses.c.id,
        _responses.c.revision,
        _responses.c.save_id,
        _responses.c.answer,
        _responses.c.saved_at,
        _responses.c.flagged,
    )
    .select_from(_attempts.outerjoin(_responses, _here))
    .where(_attempts.c.id == bindparam("attempt"), _attempts.c.person_id == bindparam("person"))
    .with_for_update(of=_attempts)
)
_FIRST = insert(_responses)


def save(session: Session, actor: Actor, attempt_id: AttemptId, sent: Save) -> Saved | Newer | Over:
    """Store an answer. When the time is over, this submits what was saved before and answers Over.

    Raises NotFound("attempt_unknown" | "question_unknown") and Invalid("answer_malformed").
    """
    row = _locked(session, actor, attempt_id, sent.position)
    if (over := _over(session, actor, attempt_id, row)) is not None:
        return over
    sheet, question, _ = queries.question_at(session, SnapshotId(row.snapshot_id), row.paper, sent.position)
    stored = _stored(sheet.question, row)
    value = labels.to_positions(question, sheet.order, sent.value) if sent.labelled else sent.value
    done, changes = _decide(stored, sent, answers.clean(question, value))
    if changes and not _write(session, attempt_id, sent.position, stored, changes):
        return save(session, actor, attempt_id, sent)  # another page was faster: see what it left
    return replace(done, due_at=row.due_at) if isinstance(done, Saved) else done


def flag(session: Session, actor: Actor, attempt_id: AttemptId, position: int, *, flagged: bool) -> Over | None:
    """Flag a question to return to, or take the flag away. The answer and its revision stay as they are."""
    row = _locked(session, actor, attempt_id, position)
    if (over := _over(session, actor, attempt_id, row)) is not None:
        return over
    sheet, _, _ = queries.question_at(session, SnapshotId(row.snapshot_id), row.paper, position)
    if not _write(session, attempt_id, position, _stored(sheet.question, row), {"flagged": flagged}):
        return flag(session, actor, attempt_id, position, flagged=flagged)
    return None


def _locked(session: Session, actor: Actor, attempt_id: AttemptId, position: int) -> Row[*tuple[Any, ...]]:
    """The actor's attempt, locked, with what stands for the question. Raises NotFound("attempt_unknown")."""
    asked = {"attempt": attempt_id, "person": actor.person_id, "position": position}
    row = session.execute(_LOCKED, asked).one_or_none()
    if row is None:
        raise NotFound("attempt_unknown")
    return row


def _over(session: Session, actor: Actor, attempt_id: AttemptId, row: Row[*tuple[Any, ...]]) -> Over | None:
    """Whether the attempt has ended; one whose time has just run out is closed now."""
    now = clock.now()
    if row.state is AttemptState.OPEN and (row.closes_at is None or now < row.closes_at):
        return None
    if row.state is AttemptState.OPEN:
        service.close_if_over(session, actor, queries.own(session, actor, attempt_id, lock=True))
    return Over(row.submitted_at or row.due_at or now)


def _stored(question_id: QuestionId, row: Row[*tuple[Any, ...]]) -> _Stored:
    if row.id is None:
        return _Stored(question_id, None, 0, None, None, None, flagged=False)
    return _Stored(question_id, row.id, row.revision, row.save_id, row.answer, row.saved_at, row.flagged)


def _decide(stored: _Stored, sent: Save, answer: Answer | None) -> tuple[Saved | Newer, dict[str, Any]]:
    """What to answer, and the columns to change; nothing changes for a save that is already known."""
    flagged = stored.flagged if sent.flagged is None else sent.flagged
    changes: dict[str, Any] = {} if flagged == stored.flagged else {"flagged": flagged}
    again = stored.save_id is not None and stored.save_id == sent.save_id
    if again or answer == stored.answer:
        return Saved(stored.revision, stored.saved_at or clock.now(), flagged), changes
    if sent.base != stored.revision:
        return Newer(stored.revision, stored.saved_at or clock.now(), stored.answer), changes
    at, revision = clock.now(), stored.revision + 1
    changes |= {"answer": answer, "revision": revision, "save_id": sent.save_id, "saved_at": at}
    return Saved(revision, at, flagged), changes


def _write(session: Session, attempt_id: AttemptId, position: int, stored: _Stored, changes: dict[str, Any]) -> bool:
    """False when the row has changed since it was read. A lost race for the first row is an IntegrityError."""
    if stored.id is None:
        first = {"revision": 0, "flagged": False, **changes}
        values = {"attempt_id": attempt_id, "position": position, "question_id": stored.question_id, **first}
        session.connection().execute(_FIRST, values)
        return True
    same = (_responses.c.id == stored.id, _responses.c.revision == stored.revision)
    done: CursorResult[Any] = session.connection().execute(update(_responses).where(*same).values(**changes))
    return done.rowcount == 1
