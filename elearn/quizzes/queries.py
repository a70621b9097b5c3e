"""Reading attempts: what other features and the pages may know of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.model import Case, Outline, QuizOutline
from elearn.content.questions import Question
from elearn.content.terms import QuizRules
from elearn.db import Base
from elearn.errors import NotFound
from elearn.ids import AttemptId, CourseSlug, EnrolmentId, QuizId, SnapshotId
from elearn.permissions import Actor
from elearn.publishing import library
from elearn.questions import answers
from elearn.questions.answers import Answer
from elearn.quizzes import drawing, rules
from elearn.quizzes.drawing import Sheet
from elearn.quizzes.models import Attempt, AttemptGrant, AttemptState, Response
from elearn.quizzes.rules import Past, QuizResult, Standing

__all__ = ["QuizResult", "results"]

_attempts, _responses = (Base.metadata.tables[model.__tablename__].c for model in (Attempt, Response))
_ATTEMPTS = (
    select(
        _attempts.id,
        _attempts.quiz_id,
        _attempts.number,
        _attempts.counts,
        _attempts.max_points,
        _attempts.submitted_at,
        _attempts.points,
        _attempts.passed,
        _attempts.marking_due,
    )
    .where(_attempts.enrolment_id == bindparam("enrolment"))
    .order_by(_attempts.number)
)
"""An enrolment's attempts in their order; built once and without the ORM, like the next."""
_WAITING = select(_attempts.enrolment_id, _attempts.quiz_id).where(
    _attempts.enrolment_id.in_(bindparam("enrolments", expanding=True)), _attempts.state == AttemptState.SUBMITTED
)
_STORED = select(
    _responses.position,
    _responses.answer,
    _responses.revision,
    _responses.saved_at,
    _responses.flagged,
    _responses.points,
    _responses.id,
).where(_responses.attempt_id == bindparam("attempt"))


@dataclass(frozen=True, slots=True)
class Given:
    """What is stored for a question of an attempt; revision 0 means nothing was ever answered."""

    answer: Answer | None = None
    revision: int = 0
    saved_at: datetime | None = None
    flagged: bool = False
    points: int | None = None
    response_id: int | None = None

    @property
    def empty(self) -> bool:
        return answers.is_empty(self.answer)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an attempt with its key, where it stands, and what was answered."""

    position: int
    sheet: Sheet
    question: Question
    case: Case | None
    given: Given

    @property
    def counts(self) -> bool:
        """Of a graded attempt: whether the question still counts; a regrade may have dropped it."""
        return self.given.points is not None

    @property
    def for_marker(self) -> bool:
        """An essay that was answered: people say what it is worth."""
        return self.question.kind == "essay" and not self.given.empty


@dataclass(frozen=True, slots=True)
class Sitting:
    """A person's attempt with all it asks. `quiz` states its rules as of the edition it was taken against."""

    attempt: Attempt
    outline: Outline
    quiz: QuizOutline
    asked: tuple[Asked, ...]

    @property
    def slug(self) -> CourseSlug:
        return self.outline.slug

    @property
    def empty(self) -> tuple[Asked, ...]:
        return tuple(asked for asked in self.asked if asked.given.empty)

    @property
    def unanswered(self) -> tuple[Asked, ...]:
        """The empty ones but opinions, which nobody has to give."""
        return tuple(asked for asked in self.empty if asked.question.kind != "survey")

    @property
    def last_saved(self) -> datetime | None:
        return max((a.given.saved_at for a in self.asked if a.given.saved_at is not None), default=None)


def results(session: Session, enrolment_id: EnrolmentId) -> Mapping[QuizId, QuizResult]:
    """By test, the result that counts; tests never started are absent. One SELECT."""
    by_quiz: dict[QuizId, list[Past]] = {}
    for attempt in _past(session.execute(_ATTEMPTS, {"enrolment": enrolment_id})):
        by_quiz.setdefault(attempt.quiz_id, []).append(attempt)
    return {quiz_id: rules.result(past) for quiz_id, past in by_quiz.items()}


def waiting(session: Session, enrolment_ids: Collection[EnrolmentId]) -> Mapping[EnrolmentId, frozenset[QuizId]]:
    """By enrolment, the tests whose latest answers wait for marking; enrolments without any are absent. One SELECT."""
    found: dict[EnrolmentId, frozenset[QuizId]] = {}
    rows = session.execute(_WAITING, {"enrolments": list(enrolment_ids)}) if enrolment_ids else ()
    for enrolment_id, quiz_id in rows:
        known = found.get(EnrolmentId(enrolment_id), frozenset())
        found[EnrolmentId(enrolment_id)] = known | {QuizId(quiz_id)}
    return found


