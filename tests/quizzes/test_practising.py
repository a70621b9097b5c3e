"""Practising a test: what is told and when, what is refused, and that nothing of it is stored."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn import clock
from elearn.content.model import Course
from elearn.db import Base
from elearn.ids import QuizId
from elearn.quizzes import service
from elearn.quizzes.models import Attempt
from tests.factories.content import a_choice_question, a_course, a_number_question, a_text_question
from tests.factories.kinds import a_case, with_items, with_parts
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, Taker, a_taker, an_attempt, with_rules
from tests.factories.surveys import a_survey_question
from tests.quizzes.test_key_stays_home import MARK, NUMBER, planted
from tests.quizzes.visiting import START, SignIn, again, settle, soup

PRACTICE = f"{START}/practice"
HINT = "ПОДСКАЗКА-ЗА-УПРАЖНЕНИЕ"
pytestmark = pytest.mark.usefixtures("without_tokens")


def practised(course: Course, **rules: Any) -> Course:
    return with_rules(course, BASICS, practice=True, **rules)


@pytest.fixture
def learner(client: FlaskClient, session: Session, sign_in: SignIn) -> Taker:
    """Signed in and enrolled in a course whose first test may be practised."""
    a_snapshot(session, practised(a_course()))
    taker = a_taker(session)
    settle(session)
    sign_in(client, taker.person_id)
    return taker


def publish(session: Session, course: Course) -> None:
    a_snapshot(again(session), course)
    settle(session)


def at(client: FlaskClient, done: str = "", lang: str = "en") -> TestResponse:
    return client.get(f"{PRACTICE}?seed=ABCD2345&done={done}&lang={lang}")


def answer(client: FlaskClient, done: str, **fields: str) -> TestResponse:
    return client.post(f"{PRACTICE}?lang=en", data={"seed": "ABCD2345", "done": done, **fields})


def words(response: TestResponse) -> str:
    return " ".join(soup(response).select_one("main").get_text(" ").split())


# --- promise 5 -----------------------------------------------------------------------------------------


def _planted_with_a_hint(course: Course) -> Course:
    quiz = course.quizzes[BASICS]
    items = tuple(replace(planted(item), hint_html={"bg": f"<p>{HINT}</p>"}) for item in quiz.items)
    return practised(replace(course, quizzes={**course.quizzes, BASICS: replace(quiz, items=items)}))


SENT = [{"q-{}": "0"}, {"q-{}": "0"}, {"q-{}": "0"}, {"q-{}": "x"}, {"q-{}": "1"}]
PARTS = [{"q-{}-0": "0", "q-{}-1": "1"}] * 4 + [{"q-{}-0": "1", "q-{}-1": "0", "q-{}-2": "x"}]


@pytest.mark.usefixtures("learner")
@pytest.mark.parametrize(
    ("course", "sent"), [(a_course(), SENT), (with_parts(a_course(), BASICS), PARTS)], ids=["whole", "parts"]
)
def test_nothing_before_an_answer_holds_its_key(
    client: FlaskClient, session: Session, course: Course, sent: list[dict[str, str]]
) -> None:
    publish(session, _planted_with_a_hint(course))
    for n in range(5):
        done = "s" * n
        seen = [at(client, done, lang) for lang in ("bg", "en")] + [answer(client, done)]
        for response in seen:
            text = response.get_data(as_text=True) + str(response.headers)
            assert MARK not in text
            assert NUMBER not in text
            assert "is-right" not in text
            assert HINT in text
        told = answer(client, done, **{name.format(n + 1): value for name, value in sent[n].items()})
        assert told.status_code == 200
        assert MARK in told.text


@pytest.mark.usefixtures("learner")
def test_the_end_tells_no_key_of_what_was_skipped(client: FlaskClient, session: Session) -> None:
    publish(session, _planted_with_a_hint(a_course()))
    page = at(client, "sssss")
    assert "Practice is over" in words(page)
    assert MARK not in page.text


def test_practice_is_refused_while_an_attempt_is_open_that_can_ask_the_same(
    client: FlaskClient, session: Session, learner: Taker
) -> None:
    attempt_id = an_attempt(again(session), learner)
    settle(session)
    for refused in (at(client), answer(client, "", **{"q-1": "0"})):
        assert refused.status_code == 409
        assert "submit it first" in words(refused)
        assert refused.text.count(f'href="/attempts/{attempt_id}"') == 1
    assert "/practice" not in client.get(START).text
    service.submit(again(session), learner.actor, attempt_id)
    settle(session)
    assert at(client).status_code == 200


def test_practice_is_refused_while_the_exam_draws_from_the_same_pool(
    client: FlaskClient, session: Session, learner: Taker
) -> None:
    _open(session, learner, "exam")
    assert at(client).status_code == 409
    page = client.get(f"{START}?lang=en")
    assert "once you have submitted" in words(page)
    assert soup(page).select_one("aside a[href^='/attempts/']")


def test_practice_stays_open_beside_a_test_that_shares_no_question(
    client: FlaskClient, session: Session, learner: Taker
) -> None:
    _open(session, learner, "practice/quiz")
    assert at(client).status_code == 200


def test_a_question_that_was_renamed_is_still_the_same(client: FlaskClient, session: Session, learner: Taker) -> None:
    _open(session, learner, "exam")
    course = practised(a_course())
    quiz = course.quizzes[BASICS]
    names = {item.id: f"{item.id}-anew" for item in quiz.items}
    items = [replace(item, id=names[item.id], formerly=(item.id,)) for item in quiz.items]
    publish(session, with_items(course, BASICS, items, practice=True))
    assert at(client).status_code == 409


def test_another_persons_attempt_and_one_whose_time_is_over_stand_in_nobodys_way(
    client: FlaskClient, session: Session, learner: Taker
) -> None:
    an_attempt(again(session), a_taker(session))
    settle(session)
    assert at(client).status_code == 200
    publish(session, practised(a_course(), time_minutes=10))
    _open(session, learner, BASICS)
    assert at(client).status_code == 409
    past = clock.now() - timedelta(seconds=1)
    again(session).execute(update(Attempt).values(due_at=past, closes_at=past))
    settle(session)
    assert at(client).status_code == 200


def _open(session: Session, taker: Taker, quiz_id: str) -> None:
    """An open attempt, past whatever stands before the test."""
    taken = an_attempt(again(session), taker)
    if quiz_id != BASICS:
        session.execute(update(Attempt).where(Attempt.id == taken).values(quiz_id=quiz_id, paper=[]))
    settle(session)


# --- what it is ----------------------------------------------------------------------------------------


def test_nothing_of_practice_is_stored(client: FlaskClient, session: Session, learner: Taker) -> None:
    def counts() -> dict[str, Any]:
        found = {name: session.scalar(select(func.count()).select_from(t)) for name, t in Base.metadata.tables.items()}
        session.rollback()
        return found

    before = counts()
    assert client.get(PRACTICE, follow_redirects=True).status_code == 200
    for n, value in enumerate(("0", "1", "0", "x", "14")):
        assert answer(client, "r" * n, **{f"q-{n + 1}": value}).status_code == 200
    at(client, "rrrrr")
    assert counts() == before
    assert learner.person_id


@pytest.mark.usefixtures("learner")
def test_each_visit_draws_anew_and_an_address_keeps_its_draw(client: FlaskClient) -> None:
    one, other = client.get(PRACTICE).location, client.get(PRACTICE).location
    assert one != other
    legends = [soup(client.get(one)).select("fieldset label") for _ in range(2)]
    assert [str(label) for label in legends[0]] == [str(label) for label in legends[1]]


@pytest.mark.usefixtures("learner")
def test_an_answer_is_judged_at_once_and_leads_to_the_next_question(client: FlaskClient) -> None:
    answer(client, "")
    page = answer(client, "rrr", **{"q-4": "Закона"})
    assert "Partly right." in words(page)
    following = soup(page).select_one(".steps-nav a")
    assert following["href"].endswith("done=rrrp#question")
    assert "Question 5 of 5" in words(client.get(following["href"] + "&lang=en"))


@pytest.mark.usefixtures("learner")
def test_an_empty_answer_is_asked_for_again(client: FlaskClient) -> None:
    page = answer(client, "rrr", **{"q-4": "  "})
    assert "Nothing has been answered yet." in words(page)
    assert soup(page).select_one("fieldset input:not([disabled])")


@pytest.mark.usefixtures("learner")
def test_the_end_lists_how_each_question_went_without_a_grade(client: FlaskClient) -> None:
    page = at(client, "rpwss")
    rows = [" ".join(row.get_text().split()) for row in soup(page).select("main .row-sub")]
    assert [row.split(": ")[1] for row in rows] == ["right", "partly right", "not right", "skipped", "skipped"]
    assert "point" not in words(page)


@pytest.mark.usefixtures("learner")
@pytest.mark.parametrize("done", ["xyz", "rr<script>", "R", "r" * 900])
def test_an_address_that_no_page_wrote_does_no_harm(client: FlaskClient, done: str) -> None:
    assert at(client, done).status_code == 200


@pytest.mark.usefixtures("learner")
@pytest.mark.parametrize("seed", ["", "a b", "<i>", "A" * 99])
def test_a_seed_that_is_none_begins_a_new_draw(client: FlaskClient, seed: str) -> None:
    assert client.get(PRACTICE, query_string={"seed": seed}).status_code == 303
    assert client.post(PRACTICE, data={"seed": seed}).location.endswith("/practice")


@pytest.mark.usefixtures("learner")
def test_a_choice_that_the_page_does_not_have_is_refused(client: FlaskClient) -> None:
    assert answer(client, "", **{"q-1": "77"}).status_code == 400


@pytest.mark.usefixtures("learner")
def test_opinions_are_left_out_and_a_case_comes_with_its_text(client: FlaskClient, session: Session) -> None:
    case = a_case("letter", a_choice_question("basics/quiz#a"), a_number_question("basics/quiz#b"))
    items = [a_survey_question("basics/quiz#s"), case, a_text_question("basics/quiz#c")]
    publish(session, with_items(a_course(), BASICS, items, practice=True))
    pages = [at(client, "s" * n) for n in range(4)]
    assert "Question 1 of 3" in words(pages[0])
    assert [bool(soup(page).select(".case")) for page in pages] == [True, True, False, False]


# --- who may -------------------------------------------------------------------------------------------


def test_only_a_test_that_says_so_is_practised(client: FlaskClient, session: Session, learner: Taker) -> None:
    assert soup(client.get(START)).select_one(f"aside a[href='{PRACTICE}']")
    publish(session, with_rules(a_course(), BASICS, practice=False, pass_percent=70))
    assert at(client).status_code == 404
    assert "/practice" not in client.get(START).text
    assert client.get("/learn/sample/exam/practice").status_code == 404
    assert learner.person_id


def test_a_test_that_asks_only_opinions_is_not_practised(client: FlaskClient, session: Session, learner: Taker) -> None:
    publish(session, with_items(a_course(), BASICS, [a_survey_question("basics/quiz#s")], practice=True))
    assert at(client).status_code == 404
    assert learner.person_id


def test_strangers_are_refused(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    a_snapshot(session, practised(a_course()))
    settle(session)
    assert "/sign-in" in at(client).location
    taker = a_taker(again(session))
    course = replace(practised(a_course("other")), digest="7" * 64)
    a_snapshot(session, course)
    settle(session)
    sign_in(client, taker.person_id)
    assert client.get("/learn/other/basics/quiz/practice?seed=ABCD2345").status_code == 403


def test_a_test_that_is_not_open_yet_is_not_practised(client: FlaskClient, session: Session, learner: Taker) -> None:
    course = with_rules(a_course(), "practice/quiz", practice=True)
    first, second = course.outline.modules
    shut = replace(second, requires=(first.id,))
    publish(session, replace(course, outline=replace(course.outline, modules=(first, shut))))
    refused = client.get("/learn/sample/practice/quiz/practice?seed=ABCD2345")
    assert refused.status_code == 409
    assert "/practice/quiz/practice" not in client.get("/learn/sample/practice/quiz").text
    assert QuizId("practice/quiz") in {quiz.id for quiz in course.outline.quizzes()}
    assert learner.person_id
