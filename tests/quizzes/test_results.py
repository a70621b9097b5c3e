"""Submitting, the result and looking back: what is told, and when."""

import pytest

from elearn.content.terms import Review
from elearn.quizzes import service
from elearn.quizzes.models import Attempt, AttemptState
from tests.factories.content import a_choice_question, a_course
from tests.factories.essays import a_waiting_attempt, an_essay_test
from tests.factories.kinds import an_ordering_question, with_items
from tests.factories.people import OPERATOR
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, SLUG, a_graded_attempt, a_test_with, an_attempt, answer_all, with_rules
from tests.factories.regrading import a_plan, a_trainer, answered, carried_out, corrected, decided, the_history
from tests.factories.surveys import a_survey_question
from tests.quizzes.visiting import START, again, an_open, put, settle, soup

pytestmark = pytest.mark.usefixtures("without_tokens")


def test_before_submitting_the_empty_ones_are_listed(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 2, {"choices": [0]})
    put(client, attempt_id, 5, {"text": "две седмици"})
    page = client.get(f"/attempts/{attempt_id}/submit", headers={"Accept-Language": "en"})
    assert "3 questions are empty: 1, 3 and 4." in page.text
    assert "cannot be read as one" in page.text
    assert again(session).get_one(Attempt, attempt_id).state is AttemptState.OPEN


def test_an_opinion_that_is_not_given_is_no_empty_question(client, taker, session) -> None:
    items = [a_choice_question(f"{BASICS}#one"), a_survey_question(f"{BASICS}#opinion")]
    a_snapshot(again(session), with_items(a_course(), BASICS, items, shuffle=False))
    settle(session)
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 1, {"choice": 0})
    main = soup(client.get(f"/attempts/{attempt_id}/submit", headers={"Accept-Language": "en"})).find("main")
    assert "All questions with points are answered." in main.text
    assert "1 survey question is empty: to answer it is up to you." in main.text
    assert "counted without your name" in main.text
    assert main.select(".column .rows li") == []


def test_two_items_in_one_place_are_told_before_submitting(client, taker, session) -> None:
    items = [an_ordering_question(f"{BASICS}#steps"), an_ordering_question(f"{BASICS}#more")]
    a_snapshot(again(session), with_items(a_course(), BASICS, items, shuffle=False))
    settle(session)
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 1, {"parts": {"0": 0, "1": 0, "2": 2, "3": 3}})
    put(client, attempt_id, 2, {"parts": {"0": 1, "1": 0, "2": 2, "3": 3}})
    page = soup(client.get(f"/attempts/{attempt_id}/submit", headers={"Accept-Language": "en"}))
    assert "The same place twice" in page.text
    assert [link["href"] for link in page.select(".rows a")] == [f"/attempts/{attempt_id}?q=1#question"]


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


def test_a_failed_attempt_made_good_by_another_does_not_say_that_the_test_is_not_passed(client, taker, session) -> None:
    failed = a_graded_attempt(again(session), taker, right=2)
    a_graded_attempt(session, taker)
    settle(session)
    page = soup(client.get(f"/attempts/{failed}/result", headers={"Accept-Language": "en"}))
    assert page.find("h1").text == "This attempt was 1.8 points short"
    assert "that stays so" in page.text


def test_who_has_passed_is_not_told_to_ask_for_another_attempt(client, taker, session) -> None:
    a_test_with(again(session), attempts=1)
    a_graded_attempt(session, taker)
    settle(session)
    page = client.get(START, headers={"Accept-Language": "en"}).text
    assert "You have passed this test." in page
    assert "You cannot start this test now." not in page


def test_what_comes_next_goes_by_the_rules_published_now(client, taker, session) -> None:
    attempt_id = a_graded_attempt(again(session), taker, right=0)
    a_test_with(session, attempts=1)
    settle(session)
    page = client.get(f"/attempts/{attempt_id}/result", headers={"Accept-Language": "en"}).text
    assert "Attempt 1 of 1" in page
    assert "You have no attempts left." in page
    assert "To another attempt" not in page


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


def test_a_result_tells_what_another_attempt_that_is_not_over_means_for_the_next(client, taker, session) -> None:
    an_essay_test(again(session), attempts=3)
    first = an_attempt(session, taker)
    service.submit(session, taker.actor, first)
    waiting = a_waiting_attempt(session, taker)
    settle(session)
    page = client.get(f"/attempts/{first}/result", headers={"Accept-Language": "en"})
    aside = " ".join(soup(page).find("aside").text.split())
    assert "Attempt 2 waits for marking. Promised until the end of" in aside
    assert "After it 1 attempt is left." in aside
    assert soup(page).find("aside").find("a", href=f"/attempts/{waiting}") is not None
    assert "last" not in aside
    assert soup(page).find("a", href=START, string="To another attempt") is None
    service.grant(again(session), OPERATOR, taker.person_id, SLUG, BASICS, reason="Токът спря.")
    settle(session)
    aside = soup(client.get(f"/attempts/{first}/result", headers={"Accept-Language": "en"})).find("aside").text
    assert "You may try again at once" not in aside
    assert "After it 2 attempts are left." in aside


@pytest.mark.parametrize(("policy", "told"), [(Review.NEVER, False), (Review.AFTER_ATTEMPT, True)])
def test_a_change_tells_how_a_single_answer_did_only_where_the_policy_does(
    client, taker, session, settings, policy, told
) -> None:
    course = with_rules(a_course(), BASICS, review=policy, shuffle=False)
    a_snapshot(again(session), course)
    attempt_id = answered(session, taker, 2)
    corrected(session, course=course)
    trainer = a_trainer(session)
    carried_out(session, settings, decided(session, trainer, a_plan(the_history(session))))
    settle(session)
    page = " ".join(client.get(f"/attempts/{attempt_id}/result", headers={"Accept-Language": "en"}).text.split())
    assert "result 0 of 6 → 1 of 6" in page
    assert ("Question 1: 0 → 1" in page, "A question counts otherwise" in page) == (told, not told)
