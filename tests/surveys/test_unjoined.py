"""An answer to a survey is counted once, and nothing that is kept leads from it to whoever gave it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from elearn import ids
from elearn.content.model import Course
from elearn.db import Base, begin_writing
from elearn.ids import AttemptId, PersonId
from elearn.lessons import service as lessons
from elearn.lessons.models import Visit
from elearn.permissions import Actor, Role
from elearn.quizzes import saving
from elearn.quizzes import service as quizzes
from elearn.quizzes.models import Attempt, Response
from elearn.quizzes.saving import Save
from elearn.surveys.models import SurveyTally, SurveyText
from tests.at_once import overlapping
from tests.factories.content import a_choice_question, a_course
from tests.factories.kinds import with_checks, with_items
from tests.factories.lessons import HOW, SAMPLE
from tests.factories.people import a_person
from tests.factories.progress import a_learner
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, SECRET
from tests.factories.surveys import a_survey_question
from tests.lessons.test_lesson_pages import SignIn, post, token

PAGE = "/learn/sample/basics/how"
OPINION = "мнение, по което ще ме познаят"
IN_LESSON = a_survey_question(f"{HOW}#opinion", "text")
IN_TEST = a_survey_question(f"{BASICS}#opinion", "text")


def surveyed() -> Course:
    course = with_checks(a_course(), HOW, [IN_LESSON])
    return with_items(course, BASICS, [a_choice_question(f"{BASICS}#one"), IN_TEST], attempts=None)


@pytest.fixture
def learner(session: Session, client: FlaskClient, sign_in: SignIn) -> Actor:
    a_snapshot(session, surveyed())
    actor = a_learner(session)
    session.commit()
    sign_in(client, PersonId(actor.person_id or 0))
    return actor


def everywhere(session: Session, text: str) -> set[str]:
    """The tables in which a text stands, whatever their columns."""
    session.rollback()
    return {
        table.name
        for table in Base.metadata.sorted_tables
        for row in session.execute(select(table))
        if text in str(row)
    }


def counted(session: Session) -> int:
    session.rollback()
    return session.scalar(select(SurveyTally.shown + SurveyTally.waiting).where(SurveyTally.value == "answered")) or 0


def answer_test(session: Session, learner: Actor, text: str = OPINION) -> AttemptId:
    begin_writing(session)
    attempt_id = quizzes.start(session, learner, SAMPLE, BASICS, secret=SECRET)
    saving.save(session, learner, attempt_id, Save(1, {"choice": 1}, ids.new_uuid(), 0))
    saving.save(session, learner, attempt_id, Save(2, {"text": text}, ids.new_uuid(), 0))
    return attempt_id


def test_a_lesson_keeps_that_it_was_answered_and_not_what(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    assert post(client, f"{PAGE}/check", PAGE, question=IN_LESSON.id, **{"check-1": OPINION}) == 303
    assert everywhere(session, OPINION) == {"survey_text"}
    assert session.scalars(select(Visit.done_at).where(Visit.lesson_id == HOW)).one() is not None
    page = client.get(f"{PAGE}?lang=en").text
    assert "nothing leads from it to you" in page
    assert OPINION not in page
    assert learner.signed_in


def test_answering_again_in_a_lesson_is_not_counted_again(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    for text in (OPINION, "друго"):
        with_token = client.get("/learn/sample/basics/why")  # the survey's own form is gone by the second time
        assert with_token.status_code == 200
        post(client, f"{PAGE}/check", "/learn/sample/basics/why", question=IN_LESSON.id, **{"check-1": text})
    assert counted(session) == 1
    assert everywhere(session, "друго") == set()
    assert learner.signed_in


def test_two_tabs_at_once_count_one_learner_once(session: Session, engine: Engine, learner: Actor) -> None:
    def answer(text: str) -> Callable[[Session], object]:
        return lambda s: lessons.answer_self_check(s, learner, SAMPLE, HOW, IN_LESSON.id, {"text": text})

    overlapping(engine, answer("едно"), answer("друго"))
    assert counted(session) == 1
    assert everywhere(session, "друго") == set()


def test_two_learners_at_once_are_both_counted(session: Session, engine: Engine, learner: Actor) -> None:
    begin_writing(session)
    other = a_learner(session)
    session.commit()

    def answer(who: Actor) -> Callable[[Session], object]:
        return lambda s: lessons.answer_self_check(s, who, SAMPLE, HOW, IN_LESSON.id, {"text": "ясно"})

    overlapping(engine, answer(learner), answer(other))
    assert counted(session) == 2
    assert len(session.scalars(select(SurveyText)).all()) == 2


def test_a_test_forgets_whose_opinion_it_was_when_it_ends(session: Session, learner: Actor) -> None:
    attempt_id = answer_test(session, learner)
    session.commit()
    assert everywhere(session, OPINION) == {"response"}, "until then the learner may change it"
    begin_writing(session)
    quizzes.submit(session, learner, attempt_id)
    session.commit()
    assert everywhere(session, OPINION) == {"survey_text"}
    kept = session.scalars(select(Response).where(Response.question_id == IN_TEST.id)).one()
    assert (kept.answer, kept.saved_at, kept.save_id, kept.points) == (None, None, None, 0)
    assert session.get_one(Attempt, attempt_id).max_points == 100, "an opinion earns nothing and costs nothing"


def test_another_attempt_does_not_count_the_same_learner_again(session: Session, learner: Actor) -> None:
    for text in (OPINION, "друго мнение"):
        quizzes.submit(session, learner, answer_test(session, learner, text))
        session.commit()
    assert counted(session) == 1
    assert everywhere(session, "друго мнение") == set()


def test_looking_back_says_that_it_was_counted(session: Session, client: FlaskClient, learner: Actor) -> None:
    attempt_id = answer_test(session, learner)
    quizzes.submit(session, learner, attempt_id)
    session.commit()
    page = client.get(f"/attempts/{attempt_id}/review?lang=en").text
    assert "nothing leads from it to you" in page
    assert "You did not answer this question." not in page
    assert "no points" in page
    assert "0 of 0" not in page


def test_trainers_read_totals_and_no_learner_does(
    session: Session, client: FlaskClient, learner: Actor, sign_in: SignIn
) -> None:
    begin_writing(session)
    for number in range(5):
        who = a_learner(session)
        lessons.answer_self_check(session, who, SAMPLE, HOW, IN_LESSON.id, {"text": f"мнение {number}"})
    trainer = a_person(session, given="Тодор", family="Тодоров", roles=(Role.TRAINER,))
    session.commit()
    assert client.get("/author/courses/sample/surveys").status_code == 403
    sign_in(client, trainer)
    page = client.get("/author/courses/sample/surveys?lang=en").text
    assert "5 people have answered." in page
    assert all(f"мнение {number}" in page for number in range(5))
    assert "Totals are shown from five answers on." in page, "of the other survey"
    assert learner.name not in page


def test_a_form_without_a_script_saves_each_kind_of_survey(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    forms = ("single", "multiple", "scale", "text")
    surveys = [a_survey_question(f"{BASICS}#{form}", form) for form in forms]
    a_snapshot(session, with_items(a_course(), BASICS, surveys))
    who = a_learner(session)
    attempt_id = quizzes.start(session, who, SAMPLE, BASICS, secret=SECRET)
    session.commit()
    sign_in(client, PersonId(who.person_id or 0))
    csrf = token(client, f"/attempts/{attempt_id}?q=1")
    sent = {"single": "2", "multiple": ["0", "2"], "scale": "4", "text": OPINION}
    for position, form in enumerate(forms, 1):
        fields = {"csrf_token": csrf, "shown": str(position), f"base-{position}": "0", "go": "1"}
        fields |= {f"save-{position}": ids.new_uuid(), f"q-{position}": sent[form]}
        assert client.post(f"/attempts/{attempt_id}", data=fields).status_code == 303
    session.rollback()
    kept = session.scalars(select(Response.answer).order_by(Response.position)).all()
    assert kept == [{"choice": 2}, {"choices": [0, 2]}, {"choice": 4}, {"text": OPINION}]
