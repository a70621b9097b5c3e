"""`/my` and the contents of a course."""

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.model import Media
from elearn.db import begin_writing
from elearn.enrolment.models import Enrolment
from elearn.extensions import database
from elearn.ids import PersonId
from elearn.lessons import service as lessons
from elearn.permissions import Actor, Grant, Role
from elearn.publishing.models import Change, Published
from elearn.publishing.queries import current
from elearn.storage.files import Files
from tests.factories.content import BG, EN, a_course, a_lesson, with_lesson_text
from tests.factories.enrolment import an_enrolment
from tests.factories.lessons import HOW, SAMPLE, WHY, do_lesson
from tests.factories.people import a_person, an_organisation
from tests.factories.progress import BASICS, a_learner, complete, sit
from tests.factories.publishing import a_snapshot

SignIn = Callable[[FlaskClient, PersonId], str]


@pytest.fixture
def learner(session: Session, client: FlaskClient, sign_in: SignIn) -> Actor:
    actor = a_learner(session)
    session.commit()
    sign_in(client, PersonId(actor.person_id or 0))
    begin_writing(session)
    return actor


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\N{NO-BREAK SPACE}", " ").split())


def test_someone_without_courses_is_led_to_the_list(session: Session, client: FlaskClient, sign_in: SignIn) -> None:
    person = a_person(session)
    session.commit()
    sign_in(client, person)
    page = client.get("/my?lang=en").text
    assert "You are not enrolled in any course yet." in page
    assert 'href="/courses"' in page


def test_who_coordinates_finds_the_way_from_the_own_learning(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    unit = an_organisation(session)
    person = a_person(session, roles=(Grant(Role.COORDINATOR, unit),), organisation_id=unit)
    session.commit()
    sign_in(client, person)
    assert 'href="/coordinate"' in client.get("/my?lang=en").text


def test_one_goes_on_where_one_was(session: Session, client: FlaskClient, learner: Actor) -> None:
    enrolment = session.scalars(select(Enrolment)).one()
    lessons.leave_hint(session, enrolment.id, current(session, SAMPLE), HOW)  # type: ignore[arg-type]  # a plain id
    session.commit()
    page = client.get("/my?lang=en").text
    assert 'href="/learn/sample/basics/how"' in page.split("Fits into")[0]
    assert learner.signed_in


def test_counts_are_words_in_both_languages(session: Session, client: FlaskClient, learner: Actor) -> None:
    do_lesson(session, learner, WHY)
    session.commit()
    assert "1 of 7 steps" in text_of(client.get("/my?lang=en").text)
    contents = text_of(client.get("/learn/sample?lang=en").text)
    assert "1 of 7 steps" in contents
    assert "Read 3 more lessons" in contents
    assert "Pass 2 module tests" in contents
    assert "Pass the exam with at least 60 %" in contents


def test_a_lesson_begun_says_how_many_questions_are_left(session: Session, client: FlaskClient, learner: Actor) -> None:
    question = "basics/how#check-1"
    lessons.answer_self_check(session, learner, SAMPLE, HOW, question, {"choice": 1})  # type: ignore[arg-type]  # an id
    session.commit()
    contents = text_of(client.get("/learn/sample?lang=en").text)
    assert "One self-check question is left" in contents


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "1 day late"), (0, "today is the last day"), (7, "7 days left"), (30, "30 days left")]
)
def test_a_deadline_is_a_named_day(
    session: Session, client: FlaskClient, learner: Actor, days: int, words: str
) -> None:
    session.scalars(select(Enrolment)).one().due = clock.today() + timedelta(days=days)
    session.commit()
    contents = text_of(client.get("/learn/sample?lang=en").text)
    assert words in contents
    assert ("stays open" in contents) == (days < 0)
    assert client.get("/learn/sample/basics/why").status_code == 200
    assert learner.signed_in


