"""Two municipalities beside each other, whose coordinators must never meet."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from elearn.settings import Settings
from elearn.work import Work
from tests.factories.content import a_course
from tests.factories.plans import Municipality, a_coordinator
from tests.factories.publishing import a_snapshot
from tests.plans.town import SLUGS
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


@pytest.fixture
def work(settings: Settings, engine: Engine, session: Session) -> Work:
    """A worker's, with three courses published."""
    for slug in SLUGS:
        a_snapshot(session, a_course(slug))
    session.commit()
    return Work(settings, engine)
