"""An ordering in practice: one place for two items is told and not judged."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.content import a_course
from tests.factories.kinds import an_ordering_question, with_items
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, a_taker
from tests.quizzes.visiting import START, SignIn, settle, soup

pytestmark = pytest.mark.usefixtures("without_tokens")


def test_one_place_for_two_items_is_not_judged_and_what_was_given_stays(
    client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    a_snapshot(session, with_items(a_course(), BASICS, [an_ordering_question(f"{BASICS}#steps")], practice=True))
    taker = a_taker(session)
    settle(session)
    sign_in(client, taker.person_id)

    def answer(*places: int) -> object:
        sent = {f"q-1-{at}": str(place) for at, place in enumerate(places)}
        return soup(client.post(f"{START}/practice?lang=en", data={"seed": "ABCD2345", "done": "", **sent}))

    page = answer(0, 0, 0, 0)
    assert "The same place twice" in page.text
    assert [one["value"] for one in page.select("select option[selected]")] == ["0"] * 4
    page = answer(0, 1, 2, 3)
    assert "The same place twice" not in page.text
    assert page.select_one(".message[role=status]") is not None
