"""Nobody is called late for the days that others took."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.enrolment.models import Enrolment
from elearn.ids import AttemptId
from elearn.marking import service as marking
from elearn.permissions import Actor
from elearn.progress.models import Completion
from elearn.settings import Settings
from tests.factories import essays
from tests.factories.quizzes import Taker, a_taker
from tests.lessons.test_lesson_pages import SignIn


@pytest.fixture
def submitted(session: Session) -> tuple[Taker, Actor, AttemptId]:
    """On the last day: all that is left waits for a marker."""
    essays.an_essay_course_of_one_test(session)
    taker, marker = a_taker(session), essays.a_trainer(session)
    session.execute(update(Enrolment).values(due=clock.today()))
    return taker, marker, essays.a_waiting_attempt(session, taker)


def nine_days_later(monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(days=9)
    monkeypatch.setattr(clock, "now", lambda: later)


def test_who_submitted_in_time_is_not_late_because_marking_took_longer(
    session: Session, settings: Settings, submitted: tuple[Taker, Actor, AttemptId], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, marker, attempt_id = submitted
    nine_days_later(monkeypatch)
    marking.open_essays(session, marker, attempt_id)
    essays.mark(session, marker, attempt_id, 200, 200, 100)
    essays.finish(session, marker, attempt_id, settings)
    completion = session.scalars(select(Completion)).one()
    assert completion.evidence["late"] is False
    assert completion.completed_at == clock.now()


def test_who_submits_after_the_day_is_late(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    essays.an_essay_course_of_one_test(session)
    taker, marker = a_taker(session), essays.a_trainer(session)
    session.execute(update(Enrolment).values(due=clock.today()))
    nine_days_later(monkeypatch)
    essays.a_marked_attempt(session, taker, marker, settings, 200, 200, 100)
    assert session.scalars(select(Completion)).one().evidence["late"] is True


def test_a_course_that_only_waits_for_a_marker_is_not_called_overdue(
    session: Session,
    client: FlaskClient,
    sign_in: SignIn,
    submitted: tuple[Taker, Actor, AttemptId],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session.commit()
    nine_days_later(monkeypatch)
    sign_in(client, submitted[0].person_id)
    for address in ("/my?lang=en", "/learn/sample?lang=en"):
        page = client.get(address).text
        assert "overdue" not in page
        assert "days late" not in page
        assert "deadline passed" not in page
        assert "waiting for marking" in page.lower() or "waits for marking" in page.lower()
