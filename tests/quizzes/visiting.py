"""Looking at the site the way a browser or a script does, for tests."""

from collections.abc import Callable

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn import ids
from elearn.db import begin_writing
from tests.factories.quizzes import BASICS, Taker, an_attempt

START = f"/learn/sample/{BASICS}"
SignIn = Callable[[FlaskClient, int], str]


def settle(session: Session) -> None:
    """Let the client see what was written, and go on writing when it has looked."""
    session.commit()


def again(session: Session) -> Session:
    begin_writing(session)
    return session


def soup(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.text, "lxml")


def an_open(session: Session, taker: Taker) -> int:
    attempt_id = an_attempt(again(session), taker)
    settle(session)
    return attempt_id


def fields(response: TestResponse) -> dict[str, str | list[str]]:
    """What a browser would send back from the page's form, untouched."""
    form = soup(response).find("form", id="attempt")
    found: dict[str, str | list[str]] = {
        "shown": [field["value"] for field in form.find_all("input", {"name": "shown"})]
    }
    for field in form.find_all("input"):
        if field.get("type") in {"radio", "checkbox"} and not field.has_attr("checked"):
            continue
        if field["name"] != "shown":
            found[field["name"]] = field.get("value", "")
    return found


def put(client: FlaskClient, attempt_id: int, position: int, answer: object, base: int = 0) -> TestResponse:
    body = {"save_id": ids.new_uuid(), "base": base, "answer": answer}
    address = f"/attempts/{attempt_id}/answers/{position}"
    return client.post(address, json=body, headers={"Accept": "application/json"})
