"""Starting, submitting and closing attempts: once, by the text they were taken against, never for others."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.content.terms import Counts
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.events import AttemptGraded
from elearn.ids import QuizId
from elearn.people.models import Person
from elearn.permissions import Actor, Grant, Role
from elearn.quizzes import ending, queries, service
from elearn.quizzes.models import Attempt, AttemptState, EndedBy, Response
from tests.factories.content import a_course
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import (
    BASICS,
    SECRET,
    SLUG,
    a_graded_attempt,
    a_taker,
    a_test_with,
    an_attempt,
    answer_all,
    save,
    with_rules,
)


def later(session: Session, attempt_id: int, **ago: timedelta) -> None:
    """Move the attempt's times into the past."""
    attempt = session.get_one(Attempt, attempt_id)
    for name, by in ago.items():
        setattr(attempt, name, getattr(attempt, name) - by)
    session.flush()


def graded_events(monkeypatch: pytest.MonkeyPatch) -> list[AttemptGraded]:
    heard: list[AttemptGraded] = []
    monkeypatch.setattr(ending, "announce", lambda _session, event: heard.append(event))
    return heard


def test_starting_twice_is_one_attempt(session) -> None:
    taker = a_taker(session)
    assert an_attempt(session, taker) == an_attempt(session, taker)
    assert session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_the_database_itself_refuses_a_second_open_attempt(session) -> None:
    taker = a_taker(session)
    first = session.get_one(Attempt, an_attempt(session, taker))
    columns = {c.key: getattr(first, c.key) for c in Attempt.__mapper__.column_attrs if c.key not in {"id", "number"}}
    session.add(Attempt(**columns, number=2))
    with pytest.raises(IntegrityError):
        session.flush()


def test_who_is_not_enrolled_cannot_start(session) -> None:
    a_taker(session)
    stranger = an_actor(session, a_person(session))
    with pytest.raises(NotAllowed, match="not_enrolled"):
        service.start(session, stranger, SLUG, BASICS, secret=SECRET)


def test_an_unknown_test_is_not_found(session) -> None:
    taker = a_taker(session)
    with pytest.raises(NotFound, match="quiz_unknown"):
        an_attempt(session, taker, QuizId("basics/nothing"))


def test_full_answers_pass_and_the_grade_is_the_sum(session) -> None:
    taker = a_taker(session)
    attempt = session.get_one(Attempt, a_graded_attempt(session, taker))
    assert (attempt.points, attempt.max_points, attempt.passed) == (600, 600, True)
    parts = session.scalars(select(Response.points).where(Response.attempt_id == attempt.id)).all()
    assert sum(parts) == attempt.points
    assert len(parts) == len(attempt.paper)


def test_an_empty_attempt_is_graded_with_nothing(session) -> None:
    taker = a_taker(session)
    attempt = session.get_one(Attempt, a_graded_attempt(session, taker, right=0))
    assert (attempt.points, attempt.passed) == (0, False)


def test_submitting_twice_is_submitting_once(session, monkeypatch) -> None:
    heard = graded_events(monkeypatch)
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    answer_all(session, taker, attempt_id)
    for _ in range(3):
        service.submit(session, taker.actor, attempt_id)
    assert [event.attempt_id for event in heard] == [attempt_id]
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "attempt.submit")).all()
    assert len(noted) == 1


def test_another_s_attempt_does_not_exist(session) -> None:
    taker, other = a_taker(session), a_taker(session)
    attempt_id = an_attempt(session, taker)
    for verb in (
        lambda: service.submit(session, other.actor, attempt_id),
        lambda: queries.sitting(session, other.actor, attempt_id),
        lambda: save(session, other, attempt_id, 1, {"choice": 1}),
        lambda: queries.sitting(session, Actor(), attempt_id),
    ):
        with pytest.raises(NotFound, match="attempt_unknown"):
            verb()
    assert session.get_one(Attempt, attempt_id).state is AttemptState.OPEN


def test_an_attempt_is_judged_by_the_text_it_was_taken_against(session) -> None:
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    before = session.get_one(Attempt, attempt_id).snapshot_id
    a_snapshot(session, with_rules(a_course(edition="2.0"), BASICS, pass_percent=100))
    answer_all(session, taker, attempt_id, right=4)
    service.submit(session, taker.actor, attempt_id)
    attempt = session.get_one(Attempt, attempt_id)
    assert (attempt.snapshot_id, attempt.pass_percent, attempt.passed) == (before, 80, True)
    again = session.get_one(Attempt, an_attempt(session, taker))
    assert (again.snapshot_id != before, again.pass_percent, again.number) == (True, 100, 2)


def test_the_paper_stays_as_drawn_whatever_is_read_later(session) -> None:
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    stored = session.get_one(Attempt, attempt_id)
    sitting = queries.sitting(session, taker.actor, attempt_id)
    assert [asked.sheet.as_json() for asked in sitting.asked] == stored.paper
    assert [asked.sheet.order for asked in sitting.asked if asked.question.kind == "true-false"] == [(0, 1)]


