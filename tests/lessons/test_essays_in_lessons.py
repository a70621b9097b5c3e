"""An essay in a lesson: written, compared with the model answer, and ticked by its learner; nobody marks it."""

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.ids import LessonId, PersonId
from elearn.lessons.models import SelfCheck, Visit
from elearn.people import replay
from elearn.publishing.models import Change
from tests.factories.content import a_course
from tests.factories.kinds import an_essay_question, with_checks
from tests.factories.progress import a_learner
from tests.factories.publishing import a_snapshot
from tests.lessons.test_lesson_pages import HOW, SignIn, post

ESSAY = "basics/how#letter"
MODEL, CRITERION, HINT = "please turn to the registry", "names the time", "Think of the day"


@pytest.fixture(autouse=True)
def learner(session: Session, client: FlaskClient, sign_in: SignIn) -> None:
    hint = {"bg": "<p>Кой ден?</p>", "en": f"<p>{HINT}</p>"}
    a_snapshot(session, with_checks(a_course(), LessonId("basics/how"), [an_essay_question(ESSAY, hint_html=hint)]))
    actor = a_learner(session)
    session.commit()
    sign_in(client, PersonId(actor.person_id or 0))


def page(client: FlaskClient) -> BeautifulSoup:
    return BeautifulSoup(client.get(f"{HOW}?lang=en").text, "html.parser")


def write(client: FlaskClient, text: str) -> int:
    return post(client, f"{HOW}/check", HOW, question=ESSAY, **{"check-1": text})


def tick(client: FlaskClient, *positions: str) -> int:
    return post(client, f"{HOW}/compare", HOW, question=ESSAY, met=list(positions))


def stored(session: Session) -> SelfCheck:
    session.rollback()
    session.expire_all()
    return session.scalars(select(SelfCheck)).one()


def one(found: Tag | None) -> Tag:
    assert found is not None
    return found


def test_model_answer_and_criteria_wait_for_the_learners_own_words(client: FlaskClient) -> None:
    before = page(client)
    assert HINT in before.text
    assert MODEL not in before.text
    assert CRITERION not in before.text
    assert one(before.select_one(".self-check button[type=submit]")).text.strip() == "Compare with the model answer"

    assert write(client, "Dear Sir") == 303
    after = page(client)
    assert MODEL in after.text
    assert [box["value"] for box in after.select("input[name=met]")] == ["0", "1"]
    assert not after.select("input[name=met][checked]")


def test_writing_counts_as_answered_and_makes_the_lesson_done(client: FlaskClient, session: Session) -> None:
    write(client, "Dear Sir,\r\n\r\nyes.")
    row = stored(session)
    assert (row.answer, row.right, row.first_right) == ({"text": "Dear Sir,\n\nyes."}, False, False)
    assert session.scalars(select(Visit.done_at).where(Visit.done_at.is_not(None))).one()


def test_no_points_are_shown_in_a_lesson(client: FlaskClient) -> None:
    write(client, "Dear Sir")
    assert "point" not in one(page(client).select_one(".self-check")).text


def test_the_text_comes_back_as_typed(client: FlaskClient) -> None:
    write(client, "\n  Dear </textarea><b>Sir</b>,\n\nyes.")
    area = one(page(client).select_one("textarea[name=check-1]"))
    assert area.text.removeprefix("\n") == "\n  Dear </textarea><b>Sir</b>,\n\nyes."


def test_ticking_every_criterion_is_right_and_the_first_ticks_are_the_first_answer(
    client: FlaskClient, session: Session
) -> None:
    write(client, "Dear Sir")
    assert tick(client, "0", "1") == 303
    row = stored(session)
    assert (row.answer, row.right, row.first_right) == ({"text": "Dear Sir", "ticked": [0, 1]}, True, True)
    tick(client, "1")
    row = stored(session)
    assert (row.answer["ticked"], row.right, row.first_right) == ([1], False, True)
    found = page(client)
    assert [box["value"] for box in found.select("input[name=met][checked]")] == ["1"]
    assert "You find 1 of 2 criteria met." in found.text


