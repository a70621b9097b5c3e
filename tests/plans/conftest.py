"""Two municipalities beside each other, whose coordinators must never meet."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.plans import Municipality, a_coordinator
from tests.quizzes.visiting import again

Neighbour = Callable[[FlaskClient], None]


@pytest.fixture
def without_tokens(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def here(session: Session, client: FlaskClient, sign_in: Callable[[FlaskClient, int], str]) -> Municipality:
    """The client is its coordinator's browser. What the session has written is there to be seen."""
    place = a_coordinator(again(session))
    session.commit()
    sign_in(client, place.coordinator)
    return place


@pytest.fixture
def neighbour(session: Session, sign_in: Callable[[FlaskClient, int], str]) -> Neighbour:
    """`neighbour(client)`: from here on the client is the browser of the coordinator next door."""
    place = a_coordinator(again(session))
    session.commit()
    return lambda client: sign_in(client, place.coordinator) and None
