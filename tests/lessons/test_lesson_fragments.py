"""What one process remembers of rendered pages never shows one learner another's page, nor a page of yesterday."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.ids import PersonId, QuestionId
from elearn.lessons import service
from elearn.permissions import Role
from tests.factories.content import a_course, with_lesson_text
from tests.factories.enrolment import an_enrolment
from tests.factories.lessons import FINISH, HOW, SAMPLE, START, WHY
from tests.factories.people import a_person, an_actor
from tests.factories.progress import BASICS, do_lessons, sit
from tests.factories.publishing import a_snapshot

SignIn = Callable[[FlaskClient, PersonId], str]
Crew = dict[str, FlaskClient]

FIRST = QuestionId("basics/how#check-1")


@pytest.fixture
def crew(app: Flask, session: Session, sign_in: SignIn) -> Crew:
    """Learners who have come to different places, each at a browser."""
    a_snapshot(session, a_course())
    people = {
        "anew": a_person(session, given="Анна"),
        "wrong": a_person(session, given="Борис"),
        "right": a_person(session, given="Вяра"),
        "done": a_person(session, given="Галин"),
        "tested out": a_person(session, given="Дора"),
        "trainer": a_person(session, given="Ева", roles=(Role.LEARNER, Role.TRAINER)),
    }
    for who, person_id in people.items():
        an_enrolment(session, person_id, "sample")
        actor = an_actor(session, person_id)
        if who in {"wrong", "right"}:
            service.answer_self_check(session, actor, SAMPLE, HOW, FIRST, {"choice": int(who == "right")})
        if who == "done":
            do_lessons(session, actor, WHY, HOW, START, FINISH)
        if who == "tested out":
            sit(session, actor, BASICS)
    session.commit()
    clients = {who: app.test_client() for who in people}
    for who, person_id in people.items():
        sign_in(clients[who], person_id)
    return clients


def seen(client: FlaskClient, address: str) -> str:
    """The page without what changes with every second: the forms' tokens."""
    return re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", client.get(address).text)


def test_everybody_sees_the_same_page_cold_and_after_all_the_others(app: Flask, crew: Crew) -> None:
    addresses = ["/my?", "/courses?", f"/learn/sample/{HOW}?unanswered=1&"]
    addresses += [f"/learn/sample/{lesson}?" for lesson in (WHY, HOW, START)]
    visits = list(product(sorted(crew), addresses, ("lang=bg", "lang=en")))
    cold = {}
    for who, address, lang in visits:
        app.extensions["fragments"].clear()
        cold[who, address, lang] = seen(crew[who], address + lang)
    for who, address, lang in [*visits, *visits[::-1]]:
        assert seen(crew[who], address + lang) == cold[who, address, lang], (who, address, lang)
    assert len(set(cold.values())) == len(cold)
    assert len(app.extensions["fragments"]) > len(addresses)


def test_each_form_carries_its_own_browsers_token(crew: Crew) -> None:
    pages = {who: client.get(f"/learn/sample/{HOW}").text for who, client in crew.items()}
    for who, client in crew.items():
        (token,) = set(re.findall(r'name="csrf_token" value="([^"]+)"', pages[who]))
        sent = {"csrf_token": token, "question": f"{HOW}#check-1", "check-1": "0"}
        assert client.post(f"/learn/sample/{HOW}/check", data=sent).status_code == 303
        assert client.post(f"/learn/sample/{HOW}/check", data={**sent, "csrf_token": token[::-1]}).status_code == 400


def test_a_new_edition_is_seen_at_once(session: Session, crew: Crew) -> None:
    address = f"/learn/sample/{FINISH}"
    assert "Нов край." not in seen(crew["anew"], address)
    begin_writing(session)
    a_snapshot(session, replace(with_lesson_text(a_course(), FINISH, "Нов край."), digest="1" * 64))
    session.commit()
    assert "Нов край." in seen(crew["anew"], address)


def test_on_paper_each_citation_leads_to_the_sources_of_its_own_lesson(session: Session, crew: Crew) -> None:
    begin_writing(session)
    cited = '<a href="#source-zni">ЗНИ</a>'
    a_snapshot(session, replace(with_lesson_text(a_course(), WHY, cited), digest="4" * 64))
    session.commit()
    page = crew["anew"].get("/learn/sample/basics/print").text
    assert 'href="#lesson-1-source-zni"' in page
    assert 'id="lesson-1-source-zni"' in page
    assert 'href="#source-' not in page
