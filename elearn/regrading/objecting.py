"""A learner's objection to a question, and its answer: each once."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.questions import SurveyQuestion
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import AttemptId, QuizId, SnapshotId
from elearn.permissions import Actor, Permission, require
from elearn.publishing import library
from elearn.quizzes import drawing, queries
from elearn.quizzes.models import Attempt, AttemptState
from elearn.regrading import letters
from elearn.regrading.models import Objection
from elearn.settings import Settings

SHORTEST, LONGEST = 10, 2000


def object_to(session: Session, actor: Actor, attempt_id: AttemptId, position: int, text: str) -> int:
    """Object to the question at a position of the actor's graded attempt; the objection's id.

    Raises NotFound("attempt_unknown"), Conflict("objection_too_early") for an attempt that is open or waits for
    marking, NotFound("question_unknown") also for an opinion, Invalid("objection_length") and
    Conflict("objection_made").
    """
    attempt = queries.own(session, actor, attempt_id, lock=True)
    if attempt.state is not AttemptState.GRADED:
        raise Conflict("objection_too_early")
    sheet, question, _case = queries.question_at(session, SnapshotId(attempt.snapshot_id), attempt.paper, position)
    if isinstance(question, SurveyQuestion):
        raise NotFound("question_unknown", question=position)
    words = _checked(text)
    known = select(Objection.id).where(Objection.attempt_id == attempt_id, Objection.position == position)
    if session.scalar(known) is not None:
        raise Conflict("objection_made")
    row = Objection(
        attempt_id=attempt.id,
        position=position,
        person_id=attempt.person_id,
        course_slug=attempt.course_slug,
        quiz_id=attempt.quiz_id,
        question_id=sheet.question,
        text=words,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    told: dict[str, Any] = {"attempt": attempt.id, "question": row.question_id}
    record(session, actor, "objection.made", ("objection", row.id), about=row.person_id, **told)
    return row.id


def answer(session: Session, actor: Actor, objection_id: int, text: str, settings: Settings, *, upheld: bool) -> None:
    """Answer an objection in words; the learner gets a letter.

    Raises NotAllowed("not_permitted" | "own_objection"), NotFound("objection_unknown"), Invalid("objection_length")
    and Conflict("objection_answered").
    """
    require(actor, Permission.ATTEMPT_MARK)
    words = _checked(text)
    row = session.get(Objection, objection_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("objection_unknown")
    if row.person_id == actor.person_id:
        raise NotAllowed("own_objection")
    if row.answered_at is not None:
        raise Conflict("objection_answered")
    row.upheld, row.answer, row.answered_at, row.answered_by = upheld, words, clock.now(), actor.person_id
    session.flush()
    snapshot_id = SnapshotId(session.get_one(Attempt, row.attempt_id).snapshot_id)
    title = drawing.outline_of(library.outline(session, snapshot_id), QuizId(row.quiz_id)).title
    letters.answer(session, settings, row, title, words)
    record(session, actor, "objection.answered", ("objection", row.id), about=row.person_id, upheld=upheld)


def fits(text: str) -> bool:
    """Whether these are words for an objection or its answer: neither too few nor too many."""
    return SHORTEST <= len(_cleaned(text)) <= LONGEST


def _checked(text: str) -> str:
    if not fits(text):
        raise Invalid("objection_length", least=SHORTEST, most=LONGEST)
    return _cleaned(text)


def _cleaned(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()
