"""A case: one text with questions about it, shown together wherever its questions are."""

import pytest

from elearn.content.terms import Layout
from elearn.quizzes import service
from tests.factories.content import a_choice_question, a_course
from tests.factories.kinds import a_case, with_items
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS
from tests.quizzes.visiting import again, an_open, settle, soup

pytestmark = pytest.mark.usefixtures("without_tokens")

LETTER = "Писмото гласи нещо."


def with_case(session, **rules) -> None:
    """The first module's test asks about a case with its second and third question."""
    one, two, three, four = (a_choice_question(f"{BASICS}#{n}") for n in range(4))
    a_snapshot(again(session), with_items(a_course(), BASICS, [one, a_case("нещо", two, three), four], **rules))
    settle(session)


def cases(response) -> list[list[str]]:
    """What each case on the page holds: its text, and the questions beside it."""
    found = soup(response).select(".with-case")
    assert soup(response).select(".case") == [case for one in found for case in one.select(".case")]
    return [[LETTER in one.select_one(".case").text, *(q["id"] for q in one.select("fieldset"))] for one in found]


@pytest.mark.parametrize(("number", "shown"), [(1, []), (2, [[True, "q-2"]]), (3, [[True, "q-3"]]), (4, [])])
def test_each_question_of_a_case_has_its_text_beside_it(client, taker, session, number, shown) -> None:
    with_case(session)
    attempt_id = an_open(session, taker)
    assert cases(client.get(f"/attempts/{attempt_id}?q={number}")) == shown


def test_on_one_page_the_text_stands_once_beside_all_its_questions(client, taker, session) -> None:
    with_case(session, layout=Layout.ALL)
    attempt_id = an_open(session, taker)
    assert cases(client.get(f"/attempts/{attempt_id}")) == [[True, "q-2", "q-3"]]


def test_looking_back_shows_a_case_as_one(client, taker, session) -> None:
    with_case(session)
    attempt_id = an_open(session, taker)
    service.submit(again(session), taker.actor, attempt_id)
    settle(session)
    assert cases(client.get(f"/attempts/{attempt_id}/review")) == [[True, "q-2", "q-3"]]


def test_two_cases_side_by_side_stay_two(client, taker, session) -> None:
    asked = [a_choice_question(f"{BASICS}#{n}") for n in range(3)]
    items = [a_case("нещо", *asked[:2]), a_case("друго", asked[2])]
    a_snapshot(again(session), with_items(a_course(), BASICS, items, layout=Layout.ALL))
    settle(session)
    attempt_id = an_open(session, taker)
    assert cases(client.get(f"/attempts/{attempt_id}")) == [[True, "q-1", "q-2"], [False, "q-3"]]
