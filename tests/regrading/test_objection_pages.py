"""The pages of objections: what is offered, what is listed, where they lead."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event
from sqlalchemy.orm import Session

from elearn.content.model import Course
from elearn.db import begin_writing
from elearn.errors import NotFound
from elearn.ids import SnapshotId
from elearn.permissions import Role
from elearn.publishing.queries import current
from elearn.regrading import objecting, objection_pages
from elearn.regrading.versions import question_named
from tests.factories.content import a_course
from tests.factories.kinds import with_items
from tests.factories.people import a_person
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, SLUG, a_taker
from tests.factories.regrading import ALL_RIGHT, answered, single_of
from tests.factories.surveys import a_survey_question

WORDS = "Мисля, че ключът е грешен: виж чл. 22в."
ENGLISH = {"Accept-Language": "en"}

pytestmark = pytest.mark.usefixtures("without_tokens")


@pytest.fixture
def without_tokens(app) -> None:
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def trainer(session: Session) -> int:
    return a_person(session, roles=(Role.TRAINER,))


def renamed(course: Course, ending: str, edition: str) -> Course:
    """The course with other ids for the questions of its first test."""
    items = tuple(
        replace(one, id=f"{one.id}{ending}", formerly=(one.id, *one.formerly)) for one in course.quizzes[BASICS].items
    )
    ids = tuple(one.id for one in items)
    modules = tuple(
        replace(module, quiz=replace(module.quiz, question_ids=ids))
        if module.quiz and module.quiz.id == BASICS
        else module
        for module in course.outline.modules
    )
    outline = replace(course.outline, edition=edition, modules=modules)
    quizzes = {**course.quizzes, BASICS: replace(course.quizzes[BASICS], items=items)}
    return replace(course, outline=outline, quizzes=quizzes, digest=ending[-1] * 64)


def regrading_links(client, objection_id: int) -> list[str]:
    page = BeautifulSoup(client.get(f"/author/objections/{objection_id}").text, "lxml")
    return [one["href"] for one in page.select("aside a.btn")]


def test_regrading_is_found_under_each_later_name(client, session, sign_in, trainer) -> None:
    taker = a_taker(session)
    objection_id = objecting.object_to(session, taker.actor, answered(session, taker, 0), 1, WORDS)
    course = a_course()
    once = renamed(course, "-a", "1.1")
    for edition in (once, renamed(once, "-b", "1.2")):
        a_snapshot(session, edition)
        session.commit()
        sign_in(client, trainer)
        (link,) = regrading_links(client, objection_id)
        assert f"{single_of(edition).id.partition('#')[2]}?" in link
        assert client.get(link).status_code == 200
        begin_writing(session)


def test_a_question_that_cannot_be_told_leads_nowhere(client, session, sign_in, trainer, monkeypatch) -> None:
    taker = a_taker(session)
    objection_id = objecting.object_to(session, taker.actor, answered(session, taker, 0), 1, WORDS)
    session.commit()
    sign_in(client, trainer)
    assert len(regrading_links(client, objection_id)) == 1

    def unknown(*_given: object) -> None:
        raise NotFound("question_unknown")

    monkeypatch.setattr(objection_pages, "history", unknown)
    assert regrading_links(client, objection_id) == []


def test_a_question_is_found_by_the_test_that_draws_it_unless_two_have_its_name(session) -> None:
    course = a_course()
    exam = course.outline.exam
    assert exam is not None
    both = ("basics/quiz#number", "practice/quiz#number")
    for asked, found in ((both[:1], (BASICS, both[0])), (both, None)):
        outline = replace(course.outline, exam=replace(exam, question_ids=asked))
        a_snapshot(session, replace(course, outline=outline, digest=str(len(asked)) * 64))
        snapshot_id = SnapshotId(current(session, SLUG))
        if found is None:
            with pytest.raises(NotFound, match="question_unknown"):
                question_named(session, snapshot_id, exam.id, "number")
        else:
            assert question_named(session, snapshot_id, exam.id, "number") == found
        assert question_named(session, snapshot_id, BASICS, "number") == (BASICS, both[0])


def test_nobody_objects_to_an_opinion(client, session, sign_in) -> None:
    asked = (single_of(a_course()), a_survey_question(f"{BASICS}#opinion", "scale"))
    a_snapshot(session, with_items(a_course(), BASICS, asked, draw=None, pool=()))
    taker = a_taker(session)
    attempt_id = answered(session, taker, 0)
    session.commit()
    sign_in(client, taker.person_id)
    page = client.get(f"/attempts/{attempt_id}/objections").text
    assert f"/attempts/{attempt_id}/objections/1" in page
    assert f"/attempts/{attempt_id}/objections/2" not in page
    assert client.get(f"/attempts/{attempt_id}/objections/2").status_code == 404
    assert client.post(f"/attempts/{attempt_id}/objections/2", data={"text": WORDS}).status_code == 404


def test_whoever_has_objected_reads_that_it_was_sent_and_what_comes(client, session, sign_in) -> None:
    taker = a_taker(session)
    attempt_id = answered(session, taker, 0)
    session.commit()
    sign_in(client, taker.person_id)
    sent = client.post(f"/attempts/{attempt_id}/objections/1", data={"text": WORDS}, headers=ENGLISH)
    page = client.get(sent.location, headers=ENGLISH).text
    assert "Your objection has been sent. The answer appears here, and you get a letter." in page


def test_the_list_names_the_course_and_costs_no_more_for_many(client, session, engine, sign_in, trainer) -> None:
    taker = a_taker(session)
    attempt_id = answered(session, taker, 0, others=ALL_RIGHT)
    counts = []
    for position in (1, 2, 3):
        objecting.object_to(session, taker.actor, attempt_id, position, WORDS)
        other = a_taker(session)
        objecting.object_to(session, other.actor, answered(session, other, 0), position, WORDS)
        session.commit()
        sign_in(client, trainer)
        asked: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *given, asked=asked: asked.append(given[2]))
        page = client.get("/author/objections", headers=ENGLISH).text
        assert "Sample course" in page
        assert f"· {SLUG} ·" not in " ".join(page.split())
        counts.append(len(asked))
        begin_writing(session)
    assert counts[1] == counts[2]


def test_all_that_an_answer_lacks_is_told_at_once(client, session, sign_in, trainer) -> None:
    taker = a_taker(session)
    objection_id = objecting.object_to(session, taker.actor, answered(session, taker, 0), 1, WORDS)
    session.commit()
    sign_in(client, trainer)
    address = f"/author/objections/{objection_id}/answer"
    page = client.post(address, data={"answer": ""}, headers=ENGLISH)
    assert page.status_code == 400
    assert "Say whether the objection is upheld." in page.text
    assert "Write at least 10" in page.text
    kept = client.post(address, data={"answer": "къс", "upheld": "no"}, headers=ENGLISH).text
    assert BeautifulSoup(kept, "lxml").find("input", id="upheld-no").has_attr("checked")
