"""Promise 5, over every address there is: while an attempt is open, and while it waits for marking, no key is told."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn.content.model import Course
from elearn.content.questions import Criterion, EssayQuestion, Question
from elearn.db import begin_writing
from elearn.ids import PersonId
from elearn.permissions import Grant, Role
from elearn.questions import PLAYABLE
from elearn.quizzes import service
from tests.factories.content import a_course, both
from tests.factories.essays import MARKER, an_essay
from tests.factories.kinds import ALL, with_items
from tests.factories.people import a_person
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, Taker, a_taker, an_attempt, save
from tests.factories.surveys import a_survey_question
from tests.quizzes.test_key_stays_home import MARK, NUMBER, PLANTED, planted

SignIn = Callable[[FlaskClient, PersonId], str]

PLACES = {
    "course": "sample",
    "slug": "sample",
    "module": "basics",
    "lesson": "why",
    "quiz": "basics/quiz",
    "position": "1",
    "name": "learner",
}
"""What an argument of an address stands for; of anything else the first."""

ARGUMENT = re.compile(r"<(?:\w+:)?(?P<name>\w+)>")

RIGHTLY_KEYED = ("/author/",)
"""Pages of those who wrote the key; who may open them is another test's."""


def every_kind() -> Course:
    """The first module's test asks a planted question of every kind, and may be practised."""
    basics = a_course().quizzes[BASICS]
    parted = [make(f"{BASICS}#part-{n}") for n, make in enumerate(ALL)]
    survey = a_survey_question(f"{BASICS}#opinion")
    asked = [planted_all(question) for question in (*basics.items, *parted, an_essay(), survey)]
    assert {question.kind for question in asked} == PLAYABLE
    rules = {"marker": MARKER, "marking_days": 5, "attempts": None, "practice": True, "pass_percent": 0}
    return with_items(a_course(), BASICS, asked, **rules)


def planted_all(question: Question) -> Question:
    marked = planted(question)
    if isinstance(marked, EssayQuestion):
        criteria = tuple(Criterion(one.position, one.points, both(MARK, MARK)) for one in marked.criteria)
        return replace(marked, criteria=criteria, explanation_html=PLANTED)
    return marked


def addresses(app: Flask, attempt_id: int) -> Iterator[str]:
    """Every address that answers GET, filled in."""
    values = PLACES | {"attempt_id": str(attempt_id)}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(RIGHTLY_KEYED):
            continue
        yield ARGUMENT.sub(lambda found: values.get(found["name"], "1"), rule.rule)


def tells(response: TestResponse) -> bool:
    text = response.get_data(as_text=True) + str(response.headers)
    return MARK in text or NUMBER in text or "is-right" in text


@pytest.fixture
def taker(app: Flask, session: Session) -> Taker:
    app.config["WTF_CSRF_ENABLED"] = False
    a_snapshot(session, every_kind())
    return a_taker(session)


def test_no_address_tells_a_key_before_the_attempt_has_its_grade(
    app: Flask, client: FlaskClient, session: Session, taker: Taker, sign_in: SignIn
) -> None:
    attempt_id = an_attempt(session, taker)
    essay = len(every_kind().quizzes[BASICS].items) - 1
    save(session, taker, attempt_id, essay, {"text": "Уважаеми господине"})
    others = (a_person(session), a_person(session, roles=(Grant(Role.COORDINATOR),)))
    session.commit()
    paths = list(addresses(app, attempt_id))
    assert f"/attempts/{attempt_id}/review" in paths
    for _state in ("open", "submitted"):
        for person in (taker.person_id, *others):
            sign_in(client, person)
            told = [path for path in paths for lang in ("bg", "en") if tells(client.get(f"{path}?lang={lang}"))]
            assert not told
        begin_writing(session)
        service.submit(session, taker.actor, attempt_id)
        session.commit()


def test_practice_of_the_same_questions_waits_for_the_attempt(
    client: FlaskClient, session: Session, taker: Taker, sign_in: SignIn
) -> None:
    attempt_id = an_attempt(session, taker)
    session.commit()
    sign_in(client, taker.person_id)
    practice = f"/learn/sample/{BASICS}/practice"
    assert client.get(practice, follow_redirects=True).status_code == 409
    begin_writing(session)
    service.submit(session, taker.actor, attempt_id)
    session.commit()
    assert client.get(practice, follow_redirects=True).status_code == 200
    assert tells(client.get(f"/attempts/{attempt_id}/review")), "the markers stand where a leak would show them"
