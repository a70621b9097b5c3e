"""The limits of a test as a browser meets them: time and grace, attempts, waiting, which attempt counts."""

from datetime import timedelta

import pytest

from elearn.content.terms import Counts
from elearn.ids import AttemptId
from elearn.quizzes import service
from elearn.quizzes.models import Attempt, AttemptState, EndedBy
from tests.factories.people import OPERATOR
from tests.factories.quizzes import BASICS, SLUG, a_graded_attempt, a_test_with
from tests.quizzes.visiting import START, again, an_open, put, settle, soup

pytestmark = pytest.mark.usefixtures("without_tokens")

EN = {"Accept-Language": "en"}


def earlier(session, attempt_id: AttemptId, **ago: float) -> None:
    """Move the attempt's times into the past, by seconds."""
    attempt = again(session).get_one(Attempt, attempt_id)
    for name, seconds in ago.items():
        setattr(attempt, name, getattr(attempt, name) - timedelta(seconds=seconds))
    settle(session)


def stored(session, attempt_id: AttemptId) -> Attempt:
    found = again(session).get_one(Attempt, attempt_id, populate_existing=True)
    settle(session)
    return found


@pytest.fixture
def timed(session, taker) -> AttemptId:
    """An open attempt of ten minutes, with a grace of 40 seconds, nothing shuffled."""
    a_test_with(again(session), time_minutes=10, grace_seconds=40, shuffle=False)
    settle(session)
    return an_open(session, taker)


@pytest.mark.usefixtures("timed")
def test_the_grace_is_stated_before_the_start(client) -> None:
    page = client.get(START, headers=EN).text
    assert "10 minutes" in page
    assert "answers sent before the end are accepted for another 40 seconds" in page


def test_an_answer_on_its_way_at_the_end_counts_and_the_page_asks_nothing_more(client, session, timed) -> None:
    earlier(session, timed, due_at=610, closes_at=610)
    assert put(client, timed, 1, {"choice": 1}).status_code == 200
    assert "<fieldset" not in client.get(f"/attempts/{timed}").text
    assert stored(session, timed).state is AttemptState.OPEN
    client.post(f"/attempts/{timed}/submit")
    assert stored(session, timed).points == 100


def test_the_first_answer_after_the_grace_is_refused_and_closes_the_attempt(client, session, timed) -> None:
    put(client, timed, 1, {"choice": 1})
    earlier(session, timed, due_at=641, closes_at=641)
    late = put(client, timed, 3, {"choice": 0})
    assert (late.status_code, late.json["code"]) == (409, "attempt_over")
    found = stored(session, timed)
    assert (found.state, found.ended_by, found.points) == (AttemptState.GRADED, EndedBy.DEADLINE, 100)
    assert found.submitted_at == found.due_at


def test_a_browser_s_own_clock_decides_nothing(client, session, timed) -> None:
    """Nothing that a page sends moves the end."""
    due_at = stored(session, timed).due_at
    sent = {"shown": "1", "due": "2099-01-01", "due_at": "2099-01-01", "now": "2020-01-01", "go": "2"}
    client.post(f"/attempts/{timed}", data=sent)
    client.post(f"/attempts/{timed}/submit", data={"because": "time", "due": "2020-01-01"})
    assert (stored(session, timed).due_at, stored(session, timed).state) == (due_at, AttemptState.OPEN)


def test_a_page_that_says_its_time_is_over_ends_it_in_the_grace_by_the_time_and_not_by_the_learner(
    client, session, timed
) -> None:
    earlier(session, timed, due_at=601, closes_at=601)
    client.post(f"/attempts/{timed}/submit", data={"because": "time"})
    found = stored(session, timed)
    assert found.state is AttemptState.GRADED
    assert (found.ended_by, found.submitted_at) == (EndedBy.DEADLINE, found.due_at)


def test_waiting_is_stated_with_its_hour_and_kept_until_then(client, session, taker) -> None:
    a_test_with(again(session), wait_minutes=60)
    first = a_graded_attempt(session, taker, right=0)
    settle(session)
    assert "The next attempt opens on" in client.get(START, headers=EN).text
    assert client.post(START).location == START
    earlier(session, first, submitted_at=3_601)
    assert "/attempts/" in client.post(START).location


def test_an_attempt_that_was_granted_opens_the_test_again(client, session, taker) -> None:
    a_test_with(again(session), attempts=1, wait_minutes=60)
    a_graded_attempt(session, taker, right=0)
    settle(session)
    assert client.post(START).location == START
    service.grant(again(session), OPERATOR, taker.person_id, SLUG, BASICS, reason="Токът спря.")
    settle(session)
    assert soup(client.get(START)).select_one("aside form button") is not None
    assert "/attempts/" in client.post(START).location


@pytest.mark.parametrize(
    ("counts", "words"),
    [(Counts.BEST, "The best attempt counts."), (Counts.LAST, "The last attempt counts"), (Counts.FIRST, "The first")],
)
def test_which_attempt_counts_is_stated_before_the_start(client, session, taker, counts, words) -> None:
    assert taker
    a_test_with(again(session), counts=counts)
    settle(session)
    assert words in client.get(START, headers=EN).text
