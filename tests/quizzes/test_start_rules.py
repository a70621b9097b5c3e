"""The rules that a learner reads before starting a test are those that will hold."""

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.content.questions import Question
from elearn.content.terms import Counts, QuizRules, Review
from elearn.quizzes import service
from elearn.quizzes.deductions import Deductions, deductions
from tests.factories.content import a_choice_question, a_course, a_number_question
from tests.factories.essays import an_essay_test
from tests.factories.kinds import a_gaps_question, with_items
from tests.factories.people import OPERATOR
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, SLUG, Taker, a_graded_attempt, a_test_with, with_rules
from tests.factories.surveys import a_survey_question
from tests.quizzes.visiting import START, again, settle, soup

SINGLE = a_choice_question("t#s", penalty=50)
SEVERAL = a_choice_question("t#m", "multiple", right=(0, 2))
SEVERAL_TAKING = replace(SEVERAL, penalty=50)
GAPS_TAKING = a_gaps_question(penalty=50)


@pytest.mark.parametrize(
    ("questions", "negative", "expected"),
    [
        ([a_number_question("t#n")], True, Deductions(share=False, stated=False, below_zero=False)),
        ([SINGLE], False, Deductions(share=False, stated=False, below_zero=False)),
        ([SINGLE], True, Deductions(share=False, stated=True, below_zero=True)),
        ([SEVERAL], True, Deductions(share=True, stated=False, below_zero=False)),
        ([SEVERAL, SEVERAL_TAKING], False, Deductions(share=True, stated=True, below_zero=False)),
        ([GAPS_TAKING], False, Deductions(share=False, stated=True, below_zero=False)),
        ([replace(SEVERAL_TAKING, points=0)], True, Deductions(share=False, stated=False, below_zero=False)),
    ],
)
def test_only_what_has_an_effect_is_called_a_deduction(
    questions: list[Question], negative: bool, expected: Deductions
) -> None:
    assert deductions(questions, QuizRules(negative=negative)) == expected


def words(client: FlaskClient, path: str = START) -> str:
    return " ".join(soup(client.get(f"{path}?lang=en")).select_one("main").get_text(" ").split())


def publish(session: Session, **changes: Any) -> None:
    a_test_with(again(session), **changes)
    settle(session)


@pytest.mark.usefixtures("taker")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"review": Review.NEVER}, "You will see the result, not how single answers did."),
        ({"review": Review.AFTER_PASS}, "and the right answers, are shown after you have passed"),
        ({"show_key": True}, "how every answer did, and the right answers"),
        ({}, "the right answers are shown after you have passed"),
        ({"counts": Counts.LAST}, "The last attempt counts"),
        ({"counts": Counts.FIRST}, "The first attempt counts"),
        ({"counts": Counts.BEST}, "The best attempt counts"),
        ({"pass_percent": 65}, "Pass mark 65 %"),
        (
            {"time_minutes": 45, "grace_seconds": 20},
            "answers sent before the end are accepted for another 20 seconds",
        ),
        ({"attempts": 2, "wait_minutes": 120}, "Between two attempts 2 hours"),
        ({}, "Questions 5 6 points"),
        ({}, "each says how many. No question falls below zero"),
        ({"negative": True}, "These can bring a question below zero, the whole test never."),
        ({}, "opened to somebody else only to mark them, to answer an objection of yours or for an audit"),
    ],
)
def test_the_start_page_says_it(client: FlaskClient, session: Session, changes: dict[str, Any], said: str) -> None:
    publish(session, **changes)
    assert said in words(client)


def test_attempts_used_and_left_are_counted_before_the_next(
    client: FlaskClient, session: Session, taker: Taker
) -> None:
    publish(session, attempts=3)
    assert "Attempts 3 Time" in words(client)
    a_graded_attempt(again(session), taker, right=0)
    settle(session)
    assert "Attempts 3 1 used so far, 2 left" in words(client)


@pytest.mark.usefixtures("taker")
def test_a_test_with_one_attempt_does_not_say_which_counts(client: FlaskClient, session: Session) -> None:
    publish(session, attempts=1)
    assert "attempt counts" not in words(client)


@pytest.mark.usefixtures("taker")
def test_an_exam_tells_of_deductions_in_what_it_draws_from(client: FlaskClient, session: Session) -> None:
    assert "each says how many" in words(client, "/learn/sample/exam")
    course = with_rules(a_course(), "exam", pool=(), draw=None, draw_by=None)
    exam = course.outline.exam
    assert exam is not None
    own = replace(exam, question_ids=tuple(question.id for question in course.quizzes[exam.id].items))
    a_snapshot(again(session), replace(course, outline=replace(course.outline, exam=own), digest="4" * 64))
    settle(session)
    assert "A wrong answer takes no points away." in words(client, "/learn/sample/exam")


@pytest.mark.usefixtures("taker")
def test_the_formulas_are_one_step_away(client: FlaskClient) -> None:
    page = soup(client.get(f"{START}?lang=en"))
    assert page.select_one("main a[href='/help/scoring']").get_text() == "How scoring works"
    assert client.get("/help/scoring").status_code == 200


@pytest.mark.usefixtures("taker")
def test_what_becomes_of_surveys_is_said_where_a_test_has_one(client: FlaskClient, session: Session) -> None:
    assert "in surveys is counted without your name" not in words(client)
    items = [SINGLE, a_survey_question(f"{BASICS}#opinion")]
    a_snapshot(again(session), with_items(a_course(), BASICS, items))
    settle(session)
    assert "in surveys is counted without your name" in words(client)


@pytest.mark.usefixtures("taker")
def test_points_are_a_promise_only_where_no_draw_decides(client: FlaskClient, session: Session) -> None:
    items = [SINGLE, a_survey_question(f"{BASICS}#opinion")]
    a_snapshot(again(session), with_items(a_course(), BASICS, items))
    settle(session)
    assert "1 point; 1 of them is a survey question, without points" in words(client)
    drawn = replace(a_course(), digest="5" * 64)
    outline = with_rules(drawn, BASICS, draw=2).outline
    fewer = replace(outline.modules[0], quiz=replace(outline.modules[0].quiz, question_count=2, points=300))
    a_snapshot(again(session), replace(drawn, outline=replace(outline, modules=(fewer, *outline.modules[1:]))))
    settle(session)
    assert "up to 3 points, depending on what is drawn" in words(client)


def test_attempts_given_in_addition_are_named(client: FlaskClient, session: Session, taker: Taker) -> None:
    publish(session, attempts=2)
    service.grant(again(session), OPERATOR, taker.person_id, SLUG, BASICS, reason="Токът спря.")
    settle(session)
    assert "Attempts 3 1 of them was given to you in addition" in words(client)


@pytest.mark.usefixtures("taker")
def test_that_marking_holds_up_the_next_attempt_is_said_before_the_first(client: FlaskClient, session: Session) -> None:
    said = "While an attempt waits for marking, no other can be started."
    assert said not in words(client)
    an_essay_test(again(session), attempts=3)
    settle(session)
    assert said in words(client)