def test_when_attempts_are_used_up_a_grant_with_a_reason_opens_one_more(session) -> None:
    a_test_with(session, attempts=1)
    taker = a_taker(session)
    a_graded_attempt(session, taker, right=0)
    with pytest.raises(Conflict, match="no_attempts_left"):
        an_attempt(session, taker)
    with pytest.raises(Invalid, match="reason_missing"):
        service.grant(session, OPERATOR, taker.person_id, SLUG, BASICS, reason="  ")
    service.grant(session, OPERATOR, taker.person_id, SLUG, BASICS, reason="Токът спря.")
    assert session.get_one(Attempt, an_attempt(session, taker)).number == 2
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "attempt.grant")).one()
    assert noted.details["reason"] == "Токът спря."


def test_a_learner_cannot_grant_attempts_and_nobody_to_the_unenrolled(session) -> None:
    taker = a_taker(session)
    with pytest.raises(NotAllowed, match="not_permitted"):
        service.grant(session, taker.actor, taker.person_id, SLUG, BASICS, reason="Искам.")
    with pytest.raises(Conflict, match="person_not_enrolled"):
        service.grant(session, OPERATOR, a_person(session), SLUG, BASICS, reason="Грешка.")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TRAINER])
def test_attempts_are_granted_to_people_of_one_s_own_unit_alone(session, role) -> None:
    taker, unit = a_taker(session), an_organisation(session)
    giver = an_actor(session, a_person(session, roles=(Grant(role, unit),)))
    with pytest.raises(NotAllowed, match="not_permitted"):
        service.grant(session, giver, taker.person_id, SLUG, BASICS, reason="Токът спря.")
    session.get_one(Person, taker.person_id).organisation_id = unit
    service.grant(session, giver, taker.person_id, SLUG, BASICS, reason="Токът спря.")


def test_between_attempts_one_waits(session) -> None:
    a_test_with(session, wait_minutes=60)
    taker = a_taker(session)
    first = a_graded_attempt(session, taker, right=0)
    with pytest.raises(Conflict, match="wait"):
        an_attempt(session, taker)
    later(session, first, submitted_at=timedelta(minutes=60))
    assert an_attempt(session, taker) != first


def test_the_grace_takes_answers_that_were_on_their_way(session) -> None:
    a_test_with(session, time_minutes=10, grace_seconds=30)
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    attempt = session.get_one(Attempt, attempt_id)
    assert attempt.due_at - attempt.started_at == pytest.approx(timedelta(minutes=10), abs=timedelta(seconds=5))
    late = timedelta(minutes=10, seconds=10)
    later(session, attempt_id, due_at=late, closes_at=late)
    assert queries.time_is_over(attempt)
    assert service.expired(session) == []
    answer_all(session, taker, attempt_id)
    service.submit(session, taker.actor, attempt_id)
    assert (attempt.points, attempt.ended_by) == (600, EndedBy.LEARNER)


def test_after_the_grace_whoever_looks_first_submits_what_was_saved(session, monkeypatch) -> None:
    heard = graded_events(monkeypatch)
    a_test_with(session, time_minutes=10)
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    answer_all(session, taker, attempt_id, right=2)
    over = timedelta(minutes=11)
    later(session, attempt_id, due_at=over, closes_at=over)
    assert service.expired(session) == [attempt_id]
    service.submit(session, taker.actor, attempt_id)
    attempt = session.get_one(Attempt, attempt_id)
    assert (attempt.points, attempt.ended_by, attempt.submitted_at) == (300, EndedBy.DEADLINE, attempt.due_at)
    assert service.expired(session) == []
    assert len(heard) == 1


def test_starting_again_after_the_time_ran_out_closes_the_old_attempt_first(session) -> None:
    a_test_with(session, time_minutes=10)
    taker = a_taker(session)
    first = an_attempt(session, taker)
    later(session, first, due_at=timedelta(minutes=11), closes_at=timedelta(minutes=11))
    second = an_attempt(session, taker)
    assert second != first
    assert session.get_one(Attempt, first).state is AttemptState.GRADED


def test_the_exam_asks_for_the_names_first(session, monkeypatch) -> None:
    monkeypatch.setattr("elearn.quizzes.slots.shut_by._callable", lambda *_: ())
    taker = a_taker(session)
    with pytest.raises(Conflict, match="names_not_confirmed"):
        an_attempt(session, taker, QuizId("exam"))


def test_what_comes_first_comes_first(session, monkeypatch) -> None:
    monkeypatch.setattr("elearn.quizzes.slots.shut_by._callable", lambda *_: ({"bg": "Модул 1"},))
    taker = a_taker(session)
    with pytest.raises(Conflict, match="comes_first"):
        an_attempt(session, taker)


def test_results_tell_of_each_test_that_was_begun(session) -> None:
    a_test_with(session, counts=Counts.LAST)
    taker = a_taker(session)
    assert queries.results(session, taker.enrolment_id) == {}
    first = a_graded_attempt(session, taker)
    second = an_attempt(session, taker)
    found = queries.results(session, taker.enrolment_id)[BASICS]
    assert (found.passed, found.attempt_id, found.open_attempt_id, found.attempts) == (True, first, second, 2)
    service.submit(session, taker.actor, second)
    found = queries.results(session, taker.enrolment_id)[BASICS]
    assert (found.passed, found.points, found.passed_attempt_id) == (True, 600, first)


def test_a_grade_that_is_half_written_is_refused_by_the_database(session) -> None:
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    with pytest.raises(IntegrityError):
        session.execute(
            update(Attempt).where(Attempt.id == attempt_id).values(state=AttemptState.GRADED, submitted_at=clock.now())
        )
