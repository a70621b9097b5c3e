"""A sign that PostgreSQL keeps in no text is refused wherever it is sent, and is no failure of ours."""

import pytest
from flask.testing import FlaskClient

from tests.people.browser import fields_of


@pytest.mark.parametrize(
    "address",
    [
        "/courses/%00",
        "/courses/a%00b?lang=en",
        "/verify?code=%00",
        "/media/%00/a",
        "/learn/a%00/b/c",
        "/no-such%00page",
    ],
)
def test_an_address_with_nul_is_refused_in_words(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("/sign-in", {"email": "a\x00@example.org", "password": "x"}),
        ("/forgotten", {"email": "a\x00@example.org"}),
        ("/accessibility", {"text": "a\x00b"}),
        ("/accessibility", {"text": "ab", "reply_to": "\x00"}),
        ("/accessibility", {"text": "ab", "\x00": ""}),
    ],
)
def test_a_form_with_nul_is_refused_in_words(client: FlaskClient, page: str, typed: dict[str, str]) -> None:
    shown = client.get(page)
    answer = client.post(page, data=fields_of(shown) | typed)
    assert answer.status_code == 400
    assert "<h1" in answer.text
