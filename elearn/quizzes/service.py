"""The verbs of a test: start, submit, close at the deadline, grant one more attempt. Saving stands in saving.py."""

from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, insert, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.model import Outline, QuizOutline
from elearn.enrolment.queries import EnrolmentView, active, held
from elearn.enrolment.service import require_active
from elearn.errors import Conflict
from elearn.ids import AttemptId, CourseSlug, EnrolmentId, PersonId, QuizId, SnapshotId
from elearn.people.queries import paper_names
from elearn.permissions import Actor
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.questions.grading import grade
from elearn.quizzes import allowances, drawing, earlier, ending, pool, queries, slots, surveying, timing
from elearn.quizzes.drawing import Seen, Sheet
from elearn.quizzes.models import Attempt, AttemptGrant, AttemptState, EndedBy, Response
from elearn.quizzes.rules import Past


def start(session: Session, actor: Actor, slug: CourseSlug, quiz_id: QuizId, *, secret: str) -> AttemptId:
    """Start an attempt at the edition now published, or go on with the open one; twice is once.

    `secret` seeds the draw. Raises NotAllowed("not_enrolled"), NotFound("quiz_unknown"), Conflict("comes_first"),
    Conflict("names_not_confirmed") before an exam, Conflict("no_attempts_left"), Conflict("wait", until=…) and
    Conflict("marking_waits", until=…) while essays of an earlier attempt are not marked.
    """
    enrolment = require_active(session, actor, slug)
    snapshot_id = current(session, slug)
    outline = library.outline(session, snapshot_id)
    quiz = drawing.outline_of(outline, quiz_id)
    past = _ended(session, actor, enrolment.id, quiz)
    if (going := next((attempt for attempt in past if attempt.open), None)) is not None:
        return going.id
    held(session, enrolment.id)  # time given at this moment is either found below or finds this attempt
    _require_ready(session, enrolment, outline, quiz, past)
    attempt = _new(session, enrolment, outline, snapshot_id, quiz, number=len(past) + 1, secret=secret)
    told: dict[str, Any] = {"course": slug, "quiz": quiz_id, "number": attempt.number}
    record(session, actor, "attempt.start", ("attempt", attempt.id), about=attempt.person_id, **told)
    return AttemptId(attempt.id)


def submit(session: Session, actor: Actor, attempt_id: AttemptId) -> None:
    """End and grade the actor's attempt; again is nothing. Raises NotFound("attempt_unknown")."""
    attempt = queries.own(session, actor, attempt_id, lock=True)
    if attempt.state is AttemptState.OPEN and not close_if_over(session, actor, attempt):
        _grade(session, actor, attempt, EndedBy.LEARNER, clock.now())


def time_ran_out(session: Session, actor: Actor, attempt_id: AttemptId) -> None:
    """Submit for a page whose clock ran out, unless the person has been given more time since it was shown.

    It was the time that ended the attempt, not the learner. Raises NotFound("attempt_unknown").
    """
    attempt = queries.own(session, actor, attempt_id, lock=True)
    if attempt.state is AttemptState.OPEN and attempt.due_at is not None and queries.time_is_over(attempt):
        _grade(session, actor, attempt, EndedBy.DEADLINE, attempt.due_at)


def close_if_over(session: Session, actor: Actor, attempt: Attempt) -> bool:
    """Submit what was saved once the time and its grace are over. The caller holds the attempt locked."""
    if attempt.state is not AttemptState.OPEN or attempt.closes_at is None or clock.now() < attempt.closes_at:
        return False
    _grade(session, actor, attempt, EndedBy.DEADLINE, attempt.due_at or attempt.closes_at)
    return True


def expired(session: Session, limit: int = 100) -> list[AttemptId]:
    """Open attempts whose time and grace are over, the longest over first."""
    over = select(Attempt.id).where(Attempt.state == AttemptState.OPEN, Attempt.closes_at <= clock.now())
    return [AttemptId(found) for found in session.scalars(over.order_by(Attempt.closes_at).limit(limit))]


def grant(
    session: Session,
    actor: Actor,
    person_id: PersonId,
    slug: CourseSlug,
    quiz_id: QuizId,
    *,
    reason: str,
    form_key: str | None = None,
) -> None:
    """Give a person one more attempt; it also lifts a waiting time that runs.

    A `form_key` that has already given changes nothing. Raises what `allowances.require_giver` does,
    NotFound("quiz_unknown") and Conflict("person_not_enrolled").
    """
    why = allowances.require_giver(session, actor, person_id, reason)
    drawing.outline_of(library.outline(session, current(session, slug)), quiz_id)
    enrolment = active(session, person_id, slug)
    if enrolment is None:
        raise Conflict("person_not_enrolled", course=slug)
    allowances.hold(session, enrolment.id)
    if allowances.given_by(session, AttemptGrant, form_key):
        return
    given = AttemptGrant(
        enrolment_id=enrolment.id,
        quiz_id=quiz_id,
        reason=why,
        granted_at=clock.now(),
        granted_by=actor.person_id,
        form_key=form_key,
    )
    session.add(given)
    session.flush()
    told: dict[str, Any] = {"course": slug, "quiz": quiz_id, "reason": why}
    record(session, actor, "attempt.grant", ("enrolment", enrolment.id), about=person_id, **told)


