"""One person who cannot be regraded, and a job that has died: neither is in the way of the others."""

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.db import begin_writing
from elearn.errors import Conflict, NotAllowed
from elearn.ids import AttemptId
from elearn.jobs.models import Job, JobState
from elearn.mail.models import Letter
from elearn.permissions import Role
from elearn.progress import reviews
from elearn.quizzes.models import Attempt, Response
from elearn.regrading import jobs, queries, service
from elearn.regrading.carried import JOB
from elearn.regrading.models import Policy, Regrade, Regraded, RegradeState
from elearn.settings import Settings
from elearn.work import Work
from tests.factories.people import a_person
from tests.factories.quizzes import a_taker
from tests.factories.regrading import ALL_RIGHT, a_plan, a_trainer, answered, corrected, decided, the_history

COUNT = 5


@pytest.fixture
def work(settings: Settings, engine: Engine) -> Work:
    return Work(settings, engine)


@pytest.fixture
def ids(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[AttemptId]:
    """Five people who all pass by the corrected key."""
    monkeypatch.setattr(jobs, "PAUSE_SECONDS", 0)
    found = [answered(session, a_taker(session), 2, others=ALL_RIGHT[:3]) for _ in range(COUNT)]
    corrected(session)
    return found


@pytest.fixture
def regrade_id(session: Session, ids: list[AttemptId]) -> int:
    assert ids
    found = decided(session, a_trainer(session), a_plan(the_history(session)))
    session.commit()
    return found


def poison(monkeypatch: pytest.MonkeyPatch, attempt_id: AttemptId) -> None:
    real = reviews.bring_up_to_date

    def failing(session: Session, actor: object, enrolment_id: int) -> None:
        if session.scalar(select(Attempt.enrolment_id).where(Attempt.id == attempt_id)) == enrolment_id:
            raise ValueError("damaged")
        real(session, actor, enrolment_id)  # type: ignore[arg-type]  # passed on as given

    monkeypatch.setattr(reviews, "bring_up_to_date", failing)


def state(session: Session, regrade_id: int) -> tuple[RegradeState, int, int]:
    session.rollback()
    session.expire_all()
    row = session.get_one(Regrade, regrade_id)
    return row.state, row.done, row.total


def kill(session: Session) -> None:
    begin_writing(session)
    dead = {"state": JobState.DEAD, "finished_at": clock.now()}
    session.execute(update(Job).where(Job.kind == JOB).values(**dead))
    session.commit()


def test_one_who_cannot_be_regraded_keeps_all_as_it_was_and_the_others_are_done(
    session, work, ids, regrade_id, monkeypatch
) -> None:
    poison(monkeypatch, ids[2])
    with pytest.raises(jobs.NotRegraded):
        jobs.regrade(work, {"regrade_id": regrade_id})
    assert state(session, regrade_id) == (RegradeState.RUNNING, COUNT - 1, COUNT)
    passed = session.scalars(select(Attempt.passed).order_by(Attempt.id)).all()
    assert passed == [True, True, False, True, True]
    own = select(Response.points).where(Response.attempt_id == ids[2], Response.position == 1)
    assert session.scalar(own) == 0
    assert ids[2] not in session.scalars(select(Regraded.attempt_id)).all()
    assert len(session.scalars(select(Letter).where(Letter.key.startswith("regrade-"))).all()) == COUNT - 1
    monkeypatch.undo()
    monkeypatch.setattr(jobs, "PAUSE_SECONDS", 0)
    jobs.regrade(work, {"regrade_id": regrade_id})
    assert state(session, regrade_id) == (RegradeState.DONE, COUNT, COUNT)
    assert len(session.scalars(select(Letter).where(Letter.key.startswith("regrade-"))).all()) == COUNT


def test_a_dead_job_lets_a_new_decision_be_made_and_its_own_ends(session, regrade_id) -> None:
    begin_writing(session)
    with pytest.raises(Conflict, match="regrade_moved"):
        decided(session, a_trainer(session), a_plan(the_history(session)))
    session.rollback()
    kill(session)
    begin_writing(session)
    trainer = a_trainer(session)
    later = decided(session, trainer, a_plan(the_history(session), Policy.FULL_MARKS))
    assert (queries.decision(session, regrade_id).stalled, queries.decision(session, later).running) == (True, True)
    with pytest.raises(Conflict, match="regrade_moved"):
        service.go_on(session, trainer, regrade_id)


def test_what_has_stopped_goes_on_as_often_as_it_is_told(session, work, regrade_id) -> None:
    begin_writing(session)
    trainer = a_trainer(session)
    service.go_on(session, trainer, regrade_id)  # its job still waits
    session.commit()
    assert len(session.scalars(select(Job).where(Job.kind == JOB)).all()) == 1
    for times in (2, 3):
        kill(session)
        begin_writing(session)
        for _ in range(2):
            service.go_on(session, trainer, regrade_id)
        session.commit()
        assert len(session.scalars(select(Job).where(Job.kind == JOB)).all()) == times
    jobs.regrade(work, {"regrade_id": regrade_id})
    assert state(session, regrade_id) == (RegradeState.DONE, COUNT, COUNT)
    assert session.scalars(select(AuditEntry.action)).all().count("regrade.resumed") == 2


def test_it_takes_the_right_to_mark_to_go_on(session, regrade_id) -> None:
    begin_writing(session)
    with pytest.raises(NotAllowed):
        service.go_on(session, a_taker(session).actor, regrade_id)


def test_the_page_says_that_it_has_stopped_and_lets_it_go_on(app, client, session, sign_in, regrade_id) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    begin_writing(session)
    trainer = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, trainer)
    address = f"/author/regrades/{regrade_id}"
    assert "Refresh" in client.get(address).headers
    kill(session)
    stopped = client.get(address, headers={"Accept-Language": "en"})
    assert "Refresh" not in stopped.headers
    assert f"{COUNT} attempts have not been regraded" in stopped.text
    assert f"{address}/go-on" in stopped.text
    assert client.post(f"{address}/go-on").status_code == 303
    assert "Refresh" in client.get(address).headers
