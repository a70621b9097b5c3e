"""Leaving a course: by oneself or for others, with a trace, and never out of what is completed."""

import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.db import begin_writing
from elearn.enrolment import queries, service
from elearn.enrolment.models import Enrolment
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import EnrolmentId, PersonId
from elearn.lessons import service as lessons
from elearn.main import cli
from elearn.people.queries import person
from elearn.permissions import Actor, Grant, Role
from elearn.progress.models import Completion
from elearn.quizzes import service as quizzes
from elearn.settings import Settings
from tests.at_once import overlapping
from tests.factories.lessons import FINISH, SAMPLE, WHY, do_lesson
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation
from tests.factories.progress import BASICS, EXAM, PRACTICE, a_learner, complete, do_lessons, right_answers, sit

SignIn = Callable[[FlaskClient, PersonId], str]


def of(session: Session, learner: Actor) -> EnrolmentId:
    query = select(Enrolment.id).where(Enrolment.person_id == learner.person_id)
    return EnrolmentId(session.scalars(query).one())


def active(session: Session, learner: Actor) -> bool:
    return queries.is_active(session, PersonId(learner.person_id or 0), SAMPLE)


def test_who_leaves_finds_everything_again_after_enrolling_anew(session: Session) -> None:
    learner = a_learner(session)
    do_lesson(session, learner, WHY)
    enrolment_id = of(session, learner)
    for _ in range(2):
        service.withdraw(session, learner, enrolment_id, "")
    assert not active(session, learner)
    with pytest.raises(NotAllowed, match="not_enrolled"):
        lessons.mark_done(session, learner, SAMPLE, FINISH)
    (noted,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "enrolment.withdrawn"))
    assert (noted.person_id, noted.details["course"]) == (learner.person_id, SAMPLE)
    assert service.enrol(session, learner, PersonId(learner.person_id or 0), SAMPLE) == enrolment_id
    do_lessons(session, learner)
    for quiz_id in (BASICS, PRACTICE, EXAM):
        sit(session, learner, quiz_id)
    assert session.scalar(select(func.count()).select_from(Completion)) == 1


def test_others_are_withdrawn_by_their_coordinator_and_with_a_reason(session: Session) -> None:
    learner, unit = a_learner(session), an_organisation(session)
    enrolment_id = of(session, learner)
    elsewhere = an_actor(session, a_person(session, roles=(Grant(Role.COORDINATOR, unit),)))
    for who in (a_learner(session), elsewhere, Actor()):
        with pytest.raises(NotAllowed, match="not_permitted"):
            service.withdraw(session, who, enrolment_id, "Иска ми се.")
    with pytest.raises(Invalid, match="reason_missing"):
        service.withdraw(session, OPERATOR, enrolment_id, " ")
    with pytest.raises(NotFound, match="enrolment_unknown"):
        service.withdraw(session, OPERATOR, EnrolmentId(enrolment_id + 1000), "Грешка.")
    assert active(session, learner)
    service.withdraw(session, OPERATOR, enrolment_id, "Премести се.")
    assert not active(session, learner)


def test_what_is_completed_cannot_be_left(session: Session) -> None:
    learner = a_learner(session)
    complete(session, learner)
    for who in (learner, OPERATOR):
        with pytest.raises(Conflict, match="course_completed"):
            service.withdraw(session, who, of(session, learner), "Грешка.")
    assert active(session, learner)


def test_leaving_while_the_last_test_is_handed_in_never_undoes_the_completion(session: Session, engine: Engine) -> None:
    learner = a_learner(session)
    do_lessons(session, learner)
    sit(session, learner, BASICS)
    sit(session, learner, PRACTICE)
    attempt_id, enrolment_id = right_answers(session, learner, EXAM), of(session, learner)
    session.commit()
    with pytest.raises(Conflict, match="course_completed"):
        overlapping(
            engine,
            lambda s: quizzes.submit(s, learner, attempt_id),
            lambda s: service.withdraw(s, learner, enrolment_id, ""),
        )


def test_the_learner_is_asked_before_a_course_is_left(session: Session, client: FlaskClient, sign_in: SignIn) -> None:
    learner = a_learner(session)
    session.commit()
    sign_in(client, PersonId(learner.person_id or 0))
    assert 'href="/courses/sample/leave"' in client.get("/learn/sample").text
    asked = client.get("/courses/sample/leave?lang=en").text
    begin_writing(session)
    assert active(session, learner)
    session.rollback()
    token = re.search(r'name="csrf_token" value="([^"]+)"', asked)
    assert token
    left = client.post("/courses/sample/leave", data={"csrf_token": token[1]})
    assert (left.status_code, left.location) == (303, "/my")
    assert "You have left the course." in client.get("/my?lang=en").text
    assert client.get("/learn/sample").status_code == 403
    assert client.get("/courses/sample/leave").status_code == 403


def test_a_completed_course_offers_no_way_out(session: Session, client: FlaskClient, sign_in: SignIn) -> None:
    learner = a_learner(session)
    complete(session, learner)
    session.commit()
    sign_in(client, PersonId(learner.person_id or 0))
    assert "/courses/sample/leave" not in client.get("/learn/sample").text
    assert client.get("/courses/sample/leave").status_code == 409


def test_the_operator_withdraws_by_e_mail(
    session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = a_learner(session)
    email = person(session, PersonId(learner.person_id or 0)).email
    session.commit()
    for name in ("mode", "secret", "database", "data"):
        monkeypatch.setenv(f"ELEARN_{name.upper()}", str(getattr(settings, name)))
    command = ["enrolment", "withdraw", email, "sample", "--reason", "Премести се."]
    done = CliRunner().invoke(cli, command)
    assert (done.exit_code, f"{email} no longer studies sample." in done.output) == (0, True)
    again = CliRunner().invoke(cli, command)
    assert (again.exit_code, "person_not_enrolled" in again.output) == (1, True)
    assert (
        CliRunner().invoke(cli, ["enrolment", "withdraw", "no@example.org", "sample", "--reason", "x"]).exit_code == 1
    )
