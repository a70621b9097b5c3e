"""The pages of a test over HTTP: with and without a script, in both languages."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.terms import Layout
from elearn.quizzes import service
from elearn.quizzes.models import Attempt, Response
from tests.factories.quizzes import a_test_with
from tests.quizzes.visiting import START, again, an_open, fields, put, settle, soup

pytestmark = pytest.mark.usefixtures("without_tokens")


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
    assert (done.status_code, done.location) == (303, f"/attempts/{attempt_id}?q=2#question")
    page = soup(client.get(f"/attempts/{attempt_id}?q=1"))
    assert page.find("input", {"name": "q-1", "value": "1"}).has_attr("checked")
    assert page.find("input", {"name": "flag-1"}).has_attr("checked")


def test_a_form_sent_twice_is_saved_once(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    sent = fields(client.get(f"/attempts/{attempt_id}?q=1")) | {"q-1": "1", "go": "2"}
    for _ in range(2):
        assert client.post(f"/attempts/{attempt_id}", data=sent).status_code == 303
    assert again(session).scalars(select(Response)).one().revision == 1


def order(session: Session, attempt_id: int) -> list[int]:
    """The positions of the first question's choices, as its page shows them."""
    shown: list[int] = again(session).get_one(Attempt, attempt_id).paper[0]["order"]
    session.rollback()
    return shown


def test_without_a_script_two_windows_are_asked_which_answer_stays(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    old = fields(client.get(f"/attempts/{attempt_id}?q=1"))
    shown = order(session, attempt_id)
    put(client, attempt_id, 1, {"choice": shown.index(2)})
    asked = client.post(f"/attempts/{attempt_id}", data=old | {"q-1": str(shown.index(0)), "go": "2"})
    assert asked.status_code == 409
    assert "избор 2" in soup(asked).find(attrs={"role": "alert"}).text
    mine = fields(asked)
    assert mine["q-1"] == str(shown.index(0))
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
    a_test_with(again(session), shuffle=False)
    settle(session)
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 1, {"choice": 1})
    found = put(client, attempt_id, 1, {"choice": 2})
    assert found.status_code == 409
    assert (found.json["code"], found.json["answer"], found.json["revision"]) == ("newer_answer", {"choice": 1}, 1)
    assert found.json["words"] == "избор 1"


def test_switching_language_in_mid_test_loses_nothing(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    shown = order(session, attempt_id)
    put(client, attempt_id, 1, {"choice": shown.index(2)})
    for lang, word in (("bg", "избор"), ("en", "choice")):
        page = soup(client.get(f"/attempts/{attempt_id}?q=1&lang={lang}"))
        picked = page.find("input", checked=True)
        assert f"{word} 2" in picked.parent.text
        choices = page.find_all("input", {"name": "q-1"})
        assert all(f"{word} {at}" in choice.parent.text for at, choice in zip(shown, choices, strict=True))
        assert [choice["value"] for choice in choices] == ["0", "1", "2"]


def test_an_attempt_begun_before_stays_reachable_from_the_start_page(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    page = soup(client.get(START))
    assert page.find("a", href=f"/attempts/{attempt_id}")
    assert service.expired(again(session)) == []
