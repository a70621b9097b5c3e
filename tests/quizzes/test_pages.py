"""The pages of a test over HTTP: with and without a script, in both languages, for their owner alone."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn import ids
from elearn.app import create_app
from elearn.content.model import Layout, Review
from elearn.db import begin_writing
from elearn.permissions import Role
from elearn.quizzes import jobs, service
from elearn.quizzes.models import Attempt, AttemptState, Response
from elearn.work import Work
from tests.factories.people import a_person
from tests.factories.quizzes import BASICS, Taker, a_graded_attempt, a_taker, a_test_with, an_attempt, answer_all

START = f"/learn/sample/{BASICS}"
SignIn = Callable[[FlaskClient, int], str]


@pytest.fixture
def taker(session: Session, client: FlaskClient, sign_in: SignIn) -> Taker:
    """Signed in as the client's owner; what a test changes before must be committed by `settle`."""
    taker = a_taker(session)
    settle(session)
    sign_in(client, taker.person_id)
    return taker


def settle(session: Session) -> None:
    """Let the client see what was written, and go on writing when it has looked."""
    session.commit()


def again(session: Session) -> Session:
    begin_writing(session)
    return session


def soup(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "lxml")


def an_open(session: Session, taker: Taker) -> int:
    attempt_id = an_attempt(again(session), taker)
    settle(session)
    return attempt_id


def fields(response: TestResponse) -> dict[str, str | list[str]]:
    """What a browser would send back from the page's form, untouched."""
    form = soup(response).find("form", id="attempt")
    found: dict[str, str | list[str]] = {
        "shown": [field["value"] for field in form.find_all("input", {"name": "shown"})]
    }
    for field in form.find_all("input"):
        if field.get("type") in {"radio", "checkbox"} and not field.has_attr("checked"):
            continue
        if field["name"] != "shown":
            found[field["name"]] = field.get("value", "")
    return found


def put(client: FlaskClient, attempt_id: int, position: int, answer: object, base: int = 0) -> TestResponse:
    body = {"save_id": ids.new_uuid(), "base": base, "answer": answer}
    address = f"/attempts/{attempt_id}/answers/{position}"
    return client.post(address, json=body, headers={"Accept": "application/json"})


@pytest.fixture(autouse=True)
def _without_tokens(app: Flask) -> None:
    """Tokens have a test of their own below; here forms are sent by hand."""
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.usefixtures("taker")
def test_the_start_page_states_the_rules_and_who_sees_what(client) -> None:
    page = client.get(START, headers={"Accept-Language": "en"}).text
    for words in ("80", "The coordinator sees the result and the date, not your answers.", "Start the test"):
        assert words in page
    assert client.get(START).status_code == 200


@pytest.mark.usefixtures("taker")
def test_looking_at_the_start_page_starts_nothing(client, session) -> None:
    client.get(START)
    assert again(session).scalars(select(Attempt)).all() == []


@pytest.mark.usefixtures("taker")
def test_starting_leads_to_the_first_question_and_twice_to_the_same(client) -> None:
    first, second = client.post(START), client.post(START)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    page = client.get(first.location, follow_redirects=True)
    assert soup(page).find("fieldset").find("legend").text.strip()


def test_each_question_page_has_a_numbered_overview_with_words(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 2, {"choices": [0]})
    client.post(f"/attempts/{attempt_id}/flags/3", json={"flagged": True})
    page = soup(client.get(f"/attempts/{attempt_id}?q=1", headers={"Accept-Language": "en"}))
    squares = [square["aria-label"] for square in page.find_all(class_="overview-item")]
    assert squares == [
        "Question 1: empty",
        "Question 2: answered",
        "Question 3: empty, flagged",
        "Question 4: empty",
        "Question 5: empty",
    ]
    assert page.find(attrs={"aria-current": "step"}).text == "1"