def _ended(session: Session, actor: Actor, enrolment_id: EnrolmentId, quiz: QuizOutline) -> list[Past]:
    """The attempts so far, after closing one whose time is over."""
    past = list(queries.past(session, enrolment_id, quiz))
    for attempt in past:
        if attempt.open:
            found = queries.any_open(session, attempt.id)
            if found is None or close_if_over(session, actor, found):
                return list(queries.past(session, enrolment_id, quiz))
    return past


def _require_ready(
    session: Session, enrolment: EnrolmentView, outline: Outline, quiz: QuizOutline, past: list[Past]
) -> None:
    waiting = next((attempt for attempt in past if attempt.waiting), None)
    if waiting is not None:
        raise Conflict("marking_waits", until=waiting.marking_due, attempt=waiting.id)
    shut_by = slots.shut_by.call(session, enrolment, outline, quiz.id)
    if shut_by:
        raise Conflict("comes_first", course=outline.slug)
    is_exam = outline.exam is not None and outline.exam.id == quiz.id
    if is_exam and paper_names(session, enrolment.person_id).confirmed_at is None:
        raise Conflict("names_not_confirmed")
    standing = queries.standing(session, enrolment.id, quiz, past, clock.now())
    if standing.left == 0:
        raise Conflict("no_attempts_left", attempts=standing.allowed)
    if standing.opens_at is not None:
        raise Conflict("wait", until=standing.opens_at)


def _new(
    session: Session,
    enrolment: EnrolmentView,
    outline: Outline,
    snapshot_id: SnapshotId,
    quiz: QuizOutline,
    *,
    number: int,
    secret: str,
) -> Attempt:
    """The row comes first, without a paper: its id seeds the draw."""
    now = clock.now()
    due_at, closes_at = timing.deadlines(quiz.rules, allowances.held(session, enrolment.id, quiz), now)
    attempt = Attempt(
        enrolment_id=enrolment.id,
        person_id=enrolment.person_id,
        course_slug=outline.slug,
        quiz_id=quiz.id,
        number=number,
        snapshot_id=snapshot_id,
        seed="",
        paper=[],
        max_points=0,
        pass_percent=quiz.rules.pass_percent,
        counts=quiz.rules.counts,
        state=AttemptState.OPEN,
        started_at=now,
        due_at=due_at,
        closes_at=closes_at,
    )
    session.add(attempt)
    session.flush()
    attempt.seed = drawing.seed_of(secret, AttemptId(attempt.id))
    seen = earlier.asked_before(session, enrolment.id, quiz, number)
    paper = draw(session, snapshot_id, outline, quiz, attempt.seed, seen)
    attempt.paper = [sheet.as_json() for sheet in paper]
    attempt.max_points = max_points(session, snapshot_id, paper)
    session.flush()
    return attempt


def draw(
    session: Session, snapshot_id: SnapshotId, outline: Outline, quiz: QuizOutline, seed: str, seen: Seen = ()
) -> tuple[Sheet, ...]:
    """The paper that the seed gives for a test of the snapshot, what earlier attempts asked (`seen`) coming last."""
    quizzes = pool.quizzes(session, snapshot_id, outline, quiz)
    return drawing.draw(quiz.rules, quiz.id, drawing.pools(outline, quiz.id), quizzes, seed, seen)


def max_points(session: Session, snapshot_id: SnapshotId, paper: tuple[Sheet, ...]) -> int:
    """What the paper can earn, in hundredths."""
    found = (drawing.find(library.quiz(session, snapshot_id, sheet.quiz), sheet.question)[0] for sheet in paper)
    return sum(question.points for question in found)


def _grade(session: Session, actor: Actor, attempt: Attempt, ended_by: EndedBy, at: datetime) -> None:
    """Grade what was saved, by the text it was taken against, and tell who listens. Once for an attempt.

    Essays that were answered get their points from a marker; until then the attempt waits.
    """
    asked = queries.asked(session, attempt)
    rules = queries.rules_of(session, attempt)
    points = {
        one.position: grade(one.question, one.given.answer, negative=rules.negative).points
        for one in asked
        if not one.for_marker
    }
    became = ending.graded(attempt, points) if len(points) == len(asked) else ending.waiting(rules, at)
    closing = (
        update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.state == AttemptState.OPEN)
        .values(submitted_at=at, ended_by=ended_by, **became)
    )
    closed = session.execute(closing)
    if not isinstance(closed, CursorResult) or closed.rowcount != 1:
        return  # somebody else has closed it in the meantime
    _store_points(session, attempt.id, asked, points)
    surveying.hand_over(session, attempt, asked)
    facts: dict[str, Any] = {"ended_by": ended_by.value, "points": became.get("points")}
    record(session, actor, "attempt.submit", ("attempt", attempt.id), about=attempt.person_id, **facts)
    ending.tell(session, actor, attempt, became["state"])


def _store_points(session: Session, attempt_id: int, asked: tuple[queries.Asked, ...], points: dict[int, int]) -> None:
    """Each question's points, but those of essays; what was never touched gets its row, so that an attempt is whole."""
    touched = [
        {"id": one.given.response_id, "points": points[one.position]}
        for one in asked
        if one.given.response_id is not None and one.position in points
    ]
    untouched = [
        {
            "attempt_id": attempt_id,
            "position": one.position,
            "question_id": one.question.id,
            "revision": 0,
            "flagged": False,
            "points": points[one.position],
        }
        for one in asked
        if one.given.response_id is None
    ]
    if touched:
        session.execute(update(Response), touched)
    if untouched:
        session.execute(insert(Response), untouched)
