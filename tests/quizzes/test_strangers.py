"""Others' attempts, tampered saves and forms, ended sign-ins: refused, and nothing stored."""

import pytest
from sqlalchemy import select

from elearn.permissions import Role
from elearn.quizzes.models import Attempt, Response
from tests.factories.people import a_person
from tests.factories.quizzes import BASICS, a_taker
from tests.quizzes.visiting import START, again, an_open, fields, put, settle, soup

pytestmark = pytest.mark.usefixtures("without_tokens")


def test_every_page_of_an_attempt_is_its_owner_s_alone(taker, session, sign_in, app) -> None:
    attempt_id = an_open(session, taker)
    other = a_taker(again(session))
    settle(session)
    stranger = app.test_client()
    sign_in(stranger, other.person_id)
    for path in ("", "/submit", "/result", "/review"):
        assert stranger.get(f"/attempts/{attempt_id}{path}").status_code == 404
        assert app.test_client().get(f"/attempts/{attempt_id}{path}").status_code == 303
    assert stranger.post(f"/attempts/{attempt_id}/submit").status_code == 404
    assert stranger.post(f"/attempts/{attempt_id}", data={"shown": "1"}).status_code == 404
    assert put(stranger, attempt_id, 1, {"choice": 1}).status_code == 404
    assert stranger.post(f"/attempts/{attempt_id}/flags/1", json={"flagged": True}).status_code == 404
    assert again(session).scalars(select(Response)).all() == []


TAMPERED = [
    {},
    {"answer": {"choice": 1}},
    {"answer": {"choice": 1}, "save_id": "x", "base": 0},
    {"answer": {"choice": 1}, "save_id": "6f1de1b4-7f0c-4d3c-9a55-111111111111", "base": -1},
    {"answer": {"choice": 1}, "save_id": "6f1de1b4-7f0c-4d3c-9a55-111111111111", "base": True},
    {"answer": {"choice": 99}, "save_id": "6f1de1b4-7f0c-4d3c-9a55-111111111111", "base": 0},
    {"answer": ["choice"], "save_id": "6f1de1b4-7f0c-4d3c-9a55-111111111111", "base": 0},
    {"answer": {"choice": 1}, "save_id": "6f1de1b4-7f0c-4d3c-9a55-111111111111", "base": 0, "flagged": "yes"},
    ["answer"],
    None,
]


@pytest.mark.parametrize("body", TAMPERED)
def test_a_tampered_save_is_refused_and_stores_nothing(client, taker, session, body) -> None:
    attempt_id = an_open(session, taker)
    address = f"/attempts/{attempt_id}/answers/1"
    assert client.post(address, json=body, headers={"Accept": "application/json"}).status_code == 400
    assert again(session).scalars(select(Response)).all() == []


@pytest.mark.parametrize(
    "form",
    [
        *({"shown": number} for number in ("0", "6", "x", "1", "9" * 5_000)),
        {"shown": "1", "save-1": "x", "base-1": "0"},
        {"shown": "1", "save-1": "6f1de1b4-7f0c-4d3c-9a55-111111111111", "base-1": "9" * 5_000},
        {"shown": "1", "save-1": "6f1de1b4-7f0c-4d3c-9a55-111111111111", "base-1": "0", "q-1": "9" * 5_000},
    ],
)
def test_a_tampered_form_is_refused_and_stores_nothing(client, taker, session, form) -> None:
    attempt_id = an_open(session, taker)
    assert client.post(f"/attempts/{attempt_id}", data=form).status_code == 400
    assert again(session).scalars(select(Response)).all() == []


def test_grades_cannot_be_sent_in(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    sent = fields(client.get(f"/attempts/{attempt_id}?q=1"))
    client.post(f"/attempts/{attempt_id}", data=sent | {"points": "600", "passed": "1", "state": "graded", "go": "2"})
    client.post(f"/attempts/{attempt_id}/submit", data={"points": "600", "passed": "1"})
    assert again(session).get_one(Attempt, attempt_id).points == 0


def test_a_save_without_its_token_is_refused_and_says_so(client, taker, session, app) -> None:
    attempt_id = an_open(session, taker)
    app.config["WTF_CSRF_ENABLED"] = True
    found = put(client, attempt_id, 1, {"choice": 1})
    assert (found.status_code, found.json["code"]) == (400, "bad_token")


def test_an_expired_sign_in_is_told_to_the_script(taker, session, app) -> None:
    attempt_id = an_open(session, taker)
    found = put(app.test_client(), attempt_id, 1, {"choice": 1})
    assert (found.status_code, found.json["code"]) == (401, "signed_out")


def test_a_stranger_to_the_course_is_told_why(client, session, sign_in) -> None:
    a_taker(session)
    outsider = a_person(session)
    settle(session)
    sign_in(client, outsider)
    assert client.get(START).status_code == client.post(START).status_code == 403


def test_a_trainer_tries_a_test_and_nothing_is_stored(client, session, sign_in) -> None:
    a_taker(session)
    trainer = a_person(session, roles=(Role.TRAINER,))
    settle(session)
    sign_in(client, trainer)
    address = f"/author/courses/sample/try/{BASICS}"
    page = client.get(address, follow_redirects=True)
    assert "Бележка" not in page.text
    assert "Обяснение" not in page.text
    seed = soup(page).find("input", {"name": "seed"})["value"]
    graded = client.post(address, data={"seed": seed, "q-1": "1", "q-3": "0", "q-4": "ЗНИ", "q-5": "14"})
    assert graded.status_code == 200
    assert "Обяснение на basics/quiz#single" in graded.text
    assert again(session).scalars(select(Attempt)).all() == []
    assert client.post(address, data={"seed": "../../x"}).status_code == 400


@pytest.mark.usefixtures("taker")
def test_a_learner_cannot_try_tests_as_a_trainer(client) -> None:
    address = f"/author/courses/sample/try/{BASICS}?seed=ABC"
    assert client.get(address).status_code == client.post(address, data={"seed": "ABC"}).status_code == 403


@pytest.mark.parametrize("number", ["9" * 19, "9" * 5_000])
def test_a_number_that_nothing_can_have_is_no_address_and_no_question(client, taker, session, number) -> None:
    attempt_id = an_open(session, taker)
    assert client.get(f"/attempts/{number}").status_code == 404
    assert put(client, attempt_id, number, {"choice": 1}).status_code == 404
    assert client.get(f"/attempts/{attempt_id}?q={number}").status_code == 200
    fields = {"shown": "1", "save-1": "6f1de1b4-7f0c-4d3c-9a55-111111111111", "base-1": "0", "go": number}
    assert client.post(f"/attempts/{attempt_id}", data=fields).status_code == 303
