"""An attempt whose essays wait: ended, used, promised for a day, and telling nothing before it is graded."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from elearn import clock
from elearn.errors import Conflict
from elearn.events import AttemptSubmitted
from elearn.progress import rebuild
from elearn.progress.models import Progress, State
from elearn.quizzes import ending, jobs, queries, rules, service
from elearn.quizzes.models import Attempt, AttemptState, EndedBy, Response
from elearn.work import Work
from tests.factories.essays import a_waiting_attempt, an_essay, an_essay_test, write
from tests.factories.people import OPERATOR
from tests.factories.quizzes import BASICS, SECRET, SLUG, a_taker, an_attempt


def state_of(session, attempt_id) -> Attempt:
    session.expire_all()
    return session.get_one(Attempt, attempt_id)


def test_an_answered_essay_waits_and_all_else_is_graded_inside(session) -> None:
    taker = a_taker(session)
    an_essay_test(session)
    attempt = state_of(session, a_waiting_attempt(session, taker))
    assert (attempt.state, attempt.points, attempt.passed, attempt.graded_at) == (AttemptState.SUBMITTED, *[None] * 3)
    points = session.scalars(
        select(Response.points).where(Response.attempt_id == attempt.id).order_by(Response.position)
    ).all()
    assert points == [100, None]


def test_an_empty_essay_needs_no_marker(session) -> None:
    taker = a_taker(session)
    an_essay_test(session)
    attempt_id = an_attempt(session, taker)
    service.submit(session, taker.actor, attempt_id)
    attempt = state_of(session, attempt_id)
    assert (attempt.state, attempt.points, attempt.marking_due) == (AttemptState.GRADED, 0, None)


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        (datetime(2026, 11, 26, 12, 0, tzinfo=UTC), "2026-12-10"),
        (datetime(2026, 12, 11, 21, 59, tzinfo=UTC), "2026-12-30"),  # over Christmas, whose Saturday gives Monday off
        (datetime(2026, 12, 13, 22, 0, tzinfo=UTC), "2026-12-31"),  # in Sofia it is Monday already
    ],
)
def test_the_promise_is_the_end_of_a_named_working_day_in_sofia(session, monkeypatch, submitted, due) -> None:
    taker = a_taker(session)
    an_essay_test(session)
    attempt_id = an_attempt(session, taker)
    write(session, taker, attempt_id, 2)
    monkeypatch.setattr(clock, "now", lambda: submitted)
    service.submit(session, taker.actor, attempt_id)
    assert str(state_of(session, attempt_id).marking_due) == due


def test_waiting_is_told_once_and_makes_the_course_begun(session, monkeypatch) -> None:
    heard: list[object] = []
    announce = ending.announce
    monkeypatch.setattr(ending, "announce", lambda on, event: (heard.append(event), announce(on, event)))
    taker = a_taker(session)
    an_essay_test(session)
    attempt_id = a_waiting_attempt(session, taker)
    service.submit(session, taker.actor, attempt_id)
    assert [(type(event), event.attempt_id) for event in heard] == [(AttemptSubmitted, attempt_id)]
    assert session.scalar(select(Progress.state)) is State.IN_PROGRESS


def test_recomputing_progress_finds_nothing_to_mend_while_an_attempt_waits(session) -> None:
    taker = a_taker(session)
    an_essay_test(session)
    a_waiting_attempt(session, taker)
    assert rebuild.difference(session, taker.enrolment_id) is None


def test_a_waiting_attempt_is_used_and_no_other_may_start(session) -> None:
    taker = a_taker(session)
    an_essay_test(session, attempts=3)
    waiting = a_waiting_attempt(session, taker)
    service.grant(session, OPERATOR, taker.person_id, SLUG, BASICS, reason="болест")
    with pytest.raises(Conflict, match="marking_waits") as refused:
        service.start(session, taker.actor, SLUG, BASICS, secret=SECRET)
    assert refused.value.details == {"until": state_of(session, waiting).marking_due, "attempt": waiting}
    result = queries.results(session, taker.enrolment_id)[BASICS]
    assert (result.attempts, result.open_attempt_id, result.attempt_id, result.passed) == (1, None, None, False)
    assert result.waiting is not None
    assert result.waiting.id == waiting


def test_a_waiting_attempt_neither_counts_nor_hides_what_counts(session) -> None:
    taker = a_taker(session)
    an_essay_test(session)
    first = an_attempt(session, taker)
    service.submit(session, taker.actor, first)
    a_waiting_attempt(session, taker)
    quiz = queries.sitting(session, taker.actor, first).quiz
    found = rules.result(queries.past(session, taker.enrolment_id, quiz))
    assert (found.attempts, found.attempt_id, found.points) == (2, first, 0)
    assert queries.waiting(session, [taker.enrolment_id]) == {taker.enrolment_id: {BASICS}}


def test_the_deadline_submits_essays_too_and_the_worker_never_takes_them_again(session, settings, engine) -> None:
    taker = a_taker(session)
    an_essay_test(session, time_minutes=10)
    attempt_id = an_attempt(session, taker)
    write(session, taker, attempt_id, 2)
    attempt = state_of(session, attempt_id)
    due = attempt.due_at = attempt.started_at
    attempt.closes_at = attempt.started_at
    session.commit()
    for _ in range(2):
        jobs.close_expired(Work(settings, engine), {})
    found = state_of(session, attempt_id)
    assert (found.state, found.ended_by, found.submitted_at) == (AttemptState.SUBMITTED, EndedBy.DEADLINE, due)


def test_a_test_of_essays_alone_waits_whole(session) -> None:
    taker = a_taker(session)
    an_essay_test(session, an_essay(f"{BASICS}#a"), an_essay(f"{BASICS}#b"))
    attempt = state_of(session, a_waiting_attempt(session, taker))
    assert attempt.state is AttemptState.SUBMITTED
    assert {row.points for row in session.scalars(select(Response))} == {None}
