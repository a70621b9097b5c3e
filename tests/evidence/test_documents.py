"""An attempt's document: whole, the same from the same facts, no more than may be told, printed as it is shown."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.content.model import Course
from elearn.content.terms import Review
from elearn.db import begin_writing
from elearn.evidence import gathering, queries
from elearn.evidence.rules import Document, Told, intact
from elearn.ids import AttemptId, PersonId
from elearn.people.models import Person
from elearn.permissions import Role
from elearn.quizzes import service
from elearn.quizzes.models import AnswersOpened
from tests.factories.content import a_course
from tests.factories.enrolment import an_enrolment
from tests.factories.kinds import with_items, with_parts
from tests.factories.people import a_person, an_actor, an_organisation
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, Taker, a_graded_attempt, a_taker, an_attempt, save, with_rules
from tests.factories.surveys import a_survey_question
from tests.lessons.test_lesson_pages import token
from tests.quizzes.visiting import soup

SignIn = Callable[[FlaskClient, PersonId], str]


def graded(session: Session, course: Course | None = None, *, right: int | None = None) -> tuple[Taker, AttemptId]:
    begin_writing(session)
    a_snapshot(session, course or a_course())
    taker = a_taker(session)
    attempt_id = a_graded_attempt(session, taker, right=right)
    session.commit()
    return taker, attempt_id


def document(session: Session, attempt_id: AttemptId, told: Told = Told.KEY, language: str = "en") -> Document:
    sitting = queries.sitting_of(session, attempt_id)
    return gathering.document(session, sitting, told, language=language, issuer="Municipality")


def test_the_same_facts_make_the_same_document_and_one_changed_letter_shows(session: Session) -> None:
    _, attempt_id = graded(session)
    first, again = document(session, attempt_id), document(session, attempt_id)
    assert first.digest == again.digest
    sent = json.loads(json.dumps(first.as_json()))
    assert intact(sent)
    sent["questions"][0]["points"] += 1
    assert not intact(sent)


def test_it_names_the_edition_every_question_its_version_and_the_time_each_answer_was_saved(session: Session) -> None:
    _, attempt_id = graded(session)
    found = document(session, attempt_id)
    sitting = queries.sitting_of(session, attempt_id)
    assert len(found.text.digest) == 64
    assert [one.id for one in found.questions] == [asked.question.id for asked in sitting.asked]
    assert all(one.saved_at and one.version for one in found.questions)
    assert sum(one.points or 0 for one in found.questions) == found.taken.points


def test_choices_stand_in_the_order_in_which_the_learner_saw_them(session: Session) -> None:
    _, attempt_id = graded(session)
    sitting = queries.sitting_of(session, attempt_id)
    for asked, one in zip(sitting.asked, document(session, attempt_id).questions, strict=True):
        if asked.question.kind == "single":
            shown = [asked.question.choices[at].html["en"] for at in asked.sheet.order]  # type: ignore[union-attr]  # only choices come here
            assert [line.words for line in one.lines] == shown
            assert sum(line.picked for line in one.lines) == 1


def test_every_kind_of_question_says_what_was_answered_and_why_it_earned_that(session: Session) -> None:
    begin_writing(session)
    a_snapshot(session, with_parts(a_course(), BASICS))
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    for asked in queries.sitting_of(session, attempt_id).asked:
        gaps = asked.question.kind == "gaps"
        given: dict[str, object] = {"0": "14", "1": 0, "2": "друго"} if gaps else {"0": 0, "1": 1}
        save(session, taker, attempt_id, asked.position, {"parts": given})
    service.submit(session, taker.actor, attempt_id)
    found = document(session, attempt_id)
    assert all(one.lines and one.why for one in found.questions)
    assert all(any(line.given for line in one.lines) for one in found.questions)
    assert any(line.right_words for one in found.questions for line in one.lines)
    assert "[1]" in next(one.html for one in found.questions if one.kind == "gaps")


@pytest.mark.parametrize(
    ("review", "told", "points_told", "key_told"),
    [
        (Review.NEVER, Told.ANSWERS, False, False),
        (Review.AFTER_PASS, Told.ANSWERS, False, False),
        (Review.AFTER_ATTEMPT, Told.DID, True, False),
    ],
)
def test_a_learner_is_told_what_the_policy_allows_and_no_more(
    session: Session, review: Review, told: Told, points_told: bool, key_told: bool
) -> None:
    course = with_rules(a_course(), BASICS, review=review, show_key=False)
    _, attempt_id = graded(session, course, right=1)
    sitting = queries.sitting_of(session, attempt_id)
    assert gathering.for_learner(session, sitting) is told
    found = document(session, attempt_id, told)
    assert any(one.points is not None for one in found.questions) is points_told
    assert any(one.why for one in found.questions) is points_told
    unpicked = [line for one in found.questions for line in one.lines if not line.picked]
    assert any(line.right is not None for line in unpicked) is key_told
    assert not any(one.right_words for one in found.questions)


def test_once_passed_a_learner_reads_the_key(session: Session) -> None:
    _, attempt_id = graded(session)
    assert gathering.for_learner(session, queries.sitting_of(session, attempt_id)) is Told.KEY


def test_an_opinion_stays_out_of_the_document(session: Session) -> None:
    begin_writing(session)
    a_snapshot(session, with_items(a_course(), BASICS, [a_survey_question(f"{BASICS}#opinion", "text")]))
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    save(session, taker, attempt_id, 1, {"text": "тайно мнение"})
    service.submit(session, taker.actor, attempt_id)
    found = document(session, attempt_id)
    assert "тайно мнение" not in json.dumps(found.as_json(), ensure_ascii=False)
    assert found.questions[0].answered


def test_nobody_gets_a_document_of_an_attempt_that_is_being_taken(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    begin_writing(session)
    a_snapshot(session)
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    session.commit()
    sign_in(client, taker.person_id)
    for ending in ("", ".json", ".pdf"):
        assert client.get(f"/attempts/{attempt_id}/evidence{ending}").status_code == 409


def test_a_stranger_gets_nothing_of_it(session: Session, client: FlaskClient, sign_in: SignIn) -> None:
    _, attempt_id = graded(session)
    begin_writing(session)
    stranger = a_person(session)
    session.commit()
    sign_in(client, stranger)
    for ending in ("", ".json", ".pdf"):
        assert client.get(f"/attempts/{attempt_id}/evidence{ending}").status_code == 404
        assert client.get(f"/coordinate/attempts/{attempt_id}/evidence{ending}").status_code == 403


def test_a_coordinator_opens_answers_with_a_reason_that_the_learner_reads(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    taker, attempt_id = graded(session)
    begin_writing(session)
    office = an_organisation(session)
    session.execute(update(Person).where(Person.id == taker.person_id).values(organisation_id=office))
    coordinator = a_person(session, given="Калина", organisation_id=office, roles=(Role.COORDINATOR,))
    email = session.get_one(Person, taker.person_id).email
    session.commit()
    sign_in(client, coordinator)
    address = f"/coordinate/attempts/{attempt_id}"
    listed = client.get(f"/coordinate/attempts?person={email}&lang=en").text
    assert address in listed
    assert client.get(f"{address}/evidence").status_code == 403
    form = {"csrf_token": token(client, address)}
    assert client.post(address, data=form | {"reason": " "}).status_code == 400
    assert client.post(address, data=form | {"reason": "Проверка № 7"}).status_code == 303
    assert client.get(f"{address}/evidence.json").get_json()["told"] == "key"
    back = soup(client.get(f"{address}/evidence")).select_one("nav a[href^='/coordinate/attempts?person=']")
    assert back
    assert address in client.get(str(back["href"])).text
    session.rollback()
    assert session.scalars(select(AnswersOpened.reason)).all() == ["Проверка № 7"]
    assert [one.reason for one in document(session, attempt_id).looked] == ["Проверка № 7"]


def test_a_coordinator_of_another_office_sees_not_even_that_there_is_an_attempt(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    taker, attempt_id = graded(session)
    begin_writing(session)
    office, neighbour = an_organisation(session), an_organisation(session)
    session.execute(update(Person).where(Person.id == taker.person_id).values(organisation_id=office))
    coordinator = a_person(session, organisation_id=neighbour, roles=(Role.COORDINATOR,))
    email = session.get_one(Person, taker.person_id).email
    session.commit()
    sign_in(client, coordinator)
    asked = (email, "nobody@no.example")
    stranger, nobody = (
        str(soup(client.get(f"/coordinate/attempts?person={one}")).main).replace(one, "") for one in asked
    )
    assert stranger == nobody, "an account in another office is not told apart from none"
    for ending in ("", "/evidence", "/evidence.json", "/evidence.pdf"):
        assert client.get(f"/coordinate/attempts/{attempt_id}{ending}").status_code == 403
    assert replace(document(session, attempt_id), looked=()) == document(session, attempt_id)


def test_a_coordinator_who_sits_the_same_test_gets_no_key_of_it_until_she_has_submitted(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    taker, attempt_id = graded(session)
    begin_writing(session)
    office = an_organisation(session)
    session.execute(update(Person).where(Person.id == taker.person_id).values(organisation_id=office))
    coordinator = a_person(session, organisation_id=office, roles=(Role.COORDINATOR,))
    herself = Taker(coordinator, an_actor(session, coordinator), an_enrolment(session, coordinator))
    session.commit()
    sign_in(client, coordinator)
    address = f"/coordinate/attempts/{attempt_id}"
    client.post(address, data={"csrf_token": token(client, address), "reason": "Проверка № 7"})
    begin_writing(session)
    her_own = an_attempt(session, herself)
    session.commit()
    for ending in ("", ".json", ".pdf"):
        assert client.get(f"{address}/evidence{ending}").status_code == 409
    refused = soup(client.get(f"{address}/evidence"))
    assert [str(link["href"]) for link in refused.select("main .actions a")] == [f"/attempts/{her_own}"]
    begin_writing(session)
    service.submit(session, herself.actor, her_own)
    session.commit()
    assert client.get(f"{address}/evidence.json").get_json()["told"] == "key"
