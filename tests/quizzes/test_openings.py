"""Somebody else's answers: opened for a purpose, with a reason, for a day, and never without a line in the log."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import AttemptId
from elearn.permissions import Actor, Grant, Role
from elearn.quizzes import openings
from elearn.quizzes.models import AnswersOpened, Purpose
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation
from tests.factories.quizzes import a_graded_attempt, a_taker, an_attempt


def a_trainer(session: Session, name: str = "Тодор") -> Actor:
    return an_actor(session, a_person(session, given=name, roles=(Role.TRAINER,)))


def test_an_opening_holds_for_a_day_and_stands_in_the_log_and_in_the_record(session) -> None:
    trainer, attempt = a_trainer(session), a_graded_attempt(session, a_taker(session))
    assert not openings.opened(session, trainer, attempt)

    openings.open_answers(session, trainer, attempt, Purpose.MARKING, "Оценяване на писмото")

    assert openings.opened(session, trainer, attempt)
    (line,) = openings.openings(session, attempt)
    assert line.until - line.opened_at == timedelta(hours=24)
    assert (line.name, line.roles) == ("Тодор Петрова Иванова", (Role.TRAINER,))
    assert (line.purpose, line.reason) == (Purpose.MARKING, "Оценяване на писмото")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "answers.open")).one()
    assert (entry.subject_id, entry.person_id) == (str(attempt), trainer.person_id)


def test_an_opening_ends(session) -> None:
    trainer, attempt = a_trainer(session), a_graded_attempt(session, a_taker(session))
    openings.open_answers(session, trainer, attempt, Purpose.MARKING, "x")
    now = clock.now()
    session.execute(update(AnswersOpened).values(opened_at=now - timedelta(days=1), until=now))
    assert not openings.opened(session, trainer, attempt)


def test_opening_twice_is_one_line_and_another_reason_is_another(session) -> None:
    trainer, attempt = a_trainer(session), a_graded_attempt(session, a_taker(session))
    for reason in ("x", " x ", "y"):
        openings.open_answers(session, trainer, attempt, Purpose.MARKING, reason)
    assert [line.reason for line in openings.openings(session, attempt)] == ["y", "x"]


def test_an_opening_is_for_who_opened_and_for_what(session) -> None:
    trainer, other = a_trainer(session), a_trainer(session)
    attempt = a_graded_attempt(session, a_taker(session))
    openings.open_answers(session, trainer, attempt, Purpose.MARKING, "x")
    assert not openings.opened(session, other, attempt)
    assert not openings.opened(session, trainer, attempt, Purpose.AUDIT, Purpose.OBJECTION)
    assert openings.opened(session, trainer, attempt, Purpose.MARKING)


def test_nothing_opens_without_a_reason_or_for_what_is_not_there(session) -> None:
    trainer, attempt = a_trainer(session), a_graded_attempt(session, a_taker(session))
    with pytest.raises(Invalid, match="reason_missing"):
        openings.open_answers(session, trainer, attempt, Purpose.OBJECTION, "  ")
    with pytest.raises(NotFound, match="no_such_attempt"):
        openings.open_answers(session, trainer, AttemptId(attempt + 1), Purpose.MARKING, "x")


def test_nobody_opens_an_attempt_that_is_still_open_or_her_own(session) -> None:
    taker = a_taker(session)
    attempt = an_attempt(session, taker)
    with pytest.raises(Conflict, match="attempt_still_open"):
        openings.open_answers(session, a_trainer(session), attempt, Purpose.MARKING, "x")
    own = Actor(taker.person_id, grants=frozenset({Grant(Role.TRAINER)}))
    with pytest.raises(NotAllowed, match="own_answers"):
        openings.open_answers(session, own, attempt, Purpose.MARKING, "x")


def test_an_audit_is_for_those_over_the_person_and_marking_for_trainers(session) -> None:
    here, elsewhere = an_organisation(session), an_organisation(session)
    taker = a_taker(session)
    attempt = a_graded_attempt(session, taker)
    for purpose, role, unit in (
        (Purpose.AUDIT, Role.TRAINER, None),
        (Purpose.AUDIT, Role.COORDINATOR, elsewhere),
        (Purpose.AUDIT, Role.COORDINATOR, here),  # the taker belongs to no unit
        (Purpose.MARKING, Role.COORDINATOR, None),
        (Purpose.OBJECTION, Role.LEARNER, None),
    ):
        actor = an_actor(session, a_person(session, roles=(Grant(role, unit),)))
        with pytest.raises(NotAllowed, match="not_permitted"):
            openings.open_answers(session, actor, attempt, purpose, "x")
    auditor = an_actor(session, a_person(session, roles=(Grant(Role.COORDINATOR),)))
    openings.open_answers(session, auditor, attempt, Purpose.AUDIT, "проверка")
    assert openings.openings(session, attempt)[0].roles == (Role.COORDINATOR,)


def test_an_opening_needs_a_person(session) -> None:
    attempt = a_graded_attempt(session, a_taker(session))
    with pytest.raises(NotAllowed, match="not_permitted"):
        openings.open_answers(session, OPERATOR, attempt, Purpose.AUDIT, "x")
