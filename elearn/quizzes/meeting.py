"""Which open attempt of a person can ask a question: while one can, nothing tells her its key (promise 5)."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.model import Outline, QuizOutline
from elearn.content.questions import Question
from elearn.ids import AttemptId, PersonId, QuizId, SnapshotId
from elearn.publishing import library
from elearn.quizzes import drawing, pool
from elearn.quizzes.models import Attempt, AttemptState


def names(outline: Outline, questions: Iterable[Question]) -> frozenset[str]:
    """Every id that the questions of an edition have had: by their own former names and by those of their tests."""
    formerly = {quiz.id: quiz.formerly for quiz in outline.quizzes()}
    found: set[str] = set()
    for question in questions:
        test = question.id.partition("#")[0]
        for name in (question.id, *question.formerly):
            home, _, own = (name if "#" in name else f"{test}#{name}").partition("#")
            found |= {f"{at}#{own}" for at in (home, *formerly.get(QuizId(home), ()))}
    return frozenset(found)


def met_in(
    session: Session, person_id: PersonId, outline: Outline, quiz: QuizOutline, questions: Iterable[Question]
) -> AttemptId | None:
    """The person's open attempt, in this course, at this test or at one that can ask one of these questions.

    `quiz` and `questions` are of the edition `outline`; the attempt may be of another, under other names. An attempt
    at the same test counts whatever it asks: a question may have been renamed without a word about it. One SELECT and
    the library.
    """
    tests, mine = {quiz.id, *quiz.formerly}, names(outline, questions)
    still = or_(Attempt.closes_at.is_(None), Attempt.closes_at > clock.now())
    running = session.scalars(
        select(Attempt)
        .where(Attempt.person_id == person_id, Attempt.course_slug == outline.slug)
        .where(Attempt.state == AttemptState.OPEN, still)
        .order_by(Attempt.id)
    )
    for attempt in running:
        other = library.outline(session, SnapshotId(attempt.snapshot_id))
        taken = drawing.outline_of(other, QuizId(attempt.quiz_id))
        if not tests.isdisjoint((taken.id, *taken.formerly)):
            return AttemptId(attempt.id)
        pooled = pool.questions(session, SnapshotId(attempt.snapshot_id), other, taken)
        if not mine.isdisjoint(names(other, pooled)):
            return AttemptId(attempt.id)
    return None
