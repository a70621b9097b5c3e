"""What a preview tells a trainer, and whom it names."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from elearn.content.model import Course
from elearn.content.questions import Choice
from elearn.permissions import Role
from tests.factories.content import a_course, both
from tests.factories.people import a_person
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import a_taker
from tests.factories.regrading import answered, single_of, with_question
from tests.regrading.test_regrade_pages import ENGLISH, PREVIEW, QUESTION, fields


def reworded(words: str, *, right: int) -> Course:
    """The sample course with other words for the third choice of its first question."""
    course = a_course()
    question = single_of(course)
    choices = tuple(replace(one, right=one.position == right) for one in question.choices[:2])
    third = Choice(2, right == 2, both(words, words), {})
    return with_question(course, replace(question, choices=(*choices, third)))


@pytest.fixture
def trainer(session: Session) -> int:
    return a_person(session, roles=(Role.TRAINER,))


def preview(client, **change: object) -> str:
    sent = {**fields(client.get(QUESTION).text, PREVIEW), **change}
    page = client.get(PREVIEW, query_string=sent, headers=ENGLISH)
    assert page.status_code == 200
    return " ".join(BeautifulSoup(page.text, "lxml").find("main").text.split())


def test_words_that_are_read_as_the_same_are_shown(client, session, sign_in, trainer) -> None:
    answered(session, a_taker(session), 1)
    a_snapshot(session, reworded("трети отговор", right=0))
    session.commit()
    sign_in(client, trainer)
    assert "now “трети отговор”" in preview(client)


def test_another_choice_in_the_place_of_a_wrong_one_gives_nobody_points(client, session, sign_in, trainer) -> None:
    answered(session, a_taker(session), 2)
    a_snapshot(session, reworded("трети отговор", right=2))
    session.commit()
    sign_in(client, trainer)
    page = preview(client)
    assert "The new key cannot judge 1 version at all." in page
    assert "0 of 1 attempt changes." in page
