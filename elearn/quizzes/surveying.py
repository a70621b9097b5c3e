"""What becomes of the surveys in a test when it ends: counted, and no longer the answer of anybody."""

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.content.questions import SurveyQuestion
from elearn.enrolment.queries import held
from elearn.ids import CourseSlug, EnrolmentId
from elearn.quizzes.models import Attempt, AttemptState, Response
from elearn.quizzes.queries import Asked
from elearn.surveys import service as surveys


def hand_over(session: Session, attempt: Attempt, asked: Iterable[Asked]) -> None:
    """Count what the attempt answers of its surveys, and forget it there in the same transaction.

    That something was answered stays (its revision), so that another attempt of the same enrolment is not counted
    again; what and when does not. The caller has just ended the attempt, and once.
    """
    answered = [one for one in asked if isinstance(one.question, SurveyQuestion) and not one.given.empty]
    answered.sort(key=lambda one: one.question.id)  # whoever counts several holds them in one order, drawn or not
    if not answered:
        return
    held(session, EnrolmentId(attempt.enrolment_id))  # two tests that end at once must not both count the same opinion
    before = _counted_before(session, attempt)
    for one in answered:
        names = {one.question.id, *one.question.formerly}
        if isinstance(one.question, SurveyQuestion) and not names & before:
            surveys.count(session, CourseSlug(attempt.course_slug), one.question, one.given.answer or {})
    forgotten = [one.given.response_id for one in answered]
    forget = update(Response).where(Response.id.in_(forgotten))
    session.execute(forget.values(answer=None, save_id=None, saved_at=None))


def _counted_before(session: Session, attempt: Attempt) -> set[str]:
    """The questions answered in attempts that this enrolment has ended before."""
    query = (
        select(Response.question_id)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .where(
            Attempt.enrolment_id == attempt.enrolment_id,
            Attempt.id != attempt.id,
            Attempt.state != AttemptState.OPEN,
            Response.revision > 0,
        )
    )
    return set(session.scalars(query))
