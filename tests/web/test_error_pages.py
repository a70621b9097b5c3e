"""What a page that refuses says fits whoever reads it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.ids import PersonId
from elearn.web.refusals import STATUS
from tests.factories.people import a_person

SignIn = Callable[[FlaskClient, PersonId], str]
CATALOGUE = Path(__file__).parents[2] / "elearn/translations/bg/LC_MESSAGES/messages.po"
OTHER_WORDS = ("учащ", "обучаван", "сигнал")
"""A learner is „обучаем“ and a report „съобщение“, on every page."""


def test_a_stranger_is_not_sent_to_a_unit_of_her_own(client: FlaskClient) -> None:
    page = client.get("/no-such-page?lang=en").text
    assert "of your unit" not in page
    assert "for your work" not in page
    assert "The people who look after this platform." in page


def test_who_is_signed_in_is_told_of_the_coordinator(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    who = a_person(session)
    session.commit()
    sign_in(client, who)
    page = client.get("/no-such-page?lang=en").text
    assert "The coordinator of your unit" in page
    assert "Nothing that you have saved is lost" in page


@pytest.mark.parametrize("status", sorted(STATUS))
def test_words_for_a_status_alone_fit_anybody(status: int) -> None:
    assert "your unit" not in "".join(str(part) for part in STATUS[status])


def test_a_learner_and_a_report_have_one_word_each() -> None:
    with CATALOGUE.open("rb") as source:
        said = {message.id: str(message.string).lower() for message in read_po(source, locale="bg") if message.id}
    assert [message for message, words in said.items() if any(other in words for other in OTHER_WORDS)] == []
