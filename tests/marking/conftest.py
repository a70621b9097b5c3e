"""A learner and a trainer, each with a browser of their own."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.permissions import Actor
from tests.factories.essays import a_trainer
from tests.factories.quizzes import Taker, a_taker
from tests.quizzes.visiting import SignIn, again, settle


@pytest.fixture
def taker(session: Session, client: FlaskClient, sign_in: SignIn) -> Taker:
    """Signed in as the client's owner; what a test changes before must be committed by `settle`."""
    taker = a_taker(again(session), email="learner@example.org")
    settle(session)
    sign_in(client, taker.person_id)
    return taker


@pytest.fixture
def marker(session: Session) -> Actor:
    """A trainer."""
    found = a_trainer(again(session), given="Тодор", family="Обучителев", email="trainer@example.org")
    settle(session)
    return found


@pytest.fixture
def trainer(app: Flask, marker: Actor, sign_in: SignIn) -> FlaskClient:
    """The trainer's browser."""
    client = app.test_client()
    assert marker.person_id is not None
    sign_in(client, marker.person_id)
    return client


@pytest.fixture
def without_tokens(app: Flask) -> None:
    """Tokens have a test of their own; elsewhere forms are sent by hand."""
    app.config["WTF_CSRF_ENABLED"] = False
