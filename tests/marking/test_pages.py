"""The pages of markers: what waits, one essay after another, and nobody's name where the test is anonymous."""

from datetime import timedelta

import pytest

from elearn import clock
from elearn.marking import rules, service
from elearn.people.replay import TICKET, WAITING
from elearn.people.sessions import end_all
from elearn.quizzes.models import Attempt
from tests.factories.essays import TEXT, a_trainer, a_waiting_attempt, an_essay, an_essay_test, mark
from tests.factories.kinds import a_matching_question
from tests.factories.quizzes import BASICS, a_taker
from tests.quizzes.visiting import again, settle, soup

pytestmark = pytest.mark.usefixtures("without_tokens")

NAMES = ("Мария", "Петрова", "Иванова", "Mariya", "Maria", "learner@example.org", "example.org")


def words(response) -> str:
    return " ".join(soup(response).main.get_text(" ").split())


@pytest.fixture
def attempt(session, taker) -> int:
    an_essay_test(again(session))
    attempt_id = a_waiting_attempt(session, taker)
    settle(session)
    return attempt_id


def points(*given: str, **more: str) -> dict[str, str]:
    return {f"points-{n}": one for n, one in enumerate(given)} | {"comment": "", "base": "", "go": "next"} | more


def test_what_waits_stands_by_test_the_oldest_promise_first(trainer, session, attempt) -> None:
    overdue = a_waiting_attempt(session, a_taker(again(session)))
    found = session.get_one(Attempt, overdue)
    found.marking_due = clock.today() - timedelta(days=3)
    session.get_one(Attempt, attempt).marking_due = clock.today()
    settle(session)
    page = soup(trainer.get("/author/marking?lang=en"))
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("main .rows > li")]
    assert ["3 days overdue" in rows[0], "promised for today" in rows[1]] == [True, True]
    assert page.select("main .rows > li:first-child .state-late svg") != []
    assert "1 answer to mark" in rows[0]


@pytest.mark.usefixtures("attempt")
def test_the_menu_of_trainers_counts_what_waits(trainer) -> None:
    tab = soup(trainer.get("/author/courses?lang=en")).select_one(".tabs a[href='/author/marking']")
    assert " ".join(tab.get_text(" ").split()) == "Marking 1 attempt waits"


def test_essays_are_opened_by_a_press_and_never_by_an_address(trainer, attempt) -> None:
    assert trainer.get(f"/author/marking/{attempt}/2").status_code == 403
    assert TEXT.splitlines()[1] not in trainer.get("/author/marking").text
    assert trainer.get(f"/author/marking/{attempt}/open").status_code == 405
    opened = trainer.post(f"/author/marking/{attempt}/open", follow_redirects=True)
    assert opened.request.path == f"/author/marking/{attempt}/2"
    assert TEXT.splitlines()[1] in opened.text


def test_an_essay_is_shown_with_its_rubric_and_without_the_other_answers(trainer, attempt) -> None:
    shown = trainer.post(f"/author/marking/{attempt}/open?lang=en", follow_redirects=True)
    for told in ("criterion 0", "up to 2 points", "Model: we write within three days.", "Мария Петрова Иванова"):
        assert told in words(shown)
    assert "power 0" not in shown.text


def test_marking_without_a_script_leads_to_finishing_and_to_the_grade(trainer, attempt, session) -> None:
    trainer.post(f"/author/marking/{attempt}/open")
    saved = trainer.post(
        f"/author/marking/{attempt}/2?lang=en", data=points("2", "1", "0", comment="Добре."), follow_redirects=True
    )
    assert saved.request.path == f"/author/marking/{attempt}/finish"
    base = soup(saved).find("input", {"name": "base"})["value"]
    done = trainer.post(f"/author/marking/{attempt}/finish", data={"base": base}, follow_redirects=True)
    assert "Nothing waits for marking." in words(done)
    assert again(session).get_one(Attempt, attempt).points == 400