def test_finding_nothing_met_is_an_answer_too(client: FlaskClient, session: Session) -> None:
    write(client, "Dear Sir")
    tick(client)
    assert stored(session).answer == {"text": "Dear Sir", "ticked": []}
    tick(client, "0", "1")
    row = stored(session)
    assert (row.right, row.first_right) == (True, False)


def test_another_text_keeps_the_ticks(client: FlaskClient, session: Session) -> None:
    write(client, "Dear Sir")
    tick(client, "0", "1")
    write(client, "Dear Madam")
    row = stored(session)
    assert (row.answer, row.right) == ({"text": "Dear Madam", "ticked": [0, 1]}, True)


def test_a_blank_text_is_told_and_nothing_is_stored(client: FlaskClient, session: Session) -> None:
    assert write(client, " \r\n ") == 303
    session.rollback()
    assert session.scalars(select(SelfCheck)).all() == []
    assert "Write an answer, then compare it." in client.get(f"{HOW}?unanswered=1&lang=en").text


@pytest.mark.parametrize("met", ["2", "-1", "x", "1" * 30])
def test_a_criterion_that_is_not_there_is_refused(client: FlaskClient, session: Session, met: str) -> None:
    write(client, "Dear Sir")
    assert tick(client, met) == 400
    assert stored(session).answer == {"text": "Dear Sir"}


def test_nothing_can_be_ticked_before_something_was_written(client: FlaskClient, session: Session) -> None:
    assert tick(client, "0") == 400
    session.rollback()
    assert session.scalars(select(SelfCheck)).all() == []


def test_a_renamed_essay_keeps_text_and_ticks(client: FlaskClient, session: Session) -> None:
    write(client, "Dear Sir")
    begin_writing(session)
    renamed = an_essay_question("basics/how#note", formerly=(ESSAY,))
    course = with_checks(a_course(), LessonId("basics/how"), [renamed])
    a_snapshot(session, course, change=Change.CLARIFIED)
    session.commit()
    assert post(client, f"{HOW}/compare", HOW, question="basics/how#note", met=["0", "1"]) == 303
    found = page(client)
    assert one(found.select_one("textarea")).text.strip() == "Dear Sir"
    assert len(found.select("input[name=met][checked]")) == 2


def test_a_letter_written_while_the_sign_in_ended_waits_behind_it(client: FlaskClient, app: Flask) -> None:
    form = one(page(client).select_one(".self-check form"))
    sent = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    with client.session_transaction() as cookie:
        cookie["used"] = 0
    answered = client.post(f"{HOW}/check", data={**sent, "check-1": "Dear Sir,\r\n\r\nyes."})
    assert answered.status_code == 401
    waiting = one(BeautifulSoup(answered.text, "html.parser").select_one("input[name=waiting]"))
    with app.app_context():
        found = replay.unwrap(str(waiting["value"]))
    assert found is not None
    assert (found.path, dict(found.fields)["check-1"]) == (f"{HOW}/check", "Dear Sir,\r\n\r\nyes.")


def test_everything_is_labelled(client: FlaskClient) -> None:
    write(client, "Dear Sir")
    found = page(client)
    area = one(found.select_one("textarea[name=check-1]"))
    assert one(found.select_one(f"label[for={area['id']}]")).text == "Your answer"
    assert "20,000" in one(found.select_one(f"#{area['aria-describedby']}")).text
    ticks = one(found.select_one("fieldset.essay-ticks"))
    assert one(ticks.legend).text == "Which of these does your answer do?"
    assert all(ticks.select_one(f"label[for={box['id']}]") for box in ticks.select("input"))


def test_on_paper_there_are_lines_to_write_on_and_no_model_answer(client: FlaskClient) -> None:
    write(client, "Dear Sir")
    printed = client.get("/learn/sample/basics/print?lang=en").text
    assert MODEL not in printed
    assert CRITERION not in printed
    assert len(BeautifulSoup(printed, "html.parser").select(".write-lines > span")) == 8
