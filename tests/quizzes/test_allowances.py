"""More time for a person: who may give it, what holds, what an open attempt gets, what is recorded."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.content.model import QuizOutline
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import QuizId
from elearn.people.models import Person
from elearn.permissions import Grant, Role
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.quizzes import allowances, cli, drawing, service
from elearn.quizzes.models import Attempt, AttemptState, EndedBy, TimeAllowance
from elearn.quizzes.timing import Extra
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation
from tests.factories.quizzes import BASICS, SLUG, Taker, a_taker, a_test_with, an_attempt, answer_all, save

HALF, DOUBLE, ORDINARY = Extra(percent=150), Extra(percent=200), Extra(percent=100)
PRACTICE = QuizId("practice/quiz")


def give(session: Session, taker: Taker, extra: Extra, quiz_id: QuizId | None = BASICS, *, actor=OPERATOR) -> list:
    why = "Решение на ръководителя."
    return allowances.give_time(session, actor, taker.person_id, SLUG, quiz_id, extra, reason=why)


def minutes(session: Session, attempt_id: int) -> float:
    """How long the attempt lasts in all."""
    attempt = session.get_one(Attempt, attempt_id)
    return (attempt.due_at - attempt.started_at) / timedelta(minutes=1)


def the_test(session: Session) -> QuizOutline:
    return drawing.outline_of(library.outline(session, current(session, SLUG)), BASICS)


@pytest.fixture
def timed(session) -> Taker:
    """Enrolled, with 30 minutes and a grace of 30 seconds for the first module's test."""
    a_test_with(session, time_minutes=30, grace_seconds=30)
    return a_taker(session)


@pytest.mark.parametrize(("extra", "expected"), [(HALF, 45), (DOUBLE, 60), (Extra(minutes=7), 37)])
def test_an_attempt_begun_later_lasts_longer_with_the_grace_on_top(session, timed, extra, expected) -> None:
    give(session, timed, extra)
    attempt_id = an_attempt(session, timed)
    attempt = session.get_one(Attempt, attempt_id)
    assert minutes(session, attempt_id) == expected
    assert attempt.closes_at - attempt.due_at == timedelta(seconds=30)


def test_an_attempt_open_now_lasts_longer_too(session, timed) -> None:
    attempt_id = an_attempt(session, timed)
    ends = give(session, timed, HALF)
    attempt = session.get_one(Attempt, attempt_id)
    assert minutes(session, attempt_id) == 45
    assert ends == [attempt.due_at]
    assert attempt.closes_at - attempt.due_at == timedelta(seconds=30)
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "attempt.prolong")).one()
    assert noted.subject_id == str(attempt_id)


def test_an_open_attempt_is_never_shortened(session, timed) -> None:
    give(session, timed, DOUBLE)
    attempt_id = an_attempt(session, timed)
    assert give(session, timed, ORDINARY) == []
    assert give(session, timed, HALF) == []
    assert minutes(session, attempt_id) == 60


def test_the_latest_holds_whether_for_the_test_or_for_all(session, timed) -> None:
    give(session, timed, DOUBLE)
    give(session, timed, HALF, None)
    first = an_attempt(session, timed)
    assert minutes(session, first) == 45
    service.submit(session, timed.actor, first)
    give(session, timed, Extra(minutes=1))
    assert minutes(session, an_attempt(session, timed)) == 31


def test_taking_it_back_gives_the_ordinary_time(session, timed) -> None:
    give(session, timed, DOUBLE)
    give(session, timed, ORDINARY)
    assert minutes(session, an_attempt(session, timed)) == 30


def test_it_holds_for_nobody_else_and_for_no_other_test(session, timed) -> None:
    other = a_taker(session)
    give(session, other, DOUBLE)
    give(session, timed, DOUBLE, QuizId("exam"))
    assert minutes(session, an_attempt(session, timed)) == 30
    assert allowances.held(session, other.enrolment_id, the_test(session)) == DOUBLE


def test_an_answer_given_in_the_added_time_counts(session, timed) -> None:
    attempt_id = an_attempt(session, timed)
    attempt = session.get_one(Attempt, attempt_id)
    for name in ("started_at", "due_at", "closes_at"):
        setattr(attempt, name, getattr(attempt, name) - timedelta(minutes=29, seconds=50))
    session.flush()
    give(session, timed, HALF)
    attempt.started_at -= timedelta(minutes=5)
    attempt.due_at, attempt.closes_at = (at - timedelta(minutes=5) for at in (attempt.due_at, attempt.closes_at))
    session.flush()
    assert attempt.started_at + timedelta(minutes=34) < clock.now()
    assert service.expired(session) == []
    answer_all(session, timed, attempt_id)
    service.submit(session, timed.actor, attempt_id)
    assert (attempt.points, attempt.ended_by) == (600, EndedBy.LEARNER)


