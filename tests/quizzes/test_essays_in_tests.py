"""An essay in a test: who marks it and by when stands before the start, and its text is saved as typed."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.terms import Layout, Review
from elearn.db import begin_writing
from elearn.permissions import Role
from elearn.quizzes.models import Response
from elearn.settings import Settings
from tests.factories.content import a_choice_question, a_course
from tests.factories.essays import TEXT, a_marked_attempt, a_trainer, an_essay_test
from tests.factories.kinds import an_essay_question, with_items
from tests.factories.people import a_person
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, Taker
from tests.quizzes.visiting import START, fields, put, soup

pytestmark = pytest.mark.usefixtures("without_tokens", "asked")
LETTER = "Dear Sir,\n\n  yes.\n"


@pytest.fixture
def asked(session: Session, taker: Taker) -> Taker:
    """The first module's test asks a choice and an essay."""
    begin_writing(session)
    items = [a_choice_question(f"{BASICS}#one"), an_essay_question(f"{BASICS}#letter")]
    terms = {"marker": {"bg": "Деловодството", "en": "The registry"}, "marking_days": 5, "anonymous": True}
    a_snapshot(session, with_items(a_course(), BASICS, items, layout=Layout.ALL, shuffle=False, **terms))
    session.commit()
    return taker


def essay_position(client: FlaskClient, address: str) -> int:
    page = soup(client.get(f"{address}?lang=en"))
    area = page.select_one("textarea")
    assert area is not None
    return int(str(area["name"]).removeprefix("q-"))


def stored(session: Session) -> object:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Response.answer).where(Response.question_id == f"{BASICS}#letter")).one()


@pytest.mark.parametrize(
    ("lang", "who", "when"),
    [
        ("en", "marked by: The registry", "within 5 working days, without your name"),
        ("bg", "оценява: Деловодството", "до 5 работни дни, без името Ви"),
    ],
)
def test_marker_and_promise_stand_before_the_start(client: FlaskClient, lang: str, who: str, when: str) -> None:
    text = soup(client.get(f"{START}?lang={lang}")).get_text(" ", strip=True)
    assert who in text
    assert when in text


def test_an_essay_shows_its_points_and_its_marker_and_nothing_of_its_rubric(client: FlaskClient) -> None:
    address = client.post(START).location
    text = soup(client.get(f"{address}?lang=en")).get_text(" ", strip=True)
    assert "3 points" in text
    assert "marked by: The registry" in text
    assert "names the time" not in text
    assert "registry." not in text


def test_an_essay_is_saved_as_typed_and_comes_back_so(client: FlaskClient, session: Session) -> None:
    address = client.post(START).location
    position, attempt = essay_position(client, address), int(address.split("/")[2].split("?")[0])
    assert put(client, attempt, position, {"text": LETTER}).status_code == 200
    assert stored(session) == {"text": LETTER}
    area = soup(client.get(address)).select_one("textarea")
    assert area is not None
    assert area.text.removeprefix("\n") == LETTER


def test_a_form_saves_an_essay_without_a_script(client: FlaskClient, session: Session) -> None:
    page = client.get(client.post(START).location)
    position = essay_position(client, page.request.path)
    sent = {**fields(page), f"q-{position}": LETTER.replace("\n", "\r\n"), "go": "submit"}
    assert client.post(page.request.path, data=sent).status_code == 303
    assert stored(session) == {"text": LETTER}


def test_a_page_of_many_long_essays_is_saved_without_a_script(client: FlaskClient, session: Session) -> None:
    begin_writing(session)
    items = [an_essay_question(f"{BASICS}#letter-{n}") for n in range(8)]
    a_snapshot(session, with_items(a_course(), BASICS, items, layout=Layout.ALL))
    session.commit()
    page = client.get(client.post(START).location)
    long = "я" * 20_000
    sent = {**fields(page), **{f"q-{n}": long for n in range(1, 9)}, "go": "submit"}
    assert client.post(page.request.path, data=sent).status_code == 303
    session.rollback()
    assert list(session.scalars(select(Response.answer))) == [{"text": long}] * 8


def test_a_newer_essay_is_quoted_in_short(client: FlaskClient) -> None:
    address = client.post(START).location
    position, attempt = essay_position(client, address), int(address.split("/")[2].split("?")[0])
    put(client, attempt, position, {"text": "word " * 1000})
    found = put(client, attempt, position, {"text": "mine"})
    assert found.status_code == 409
    assert found.json is not None
    assert found.json["answer"] == {"text": "word " * 1000}
    assert len(found.json["words"]) < 210


@pytest.mark.parametrize("answer", [{"text": 5}, {"ticked": [0]}, {"choice": 0}])
def test_another_shape_is_refused_and_nothing_lost(client: FlaskClient, session: Session, answer: object) -> None:
    address = client.post(START).location
    position, attempt = essay_position(client, address), int(address.split("/")[2].split("?")[0])
    put(client, attempt, position, {"text": LETTER})
    assert put(client, attempt, position, answer, base=1).status_code == 400
    assert stored(session) == {"text": LETTER}


def test_looking_back_shows_each_criterion_with_what_it_earned(
    client: FlaskClient, session: Session, settings: Settings, taker: Taker
) -> None:
    begin_writing(session)
    an_essay_test(session, review=Review.AFTER_ATTEMPT, pass_percent=100)
    attempt_id = a_marked_attempt(session, taker, a_trainer(session), settings, 200, 50, 100)
    session.commit()
    page = soup(client.get(f"/attempts/{attempt_id}/review?lang=en"))
    essay = page.select_one("fieldset[data-kind=essay]")
    assert essay is not None
    text = essay.get_text(" ", strip=True)
    assert "criterion 1 0.5 of 2" in text
    assert "Добре, но без отговорник." in text
    assert "Model:" not in text  # right answers wait until the test has been passed
    assert not essay.select("textarea")
    shown = essay.select_one(".essay-text")
    assert shown is not None
    assert shown.text.endswith(TEXT)


def test_a_trainers_trial_shows_rubric_and_model_answer_and_counts_no_essay(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, int], str]
) -> None:
    begin_writing(session)
    trainer = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, trainer)
    address = client.get(f"/author/courses/sample/try/{BASICS}").location
    page = client.get(f"{address}&lang=en")
    assert "names the time" not in page.text
    sent = {str(field["name"]): field.get("value", "") for field in soup(page).select("main input[type=hidden]")}
    area = soup(page).select_one("textarea")
    assert area is not None
    sent[str(area["name"])] = LETTER
    found = soup(client.post(address.partition("?")[0], data=sent))
    text = found.get_text(" ", strip=True)
    assert "names the time" in text
    assert "please turn to the registry" in text
    assert "Not counted here: 3 points for essays, which people mark." in text
    assert "0 of 1 point" in text
    shown = found.select_one(".essay-text")
    assert shown is not None
    assert shown.text.endswith(LETTER)
