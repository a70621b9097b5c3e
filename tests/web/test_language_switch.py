"""The way to the other language keeps the place, and never loses what a page holds."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.people.browser import fields_of


def switches(page: TestResponse) -> set[str]:
    return {str(link["href"]) for link in BeautifulSoup(page.text, "html.parser").select("a[rel=alternate]")}


@pytest.mark.parametrize("address", ["/sign-in?next=%2Fmy", "/courses", "/no-such-page"])
def test_a_page_that_was_opened_leads_to_itself_in_the_other_language(client: FlaskClient, address: str) -> None:
    path, _, query = address.partition("?")
    assert switches(client.get(address)) == {f"{path}?{query}&lang=en" if query else f"{path}?lang=en"}


@pytest.mark.parametrize(
    ("page", "typed", "status"),
    [
        ("/sign-in", {"email": "maria@example.org", "password": "wrong", "waiting": "what waits"}, 400),
        ("/forgotten", {"email": "half an address"}, 400),
        ("/accessibility", {"text": ""}, 400),
    ],
)
def test_a_page_that_answers_a_form_offers_no_way_to_lose_it(client: FlaskClient, page, typed, status) -> None:
    answer = client.post(page, data=fields_of(client.get(page)) | typed)
    assert answer.status_code == status
    assert switches(answer) == set()
