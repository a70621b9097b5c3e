"""Regrading in the browser of a trainer: versions, preview, decision; and nobody else's business."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.ids import PersonId
from elearn.jobs.models import Job
from elearn.permissions import Grant, Role
from elearn.progress.models import CompletionReview
from elearn.quizzes.models import Attempt
from elearn.regrading import jobs
from elearn.regrading.models import Regrade, Regraded
from elearn.work import Work
from tests.factories.people import a_person, an_actor, an_organisation
from tests.factories.progress import a_learner, complete
from tests.factories.quizzes import BASICS, Taker, a_taker
from tests.factories.regrading import ALL_RIGHT, a_plan, a_trainer, answered, corrected, decided, the_history

SignIn = Callable[[FlaskClient, int], str]
QUESTION = "/author/courses/sample/regrade/basics/quiz/single"
PREVIEW = "/author/courses/sample/regrade-preview/basics/quiz/single"
ENGLISH = {"Accept-Language": "en"}

pytestmark = pytest.mark.usefixtures("without_tokens")


@pytest.fixture
def without_tokens(app) -> None:
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def taker(session: Session) -> Taker:
    """She took the choice that is right now, and one more answer short of the pass."""
    taker = a_taker(session)
    answered(session, taker, 2, others=ALL_RIGHT[:3])
    corrected(session)
    return taker


@pytest.fixture
def trainer(session: Session, taker: Taker, client: FlaskClient, sign_in: SignIn) -> PersonId:
    assert taker.person_id
    person_id = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, person_id)
    return person_id


def fields(page: str, action: str) -> dict[str, list[str]]:
    """What the form that goes to `action` would send."""
    form = BeautifulSoup(page, "lxml").find("form", action=action)
    found: dict[str, list[str]] = {}
    for one in form.find_all(["input", "textarea"]):
        if one.get("type") in {"radio", "checkbox"} and not one.has_attr("checked"):
            continue
        found.setdefault(one["name"], []).append(one.get("value", one.text))
    return found


def work_off(settings, engine) -> None:
    with Session(engine) as reading:
        ids = list(reading.scalars(select(Regrade.id)))
    for regrade_id in ids:
        jobs.regrade(Work(settings, engine), {"regrade_id": regrade_id})


@pytest.mark.usefixtures("trainer")
def test_a_trainer_goes_from_the_question_to_the_decision(client, session, settings, engine, taker) -> None:
    page = client.get(QUESTION, headers=ENGLISH)
    assert "met by 1 attempt" in page.text
    sent = fields(page.text, PREVIEW)
    assert len(sent["version"]) == 1  # the one that attempts met, not the newest
    shown = client.get(PREVIEW, query_string=sent, headers=ENGLISH)
    assert "1 of 1 attempt changes." in shown.text
    assert "Мария Петрова Иванова" in shown.text
    assert "4 of 6 → 5 of 6" in " ".join(shown.text.split())
    begin_writing(session)
    assert session.scalars(select(Regrade)).all() == []
    session.rollback()
    form = fields(shown.text, QUESTION)
    refused = client.post(QUESTION, data=form, headers=ENGLISH)
    assert (refused.status_code, "Say in a few words why." in refused.text) == (400, True)
    done = client.post(QUESTION, data={**form, "reason": "Чл. 22в казва друго."})
    assert done.status_code == 303
    waiting = client.get(done.location, headers=ENGLISH)
    assert waiting.headers["Refresh"] == "3"
    assert "0 of 1 are done." in waiting.text
    work_off(settings, engine)
    over = client.get(done.location, headers=ENGLISH)
    assert "Refresh" not in over.headers
    assert "Чл. 22в казва друго." in over.text
    assert "Мария Петрова Иванова" in over.text
    listed = client.get("/author/courses/sample/regrades", headers=ENGLISH).text
    assert "The new key counts" in listed
    assert taker.person_id


@pytest.mark.usefixtures("trainer")
def test_sending_a_decision_twice_is_deciding_once(client, session) -> None:
    shown = client.get(PREVIEW, query_string=fields(client.get(QUESTION).text, PREVIEW))
    form = {**fields(shown.text, QUESTION), "reason": "Ключът беше грешен."}
    assert [client.post(QUESTION, data=form).status_code for _ in range(2)] == [303, 409]
    begin_writing(session)
    assert len(session.scalars(select(Regrade)).all()) == 1
    assert len(session.scalars(select(Job).where(Job.kind == "regrade")).all()) == 1


@pytest.mark.usefixtures("trainer")
@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"version": ""}, 400),
        ({"policy": "best"}, 400),
        ({"since": "yesterday"}, 400),
        ({"attempts": "1, x"}, 400),
        ({"attempts": "999999"}, 200),
    ],
)
def test_a_damaged_choice_previews_nothing(client, change, status) -> None:
    sent = fields(client.get(QUESTION).text, PREVIEW)
    page = client.get(PREVIEW, query_string={**sent, **change}, headers=ENGLISH)
    assert page.status_code == status
    assert "Decide" not in BeautifulSoup(page.text, "lxml").find("main").text or status == 400


@pytest.mark.usefixtures("trainer")
@pytest.mark.parametrize(
    "address",
    [
        "/author/courses/none/regrades",
        "/author/courses/sample/regrade/basics/quiz/none",
        "/author/courses/none/regrade/basics/quiz/single",
        "/author/regrades/77",
    ],
)
def test_what_is_not_there_is_not_found(client, address) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("trainer")
def test_a_decision_names_the_versions_it_was_made_on_whatever_they_are_called_today(client, session) -> None:
    begin_writing(session)
    regrade_id = decided(session, a_trainer(session), a_plan(the_history(session)))
    session.get_one(Regrade, regrade_id).versions = ["0123456789ab"]
    session.commit()
    assert "0123456789ab" in client.get(f"/author/regrades/{regrade_id}").text


@pytest.mark.parametrize("role", [Role.LEARNER, Role.COORDINATOR])
def test_others_see_and_decide_nothing(client, session, sign_in, taker, role) -> None:
    person_id = a_person(session, roles=(Grant(role, an_organisation(session)),))
    session.commit()
    sign_in(client, person_id)
    for address in ("/author/courses/sample/regrades", QUESTION, PREVIEW, "/author/regrades/1"):
        assert client.get(address).status_code == 403
    assert client.post(QUESTION, data={"reason": "Защото."}).status_code == 403
    assert client.post("/author/regrades/1/reviews/1", data={"conclusion": "Да."}).status_code == 403
    assert taker.person_id


def test_a_visitor_is_sent_to_sign_in(client, session, taker) -> None:
    session.commit()
    assert client.get(QUESTION).status_code in {302, 303}
    assert taker.person_id


def test_an_administrator_reads_decisions_and_settles_reviews(client, session, settings, engine, sign_in) -> None:
    complete(session, a_learner(session))
    attempt = session.scalars(select(Attempt).where(Attempt.quiz_id == BASICS)).one()
    attempt.pass_percent = 90
    corrected(session)
    trainer = an_actor(session, a_person(session, roles=(Role.TRAINER,)))
    administrator = a_person(session, roles=(Role.ADMINISTRATOR,))
    session.commit()
    sign_in(client, trainer.person_id)
    sent = {**fields(client.get(QUESTION).text, PREVIEW), "worse": "1"}
    shown = client.get(PREVIEW, query_string=sent, headers=ENGLISH)
    assert "No completion is taken back" in shown.text
    place = client.post(QUESTION, data={**fields(shown.text, QUESTION), "reason": "Ключът беше грешен."}).location
    work_off(settings, engine)
    sign_in(client, administrator)
    assert client.get(QUESTION).status_code == 403
    page = client.get(place, headers=ENGLISH)
    assert "They stay completed" in page.text
    assert "1 completion to look at" in client.get("/author/courses/sample/regrades", headers=ENGLISH).text
    begin_writing(session)
    review = session.scalars(select(CompletionReview)).one()
    session.rollback()
    assert client.post(f"{place}/reviews/{review.id}", data={"conclusion": "Остава."}).status_code == 303
    assert "Остава." in client.get(place).text
    assert client.post(f"{place}/reviews/{review.id}", data={"conclusion": "Друго."}).status_code == 409


def test_the_learner_reads_what_changed_and_why(client, session, settings, engine, sign_in, taker, trainer) -> None:
    shown = client.get(PREVIEW, query_string=fields(client.get(QUESTION).text, PREVIEW))
    client.post(QUESTION, data={**fields(shown.text, QUESTION), "reason": "Чл. 22в казва друго."})
    work_off(settings, engine)
    sign_in(client, taker.person_id)
    begin_writing(session)
    (row,) = session.scalars(select(Regraded))
    session.rollback()
    page = " ".join(client.get(f"/attempts/{row.attempt_id}/result", headers=ENGLISH).text.split())
    assert "Question 1: 0 → 1" in page
    assert "result 4 of 6 → 5 of 6" in page
    assert "Чл. 22в казва друго." in page
    assert "passed by it" in page
    assert trainer


def test_a_dropped_question_is_said_not_to_count_wherever_the_attempt_is_shown(
    client, session, settings, engine, sign_in, taker, trainer
) -> None:
    sent = {**fields(client.get(QUESTION).text, PREVIEW), "policy": "drop"}
    shown = client.get(PREVIEW, query_string=sent)
    client.post(QUESTION, data={**fields(shown.text, QUESTION), "reason": "Въпросът е неясен."})
    work_off(settings, engine)
    sign_in(client, taker.person_id)
    begin_writing(session)
    (row,) = session.scalars(select(Regraded))
    session.rollback()
    result = BeautifulSoup(client.get(f"/attempts/{row.attempt_id}/result", headers=ENGLISH).text, "lxml")
    assert result.find("h1").text == "Passed: 4 of 5 points"
    assert "Question 1: 0 → does not count" in " ".join(result.text.split())
    ends = {" ".join(one.text.split()) for one in result.select(".row-end")}
    assert "4 of 5 points" in ends  # the objective's share leaves the question out too
    review = BeautifulSoup(client.get(f"/attempts/{row.attempt_id}/review", headers=ENGLISH).text, "lxml")
    assert "does not count" in review.select_one(".question-head").text
    assert "by the key as it was when you answered" in " ".join(review.text.split())
    assert client.get(f"/attempts/{row.attempt_id}/evidence", headers=ENGLISH).status_code == 200
    assert trainer
