"""What a learner reads while an essay waits and after it is marked; and what stays untold until then."""

import pytest

from elearn import clock, workdays
from elearn.content.terms import Review
from elearn.marking import service
from tests.factories.essays import a_marked_attempt, a_trainer, a_waiting_attempt, an_essay_test, mark
from tests.quizzes.visiting import START, again, settle, soup

pytestmark = pytest.mark.usefixtures("without_tokens")

PLANTED = ("критерий", "criterion", "Образец", "Model: we", "Обяснение.", "Explanation.", "неприключена")


def waiting(session, taker, **rules) -> int:
    an_essay_test(again(session), **rules)
    attempt_id = a_waiting_attempt(session, taker)
    settle(session)
    return attempt_id


def words(response) -> str:
    return " ".join(soup(response).main.get_text(" ").split())


def test_the_result_says_that_it_waits_by_whom_until_when_and_nothing_else(client, taker, session) -> None:
    attempt_id = waiting(session, taker)
    shown = client.get(f"/attempts/{attempt_id}/result?lang=en")
    due = workdays.after(clock.today(), 10)
    assert shown.status_code == 200
    assert "Waiting for marking" in words(shown)
    assert "Training Directorate" in words(shown)
    assert f"the end of {due.day} " in words(shown)
    assert " of 1 point" not in words(shown)
    assert "100" not in words(shown)


def test_no_page_tells_a_key_or_a_rubric_while_it_waits(client, taker, session) -> None:
    attempt_id = waiting(session, taker, review=Review.AFTER_ATTEMPT, show_key=True)
    marker = a_trainer(again(session))
    service.open_essays(session, marker, attempt_id)
    mark(session, marker, attempt_id, 200, 200, 100, comment="Още неприключена оценка")
    settle(session)
    for path in ("", "/result", "/submit", "/review", "/evidence", "/evidence.json"):
        shown = client.get(f"/attempts/{attempt_id}{path}", follow_redirects=True)
        assert shown.status_code in {200, 403}
        assert [planted for planted in PLANTED if planted in shown.text] == []
    assert client.get(f"/attempts/{attempt_id}/review").status_code == 403
    late = client.post(f"/attempts/{attempt_id}", data={})
    assert [planted for planted in PLANTED if planted in late.text] == []


def test_the_start_page_says_why_no_other_attempt_can_start(client, taker, session) -> None:
    waiting(session, taker)
    shown = words(client.get(START + "?lang=en"))
    assert "Your last attempt waits for marking." in shown
    assert "Training Directorate" in shown
    assert "Start another attempt" not in shown
    refused = client.post(START)
    assert (refused.status_code, refused.headers["Location"]) == (303, START)


def test_contents_and_my_learning_say_that_it_waits(client, taker, session) -> None:
    waiting(session, taker)
    assert "Waits for marking, promised until" in words(client.get("/learn/sample?lang=en"))
    assert "1 test waits for marking" in words(client.get("/my?lang=en"))


def test_a_test_that_waits_is_not_what_comes_next(client, taker, session) -> None:
    waiting(session, taker)
    page = soup(client.get("/my?lang=en"))
    assert [link["href"] for link in page.select(".band a") if link["href"].endswith("basics/quiz")] == []


def test_marks_by_criterion_and_the_comment_are_shown_after_grading(client, taker, session, settings) -> None:
    an_essay_test(again(session))
    attempt_id = a_marked_attempt(session, taker, a_trainer(session), settings, 200, 100, 0)
    settle(session)
    shown = words(client.get(f"/attempts/{attempt_id}/result?lang=en"))
    for told in ("3 of 5 points", "criterion 0 2 of 2 points", "criterion 1 1 of 2 points", "0 of 1 point"):
        assert told in shown
    assert "Добре, но без отговорник." in shown
    assert "Marked by: Training Directorate" in shown
    assert "4 of 6 points" in shown


@pytest.mark.parametrize("review", [Review.NEVER, Review.AFTER_PASS])
def test_where_the_test_tells_nothing_the_marks_are_told_without_the_rubric(
    client, taker, session, settings, review
) -> None:
    an_essay_test(again(session), review=review, pass_percent=100)
    attempt_id = a_marked_attempt(session, taker, a_trainer(session), settings, 200, 100, 0)
    settle(session)
    shown = client.get(f"/attempts/{attempt_id}/result?lang=en")
    assert "Criterion 1 2 of 2 points" in words(shown)
    assert "Добре, но без отговорник." in words(shown)
    assert [planted for planted in PLANTED if planted in shown.text] == []


def test_who_opened_the_answers_stands_on_the_result_before_and_after(client, taker, session) -> None:
    an_essay_test(again(session))
    untouched = a_waiting_attempt(session, taker)
    settle(session)
    assert "Nobody but you." in words(client.get(f"/attempts/{untouched}/result?lang=en"))
    service.open_essays(again(session), a_trainer(session, given="Тодор"), untouched)
    settle(session)
    assert "Тодор Петрова Иванова , trainer" in words(client.get(f"/attempts/{untouched}/result?lang=en"))
