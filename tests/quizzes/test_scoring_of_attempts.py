"""A whole attempt's points: the sum of its questions', never below zero, by the rules it was taken against."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.ids import AttemptId
from elearn.quizzes import queries, service
from elearn.quizzes.looking_back import reviewed
from elearn.quizzes.models import Attempt, Response
from tests.factories.content import a_course
from tests.factories.kinds import with_parts
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, a_taker, a_test_with, an_attempt, save, with_rules
from tests.questions.making import answers_to
from tests.quizzes.visiting import SignIn, settle, soup

WRONG: list[dict[str, Any]] = [{"choice": 0}, {"choices": [1]}, {"choice": 1}, {"text": "x"}, {"text": "99"}]


def ended(session: Session, taker: Any, sent: list[Any]) -> tuple[Attempt, list[int | None]]:
    """An attempt with these answers, submitted; with the points of each question."""
    attempt_id = an_attempt(session, taker)
    for position, answer in enumerate(sent, start=1):
        if answer is not None:
            save(session, taker, attempt_id, position, answer)
    service.submit(session, taker.actor, attempt_id)
    stored = select(Response.points).where(Response.attempt_id == attempt_id).order_by(Response.position)
    points = session.scalars(stored).all()
    return session.get_one(Attempt, attempt_id, populate_existing=True), list(points)


@pytest.mark.parametrize("course", [a_course(), with_parts(a_course(), BASICS)], ids=["whole", "parts"])
@pytest.mark.parametrize("negative", [False, True])
def test_the_sum_is_the_sum(session: Session, course: Any, negative: bool) -> None:
    a_snapshot(session, with_rules(course, BASICS, negative=negative))
    items = course.quizzes[BASICS].items

    @given(st.tuples(*(answers_to(question) for question in items)))
    @settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    def check(sent: tuple[Any, ...]) -> None:
        attempt, points = ended(session, a_taker(session), list(sent))
        assert len(points) == len(items)
        assert attempt.points == max(0, sum(point or 0 for point in points))
        assert attempt.max_points == sum(question.points for question in items)
        assert 0 <= (attempt.points or 0) <= attempt.max_points

    check()


def test_a_deduction_below_zero_is_kept_with_its_question_and_the_attempt_never_falls_below(session: Session) -> None:
    a_test_with(session, negative=True)
    attempt, points = ended(session, a_taker(session), WRONG)
    assert points == [0, -50, 0, 0, 0]
    assert attempt.points == 0


def test_points_below_zero_eat_into_what_other_questions_earned(session: Session) -> None:
    taker = a_taker(session)
    answers = [{"choice": 1}, *WRONG[1:]]
    assert ended(session, taker, answers)[0].points == 100
    a_test_with(session, negative=True)
    attempt, points = ended(session, taker, answers)
    assert (attempt.points, sum(point or 0 for point in points)) == (50, 50)


def test_an_attempt_is_graded_by_the_rule_it_was_taken_against(session: Session) -> None:
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    a_test_with(session, negative=True)
    save(session, taker, attempt_id, 2, {"choices": [1]})
    service.submit(session, taker.actor, attempt_id)
    sitting = queries.sitting(session, taker.actor, attempt_id)
    assert [one.given.points for one in sitting.asked] == [0, 0, 0, 0, 0]


def test_looking_back_shows_what_a_question_took_away(client: Any, session: Session, sign_in: SignIn) -> None:
    a_test_with(session, negative=True)
    taker = a_taker(session)
    attempt, _ = ended(session, taker, WRONG)
    settle(session)
    sign_in(client, taker.person_id)
    page = soup(client.get(f"/attempts/{attempt.id}/review?lang=en"))
    assert "−0.5 of 2 points" in page.get_text()


def test_looking_back_judges_by_the_same_rule_as_the_grade(app: Any, session: Session) -> None:
    a_test_with(session, negative=True)
    taker = a_taker(session)
    attempt, points = ended(session, taker, WRONG)
    with app.test_request_context("/"):
        looked = reviewed(queries.sitting(session, taker.actor, AttemptId(attempt.id)), show_key=True)
    assert [one.review.grade.points for one in looked] == points
