"""How an attempt ends: graded at once, or waiting until somebody has marked its essays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from elearn import clock, workdays
from elearn.audit.service import record
from elearn.content.terms import QuizRules
from elearn.errors import Conflict
from elearn.events import AttemptGraded, AttemptSubmitted, announce
from elearn.ids import AttemptId, EnrolmentId, QuizId
from elearn.permissions import Actor
from elearn.questions.grading import passed, total
from elearn.quizzes import queries
from elearn.quizzes.models import Attempt, AttemptState, Response


def graded(attempt: Attempt, points: Mapping[int, int]) -> dict[str, Any]:
    """The columns of an attempt all of whose questions have their points, given by position in hundredths."""
    earned = total(points.values())
    return {
        "state": AttemptState.GRADED,
        "graded_at": clock.now(),
        "points": earned,
        "passed": passed(earned, attempt.max_points, attempt.pass_percent),
    }


def waiting(rules: QuizRules, submitted_at: datetime) -> dict[str, Any]:
    """The columns of an attempt whose essays wait, with the day that its test promises for an end at that moment."""
    days = rules.marking_days
    promised = None if days is None else workdays.after(clock.day_of(submitted_at), days)
    return {"state": AttemptState.SUBMITTED, "marking_due": promised}


def tell(session: Session, actor: Actor, attempt: Attempt, state: AttemptState) -> None:
    """Announce what the attempt has just become."""
    event = AttemptSubmitted if state is AttemptState.SUBMITTED else AttemptGraded
    enrolment_id, quiz_id = EnrolmentId(attempt.enrolment_id), QuizId(attempt.quiz_id)
    announce(session, event(actor, enrolment_id, attempt_id=AttemptId(attempt.id), quiz_id=quiz_id))


def grade_marked(session: Session, actor: Actor, attempt: Attempt, marks: Mapping[int, int]) -> None:
    """Grade an attempt that waits, by what its other questions earned and by `marks`: hundredths by position.

    The caller holds it locked. Raises Conflict("not_waiting") for one that does not wait or no longer does, and
    Conflict("marks_missing") unless exactly its essays are marked.
    """
    if attempt.state is not AttemptState.SUBMITTED:
        raise Conflict("not_waiting")
    asked = queries.asked(session, attempt)
    if {one.position for one in asked if one.for_marker} != set(marks):
        raise Conflict("marks_missing")
    points = {one.position: marks.get(one.position, one.given.points or 0) for one in asked}
    rows = [{"id": one.given.response_id, "points": points[one.position]} for one in asked if one.for_marker]
    session.execute(update(Response), rows)
    for column, value in graded(attempt, points).items():
        setattr(attempt, column, value)
    session.flush()
    record(session, actor, "attempt.mark", ("attempt", attempt.id), about=attempt.person_id, points=attempt.points)
    tell(session, actor, attempt, AttemptState.GRADED)