def test_without_a_script_answers_are_saved_on_going_on(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    sent = fields(client.get(f"/attempts/{attempt_id}?q=1")) | {"q-1": "1", "flag-1": "1", "go": "2"}
    done = client.post(f"/attempts/{attempt_id}", data=sent)
    assert (done.status_code, done.location) == (303, f"/attempts/{attempt_id}?q=2")
    page = soup(client.get(f"/attempts/{attempt_id}?q=1"))
    assert page.find("input", {"name": "q-1", "value": "1"}).has_attr("checked")
    assert page.find("input", {"name": "flag-1"}).has_attr("checked")


def test_a_form_sent_twice_is_saved_once(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    sent = fields(client.get(f"/attempts/{attempt_id}?q=1")) | {"q-1": "1", "go": "2"}
    for _ in range(2):
        assert client.post(f"/attempts/{attempt_id}", data=sent).status_code == 303
    assert again(session).scalars(select(Response)).one().revision == 1


def test_without_a_script_two_windows_are_asked_which_answer_stays(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    old = fields(client.get(f"/attempts/{attempt_id}?q=1"))
    put(client, attempt_id, 1, {"choice": 2})
    asked = client.post(f"/attempts/{attempt_id}", data=old | {"q-1": "0", "go": "2"})
    assert asked.status_code == 409
    assert "избор 2" in soup(asked).find(attrs={"role": "alert"}).text
    mine = fields(asked)
    assert mine["q-1"] == "0"
    client.post(f"/attempts/{attempt_id}", data=mine | {"go": "1"})
    assert again(session).scalars(select(Response)).one().answer == {"choice": 0}


def test_all_questions_may_stand_on_one_page(client, taker, session) -> None:
    a_test_with(again(session), layout=Layout.ALL)
    settle(session)
    attempt_id = an_open(session, taker)
    page = client.get(f"/attempts/{attempt_id}")
    assert len(soup(page).find_all("fieldset")) == 5
    sent = fields(page) | {"q-1": "1", "q-2": "0", "q-5": "14", "go": "submit"}
    done = client.post(f"/attempts/{attempt_id}", data=sent)
    assert done.location == f"/attempts/{attempt_id}/submit"
    assert len(again(session).scalars(select(Response).where(Response.revision == 1)).all()) == 3


def test_the_script_gets_an_acknowledgement_with_revision_and_time(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    found = put(client, attempt_id, 1, {"choice": 1})
    assert (found.status_code, found.json["revision"]) == (200, 1)
    assert re.fullmatch(r"\d\d:\d\d", found.json["words"])


def test_the_script_is_told_of_a_newer_answer_and_given_it(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 1, {"choice": 1})
    found = put(client, attempt_id, 1, {"choice": 2})
    assert found.status_code == 409
    assert (found.json["code"], found.json["answer"], found.json["revision"]) == ("newer_answer", {"choice": 1}, 1)
    assert found.json["words"] == "избор 1"


def test_a_late_answer_is_refused_clearly_and_stays_in_sight(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    sent = fields(client.get(f"/attempts/{attempt_id}?q=4")) | {"q-4": "Моят дълъг отговор", "go": "5"}
    client.post(f"/attempts/{attempt_id}/submit")
    late = client.post(f"/attempts/{attempt_id}", data=sent)
    assert late.status_code == 409
    assert "Моят дълъг отговор" in late.text
    found = put(client, attempt_id, 4, {"text": "Късно"})
    assert (found.status_code, found.json["code"]) == (409, "attempt_over")


def test_before_submitting_the_empty_ones_are_listed(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 2, {"choices": [0]})
    put(client, attempt_id, 5, {"text": "две седмици"})
    page = client.get(f"/attempts/{attempt_id}/submit", headers={"Accept-Language": "en"})
    assert "3 questions are empty: 1, 3 and 4." in page.text
    assert "cannot be read as one" in page.text
    assert again(session).get_one(Attempt, attempt_id).state is AttemptState.OPEN


def test_a_double_submit_shows_one_result(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    answer_all(again(session), taker, attempt_id)
    settle(session)
    places = [client.post(f"/attempts/{attempt_id}/submit").location for _ in range(2)]
    assert places == [f"/attempts/{attempt_id}/result"] * 2
    page = client.get(places[0], headers={"Accept-Language": "en"})
    assert soup(page).find("h1").text == "Passed: 6 of 6 points"
    assert client.get(f"/attempts/{attempt_id}").location == places[0]


def test_a_failed_result_names_the_objective_and_leads_to_its_lessons(client, taker, session) -> None:
    attempt_id = a_graded_attempt(again(session), taker, right=2)
    settle(session)
    page = soup(client.get(f"/attempts/{attempt_id}/result", headers={"Accept-Language": "en"}))
    assert page.find("h1").text == "Not passed yet: 1.8 points are missing"
    links = {link["href"] for link in page.find_all("a")}
    assert {"/learn/sample/basics/why", "/learn/sample/basics/how"} <= links
    assert "Apply “know”" in page.text


def test_the_right_answers_are_shown_only_after_passing(client, taker, session) -> None:
    failed = a_graded_attempt(again(session), taker, right=1)
    settle(session)
    before = client.get(f"/attempts/{failed}/review").text
    assert "Бележка 1 към basics/quiz#single" in before
    assert "Обяснение" not in before
    assert "Верен отговор" not in before
    a_graded_attempt(again(session), taker)
    settle(session)
    after = client.get(f"/attempts/{failed}/review").text
    assert "Обяснение на basics/quiz#single" in after


def test_while_another_attempt_is_open_nothing_can_be_looked_up(client, taker, session) -> None:
    passed = a_graded_attempt(again(session), taker)
    an_attempt(session, taker)
    settle(session)
    found = client.get(f"/attempts/{passed}/review")
    assert found.status_code == 403
    assert "Обяснение" not in found.text


@pytest.mark.parametrize(("policy", "status"), [(Review.NEVER, 403), (Review.AFTER_PASS, 403)])
def test_a_policy_that_says_no_is_kept(client, taker, session, policy, status) -> None:
    a_test_with(again(session), review=policy)
    attempt_id = a_graded_attempt(session, taker, right=1)
    settle(session)
    assert client.get(f"/attempts/{attempt_id}/review").status_code == status
    assert f"/attempts/{attempt_id}/review" not in client.get(f"/attempts/{attempt_id}/result").text


def test_switching_language_in_mid_test_loses_nothing(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 1, {"choice": 2})
    for lang, words in (("bg", "избор 2"), ("en", "choice 2")):
        page = soup(client.get(f"/attempts/{attempt_id}?q=1&lang={lang}"))
        picked = page.find("input", checked=True)
        assert words in picked.parent.text
        order = [field["value"] for field in page.find_all("input", {"name": "q-1"})]
        assert order == [str(p) for p in again(session).get_one(Attempt, attempt_id).paper[0]["order"]]


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
    [{"shown": "0"}, {"shown": "6"}, {"shown": "x"}, {"shown": "1"}, {"shown": "1", "save-1": "x", "base-1": "0"}],
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


def test_a_get_after_the_deadline_writes_nothing_and_the_next_post_submits(client, taker, session) -> None:
    a_test_with(again(session), time_minutes=10)
    settle(session)
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 1, {"choice": 1})
    attempt = again(session).get_one(Attempt, attempt_id)
    attempt.due_at, attempt.closes_at = attempt.due_at - timedelta(hours=1), attempt.closes_at - timedelta(hours=1)
    settle(session)
    for path in ("", "/submit"):
        assert "<fieldset" not in client.get(f"/attempts/{attempt_id}{path}").text
    session.expire_all()
    assert again(session).get_one(Attempt, attempt_id).state is AttemptState.OPEN
    settle(session)
    client.post(f"/attempts/{attempt_id}/submit")
    session.expire_all()
    assert again(session).get_one(Attempt, attempt_id).points == 100


def test_the_worker_closes_what_nobody_came_back_to(taker, session, settings, engine) -> None:
    a_test_with(again(session), time_minutes=10)
    attempt_id = an_attempt(session, taker)
    attempt = session.get_one(Attempt, attempt_id)
    attempt.due_at, attempt.closes_at = attempt.due_at - timedelta(hours=1), attempt.closes_at - timedelta(hours=1)
    settle(session)
    work = Work(settings, engine)
    for _ in range(2):
        jobs.close_expired(work, {})
    session.expire_all()
    assert again(session).get_one(Attempt, attempt_id).state is AttemptState.GRADED


def test_what_was_saved_survives_a_restart(client, taker, session, settings, sign_in) -> None:
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 1, {"choice": 1})

    restarted = create_app(settings).test_client()
    sign_in(restarted, taker.person_id)
    page = soup(restarted.get(f"/attempts/{attempt_id}?q=1"))
    assert page.find("input", checked=True)["value"] == "1"


def test_a_save_without_its_token_is_refused_and_says_so(client, taker, session, app) -> None:
    attempt_id = an_open(session, taker)
    app.config["WTF_CSRF_ENABLED"] = True
    found = put(client, attempt_id, 1, {"choice": 1})
    assert (found.status_code, found.json["code"]) == (400, "bad_token")


def test_an_expired_sign_in_is_told_to_the_script(taker, session, app) -> None:
    attempt_id = an_open(session, taker)
    found = put(app.test_client(), attempt_id, 1, {"choice": 1})
    assert (found.status_code, found.json["code"]) == (401, "signed_out")


def test_used_up_attempts_say_why_what_next_and_whom_to_ask(client, taker, session) -> None:
    a_test_with(again(session), attempts=1)
    a_graded_attempt(session, taker, right=0)
    settle(session)
    page = client.get(START, headers={"Accept-Language": "en"}).text
    for words in ("You cannot start this test now.", "You have no attempts left.", "Ask the coordinator"):
        assert words in page
    assert client.post(START).location == START


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


def test_an_attempt_begun_before_stays_reachable_from_the_start_page(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    page = soup(client.get(START))
    assert page.find("a", href=f"/attempts/{attempt_id}")
    assert service.expired(again(session)) == []
