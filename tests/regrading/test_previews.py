"""What a preview tells a trainer, and whom it names."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.model import Course
from elearn.content.questions import Choice
from elearn.db import begin_writing
from elearn.errors import Invalid
from elearn.people.models import Person
from elearn.permissions import Role
from elearn.quizzes import openings
from elearn.quizzes.models import Purpose
from elearn.regrading.models import Policy, Regrade
from tests.factories.content import a_course, both
from tests.factories.people import a_person, an_actor
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import Taker, a_taker
from tests.factories.regrading import (
    ALL_RIGHT,
    a_plan,
    a_trainer,
    answered,
    corrected,
    decided,
    single_of,
    the_history,
    with_question,
)
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


def test_whoever_chooses_otherwise_finds_what_was_chosen(client, session, sign_in, trainer) -> None:
    for _ in range(5):
        answered(session, a_taker(session), 2)
    corrected(session)
    session.commit()
    sign_in(client, trainer)
    sent = {**fields(client.get(QUESTION).text, PREVIEW), "policy": "full-marks", "worse": "1"}
    sent["since"] = clock.today().isoformat()
    page = BeautifulSoup(client.get(PREVIEW, query_string=sent, headers=ENGLISH).text, "lxml")
    back = fields(client.get(page.find("a", string="Choose otherwise")["href"]).text, PREVIEW)
    for name in ("version", "policy", "worse", "since"):
        assert back[name] == (sent[name] if isinstance(sent[name], list) else [sent[name]])


# --- whom it names ---------------------------------------------------------------------------------


def family(session: Session, taker: Taker, words: str) -> None:
    session.execute(update(Person).where(Person.id == taker.person_id).values(family=words))


def test_who_took_a_choice_that_is_gone_is_told_by_number_alone(client, session, sign_in, trainer) -> None:
    for choice in range(3):
        taker = a_taker(session)
        family(session, taker, f"Изборник{choice}")
        answered(session, taker, choice)
    course = a_course()
    question = single_of(course)
    a_snapshot(session, with_question(course, replace(question, choices=question.choices[1:])))
    session.commit()
    sign_in(client, trainer)
    page = preview(client)
    assert re.search(r"Cannot be judged by this key 1\s*they stay as they are", page)
    assert "Изборник" not in page


def test_only_those_whose_pass_changes_are_named(client, session, sign_in, trainer) -> None:
    for words, others in (("Минала", ALL_RIGHT[:3]), ("Неминала", ())):
        taker = a_taker(session)
        family(session, taker, words)
        answered(session, taker, 2, others=others)
    corrected(session)
    session.commit()
    sign_in(client, trainer)
    page = preview(client)
    assert "2 of 2 attempts change." in page
    assert ("Минала" in page, "Неминала" in page) == (True, False)


def test_few_chosen_attempts_take_answers_that_are_open(client, session, sign_in, trainer) -> None:
    ids = [answered(session, a_taker(session), 2) for _ in range(5)]
    corrected(session)
    session.commit()
    sign_in(client, trainer)
    sent = fields(client.get(QUESTION).text, PREVIEW)
    for narrow in ({"attempts": str(ids[0])}, {"attempts": " ".join(map(str, ids[:4]))}):
        for policy in Policy:
            refused = client.get(PREVIEW, query_string={**sent, **narrow, "policy": policy.value}, headers=ENGLISH)
            assert refused.status_code == 400
            assert "So few attempts would tell" in refused.text
    assert "5 of 5 attempts change." in preview(client, since=clock.today().isoformat())
    begin_writing(session)
    openings.open_answers(session, an_actor(session, trainer), ids[0], Purpose.OBJECTION, "Възражение.")
    session.commit()
    assert "1 of 1 attempt changes." in preview(client, attempts=str(ids[0]))


def test_few_attempts_are_not_decided_on_by_a_form_of_ones_own(session) -> None:
    attempt_id = answered(session, a_taker(session), 2)
    with pytest.raises(Invalid, match="regrade_few"):
        decided(session, a_trainer(session), a_plan(the_history(session), attempts=(attempt_id,)))
    assert session.scalars(select(Regrade)).all() == []
