"""Two municipalities beside each other, whose coordinators must never meet."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from elearn.ids import OrganisationId, PersonId
from elearn.plans import jobs
from elearn.settings import Settings
from elearn.work import Work
from tests.factories.content import a_course
from tests.factories.people import a_person, an_organisation
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

    def put(client: FlaskClient) -> None:
        sign_in(client, place.coordinator)

    return put


@pytest.fixture
def work(settings: Settings, engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A worker's, which makes no pauses, with three courses published."""
    monkeypatch.setattr(jobs, "PAUSE_SECONDS", 0)
    for slug in SLUGS:
        a_snapshot(session, a_course(slug))
    session.commit()
    return Work(settings, engine)


@pytest.fixture
def unit(work: Work) -> OrganisationId:
    with work.writing() as session:
        return an_organisation(session)


@pytest.fixture
def who(work: Work, unit: OrganisationId) -> PersonId:
    """Somebody of the unit."""
    with work.writing() as session:
        return a_person(session, organisation_id=unit, password=None)
