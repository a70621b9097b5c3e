"""Every question that a test of an edition may ask."""

from sqlalchemy.orm import Session

from elearn.content.model import Outline, Quiz, QuizOutline
from elearn.content.questions import Question
from elearn.ids import QuizId, SnapshotId
from elearn.publishing import library
from elearn.quizzes import drawing


def quizzes(session: Session, snapshot_id: SnapshotId, outline: Outline, quiz: QuizOutline) -> dict[QuizId, Quiz]:
    """The test, those it asks from and those its groups borrow from."""
    own = library.quiz(session, snapshot_id, quiz.id)
    needed = {*drawing.pools(outline, quiz.id), *drawing.borrowed(own)}
    return {quiz.id: own, **{other: library.quiz(session, snapshot_id, other) for other in needed}}


def points_vary(session: Session, snapshot_id: SnapshotId, outline: Outline, quiz: QuizOutline) -> bool:
    """Whether an attempt can earn more or less by what is drawn for it."""
    sources, found = drawing.pools(outline, quiz.id), quizzes(session, snapshot_id, outline, quiz)
    return drawing.points_vary(quiz.rules, quiz.id, sources, found)


def questions(session: Session, snapshot_id: SnapshotId, outline: Outline, quiz: QuizOutline) -> tuple[Question, ...]:
    """With their keys, each once, in no order that matters."""
    found = {
        question.id: question
        for source in quizzes(session, snapshot_id, outline, quiz).values()
        for unit in drawing.units(source)
        for question in drawing.questions(unit)
    }
    return tuple(found[name] for name in quiz.question_ids if name in found)
