"""A learner objects to a question after the end; a trainer looks, opens with a reason, answers; all of it is told."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.content.terms import Review
from elearn.db import begin_writing
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.mail.models import Letter
from elearn.permissions import Grant, Role
from elearn.quizzes.models import AnswersOpened, Attempt, AttemptState, Purpose
from elearn.regrading import objecting, queries
from elearn.regrading.models import Objection, Regrade
from tests.at_once import overlapping
from tests.factories.people import a_person, an_actor, an_organisation
from tests.factories.quizzes import Taker, a_taker, a_test_with, an_attempt
from tests.factories.regrading import ALL_RIGHT, a_trainer, answered, corrected
from tests.regrading.test_regrade_pages import ENGLISH, fields, without_tokens

__all__ = ["without_tokens"]

SignIn = Callable[[FlaskClient, int], str]
WORDS = "Мисля, че е грешно, защото чл. 22в казва друго."


@pytest.fixture
def taker(session: Session) -> Taker:
    return a_taker(session)


@pytest.fixture
def attempt_id(session: Session, taker: Taker) -> int:
    """Everything is wrong or empty, so that nothing is passed and no key may be told."""
    return answered(session, taker, 2)


def made(session: Session, taker: Taker, attempt_id: int, position: int = 1) -> int:
    return objecting.object_to(session, taker.actor, attempt_id, position, WORDS)  # type: ignore[arg-type]  # a number is an attempt here


def actions(session: Session) -> list[str]:
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "objection").order_by(AuditEntry.id))
    return [entry.action for entry in entries]


def test_an_objection_is_stored_with_its_question_and_recorded(session, taker, attempt_id) -> None:
    row = session.get_one(Objection, made(session, taker, attempt_id))
    assert (row.question_id, row.quiz_id, row.position, row.text) == ("basics/quiz#single", "basics/quiz", 1, WORDS)
    assert actions(session) == ["objection.made"]
    assert queries.open_objections(session) == 1


def test_once_for_a_question_of_an_attempt(session, taker, attempt_id) -> None:
    made(session, taker, attempt_id)
    with pytest.raises(Conflict, match="objection_made"):
        made(session, taker, attempt_id)
    assert made(session, taker, attempt_id, 2)


def test_two_windows_at_once_make_one_objection(session, engine, taker, attempt_id) -> None:
    session.commit()
    with pytest.raises(Conflict, match="objection_made"):
        overlapping(engine, lambda one: made(one, taker, attempt_id), lambda other: made(other, taker, attempt_id))


def test_not_before_the_attempt_has_its_result(session, taker) -> None:
    attempt_id = an_attempt(session, taker)
    with pytest.raises(Conflict, match="objection_too_early"):
        made(session, taker, attempt_id)
    row = session.get_one(Attempt, attempt_id)
    row.state, row.submitted_at, row.ended_by = AttemptState.SUBMITTED, row.started_at, "learner"
    session.flush()
    with pytest.raises(Conflict, match="objection_too_early"):
        made(session, taker, attempt_id)


@pytest.mark.parametrize("text", ["", "Грешно.", "я" * 2001, " " * 50])
def test_it_takes_a_few_words_and_not_too_many(session, taker, attempt_id, text) -> None:
    with pytest.raises(Invalid, match="objection_length"):
        objecting.object_to(session, taker.actor, attempt_id, 1, text)


def test_nobody_objects_in_anothers_name(session, attempt_id) -> None:
    with pytest.raises(NotFound, match="attempt_unknown"):
        made(session, a_taker(session), attempt_id)


@pytest.mark.parametrize("position", [0, 6, -1])
def test_there_must_be_such_a_question(session, taker, attempt_id, position) -> None:
    with pytest.raises(NotFound, match="question_unknown"):
        made(session, taker, attempt_id, position)


def test_an_answer_in_words_goes_back_by_letter_once(session, settings, taker, attempt_id) -> None:
    objection_id, trainer = made(session, taker, attempt_id), a_trainer(session)
    with pytest.raises(Invalid, match="objection_length"):
        objecting.answer(session, trainer, objection_id, "Не.", settings, upheld=False)
    objecting.answer(session, trainer, objection_id, "Прав сте, ключът беше грешен.", settings, upheld=True)
    with pytest.raises(Conflict, match="objection_answered"):
        objecting.answer(session, trainer, objection_id, "Друг отговор на същото.", settings, upheld=False)
    (letter,) = session.scalars(select(Letter))
    assert letter.person_id == taker.person_id
    assert "Прав сте, ключът беше грешен." in letter.text
    assert f"> {WORDS}" in letter.text
    assert actions(session) == ["objection.made", "objection.answered"]
    assert queries.open_objections(session) == 0


def test_a_trainer_does_not_answer_an_objection_of_their_own(session, settings, taker, attempt_id) -> None:
    objection_id = made(session, taker, attempt_id)
    both = an_actor(session, a_person(session, roles=(Role.TRAINER,)))
    session.get_one(Objection, objection_id).person_id = both.person_id
    session.flush()
    with pytest.raises(NotAllowed, match="own_objection"):
        objecting.answer(session, both, objection_id, "Имам право.", settings, upheld=True)
    with pytest.raises(NotAllowed, match="not_permitted"):
        objecting.answer(session, taker.actor, objection_id, "Имам право.", settings, upheld=True)


# --- pages -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("without_tokens")
def test_a_learner_objects_from_the_result_and_finds_the_answer_there(
    client, session, settings, sign_in, taker, attempt_id
) -> None:
    session.commit()
    sign_in(client, taker.person_id)
    assert f"/attempts/{attempt_id}/objections" in client.get(f"/attempts/{attempt_id}/result").text
    form = f"/attempts/{attempt_id}/objections/1"
    assert client.post(form, data={"text": "къс"}).status_code == 400
    assert client.post(form, data={"text": WORDS}).status_code == 303
    assert client.post(form, data={"text": WORDS}).status_code == 409
    assert WORDS in client.get(f"/attempts/{attempt_id}/objections").text
    begin_writing(session)
    (objection_id,) = session.scalars(select(Objection.id))
    objecting.answer(
        session, a_trainer(session), objection_id, "Ключът е верен: вижте чл. 22б.", settings, upheld=False
    )
    session.commit()
    for page in (f"/attempts/{attempt_id}/result", f"/attempts/{attempt_id}/objections"):
        assert "Ключът е верен: вижте чл. 22б." in client.get(page).text


@pytest.mark.usefixtures("without_tokens")
@pytest.mark.parametrize("review", [Review.AFTER_ATTEMPT, Review.NEVER])
def test_objecting_never_tells_the_key_and_no_words_where_the_test_shows_none(client, session, sign_in, review) -> None:
    a_test_with(session, review=review)
    taker = a_taker(session)
    attempt_id = answered(session, taker, 2)
    session.commit()
    sign_in(client, taker.person_id)
    pages = [f"/attempts/{attempt_id}/objections"] + [f"/attempts/{attempt_id}/objections/{n}" for n in range(1, 6)]
    text = "".join(client.get(page).text for page in pages)
    for planted in ("Обяснение на", "Бележка", "is-right", "Съкращението е"):
        assert planted not in text
    assert ("Въпрос basics/quiz#single" in text) is (review is Review.AFTER_ATTEMPT)


def test_while_the_same_questions_are_open_elsewhere_only_their_numbers_are_told(
    client, session, sign_in, taker, attempt_id
) -> None:
    an_attempt(session, taker)
    session.commit()
    sign_in(client, taker.person_id)
    pages = (f"/attempts/{attempt_id}/objections", f"/attempts/{attempt_id}/objections/1")
    assert all("Въпрос basics/quiz#single" not in client.get(page).text for page in pages)


@pytest.mark.usefixtures("without_tokens")
def test_strangers_and_open_attempts_find_no_form(client, session, sign_in, taker, attempt_id) -> None:
    stranger = a_taker(session)
    open_id = an_attempt(session, taker)
    session.commit()
    sign_in(client, stranger.person_id)
    for method in (client.get, client.post):
        assert method(f"/attempts/{attempt_id}/objections/1").status_code == 404
    assert client.get(f"/attempts/{attempt_id}/objections").status_code == 404
    sign_in(client, taker.person_id)
    for page in (f"/attempts/{open_id}/objections", f"/attempts/{open_id}/objections/1"):
        assert client.get(page).status_code == 409
    assert client.post(f"/attempts/{open_id}/objections/1", data={"text": WORDS}).status_code == 409


@pytest.mark.usefixtures("without_tokens")
def test_the_answer_stays_shut_until_it_is_opened_with_a_reason(client, session, sign_in, taker, attempt_id) -> None:
    objection_id = made(session, taker, attempt_id)
    trainer = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, trainer)
    address = f"/author/objections/{objection_id}"
    shut = BeautifulSoup(client.get(address).text, "lxml")
    assert WORDS in shut.text
    assert not shut.select(".question input[checked]")
    assert len(shut.select(".choice.is-right")) == 1  # the trainer sees the key
    assert client.post(f"{address}/open", data={"reason": " "}).status_code == 400
    assert client.post(f"{address}/open", data={"reason": "За да отговоря."}).status_code == 303
    opened = BeautifulSoup(client.get(address).text, "lxml")
    order = session.get_one(Attempt, attempt_id).paper[0]["order"]
    session.rollback()
    checked = opened.select(".question input[checked]")
    assert [int(one["value"]) for one in checked] == [order.index(2)]
    begin_writing(session)
    (log,) = session.scalars(select(AnswersOpened))
    assert (log.purpose, log.reason, log.opened_by) == (Purpose.OBJECTION, "За да отговоря.", trainer)
    session.rollback()
    sign_in(client, taker.person_id)
    assert "За да отговоря." in client.get(f"/attempts/{attempt_id}/result").text


@pytest.mark.usefixtures("without_tokens")
def test_a_trainer_answers_and_may_regrade_from_there(client, session, sign_in, taker, attempt_id) -> None:
    objection_id = made(session, taker, attempt_id)
    corrected(session)
    trainer = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, trainer)
    listed = client.get("/author/objections", headers=ENGLISH).text
    assert BeautifulSoup(listed, "lxml").select_one(".tabs [aria-current] .tab-count").text.startswith("1")
    page = client.get(f"/author/objections/{objection_id}")
    link = BeautifulSoup(page.text, "lxml").select_one("aside a.btn")["href"]
    preview = "/author/courses/sample/regrade-preview/basics/quiz/single"
    shown = client.get(preview, query_string=fields(client.get(link).text, preview))
    decide = "/author/courses/sample/regrade/basics/quiz/single"
    place = client.post(decide, data={**fields(shown.text, decide), "reason": "Възражението е основателно."}).location
    begin_writing(session)
    assert session.scalars(select(Regrade.objection_id)).one() == objection_id
    session.rollback()
    assert f"/author/objections/{objection_id}" in client.get(place).text
    answer = f"/author/objections/{objection_id}/answer"
    assert client.post(answer, data={"answer": "Да, поправихме го."}).status_code == 400
    assert client.post(answer, data={"answer": "Да, поправихме го.", "upheld": "yes"}).status_code == 303
    assert client.post(answer, data={"answer": "Да, поправихме го.", "upheld": "no"}).status_code == 409


@pytest.mark.parametrize("role", [Role.LEARNER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_only_trainers_read_objections(client, session, sign_in, taker, attempt_id, role) -> None:
    objection_id = made(session, taker, attempt_id)
    grant = role if role is not Role.COORDINATOR else Grant(role, an_organisation(session))
    person_id = a_person(session, roles=(grant,))
    session.commit()
    sign_in(client, person_id)
    for page in ("/author/objections", f"/author/objections/{objection_id}"):
        assert client.get(page).status_code == 403


def test_an_anonymous_test_hides_who_objected(client, session, sign_in) -> None:
    a_test_with(session, anonymous=True)
    taker = a_taker(session)
    objection_id = made(session, taker, answered(session, taker, 2, others=ALL_RIGHT))
    trainer = a_person(session, roles=(Role.TRAINER,), given="Борис", family="Борисов")
    session.commit()
    sign_in(client, trainer)
    for page in ("/author/objections", f"/author/objections/{objection_id}"):
        assert "Иванова" not in client.get(page).text