def past(session: Session, enrolment_id: EnrolmentId, quiz: QuizOutline) -> Sequence[Past]:
    """Every attempt at the test, under its former ids too, the oldest first."""
    of_quiz = _ATTEMPTS.where(_attempts.quiz_id.in_((quiz.id, *quiz.formerly)))
    return _past(session.execute(of_quiz, {"enrolment": enrolment_id}))


def standing(
    session: Session, enrolment_id: EnrolmentId, quiz: QuizOutline, past: Sequence[Past], now: datetime
) -> Standing:
    """How many attempts are left, and from when on. One SELECT."""
    ids = (quiz.id, *quiz.formerly)
    granted = session.scalars(
        select(AttemptGrant.granted_at).where(AttemptGrant.enrolment_id == enrolment_id, AttemptGrant.quiz_id.in_(ids))
    ).all()
    return rules.standing(quiz.rules, past, granted, now)


def own(session: Session, actor: Actor, attempt_id: AttemptId, *, lock: bool = False) -> Attempt:
    """The actor's attempt. Raises NotFound("attempt_unknown") for another's, which is not told apart from none."""
    query = select(Attempt).where(Attempt.id == attempt_id, Attempt.person_id == actor.person_id)
    return _one(session, query, lock=lock)


def any_open(session: Session, attempt_id: AttemptId) -> Attempt | None:
    """An attempt still open, locked, whosever it is: for the deadline."""
    query = select(Attempt).where(Attempt.id == attempt_id, Attempt.state == AttemptState.OPEN)
    return session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()


def time_is_over(attempt: Attempt) -> bool:
    """Whether an open attempt asks nothing more: its grace is for answers that are on their way."""
    return attempt.due_at is not None and clock.now() >= attempt.due_at


def sitting(session: Session, actor: Actor, attempt_id: AttemptId) -> Sitting:
    """Two SELECTs and the library. Raises NotFound("attempt_unknown")."""
    attempt = own(session, actor, attempt_id)
    outline = library.outline(session, SnapshotId(attempt.snapshot_id))
    quiz = drawing.outline_of(outline, QuizId(attempt.quiz_id))
    return Sitting(attempt, outline, quiz, asked(session, attempt))


def rules_of(session: Session, attempt: Attempt) -> QuizRules:
    """The rules of the edition that the attempt was taken against."""
    outline = library.outline(session, SnapshotId(attempt.snapshot_id))
    return drawing.outline_of(outline, QuizId(attempt.quiz_id)).rules


def asked(session: Session, attempt: Attempt) -> tuple[Asked, ...]:
    """The attempt's paper with what is stored for each question. One SELECT."""
    rows = session.execute(_STORED, {"attempt": attempt.id})
    stored = {position: Given(*columns) for position, *columns in rows}
    return tuple(
        _asked(session, attempt, position, stored.get(position, Given()))
        for position in range(1, len(attempt.paper) + 1)
    )


def question_at(
    session: Session, snapshot_id: SnapshotId, paper: Sequence[Any], position: int
) -> tuple[Sheet, Question, Case | None]:
    """The question at a position of an attempt's paper. Raises NotFound("question_unknown") outside it."""
    if not 1 <= position <= len(paper):
        raise NotFound("question_unknown", question=position)
    sheet = Sheet.of_json(paper[position - 1])
    return (sheet, *drawing.find(library.quiz(session, snapshot_id, sheet.quiz), sheet.question))


def _asked(session: Session, attempt: Attempt, position: int, given: Given) -> Asked:
    sheet, question, case = question_at(session, SnapshotId(attempt.snapshot_id), attempt.paper, position)
    return Asked(position, sheet, question, case, given)


def _one(session: Session, query: Select[Attempt], *, lock: bool) -> Attempt:
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    attempt = session.scalars(query).one_or_none()
    if attempt is None:
        raise NotFound("attempt_unknown")
    return attempt


def _past(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Past]:
    return [
        Past(AttemptId(row[0]), QuizId(row[1]), row[2], row[3], row[4], row[5], row[6], bool(row[7]), row[8])
        for row in rows
    ]
