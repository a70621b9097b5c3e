"""Who may allow a person more than a test's rules do; and more time, which an attempt open now gets as well."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.model import QuizOutline
from elearn.enrolment import queries as enrolments
from elearn.enrolment.service import require_over
from elearn.errors import Conflict, Invalid, NotAllowed
from elearn.ids import CourseSlug, EnrolmentId, PersonId, QuizId, SnapshotId
from elearn.permissions import Actor, Permission
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.quizzes import drawing, timing
from elearn.quizzes.models import Attempt, AttemptGrant, AttemptState, TimeAllowance
from elearn.quizzes.timing import Extra

LONGEST_REASON = 2_000


def held(session: Session, enrolment_id: EnrolmentId, quiz: QuizOutline) -> Extra | None:
    """What the latest allowance for the test, or for every test of the course, gives the person. One SELECT."""
    at_test = or_(TimeAllowance.quiz_id.is_(None), TimeAllowance.quiz_id.in_((quiz.id, *quiz.formerly)))
    query = select(TimeAllowance.percent, TimeAllowance.minutes).where(
        TimeAllowance.enrolment_id == enrolment_id, at_test
    )
    row = session.execute(query.order_by(TimeAllowance.id.desc()).limit(1)).one_or_none()
    return None if row is None else Extra(*row)


def require_giver(session: Session, actor: Actor, person_id: PersonId, reason: str) -> str:
    """The reason without blanks around it, if the actor may allow this person something, and says why.

    Raises NotAllowed("not_permitted"), NotAllowed("not_to_oneself"), Invalid("reason_missing") and
    Invalid("reason_too_long").
    """
    require_over(session, actor, Permission.ATTEMPT_GRANT, person_id)
    if actor.person_id == person_id:
        raise NotAllowed("not_to_oneself")
    return require_reason(reason)


def require_reason(reason: str) -> str:
    """The reason without blanks around it. Raises Invalid("reason_missing" | "reason_too_long")."""
    if not reason.strip():
        raise Invalid("reason_missing")
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason_too_long")
    return reason.strip()


def give_time(
    session: Session,
    actor: Actor,
    person_id: PersonId,
    slug: CourseSlug,
    quiz_id: QuizId | None,
    extra: Extra,
    *,
    reason: str,
    form_key: str | None = None,
) -> list[datetime]:
    """Give a person more time at a test, or at every test of the course (no `quiz_id`); the latest gift holds.

    Attempts open now last longer too, never shorter: returns when each of those ends. A `form_key` that has already
    given changes nothing. Raises what `require_giver` does, NotFound("quiz_unknown"), Conflict("person_not_enrolled")
    and Conflict("no_time_limit").
    """
    why = require_giver(session, actor, person_id, reason)
    _require_limit(session, slug, quiz_id)
    enrolment = enrolments.active(session, person_id, slug)
    if enrolment is None:
        raise Conflict("person_not_enrolled", course=slug)
    hold(session, enrolment.id)
    if given_by(session, TimeAllowance, form_key):
        return []
    what: dict[str, Any] = {"quiz_id": quiz_id, "percent": extra.percent, "minutes": extra.minutes, "reason": why}
    session.add(
        TimeAllowance(
            enrolment_id=enrolment.id,
            granted_at=clock.now(),
            granted_by=actor.person_id,
            form_key=form_key,
            **what,
        ),
    )
    session.flush()
    record(session, actor, "attempt.time", ("enrolment", enrolment.id), about=person_id, course=slug, **what)
    return _prolonged(session, actor, enrolment.id)


def hold(session: Session, enrolment_id: EnrolmentId) -> None:
    """Hold what a gift concerns: the open attempts, then the enrolment, in the order in which submitting does.

    Starting holds the enrolment too. So an attempt that is being started while time is given either finds the gift,
    or is found by it.
    """
    _open_now(session, enrolment_id)
    enrolments.held(session, enrolment_id)


def given_by(session: Session, gifts: type[AttemptGrant | TimeAllowance], form_key: str | None) -> bool:
    """Whether this sending of a form has already given. The caller holds the enrolment."""
    if form_key is None:
        return False
    return session.scalar(select(gifts.id).where(gifts.form_key == form_key)) is not None


def _require_limit(session: Session, slug: CourseSlug, quiz_id: QuizId | None) -> None:
    """The test has a time limit; of every test, one has."""
    outline = library.outline(session, current(session, slug))
    tests = outline.quizzes() if quiz_id is None else (drawing.outline_of(outline, quiz_id),)
    if all(quiz.rules.time_minutes is None for quiz in tests):
        raise Conflict("no_time_limit", course=slug)


def _prolonged(session: Session, actor: Actor, enrolment_id: EnrolmentId) -> list[datetime]:
    """The new ends of open attempts that have become longer. One whose time and grace are over stays over."""
    found = _open_now(session, enrolment_id)
    return [attempt.due_at for attempt in found if _prolong(session, actor, attempt) and attempt.due_at is not None]


def _open_now(session: Session, enrolment_id: EnrolmentId) -> Sequence[Attempt]:
    """The timed attempts that are open, locked."""
    query = select(Attempt).where(
        Attempt.enrolment_id == enrolment_id,
        Attempt.state == AttemptState.OPEN,
        Attempt.closes_at > clock.now(),
    )
    locked = query.order_by(Attempt.id).with_for_update().execution_options(populate_existing=True)
    return session.scalars(locked).all()


def _prolong(session: Session, actor: Actor, attempt: Attempt) -> bool:
    quiz = drawing.outline_of(library.outline(session, SnapshotId(attempt.snapshot_id)), QuizId(attempt.quiz_id))
    extra = held(session, EnrolmentId(attempt.enrolment_id), quiz)
    due_at, closes_at = timing.deadlines(quiz.rules, extra, attempt.started_at)
    if due_at is None or attempt.due_at is None or due_at <= attempt.due_at:
        return False
    attempt.due_at, attempt.closes_at = due_at, closes_at
    session.flush()
    ends = due_at.isoformat()
    record(session, actor, "attempt.prolong", ("attempt", attempt.id), about=attempt.person_id, due_at=ends)
    return True
