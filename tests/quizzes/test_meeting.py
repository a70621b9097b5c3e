"""One rule says when an open attempt keeps a key back, under whatever name its questions are now."""

from collections.abc import Callable
from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.content.model import Course
from elearn.content.terms import Review
from elearn.db import begin_writing
from elearn.ids import PersonId, QuizId
from elearn.quizzes import meeting, service
from elearn.quizzes.models import Attempt
from tests.factories.content import a_course
from tests.factories.kinds import with_items
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, a_graded_attempt, a_taker, an_attempt, with_rules

SignIn = Callable[[FlaskClient, PersonId], str]


def renamed(course: Course) -> Course:
    """Every question of the first test has another own name, and says so."""
    items = [replace(item, id=f"{item.id}-anew", formerly=(item.id,)) for item in course.quizzes[BASICS].items]
    outline = replace(course.outline, edition="1.1")
    return replace(with_items(replace(course, outline=outline), BASICS, items), digest="7" * 64)


def test_names_of_a_question_are_whole_and_follow_its_test() -> None:
    course = renamed(a_course())
    modules = tuple(
        replace(one, quiz=replace(one.quiz, formerly=(QuizId("start/quiz"),))) if one.quiz else one
        for one in course.outline.modules
    )
    named = meeting.names(replace(course.outline, modules=modules), [course.quizzes[BASICS].items[0]])  # type: ignore[list-item]  # the first item is a question
    assert named == {f"{test}#single{end}" for test in (BASICS, "start/quiz") for end in ("", "-anew")}


def test_renaming_its_questions_opens_no_review_beside_an_open_attempt(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    course = with_rules(a_course(), BASICS, review=Review.AFTER_ATTEMPT, show_key=True, attempts=None, wait_minutes=0)
    a_snapshot(session, course)
    taker = a_taker(session)
    first = a_graded_attempt(session, taker, right=0)
    a_snapshot(session, renamed(course))
    second = an_attempt(session, taker)
    session.commit()
    sign_in(client, taker.person_id)
    assert client.get(f"/attempts/{first}/review").status_code == 403
    assert client.get(f"/attempts/{first}/evidence.json").get_json()["told"] == "answers"
    begin_writing(session)
    service.submit(session, taker.actor, second)
    session.commit()
    assert client.get(f"/attempts/{first}/review").status_code == 200


def test_an_open_attempt_that_draws_from_the_same_pool_closes_the_review_too(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    course = with_rules(a_course(), BASICS, review=Review.AFTER_ATTEMPT, show_key=True, wait_minutes=0)
    a_snapshot(session, course)
    taker = a_taker(session)
    first = a_graded_attempt(session, taker)
    session.get_one(Attempt, an_attempt(session, taker)).quiz_id = "exam"
    session.commit()
    sign_in(client, taker.person_id)
    assert client.get(f"/attempts/{first}/review").status_code == 403
