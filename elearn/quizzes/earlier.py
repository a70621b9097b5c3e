"""What earlier attempts asked: a retry prefers the rest, and a replay knows what it preferred."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.model import QuizOutline
from elearn.ids import EnrolmentId
from elearn.quizzes.drawing import Seen
from elearn.quizzes.models import Attempt


def asked_before(session: Session, enrolment_id: EnrolmentId, quiz: QuizOutline, number: int) -> Seen:
    """For each attempt at the test before `number`, under its former ids too, the ids of its questions. One SELECT."""
    papers = session.scalars(
        select(Attempt.paper)
        .where(
            Attempt.enrolment_id == enrolment_id,
            Attempt.quiz_id.in_((quiz.id, *quiz.formerly)),
            Attempt.number < number,
        )
        .order_by(Attempt.number)
    )
    return tuple(frozenset(sheet["question"] for sheet in paper) for paper in papers)
