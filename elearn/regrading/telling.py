"""What a letter may tell of single answers: no more than the result page does."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.ids import AttemptId, CourseSlug
from elearn.publishing import library
from elearn.quizzes.drawing import outline_of
from elearn.quizzes.models import Attempt, AttemptState
from elearn.quizzes.rules import may_review
from elearn.regrading.judging import Judged


def told(session: Session, slug: CourseSlug, judged: Sequence[Judged]) -> frozenset[AttemptId]:
    """Those of the attempts, as they stand now, whose learner may know what the question earned. Two SELECTs.

    Nobody may who has an attempt of the course open, whatever it asks: a letter is read at any time.
    """
    graded = [one for one in judged if one.met.graded]
    busy, passes = _busy(session, slug, graded), _passes(session, graded)
    return frozenset(
        one.met.attempt_id
        for one in graded
        if one.met.person_id not in busy and _may_review(session, one, passes.get(one.met.enrolment_id, set()))
    )


def _may_review(session: Session, one: Judged, passed: set[str]) -> bool:
    quiz = outline_of(library.outline(session, one.met.snapshot_id), one.met.quiz_id)
    return may_review(quiz.rules, passed=not passed.isdisjoint((quiz.id, *quiz.formerly)))


def _busy(session: Session, slug: CourseSlug, judged: Sequence[Judged]) -> frozenset[int]:
    people = {one.met.person_id for one in judged}
    running = select(Attempt.person_id).where(Attempt.course_slug == slug, Attempt.state == AttemptState.OPEN)
    return frozenset(session.scalars(running.where(Attempt.person_id.in_(people))))


def _passes(session: Session, judged: Sequence[Judged]) -> dict[int, set[str]]:
    """By enrolment, the tests it has passed."""
    enrolments = {one.met.enrolment_id for one in judged}
    found: dict[int, set[str]] = {}
    query = select(Attempt.enrolment_id, Attempt.quiz_id).where(Attempt.enrolment_id.in_(enrolments))
    for enrolment_id, quiz_id in session.execute(query.where(Attempt.passed.is_(True))):
        found.setdefault(enrolment_id, set()).add(quiz_id)
    return found
