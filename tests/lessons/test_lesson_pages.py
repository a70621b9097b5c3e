"""Lesson pages as a learner meets them, and what they refuse."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.extensions import database
from elearn.ids import LessonId, ModuleId, PersonId
from elearn.lessons.models import SelfCheck, Visit
from elearn.permissions import Actor
from elearn.progress.models import Progress
from elearn.publishing.models import Change
from tests.factories.content import a_course
from tests.factories.people import a_person
from tests.factories.progress import BASICS, a_learner, do_lessons, sit
from tests.factories.publishing import a_snapshot

SignIn = Callable[[FlaskClient, PersonId], str]

HOW = "/learn/sample/basics/how"
WHY = "/learn/sample/basics/why"


@pytest.fixture
def learner(session: Session, client: FlaskClient, sign_in: SignIn) -> Actor:
    actor = a_learner(session)
    session.commit()
    sign_in(client, PersonId(actor.person_id or 0))
    return actor


def token(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).text)
    assert found
    return found[1]


def post(client: FlaskClient, address: str, page: str, **fields: str | list[str]) -> int:
    return client.post(address, data={"csrf_token": token(client, page), **fields}).status_code


def count(session: Session, model: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_lesson_shows_its_place_its_sources_and_its_terms(client: FlaskClient, learner: Actor) -> None:
    page = client.get(WHY + "?lang=en").text
    assert "Module 1, lesson 1 of 2" in page
    assert "Investment Promotion Act" in page
    assert "чл.\N{NO-BREAK SPACE}22в" in page
    assert "16\N{NO-BREAK SPACE}Jun\N{NO-BREAK SPACE}2026" in page
    assert 'id="term-0"' in page
    assert '<span lang="bg">ДВ' in page
    assert learner.name in page


@pytest.mark.parametrize(("lang", "words"), [("bg", "Текст на урока."), ("en", "Text of the lesson.")])
def test_switching_language_keeps_the_place_and_the_progress(
    client: FlaskClient, learner: Actor, lang: str, words: str
) -> None:
    post(client, HOW + "/check", HOW, question="basics/how#check-1", **{"check-1": "1"})
    page = client.get(f"{HOW}?lang={lang}")
    assert page.status_code == 200
    assert words in page.text
    assert 'value="1"' in page.text
    assert page.text.count("is-right") == 1
    assert learner.signed_in


def test_a_warm_lesson_page_asks_the_database_three_times(app: Flask, client: FlaskClient, learner: Actor) -> None:
    client.get(HOW)
    statements: list[str] = []
    with app.app_context():
        engine = database.engine
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    assert client.get(HOW).status_code == 200
    selects = [statement for statement in statements if statement.lstrip().upper().startswith("SELECT")]
    assert len(selects) == 3, selects
    assert not [statement for statement in statements if "INSERT" in statement or "UPDATE" in statement]
    assert learner.signed_in


def test_reading_leaves_a_hint_after_the_response_and_never_a_fact(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    client.get(WHY).close()
    client.get(WHY).close()
    session.rollback()
    (visit,) = session.scalars(select(Visit))
    assert visit.read_at is not None
    assert visit.done_at is None
    assert session.scalars(select(Progress.steps_done)).one() == 0
    assert learner.signed_in


def test_no_way_of_getting_a_page_marks_it_done(session: Session, client: FlaskClient, learner: Actor) -> None:
    for address in (f"{WHY}/done", f"{HOW}/check", f"{WHY}?done=1", f"{WHY}/report", "/learn/sample/basics/print"):
        client.get(address)
        client.head(address)
    session.rollback()
    assert not session.scalars(select(Visit).where(Visit.done_at.is_not(None))).all()
    assert count(session, SelfCheck) == 0
    assert learner.signed_in


def test_marking_twice_is_marking_once_and_leads_on(session: Session, client: FlaskClient, learner: Actor) -> None:
    csrf = token(client, WHY)
    answers = [client.post(f"{WHY}/done", data={"csrf_token": csrf}) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, HOW)] * 2
    session.rollback()
    assert session.scalars(select(Progress.steps_done)).one() == 1
    assert len(session.scalars(select(Visit).where(Visit.done_at.is_not(None))).all()) == 1
    assert learner.signed_in


def test_a_form_without_a_token_changes_nothing(session: Session, client: FlaskClient, learner: Actor) -> None:
    assert client.post(f"{WHY}/done").status_code == 400
    assert count(session, Visit) == 0
    assert learner.signed_in


def test_a_lesson_with_questions_cannot_be_marked_by_hand(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    assert post(client, f"{HOW}/done", HOW) == 409
    session.rollback()
    assert session.scalars(select(Progress.steps_done)).one() == 0
    assert learner.signed_in


def test_a_lesson_is_done_when_each_question_is_answered_right_or_wrong(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    post(client, f"{HOW}/check", HOW, question="basics/how#check-1", **{"check-1": "0"})
    session.rollback()
    assert session.scalars(select(Progress.steps_done)).one() == 0
    post(client, f"{HOW}/check", HOW, question="basics/how#check-2", **{"check-2": "1"})
    session.rollback()
    assert session.scalars(select(Progress.steps_done)).one() == 1
    assert learner.signed_in


def test_the_key_of_a_question_shows_only_once_it_is_answered(client: FlaskClient, learner: Actor) -> None:
    before = client.get(f"{HOW}?lang=en").text
    assert "Feedback" not in before
    assert "Explanation" not in before
    assert "is-right" not in before
    post(client, f"{HOW}/check", HOW, question="basics/how#check-1", **{"check-1": "0"})
    after = client.get(f"{HOW}?lang=en").text
    assert "Not so." in after
    assert "Feedback 0 on basics/how#check-1." in after
    assert "basics/how#check-2." not in after
    assert learner.signed_in


def test_a_later_answer_replaces_the_earlier_and_the_first_is_remembered(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    for choice in ("0", "1", "1"):
        post(client, f"{HOW}/check", HOW, question="basics/how#check-1", **{"check-1": choice})
    session.rollback()
    (kept,) = session.scalars(select(SelfCheck))
    assert (kept.answer, kept.right, kept.first_right) == ({"choice": 1}, True, False)
    assert learner.signed_in


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"question": "basics/how#check-1"}, 303),
        ({"question": "basics/how#check-1", "check-1": "7"}, 400),
        ({"question": "basics/how#check-1", "check-1": "x"}, 400),
        ({"question": "basics/quiz#single", "check-1": "0"}, 404),
        ({"question": "practice/other#check-1", "check-1": "0"}, 404),
        ({}, 404),
    ],
)
def test_tampered_and_empty_answers_store_nothing(
    session: Session, client: FlaskClient, learner: Actor, fields: dict[str, str], status: int
) -> None:
    assert post(client, f"{HOW}/check", HOW, **fields) == status
    assert count(session, SelfCheck) == 0
    assert learner.signed_in


def test_an_empty_answer_is_answered_beside_its_question(client: FlaskClient, learner: Actor) -> None:
    page = client.get(f"{HOW}?unanswered=1&lang=en").text
    assert "Nothing has been answered yet." in page
    assert learner.signed_in


@pytest.mark.parametrize(
    "address", ["/learn/sample/basics/ghost", "/learn/ghost/basics/why", "/learn/sample/ghost/print", "/learn/ghost"]
)
def test_what_does_not_exist_is_not_found(client: FlaskClient, learner: Actor, address: str) -> None:
    assert client.get(address).status_code == 404
    assert learner.signed_in


@pytest.mark.parametrize("lang", ["bg", "en"])
@pytest.mark.parametrize("address", [WHY, "/learn/sample", "/learn/sample/basics/print", f"{WHY}/report"])
def test_who_is_not_enrolled_is_told_why_and_where_to_enrol(
    session: Session, client: FlaskClient, sign_in: SignIn, address: str, lang: str
) -> None:
    a_snapshot(session)
    stranger = a_person(session)
    session.commit()
    sign_in(client, stranger)
    page = client.get(f"{address}?lang={lang}")
    assert page.status_code == 403
    assert "/courses/sample" in page.text
    assert "Текст на урока" not in page.text
    assert "Text of the lesson" not in page.text


def test_who_is_not_enrolled_can_store_nothing(session: Session, client: FlaskClient, sign_in: SignIn) -> None:
    a_snapshot(session)
    stranger = a_person(session)
    session.commit()
    sign_in(client, stranger)
    csrf = token(client, "/my/account")
    data = {"csrf_token": csrf, "question": "basics/how#check-1", "check-1": "1"}
    assert client.post(f"{WHY}/done", data=data).status_code == 403
    assert client.post(f"{HOW}/check", data=data).status_code == 403
    assert count(session, Visit) == count(session, SelfCheck) == 0


def test_a_visitor_is_asked_to_sign_in(session: Session, client: FlaskClient) -> None:
    a_snapshot(session)
    session.commit()
    assert client.get(WHY).status_code in {302, 303}


def test_a_shut_module_says_what_comes_first_and_stores_nothing(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    begin_writing(session)
    course = a_course()
    first, second = course.outline.modules
    modules = (first, replace(second, requires=(ModuleId("basics"),)))
    a_snapshot(session, replace(course, outline=replace(course.outline, modules=modules), digest="1" * 64))
    session.commit()
    page = client.get("/learn/sample/practice/start?lang=en")
    assert page.status_code == 403
    assert "Module basics" in page.text
    assert post(client, "/learn/sample/practice/start/done", WHY) == 403
    begin_writing(session)
    do_lessons(session, learner, LessonId("basics/why"), LessonId("basics/how"))
    sit(session, learner, BASICS)
    session.commit()
    assert client.get("/learn/sample/practice/start").status_code == 200


def test_a_renamed_lesson_leads_to_its_new_address(session: Session, client: FlaskClient, learner: Actor) -> None:
    begin_writing(session)
    course = a_course()
    first, second = course.outline.modules
    new = LessonId("basics/reasons")
    renamed = replace(first.lessons[0], id=new, formerly=(LessonId("basics/why"),))
    modules = (replace(first, lessons=(renamed, first.lessons[1])), second)
    body = replace(course.lessons[LessonId("basics/why")], id=new)
    lessons = {new: body, **{k: v for k, v in course.lessons.items() if k != "basics/why"}}
    changed = replace(course, outline=replace(course.outline, modules=modules), lessons=lessons, digest="2" * 64)
    do_lessons(session, learner, LessonId("basics/why"))
    a_snapshot(session, changed, change=Change.EDITORIAL)
    session.commit()
    answer = client.get(WHY)
    assert (answer.status_code, answer.location) == (302, "/learn/sample/basics/reasons")
    assert 'class="state state-done"' in client.get("/learn/sample/basics/reasons").text


def test_printing_shows_the_whole_module_without_answers_or_keys(client: FlaskClient, learner: Actor) -> None:
    post(client, f"{HOW}/check", HOW, question="basics/how#check-1", **{"check-1": "1"})
    page = client.get("/learn/sample/basics/print?lang=en").text
    assert page.count("lesson-printed") == 2
    assert "Feedback" not in page
    assert "checked" not in page
    one = client.get("/learn/sample/basics/print?lesson=why").text
    assert one.count("lesson-printed") == 1
    assert learner.signed_in
