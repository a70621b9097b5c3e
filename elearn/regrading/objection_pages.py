"""An objection as its learner and the trainer see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.model import Case, Language, Outline, QuizOutline
from elearn.content.questions import Question, SurveyQuestion
from elearn.errors import Conflict, NotFound
from elearn.ids import AttemptId, QuizId, SnapshotId
from elearn.permissions import Actor
from elearn.publishing import library
from elearn.questions.answers import Answer
from elearn.questions.keyless import keyless
from elearn.questions.review import Review, review
from elearn.questions.versions import version_of
from elearn.quizzes import drawing, openings
from elearn.quizzes import queries as quizzes
from elearn.quizzes.models import Attempt, AttemptState, Purpose
from elearn.quizzes.outcome import outcome
from elearn.quizzes.queries import Asked, Sitting
from elearn.regrading import queries
from elearn.regrading.queries import Decided, Objected
from elearn.regrading.versions import History, history
from elearn.statistics import queries as statistics
from elearn.statistics.computing import VersionStatistics
from elearn.web.locale import language


@dataclass(frozen=True, slots=True)
class Titles:
    """Of what an objection is about, as its edition had them."""

    course: Mapping[Language, str]
    quiz: Mapping[Language, str]
    question: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MyQuestion:
    """A question of the learner's attempt. `question` is keyless, and None where only its number may be shown."""

    asked: Asked
    question: Question | None
    objection: Objected | None


@dataclass(frozen=True, slots=True)
class MyObjections:
    sitting: Sitting
    questions: tuple[MyQuestion, ...]

    def at(self, position: int) -> MyQuestion:
        """Raises NotFound("question_unknown")."""
        found = next((one for one in self.questions if one.asked.position == position), None)
        if found is None:
            raise NotFound("question_unknown", question=position)
        return found


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """For a trainer: the question as it was asked, in the order in which the learner saw it, with its key.

    `answer` stays None until `opened`. `name` is empty where the test is anonymous. `today`: the question as the
    course has it now, perhaps under another name; None where it does not have it any more.
    """

    objected: Objected
    outline: Outline
    quiz: QuizOutline
    question: Question
    case: Case | None
    order: tuple[int, ...]
    version: str
    review: Review
    answer: Answer | None
    opened: bool
    own: bool
    name: str
    points: int | None
    statistics: VersionStatistics | None
    today: History | None
    decisions: tuple[Decided, ...]


def mine(session: Session, actor: Actor, attempt_id: AttemptId) -> MyObjections:
    """Every question of the actor's graded attempt but opinions; its words only where the test lets them be looked at.

    Raises NotFound("attempt_unknown") and Conflict("objection_too_early").
    """
    sitting = quizzes.sitting(session, actor, attempt_id)
    if sitting.attempt.state is not AttemptState.GRADED:
        raise Conflict("objection_too_early")
    shown = outcome(session, sitting).review in {"open", "key"}
    made = queries.of_attempt(session, attempt_id)
    questions = (
        MyQuestion(one, keyless(one.question) if shown else None, made.get(one.position))
        for one in sitting.asked
        if not isinstance(one.question, SurveyQuestion)
    )
    return MyObjections(sitting, tuple(questions))


def theirs(session: Session, actor: Actor, objection_id: int) -> ObjectionPage:
    """Raises NotFound("objection_unknown")."""
    objected = queries.objection(session, objection_id)
    attempt = session.get_one(Attempt, objected.attempt_id)
    snapshot_id = SnapshotId(attempt.snapshot_id)
    outline = library.outline(session, snapshot_id)
    quiz = drawing.outline_of(outline, QuizId(attempt.quiz_id))
    sheet, question, case = quizzes.question_at(session, snapshot_id, attempt.paper, objected.position)
    given = quizzes.asked(session, attempt)[objected.position - 1].given
    opened = openings.opened(session, actor, objected.attempt_id, Purpose.OBJECTION)
    answer = given.answer if opened else None
    today = _today(session, objected)
    ids = today.ids if today is not None else frozenset({question.id})
    return ObjectionPage(
        objected=objected,
        outline=outline,
        quiz=quiz,
        question=keyless(question),
        case=case,
        order=sheet.order,
        version=version_of(question),
        review=review(question, answer, show_key=True, language=language(), negative=quiz.rules.negative),
        answer=answer,
        opened=opened,
        own=objected.person_id == actor.person_id,
        name="" if quiz.rules.anonymous else objected.name,
        points=given.points if opened else None,
        statistics=_statistics(session, objected, question),
        today=today,
        decisions=tuple(queries.of_question(session, objected.slug, ids)),
    )


def titles(session: Session, objections: Sequence[Objected]) -> Mapping[int, Titles]:
    """By objection. One SELECT and the library."""
    ids = {one.attempt_id for one in objections}
    attempts = {row.id: row for row in session.scalars(select(Attempt).where(Attempt.id.in_(ids)))}
    return {one.id: _titles(session, one, attempts[one.attempt_id]) for one in objections}


def _titles(session: Session, objected: Objected, attempt: Attempt) -> Titles:
    snapshot_id = SnapshotId(attempt.snapshot_id)
    outline = library.outline(session, snapshot_id)
    _sheet, question, _case = quizzes.question_at(session, snapshot_id, attempt.paper, objected.position)
    return Titles(outline.title, drawing.outline_of(outline, objected.quiz_id).title, question.title)


def _today(session: Session, objected: Objected) -> History | None:
    home, _, own = objected.question_id.partition("#")
    try:
        return history(session, objected.slug, home, own)
    except NotFound:
        return None


def _statistics(session: Session, objected: Objected, question: Question) -> VersionStatistics | None:
    """Of this very version, from first attempts; None while there is nothing to tell."""
    try:
        _quiz, versions = statistics.of_question(session, objected.slug, objected.quiz_id, objected.question_id)
    except NotFound:
        return None
    digest = version_of(question)
    return next((one for one in versions if one.text.version == digest), None)