def test_an_attempt_whose_time_and_grace_are_over_stays_over(session, timed) -> None:
    attempt_id = an_attempt(session, timed)
    attempt = session.get_one(Attempt, attempt_id)
    for name in ("started_at", "due_at", "closes_at"):
        setattr(attempt, name, getattr(attempt, name) - timedelta(minutes=31))
    session.flush()
    due_at = attempt.due_at
    assert give(session, timed, DOUBLE) == []
    assert attempt.due_at == due_at
    save(session, timed, attempt_id, 1, {"choice": 1})
    assert (attempt.state, attempt.ended_by, attempt.points) == (AttemptState.GRADED, EndedBy.DEADLINE, 0)


def test_it_is_given_with_a_reason_that_stands_in_the_audit_log(session, timed) -> None:
    for reason, code in (("  ", "reason_missing"), ("x" * 2_001, "reason_too_long")):
        with pytest.raises(Invalid, match=code):
            allowances.give_time(session, OPERATOR, timed.person_id, SLUG, BASICS, HALF, reason=reason)
    give(session, timed, HALF)
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "attempt.time")).one()
    assert (noted.subject_id, noted.details["percent"]) == (str(timed.enrolment_id), 150)
    assert noted.details["reason"] == "Решение на ръководителя."


@pytest.mark.parametrize("role", [Role.TRAINER, Role.COORDINATOR])
def test_trainers_and_coordinators_give_it_to_people_of_their_unit_alone(session, timed, role) -> None:
    unit = an_organisation(session)
    giver = an_actor(session, a_person(session, roles=(Grant(role, unit),)))
    with pytest.raises(NotAllowed, match="not_permitted"):
        give(session, timed, HALF, actor=giver)
    session.get_one(Person, timed.person_id).organisation_id = unit
    give(session, timed, HALF, actor=giver)
    assert session.scalars(select(TimeAllowance.granted_by)).all() == [giver.person_id]


def test_learners_give_it_to_nobody_and_nobody_to_herself(session, timed) -> None:
    with pytest.raises(NotAllowed, match="not_permitted"):
        give(session, timed, HALF, actor=timed.actor)
    both = an_actor(session, a_person(session, roles=(Role.TRAINER,)))
    with pytest.raises(NotAllowed, match="not_to_oneself"):
        allowances.give_time(session, both, both.person_id, SLUG, BASICS, HALF, reason="За мен.")
    with pytest.raises(NotAllowed, match="not_to_oneself"):
        service.grant(session, both, both.person_id, SLUG, BASICS, reason="За мен.")


def test_it_is_refused_where_it_can_mean_nothing(session, timed) -> None:
    with pytest.raises(Conflict, match="no_time_limit"):
        give(session, timed, HALF, PRACTICE)
    with pytest.raises(NotFound, match="quiz_unknown"):
        give(session, timed, HALF, QuizId("basics/nothing"))
    with pytest.raises(Conflict, match="person_not_enrolled"):
        allowances.give_time(session, OPERATOR, a_person(session), SLUG, BASICS, HALF, reason="Няма го.")
    assert session.scalars(select(TimeAllowance)).all() == []


@pytest.mark.parametrize(
    ("words", "told", "held"),
    [
        ((BASICS, "--time", "1.5"), "has 150 % of the time", HALF),
        (("all", "--time", "+15"), "has 15 minutes more", Extra(minutes=15)),
        ((BASICS, "--time", "1"), "has the ordinary time", ORDINARY),
        ((BASICS,), "has one more attempt", None),
    ],
)
def test_the_command_gives_time_or_an_attempt(session, settings, monkeypatch, words, told, held) -> None:
    a_test_with(session, time_minutes=30)
    taker = a_taker(session, email="mira@example.org")
    quiz = the_test(session)
    session.commit()
    for name, value in {"MODE": "test", "DATABASE": settings.database}.items():
        monkeypatch.setenv(f"ELEARN_{name}", value)
    run = CliRunner().invoke(cli.command, ["grant", "mira@example.org", SLUG, *words, "--reason", "Токът спря."])
    assert (run.exit_code, told in run.output) == (0, True), run.output
    assert allowances.held(session, taker.enrolment_id, quiz) == held
    wrong = CliRunner().invoke(cli.command, ["grant", "mira@example.org", SLUG, BASICS, "--time", "x", "--reason", "?"])
    assert wrong.exit_code == 1
    assert "extra_time_unreadable" in wrong.output
