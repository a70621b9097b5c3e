"""Promise 5, over every address there is: while an attempt is open, and while it waits for marking, no key is told."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn.content.model import Course
from elearn.content.questions import Criterion, EssayQuestion, Question
from elearn.content.terms import Review
from elearn.db import begin_writing
from elearn.ids import AttemptId, PersonId
from elearn.marking import service as marking
from elearn.permissions import Grant, Role
from elearn.questions import PLAYABLE
from elearn.quizzes import service
from elearn.settings import Settings
from tests.factories.content import a_course, both
from tests.factories.essays import MARKER, a_trainer, an_essay, finish, mark
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


def every_kind(**policy: Any) -> Course:
    """The first module's test asks a planted question of every kind, and may be practised."""
    basics = a_course().quizzes[BASICS]
    parted = [make(f"{BASICS}#part-{n}") for n, make in enumerate(ALL)]
    survey = a_survey_question(f"{BASICS}#opinion")
    asked = [planted_all(question) for question in (*basics.items, *parted, an_essay(), survey)]
    assert {question.kind for question in asked} == PLAYABLE
    rules = {"marker": MARKER, "marking_days": 5, "attempts": None, "practice": True, "pass_percent": 0}
    rules |= {"wait_minutes": 0} | policy
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


def a_marked_attempt(session: Session, taker: Taker, settings: Settings) -> AttemptId:
    """Its essay written and marked by every criterion, two choices taken: graded, and passed."""
    attempt_id, marker = an_attempt(session, taker), a_trainer(session)
    save(session, taker, attempt_id, 1, {"choice": 0})
    save(session, taker, attempt_id, len(every_kind().quizzes[BASICS].items) - 1, {"text": "Уважаеми господине"})
    service.submit(session, taker.actor, attempt_id)
    marking.open_essays(session, marker, attempt_id)
    mark(session, marker, attempt_id, 200, 100, 0, comment="Липсва срок.")
    finish(session, marker, attempt_id, settings)
    return attempt_id


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


@pytest.mark.parametrize("policy", [Review.NEVER, Review.AFTER_ATTEMPT])
def test_a_marked_attempt_tells_no_key_of_the_open_one_beside_it(
    app: Flask, client: FlaskClient, session: Session, settings: Settings, sign_in: SignIn, policy: Review
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    a_snapshot(session, every_kind(review=policy, show_key=True))
    taker = a_taker(session)
    first = a_marked_attempt(session, taker, settings)
    second = an_attempt(session, taker)
    session.commit()
    sign_in(client, taker.person_id)
    assert "Липсва срок." in client.get(f"/attempts/{first}/evidence").text
    paths = {*addresses(app, first), *addresses(app, second)}
    assert not [path for path in paths for lang in ("bg", "en") if tells(client.get(f"{path}?lang={lang}"))]
