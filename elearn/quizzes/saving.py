"""Saving one answer: acknowledged once, never overwritten unseen, refused clearly after the end."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.ids import AttemptId
from elearn.permissions import Actor
from elearn.questions import answers
from elearn.questions.answers import Answer
from elearn.quizzes import queries, service
from elearn.quizzes.models import Attempt, AttemptState, Response


@dataclass(frozen=True, slots=True)
class Save:
    """What a page sends. `base` is the revision it last saw; `save_id` names this very save, so that sending it
    again is the same save. `flagged` None leaves the flag as it is.
    """

    position: int
    value: object
    save_id: str
    base: int
    flagged: bool | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The acknowledgement: the answer stands and will count."""

    revision: int
    saved_at: datetime
    flagged: bool


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


def save(session: Session, actor: Actor, attempt_id: AttemptId, sent: Save) -> Saved | Newer | Over:
    """Store an answer. When the time is over, this submits what was saved before and answers Over.

    Raises NotFound("attempt_unknown" | "question_unknown") and Invalid("answer_malformed").
    """
    attempt = queries.own(session, actor, attempt_id, lock=True)
    if (over := _over(session, actor, attempt)) is not None:
        return over
    _, question, _ = queries.question_at(session, attempt, sent.position)
    answer = answers.clean(question, sent.value)
    stored = session.scalars(
        select(Response).where(Response.attempt_id == attempt.id, Response.position == sent.position)
    ).one_or_none()
    if stored is None:
        stored = _blank(attempt, sent.position, question.id)
        session.add(stored)
    return _store(session, stored, sent, answer)


def flag(session: Session, actor: Actor, attempt_id: AttemptId, position: int, *, flagged: bool) -> Over | None:
    """Flag a question to return to, or take the flag away. The answer and its revision stay as they are."""
    attempt = queries.own(session, actor, attempt_id, lock=True)
    if (over := _over(session, actor, attempt)) is not None:
        return over
    sheet, _, _ = queries.question_at(session, attempt, position)
    stored = session.scalars(
        select(Response).where(Response.attempt_id == attempt.id, Response.position == position)
    ).one_or_none()
    if stored is None:
        stored = _blank(attempt, position, sheet.question)
        session.add(stored)
    stored.flagged = flagged
    session.flush()
    return None


def _over(session: Session, actor: Actor, attempt: Attempt) -> Over | None:
    if attempt.state is AttemptState.OPEN and not service.close_if_over(session, actor, attempt):
        return None
    return Over(attempt.submitted_at or attempt.due_at or clock.now())


def _blank(attempt: Attempt, position: int, question_id: str) -> Response:
    return Response(attempt_id=attempt.id, position=position, question_id=question_id, revision=0, flagged=False)


def _store(session: Session, stored: Response, sent: Save, answer: Answer | None) -> Saved | Newer:
    if sent.flagged is not None:
        stored.flagged = sent.flagged
    again = stored.save_id is not None and stored.save_id == sent.save_id
    if not again and answer != stored.answer:
        if sent.base != stored.revision:
            return Newer(stored.revision, stored.saved_at or clock.now(), stored.answer)
        stored.answer, stored.revision = answer, stored.revision + 1
        stored.save_id, stored.saved_at = sent.save_id, clock.now()
    session.flush()
    return Saved(stored.revision, stored.saved_at or clock.now(), stored.flagged)
