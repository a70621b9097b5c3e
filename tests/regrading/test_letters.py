"""What a letter about a regrade tells: never more of single answers than the test's own policy does."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.terms import Review
from elearn.mail.models import Letter
from elearn.quizzes.models import Attempt
from elearn.regrading.models import Policy
from tests.factories.content import a_course
from tests.factories.essays import a_waiting_attempt, an_essay_test
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, Taker, a_taker, an_attempt, with_rules
from tests.factories.regrading import (
    ALL_RIGHT,
    a_plan,
    a_trainer,
    answered,
    carried_out,
    corrected,
    decided,
    the_history,
)

TITLE = "Въпрос basics/quiz#single"
POINTS = "Този въпрос:"


def letter_to(session: Session, taker: Taker) -> Letter:
    return session.scalars(
        select(Letter).where(Letter.person_id == taker.person_id, Letter.key.startswith("regrade-"))
    ).one()


def a_result_that_changes(session: Session, taker: Taker, *, passes: bool = False, **rules: object) -> None:
    course = with_rules(a_course(), BASICS, **rules)
    a_snapshot(session, course)
    answered(session, taker, 2, others=ALL_RIGHT[:3] if passes else ())
    corrected(session, course=course)


def regrade(session: Session, settings, own: str = "single", policy: Policy = Policy.NEW_KEY, **given) -> None:
    plan = a_plan(the_history(session, own), policy, **given)
    carried_out(session, settings, decided(session, a_trainer(session), plan, own=own), own=own)


@pytest.mark.parametrize(
    ("review", "passes", "told"),
    [
        (Review.AFTER_ATTEMPT, False, True),
        (Review.AFTER_PASS, False, False),
        (Review.AFTER_PASS, True, True),
        (Review.NEVER, False, False),
        (Review.NEVER, True, False),
    ],
)
def test_it_names_the_question_and_its_points_only_where_the_test_tells_them(
    session, settings, review, passes, told
) -> None:
    taker = a_taker(session)
    a_result_that_changes(session, taker, passes=passes, review=review, counts="best")
    regrade(session, settings)
    text = letter_to(session, taker).text
    assert (TITLE in text, POINTS in text) == (told, told)
    assert "Резултат: " in text
    assert "Ключът беше грешен." in text


def test_a_pass_by_another_attempt_lets_it_be_told(session, settings) -> None:
    taker = a_taker(session)
    course = with_rules(a_course(), BASICS, review=Review.AFTER_PASS, attempts=None, wait_minutes=0)
    a_snapshot(session, course)
    answered(session, taker, 2)
    answered(session, taker, 1, others=ALL_RIGHT)
    corrected(session, course=course)
    regrade(session, settings)
    assert POINTS in letter_to(session, taker).text


def test_whoever_sits_a_test_of_the_course_is_told_later(session, settings) -> None:
    taker = a_taker(session)
    a_result_that_changes(session, taker, review=Review.AFTER_ATTEMPT, attempts=None, wait_minutes=0)
    an_attempt(session, taker)
    regrade(session, settings)
    text = letter_to(session, taker).text
    assert (TITLE in text, POINTS in text, "Резултат: " in text) == (False, False, True)


def test_whoever_waits_for_marks_reads_only_that_a_question_counts_otherwise(session, settings) -> None:
    an_essay_test(session, review=Review.AFTER_ATTEMPT)
    taker = a_taker(session)
    attempt_id = a_waiting_attempt(session, taker)
    regrade(session, settings, "pairs", Policy.DROP, never_worse=False)
    assert session.get_one(Attempt, attempt_id).max_points == 500
    letter = letter_to(session, taker)
    assert POINTS not in letter.text
    assert "Резултат: " not in letter.text
    assert "резултатът Ви" not in letter.text
    assert "чака оценяване" in letter.text
    assert letter.subject.startswith("Един въпрос се зачита по друг начин")
