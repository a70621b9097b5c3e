"""When a lesson counts as done where its questions change, or are answered from two tabs at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from elearn.content.model import Course
from elearn.db import begin_writing
from elearn.ids import LessonId, PersonId, QuestionId
from elearn.lessons import service
from elearn.lessons.models import How, Visit
from elearn.permissions import Actor
from elearn.progress.models import Progress
from elearn.publishing.models import Change
from tests.at_once import overlapping
from tests.factories.content import a_course
from tests.factories.lessons import SAMPLE
from tests.factories.progress import a_learner
from tests.factories.publishing import a_snapshot
from tests.lessons.test_lesson_pages import HOW, SignIn, post


@pytest.fixture
def learner(session: Session, client: FlaskClient, sign_in: SignIn) -> Actor:
    actor = a_learner(session)
    session.commit()
    sign_in(client, PersonId(actor.person_id or 0))
    return actor


def test_a_lesson_whose_open_question_was_dropped_can_be_marked(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    post(client, f"{HOW}/check", HOW, question="basics/how#check-1", **{"check-1": "0"})
    assert f'action="{HOW}/done"' not in client.get(HOW).text
    begin_writing(session)
    a_snapshot(session, with_one_check(a_course()), change=Change.CLARIFIED)
    session.commit()
    page = client.get(f"{HOW}?lang=en").text
    assert "questions are left" not in page
    assert f'action="{HOW}/done"' in page
    assert post(client, f"{HOW}/done", HOW) == 303
    session.rollback()
    assert session.scalars(select(Progress.steps_done)).one() == 1
    assert session.scalars(select(Visit.how).where(Visit.done_at.is_not(None))).one() is How.SELF_CHECKS
    assert learner.signed_in


def test_the_last_two_answers_at_once_make_the_lesson_done(session: Session, engine: Engine, learner: Actor) -> None:
    def answer(number: int) -> Callable[[Session], object]:
        question = QuestionId(f"basics/how#check-{number}")
        lesson_id = LessonId("basics/how")
        return lambda s: service.answer_self_check(s, learner, SAMPLE, lesson_id, question, {"choice": 0})

    overlapping(engine, answer(1), answer(2))
    begin_writing(session)
    session.expire_all()
    assert session.scalars(select(Progress.steps_done)).one() == 1


def with_one_check(course: Course) -> Course:
    """The course after an edition that dropped the second question of the lesson HOW."""
    first, second = course.outline.modules
    why, how = first.lessons
    body = course.lessons[how.id]
    modules = (replace(first, lessons=(why, replace(how, self_checks=how.self_checks[:1]))), second)
    return replace(
        course,
        outline=replace(course.outline, modules=modules),
        lessons={**course.lessons, how.id: replace(body, questions=body.questions[:1])},
        digest="1" * 64,
    )
