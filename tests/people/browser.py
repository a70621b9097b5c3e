"""A browser without scripts for the tests of people: it sends forms as the page holds them."""

from dataclasses import dataclass

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def fields_of(page: TestResponse, action: str | None = None) -> dict[str, str]:
    """The fields that the page's form would send; `action` chooses one of several forms."""
    for form in BeautifulSoup(page.text, "html.parser").find_all("form"):
        if action is None or form.get("action") == action:
            inputs = form.find_all("input")
            return {str(i["name"]): str(i.get("value", "")) for i in inputs if i.get("name")}
    raise AssertionError(f"no form for {action} in {page.text}")


@dataclass
class Browser:
    """`send` opens the page, fills in its form and posts it, tokens and hidden fields included."""

    client: FlaskClient

    def open(self, address: str, **headers: str) -> TestResponse:
        return self.client.get(address, headers=headers)

    def send(self, address: str, *, to: str | None = None, **typed: str) -> TestResponse:
        return self.post(self.open(address), to or address.partition("?")[0], action=to, **typed)

    def post(self, page: TestResponse, address: str, *, action: str | None = None, **typed: str) -> TestResponse:
        return self.client.post(address, data=fields_of(page, action) | typed)

    def sign_in(self, email: str, password: str, address: str = "/sign-in") -> TestResponse:
        return self.post(self.open(address), "/sign-in", action="/sign-in", email=email, password=password)
