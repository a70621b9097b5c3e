"""An objection as its learner and the trainer see it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.content.model import Case, Language, Outline, QuizOutline
from elearn.content.questions import Question
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
from elearn.statistics import queries as statistics
from elearn.statistics.computing import VersionStatistics
from elearn.web.locale import language

Titles = tuple[Mapping[Language, str], Mapping[str, str]]
"""Of the test and of the question."""


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
        if not 1 <= position <= len(self.questions):
            raise NotFound("question_unknown", question=position)
        return self.questions[position - 1]


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """For a trainer: the question as it was asked, in the order in which the learner saw it, with its key.

    `answer` stays None until `opened`. `name` is empty where the test is anonymous.
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
    decisions: tuple[Decided, ...]


def mine(session: Session, actor: Actor, attempt_id: AttemptId) -> MyObjections:
    """Every question of the actor's graded attempt; its words only where the test lets answers be looked at.

    Raises NotFound("attempt_unknown") and Conflict("objection_too_early").
    """
    sitting = quizzes.sitting(session, actor, attempt_id)
    if sitting.attempt.state is not AttemptState.GRADED:
        raise Conflict("objection_too_early")
    shown = outcome(session, sitting).review in {"open", "key"}
    made = queries.of_attempt(session, attempt_id)
    questions = (
        MyQuestion(one, keyless(one.question) if shown else None, made.get(one.position)) for one in sitting.asked
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
        decisions=tuple(queries.of_question(session, objected.slug, frozenset({question.id}))),
    )


def titles(
    session: Session, objections: list[Objected]
) -> Mapping[int, tuple[Mapping[Language, str], Mapping[str, str]]]:
    """By objection."""
    found = {}
    for one in objections:
        attempt = session.get_one(Attempt, one.attempt_id)
        snapshot_id = SnapshotId(attempt.snapshot_id)
        quiz = drawing.outline_of(library.outline(session, snapshot_id), one.quiz_id)
        _sheet, question, _case = quizzes.question_at(session, snapshot_id, attempt.paper, one.position)
        found[one.id] = (quiz.title, question.title)
    return found


def _statistics(session: Session, objected: Objected, question: Question) -> VersionStatistics | None:
    """Of this very version, from first attempts; None while there is nothing to tell."""
    try:
        _quiz, versions = statistics.of_question(session, objected.slug, objected.quiz_id, objected.question_id)
    except NotFound:
        return None
    digest = version_of(question)
    return next((one for one in versions if one.text.version == digest), None)