def test_points_that_are_missing_or_too_many_come_back_with_what_was_typed(trainer, session, taker) -> None:
    an_essay_test(again(session), a_matching_question(f"{BASICS}#p"), an_essay(f"{BASICS}#e", 1500, 250))
    attempt = a_waiting_attempt(session, taker)
    settle(session)
    trainer.post(f"/author/marking/{attempt}/open")
    sent = points("15,5", "", comment="Моят коментар")
    back = trainer.post(f"/author/marking/{attempt}/2?lang=en", data=sent)
    assert back.status_code == 400
    assert "That is more than the criterion is worth." in words(back)
    assert "Give the points, or 0." in words(back)
    assert soup(back).find("input", {"name": "points-0"})["value"] == "15,5"
    assert "Моят коментар" in back.text
    assert trainer.post(f"/author/marking/{attempt}/2", data=points("14,75", "2.5")).status_code == 303


def test_the_second_marker_sees_both_marks_and_may_keep_either(trainer, attempt, session) -> None:
    trainer.post(f"/author/marking/{attempt}/open")
    other = a_trainer(again(session))
    service.open_essays(session, other, attempt)
    mark(session, other, attempt, 200, 200, 100, comment="Чуждият коментар")
    settle(session)
    told = trainer.post(f"/author/marking/{attempt}/2?lang=en", data=points("0", "1", "0", comment="Моят коментар"))
    assert told.status_code == 409
    assert "Чуждият коментар" in told.text
    assert "Моят коментар" in told.text
    assert "5 points" in words(told)
    base = soup(told).find("input", {"name": "base"})["value"]
    kept = trainer.post(f"/author/marking/{attempt}/2", data=points("0", "1", "0", base=base))
    assert kept.status_code == 303


def test_a_mark_sent_after_the_sign_in_ended_waits_for_the_same_person(trainer, attempt, marker, session) -> None:
    shown = trainer.post(f"/author/marking/{attempt}/open", follow_redirects=True)
    ticket = soup(shown).find("input", {"name": TICKET})["value"]
    end_all(again(session), marker, marker.person_id)
    settle(session)
    sent = points("2", "1", "0", comment="Не се губи", **{TICKET: ticket})
    asked = trainer.post(f"/author/marking/{attempt}/2", data=sent, follow_redirects=True)
    kept = soup(asked).find("input", {"name": WAITING})
    assert kept is not None
    assert kept["value"]


def test_an_anonymous_attempt_leads_to_nobody(trainer, taker, session) -> None:
    an_essay_test(again(session), anonymous=True)
    attempt = a_waiting_attempt(session, taker)
    settle(session)
    code = rules.code(again(session).get_one(Attempt, attempt).seed)
    settle(session)
    visited = [trainer.get("/author/marking?lang=en")]
    visited.append(trainer.post(f"/author/marking/{attempt}/open", follow_redirects=True))
    visited.append(trainer.post(f"/author/marking/{attempt}/2", data=points("9", "9", "9")))
    visited.append(trainer.post(f"/author/marking/{attempt}/2", data=points("2", "2", "1"), follow_redirects=True))
    visited.append(trainer.post(f"/author/marking/{attempt}/2", data=points("0", "0", "0")))
    assert [one.status_code for one in visited] == [200, 200, 400, 200, 409]
    for one in visited:
        assert f"Attempt {code}" in one.text
        assert [name for name in NAMES if name in one.text] == []
    base = soup(trainer.get(f"/author/marking/{attempt}/finish")).find("input", {"name": "base"})["value"]
    done = trainer.post(f"/author/marking/{attempt}/finish", data={"base": base}, follow_redirects=True)
    assert [name for name in NAMES if name in done.text] == []


def test_learners_and_strangers_find_no_marking(client, attempt) -> None:
    for path in ("", f"/{attempt}", f"/{attempt}/2", f"/{attempt}/finish"):
        assert client.get(f"/author/marking{path}").status_code == 403
    assert client.post(f"/author/marking/{attempt}/open").status_code == 403
