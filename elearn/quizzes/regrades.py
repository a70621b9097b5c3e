"""What finished attempts hold of one question, and changing what they earned: many attempts by a few statements.

Who decides that, and why, stands in `regrading`. A question whose points are None in a finished attempt does not
count: it was dropped from points and maximum (or is an essay that waits for its mark).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session, aliased

from elearn.audit.service import Noted, record_all
from elearn.enrolment.queries import hold
from elearn.events import AttemptRegraded, announce
from elearn.ids import AttemptId, CourseSlug, EnrolmentId, PersonId, QuizId, SnapshotId
from elearn.permissions import Actor
from elearn.questions.answers import Answer
from elearn.quizzes import queries
from elearn.quizzes.models import Attempt, AttemptState, Response

FINISHED = (AttemptState.GRADED, AttemptState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Met:
    """A finished attempt that met a question. Points are hundredths.

    `question_points` is None where the question does not count; `total` is the sum of all questions' points, also
    below zero. While the attempt waits for marking, `points` and `passed` are None.
    """

    attempt_id: AttemptId
    person_id: PersonId
    enrolment_id: EnrolmentId
    quiz_id: QuizId
    number: int
    snapshot_id: SnapshotId
    submitted_at: datetime
    response_id: int
    position: int
    answer: Answer | None
    question_points: int | None
    total: int
    points: int | None
    max_points: int
    pass_percent: int
    passed: bool | None

    @property
    def graded(self) -> bool:
        return self.points is not None


@dataclass(frozen=True, slots=True)
class Change:
    """What `met` holds from now on. `points` and `passed` only tell of a graded attempt."""

    met: Met
    question_points: int | None
    points: int
    max_points: int
    passed: bool


def of_question(slug: CourseSlug, question_ids: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """Conditions on attempt and response: finished attempts of the course that met a question under any of its ids."""
    return (
        Attempt.course_slug == slug,
        Attempt.state.in_(FINISHED),
        Response.attempt_id == Attempt.id,
        Response.question_id.in_(question_ids),
    )


def met(
    session: Session,
    slug: CourseSlug,
    question_ids: Collection[str],
    attempt_ids: Collection[int],
    *,
    lock: bool = False,
) -> list[Met]:
    """The attempts by id; those that did not meet the question, or are open, are absent.

    One SELECT; `lock` first holds the attempts, in the order of their ids.
    """
    if lock:
        held = select(Attempt.id).where(Attempt.id.in_(attempt_ids)).order_by(Attempt.id)
        session.execute(held.with_for_update()).all()
    each = aliased(Response)
    total = select(func.coalesce(func.sum(each.points), 0)).where(each.attempt_id == Attempt.id).scalar_subquery()
    query = select(
        Attempt.id,
        Attempt.person_id,
        Attempt.enrolment_id,
        Attempt.quiz_id,
        Attempt.number,
        Attempt.snapshot_id,
        Attempt.submitted_at,
        Response.id,
        Response.position,
        Response.answer,
        Response.points,
        total,
        Attempt.points,
        Attempt.max_points,
        Attempt.pass_percent,
        Attempt.passed,
    ).where(*of_question(slug, question_ids), Attempt.id.in_(attempt_ids))
    return [Met(*row) for row in session.execute(query.order_by(Attempt.id))]


def essays_worth(session: Session, met: Met) -> int:
    """What the essays of an attempt that waits for marking may still earn, in hundredths."""
    attempt = session.get_one(Attempt, met.attempt_id)
    return sum(one.question.points for one in queries.asked(session, attempt) if one.for_marker)


def apply(session: Session, actor: Actor, changes: Sequence[Change]) -> None:
    """Store the changes and tell who listens, for graded attempts. The caller holds the attempts (`met(lock=True)`).

    The enrolments are held in the order of their ids before any is judged, so that two who do so never wait for each
    other.
    """
    if not changes:
        return
    hold(session, sorted({change.met.enrolment_id for change in changes}))
    points = [{"id": change.met.response_id, "points": change.question_points} for change in changes]
    session.execute(update(Response), points)
    graded = [change for change in changes if change.met.graded]
    if graded:
        session.execute(update(Attempt), [_row(change) for change in graded])
    waiting = [{"id": c.met.attempt_id, "max_points": c.max_points} for c in changes if not c.met.graded]
    if waiting:
        session.execute(update(Attempt), waiting)
    record_all(session, actor, "attempt.regraded", "attempt", [_noted(change) for change in graded])
    for change in graded:
        announce(session, _event(actor, change))


def _row(change: Change) -> dict[str, object]:
    return {
        "id": change.met.attempt_id,
        "points": change.points,
        "max_points": change.max_points,
        "passed": change.passed,
    }


def _noted(change: Change) -> Noted:
    before = change.met.points
    told = {"before": None if before is None else int(before), "points": int(change.points)}  # PostgreSQL sums decimals
    return Noted(change.met.attempt_id, change.met.person_id, told)


def _event(actor: Actor, change: Change) -> AttemptRegraded:
    return AttemptRegraded(
        actor,
        change.met.enrolment_id,
        attempt_id=change.met.attempt_id,
        quiz_id=change.met.quiz_id,
        was_passed=bool(change.met.passed),
        passed=change.passed,
    )
