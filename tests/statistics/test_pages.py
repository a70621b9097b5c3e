"""The pages of statistics: who may see them, what they say, and that they show no person."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.help.compiling import compile_guides
from elearn.help.shelf import guides
from elearn.ids import PersonId, QuizId
from elearn.permissions import Role
from tests.factories.attempts import Answers, take, takers
from tests.factories.people import a_person, an_organisation
from tests.factories.publishing import a_snapshot

SignIn = Callable[[FlaskClient, PersonId], str]
ROOT = "/author/courses/sample/statistics"
QUIZ = f"{ROOT}/basics/quiz"
SINGLE = f"{QUIZ}/basics.quiz.single"


def answers(rank: int) -> Answers:
    """Of thirty: the best third chose the first choice, whose key says the second."""
    given: dict[str, dict[str, object]] = {"true": {"choice": 0}, "single": {"choice": 0 if rank >= 18 else 1}}
    given["multiple"] = {"choices": [0, 2] if rank > 15 else [0]}
    given["text"] = {"text": "ЗНИ" if rank > 12 else f"Тайнова {rank}"}
    given["number"] = {"text": "14" if rank > 5 else "15"}
    return given


@pytest.fixture
def trainer(client: FlaskClient, session: Session, sign_in: SignIn) -> FlaskClient:
    a_snapshot(session)
    take(session, takers(session, 30), [answers(rank) for rank in range(30)])
    person_id = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, person_id)
    return client


def page(client: FlaskClient, address: str) -> BeautifulSoup:
    answer = client.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 200, answer.text[:800]
    return BeautifulSoup(answer.text, "lxml")


@pytest.mark.parametrize("role", [Role.LEARNER, Role.COORDINATOR])
@pytest.mark.parametrize("address", [ROOT, QUIZ, SINGLE])
def test_statistics_are_for_trainers(client: FlaskClient, session: Session, sign_in: SignIn, role, address) -> None:
    a_snapshot(session)
    person_id = a_person(session, organisation_id=an_organisation(session), roles=(role,))
    session.commit()
    sign_in(client, person_id)
    assert client.get(address).status_code == 403


def test_a_course_lists_its_tests_with_what_deserves_a_look(trainer: FlaskClient) -> None:
    rows = page(trainer, ROOT).select("tbody tr")
    assert len(rows) == 3
    assert "3 questions" in rows[0].text
    assert rows[0].select_one("a")["href"] == QUIZ
    assert "too few attempts" in rows[1].text


def test_the_page_of_courses_leads_to_their_statistics(trainer: FlaskClient) -> None:
    assert page(trainer, "/author/courses").select_one(f'a[href="{ROOT}"]') is not None


def test_a_test_shows_its_worst_question_first_and_says_why(trainer: FlaskClient) -> None:
    shown = page(trainer, QUIZ)
    first = shown.select_one(".question-row")
    assert first is not None
    assert first.select_one("a")["href"] == SINGLE
    assert "The best learners chose A (“choice 0”): check the key" in first.text
    assert "Only 30 attempts so far." in shown.text
    counts = [int(cell.text) for cell in shown.select(".is-tight td")]
    assert sum(counts) == 30
    assert [text.text for text in shown.select(".histogram .chart-count")] == [str(n) for n in counts if n]


def test_a_question_shows_how_often_each_third_took_each_choice(trainer: FlaskClient) -> None:
    rows = page(trainer, SINGLE).select(".taken-table tbody tr")
    numbers = [[cell.contents[0] for cell in row.select("td")] for row in rows]
    assert [numbers[at][0] for at in range(3)] == ["12", "18", "0"]
    assert numbers[0][1:] == ["12", "0", "0"]
    assert numbers[1][1:] == ["5", "0", "13"]
    assert "right" in rows[1].select_one("th").text


def test_a_question_that_was_wrong_leads_to_its_regrade(trainer: FlaskClient) -> None:
    (address,) = [str(a["href"]) for a in page(trainer, SINGLE).select("a.alone") if "/regrade/" in str(a["href"])]
    assert page(trainer, address).select_one("h1") is not None


@pytest.mark.parametrize("address", [ROOT, QUIZ, SINGLE, f"{QUIZ}/basics.quiz.text"])
@pytest.mark.parametrize("counted", ["", "?attempts=all"])
def test_no_page_names_a_person_nor_what_few_have_typed(trainer: FlaskClient, address, counted) -> None:
    said = page(trainer, address + counted).text
    assert "Тайнова" not in said
    assert "many" not in said
    assert "example.org" not in said


def test_two_people_s_answers_are_not_shown(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    a_snapshot(session)
    who = takers(session, 4)
    for number in (1, 2, 3):
        take(session, who, [answers(29)] * 4, number=number)
    person_id = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, person_id)
    for address in (SINGLE, f"{SINGLE}?attempts=all"):
        shown = page(client, address)
        assert not shown.select(".taken-table, .taken-chart")
        assert "at least 5 people" in shown.text


def test_few_attempts_say_nothing_of_how_well_the_test_measures(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    a_snapshot(session)
    take(session, takers(session, 2), [answers(29), answers(0)])
    person_id = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, person_id)
    facts = {row.select_one("dt").text: row.text for row in page(client, QUIZ).select("dl.facts > div")}
    assert "not stated" in facts["Internal consistency"]
    assert "under 20 attempts" in facts["Internal consistency"]
    assert "Standard error" not in facts


def test_all_attempts_are_counted_when_asked_for_and_the_choice_is_kept(trainer: FlaskClient) -> None:
    shown = page(trainer, f"{QUIZ}?attempts=all")
    assert "Counted is every graded attempt" in shown.text
    assert shown.select_one(".question-row a")["href"] == f"{SINGLE}?attempts=all"
    assert "Counted is the first graded attempt" in page(trainer, f"{QUIZ}?attempts=other").text


@pytest.mark.parametrize("language", ["bg", "en"])
def test_the_guide_has_the_section_that_the_pages_lead_to(trainer: FlaskClient, language) -> None:
    shown = BeautifulSoup(trainer.get(f"{ROOT}?lang={language}").text, "lxml")
    (address,) = [a["href"] for a in shown.select("a.alone") if "/help/" in str(a["href"])]
    compile_guides()
    guides.cache_clear()
    _, _, anchor = str(address).partition("#")
    assert f'id="{anchor}"' in guides(language)["trainer"].html


def test_a_test_that_nobody_took_says_so(trainer: FlaskClient) -> None:
    assert "Nobody has finished this test yet." in page(trainer, f"{ROOT}/practice/quiz").text
    assert "Nobody has finished this test yet." in page(trainer, f"{ROOT}/exam").text


@pytest.mark.parametrize(
    "address",
    [
        "/author/courses/none/statistics",
        f"{ROOT}/none",
        f"{QUIZ}/basics.quiz.none",
        f"{ROOT}/exam/exam.first",
        f"{QUIZ}/x",
    ],
)
def test_what_does_not_exist_is_not_found(trainer: FlaskClient, address) -> None:
    assert trainer.get(address).status_code == 404


def test_a_question_drawn_by_the_exam_has_its_page_there(trainer: FlaskClient, session: Session) -> None:
    begin_writing(session)
    drawn = [["exam#first", "basics/quiz#single"]] * 2
    take(session, takers(session, 2), [{}, {}], quiz_id=QuizId("exam"), asked=drawn)  # type: ignore[arg-type]  # ids written out
    session.commit()
    assert page(trainer, f"{ROOT}/exam/basics.quiz.single")
    assert page(trainer, f"{ROOT}/exam/exam.first")