def test_a_completed_course_stays_completed_and_names_what_changed(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    complete(session, learner)
    old = current(session, SAMPLE)
    a_snapshot(session, replace(with_lesson_text(a_course(), WHY, "Ново."), digest="1" * 64), change=Change.LAW)
    session.commit()
    contents = client.get("/learn/sample?lang=en").text
    assert "This course has changed since you completed it." in contents
    assert f"/courses/sample/changes?since={old}" in contents
    assert "completed on" in text_of(client.get("/my?lang=en").text)


def test_a_finished_course_is_offered_nowhere_to_go_on_with(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    session.commit()
    pages = ("/my", "/learn/sample", "/courses/sample")
    assert all("Continue" in text_of(client.get(f"{page}?lang=en").text) for page in pages)
    begin_writing(session)
    complete(session, learner)
    session.commit()
    assert [page for page in pages if "Continue" in text_of(client.get(f"{page}?lang=en").text)] == []
    assert "To the contents of the course" in text_of(client.get("/courses/sample?lang=en").text)


def test_new_content_never_lowers_what_a_finished_course_shows(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    complete(session, learner)
    course = a_course()
    extra, body = a_lesson("practice/extra", 3, "Ново", "New")
    first, second = course.outline.modules
    outline = replace(course.outline, modules=(first, replace(second, lessons=(*second.lessons, extra))))
    grown = replace(course, outline=outline, lessons={**course.lessons, extra.id: body}, digest="1" * 64)
    a_snapshot(session, grown, change=Change.SUBSTANTIVE)
    session.commit()
    for address in ("/my?lang=en", "/learn/sample?lang=en"):
        page = text_of(client.get(address).text)
        assert "7 of 7 steps" in page
        assert "to go" not in page
    assert "New by choice" in text_of(client.get("/learn/sample?lang=en").text)
    assert "by choice New" in text_of(client.get("/learn/sample/practice/start?lang=en").text)
    begin_writing(session)
    do_lesson(session, learner, extra.id)
    session.commit()
    assert "8 of 8 steps" in text_of(client.get("/my?lang=en").text)


def test_a_tested_out_module_shows_its_lessons_as_not_needed(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    a_snapshot(session, replace(a_course(test_out=True), digest="1" * 64))
    sit(session, learner, BASICS)
    session.commit()
    contents = text_of(client.get("/learn/sample?lang=en").text)
    assert (
        contents.count("not needed: the module's test is passed") + contents.count("not needed: the module&#39;s") >= 2
    )
    assert "1 of 5 steps" in contents


def test_a_test_that_was_tried_and_not_passed_is_in_progress(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    sit(session, learner, BASICS, right=False)
    session.commit()
    row = BeautifulSoup(client.get("/learn/sample?lang=en").text, "lxml").find("a", href="/learn/sample/basics/quiz")
    words = " ".join(row.find_parent("li").text.split())
    assert "in progress" in words
    assert "1 attempt so far, not passed yet" in words


def test_the_exam_says_what_comes_first(client: FlaskClient, learner: Actor) -> None:
    assert "Opens after: Test, Test" in text_of(client.get("/learn/sample?lang=en").text)
    assert learner.signed_in


def test_a_withdrawn_course_is_named_and_cannot_be_entered(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    row = session.scalars(select(Published)).one()
    row.withdrawn_at, row.withdrawn_why = clock.now(), "заменен"
    session.commit()
    assert "no longer given" in client.get("/my?lang=en").text
    for address in ("/learn/sample", "/learn/sample/basics/why"):
        refused = client.get(address)
        assert (refused.status_code, "заменен" in refused.text) == (404, True)
    assert learner.signed_in


def test_checklists_of_ones_courses_stand_in_one_place(session: Session, client: FlaskClient, learner: Actor) -> None:
    files = Files(Path(tempfile.gettempdir()))
    listed, drawn = files.put(b"a list for the elearn tests"), files.put(b"a map for the elearn tests")
    words = {BG: "Контролен списък", EN: "Checklist"}
    paper = Media("media/list.docx", listed, "application/x", 27, words, attachment=True)
    other = Media("media/map.svg", drawn, "image/svg+xml", 26)
    course = a_course()
    outline = replace(course.outline, media=(paper, other))
    a_snapshot(session, replace(course, outline=outline, digest="1" * 64))
    session.commit()
    page = client.get("/my?lang=en").text
    assert f"/media/{listed}/list.docx" in page
    assert "Checklist" in page
    assert "map.svg" not in page
    assert learner.signed_in


def test_the_page_costs_the_same_for_one_course_and_for_many(
    session: Session, app: Flask, client: FlaskClient, learner: Actor
) -> None:
    def selects() -> int:
        client.get("/my")
        seen: list[str] = []
        note = lambda *given: seen.append(given[2])  # noqa: E731 - an event wants a callable
        with app.app_context():
            engine = database.engine
        event.listen(engine, "before_cursor_execute", note)
        client.get("/my")
        event.remove(engine, "before_cursor_execute", note)
        return sum(statement.lstrip().startswith("SELECT") for statement in seen)

    session.commit()
    one = selects()
    begin_writing(session)
    for slug in ("second", "third"):
        a_snapshot(session, a_course(slug))
        an_enrolment(session, PersonId(learner.person_id or 0), slug)
    session.commit()
    assert selects() == one


def test_other_peoples_progress_is_not_shown(
    session: Session, client: FlaskClient, learner: Actor, sign_in: SignIn
) -> None:
    do_lesson(session, learner, WHY)
    other = a_learner(session)
    session.commit()
    sign_in(client, PersonId(other.person_id or 0))
    assert "0 of 7 steps" in text_of(client.get("/my?lang=en").text)
