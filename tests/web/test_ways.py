"""Where a page that refuses leads: to what it speaks of, or to the list that one came from and may open."""

import pytest

from elearn.permissions import Actor, Grant, Role
from elearn.web.refusals import REFUSALS, ways
from tests.factories.essays import a_waiting_attempt, an_essay_test
from tests.factories.people import a_person
from tests.factories.quizzes import a_taker
from tests.quizzes.visiting import again, settle, soup

EN = {"Accept-Language": "en"}


def an(role: Role) -> Actor:
    return Actor(grants=frozenset({Grant(role)}))


@pytest.mark.parametrize(
    ("role", "path", "address"),
    [
        (Role.TRAINER, "/author/marking/7", "/author/marking"),
        (Role.TRAINER, "/author/marking", "/author/courses"),
        (Role.TRAINER, "/author/markings", "/author/courses"),
        (Role.TRAINER, "/author/objections/3/open", "/author/objections"),
        (Role.TRAINER, "/author/courses/sample/statistics", "/author/courses"),
        (Role.COORDINATOR, "/coordinate/attempts/7/evidence", "/coordinate/attempts"),
        (Role.COORDINATOR, "/coordinate", "/coordinate/allowances"),
        (Role.TRAINER, "/coordinate/attempts/7", "/coordinate/allowances"),
        (Role.LEARNER, "/author/marking/7", None),
        (Role.TRAINER, "/my/nothing", None),
    ],
)
def test_an_address_leads_back_to_the_list_that_the_person_may_open(role, path, address) -> None:
    found = ways.back(an(role), path)
    assert (found and found.address) == address


@pytest.mark.parametrize(
    ("code", "path", "details", "address"),
    [
        ("review_waits", "/attempts/12/review", {}, "/attempts/12/result"),
        ("practice_busy", "/learn/sample/basics/quiz/practice", {"attempt": 9}, "/attempts/9"),
        ("practice_busy", "/learn/sample/basics/quiz/practice", {}, None),
        ("evidence_too_early", "/coordinate/attempts/12/evidence", {}, None),
        ("evidence_not_opened", "/coordinate/attempts/12/evidence", {}, "/coordinate/attempts/12"),
        ("comes_first", "/learn/sample/exam", {"course": "sample"}, "/learn/sample"),
        ("reason_missing", "/attempts/12/review", {}, None),
    ],
)
def test_a_refusal_leads_to_what_it_speaks_of(code, path, details, address) -> None:
    found = ways.told(code, path, details)
    assert (found and found.address) == address


def test_every_way_belongs_to_a_refusal() -> None:
    assert set(ways.TOLD) <= set(REFUSALS)


def a_waiting(session) -> tuple[int, int]:
    """A learner, and her attempt that waits for marking."""
    taker = a_taker(session)
    an_essay_test(session)
    attempt_id = a_waiting_attempt(session, taker)
    settle(session)
    return taker.person_id, attempt_id


def test_a_learner_is_led_to_the_result_that_waits(client, session, sign_in) -> None:
    learner, attempt_id = a_waiting(session)
    sign_in(client, learner)
    page = soup(client.get(f"/attempts/{attempt_id}/review", headers=EN)).find("main")
    assert [link["href"] for link in page.select(".actions a")] == [f"/attempts/{attempt_id}/result"]
    assert "Whom to ask" not in page.text


def test_a_trainer_is_led_back_to_what_waits_for_marking(client, session, sign_in) -> None:
    _, attempt_id = a_waiting(session)
    trainer = a_person(again(session), roles=(Role.TRAINER,))
    settle(session)
    sign_in(client, trainer)
    answer = client.get(f"/author/marking/{attempt_id}", headers=EN)
    page = soup(answer).find("main")
    assert answer.status_code == 403
    assert [link["href"] for link in page.select(".actions a")] == ["/author/marking"]
    assert "certificates" not in page.text
