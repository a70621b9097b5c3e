"""How attempts end: too late, by the deadline, by the worker, after a restart, used up."""

from datetime import timedelta

import pytest

from elearn.quizzes import jobs
from elearn.quizzes.models import Attempt, AttemptState
from elearn.work import Work
from tests.factories.quizzes import a_graded_attempt, a_taker, a_test_with, an_attempt
from tests.quizzes.visiting import START, again, an_open, fields, put, settle, soup

pytestmark = pytest.mark.usefixtures("without_tokens")


def test_a_late_answer_is_refused_clearly_and_stays_in_sight(client, taker, session) -> None:
    attempt_id = an_open(session, taker)
    sent = fields(client.get(f"/attempts/{attempt_id}?q=4")) | {"q-4": "Моят дълъг отговор", "go": "5"}
    client.post(f"/attempts/{attempt_id}/submit")
    late = client.post(f"/attempts/{attempt_id}", data=sent)
    assert late.status_code == 409
    assert "Моят дълъг отговор" in late.text
    found = put(client, attempt_id, 4, {"text": "Късно"})
    assert (found.status_code, found.json["code"]) == (409, "attempt_over")


def test_a_get_after_the_deadline_writes_nothing_and_the_next_post_submits(client, taker, session) -> None:
    a_test_with(again(session), time_minutes=10, shuffle=False)
    settle(session)
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 1, {"choice": 1})
    attempt = again(session).get_one(Attempt, attempt_id)
    attempt.due_at, attempt.closes_at = attempt.due_at - timedelta(hours=1), attempt.closes_at - timedelta(hours=1)
    settle(session)
    for path in ("", "/submit"):
        assert "<fieldset" not in client.get(f"/attempts/{attempt_id}{path}").text
    session.expire_all()
    assert again(session).get_one(Attempt, attempt_id).state is AttemptState.OPEN
    settle(session)
    result = client.post(f"/attempts/{attempt_id}/submit", follow_redirects=True, headers={"Accept-Language": "en"})
    assert "What was saved until then has been submitted automatically." in result.text
    session.expire_all()
    assert again(session).get_one(Attempt, attempt_id).points == 100


def test_the_worker_closes_what_nobody_came_back_to(taker, session, settings, engine) -> None:
    a_test_with(again(session), time_minutes=10)
    attempt_id = an_attempt(session, taker)
    attempt = session.get_one(Attempt, attempt_id)
    attempt.due_at, attempt.closes_at = attempt.due_at - timedelta(hours=1), attempt.closes_at - timedelta(hours=1)
    settle(session)
    work = Work(settings, engine)
    for _ in range(2):
        jobs.close_expired(work, {})
    session.expire_all()
    assert again(session).get_one(Attempt, attempt_id).state is AttemptState.GRADED


def test_an_attempt_that_cannot_be_closed_holds_up_nobody(session, settings, engine) -> None:
    a_test_with(again(session), time_minutes=10)
    broken, sound = (an_attempt(session, a_taker(session)) for _ in range(2))
    for minutes, attempt_id in ((90, broken), (60, sound)):
        attempt = session.get_one(Attempt, attempt_id)
        attempt.due_at, attempt.closes_at = (
            at - timedelta(minutes=minutes) for at in (attempt.due_at, attempt.closes_at)
        )
    session.get_one(Attempt, broken).paper = [{"question": "gone", "quiz": "gone", "order": []}]
    settle(session)
    with pytest.raises(jobs.NotClosed, match=f"1 attempts, first {broken}"):
        jobs.close_expired(Work(settings, engine), {})
    session.expire_all()
    assert again(session).get_one(Attempt, sound).state is AttemptState.GRADED
    assert session.get_one(Attempt, broken).state is AttemptState.OPEN


def test_what_was_saved_survives_a_restart(client, taker, session, settings, start, sign_in) -> None:
    attempt_id = an_open(session, taker)
    put(client, attempt_id, 1, {"choice": 1})

    restarted = start(settings).test_client()
    sign_in(restarted, taker.person_id)
    page = soup(restarted.get(f"/attempts/{attempt_id}?q=1"))
    assert page.find("input", checked=True)["value"] == "1"


def test_used_up_attempts_say_why_what_next_and_whom_to_ask(client, taker, session) -> None:
    a_test_with(again(session), attempts=1)
    a_graded_attempt(session, taker, right=0)
    settle(session)
    page = client.get(START, headers={"Accept-Language": "en"}).text
    for words in ("You cannot start this test now.", "You have no attempts left.", "Ask the coordinator"):
        assert words in page
    assert client.post(START).location == START
