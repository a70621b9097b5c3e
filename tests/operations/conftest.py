"""Two municipalities with a coordinator each, and somebody who runs the platform."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.ids import OrganisationId, PersonId
from elearn.permissions import Grant, Role
from tests.factories.people import a_person, an_organisation


@dataclass(frozen=True)
class Cast:
    """Anna works in a unit of ours, Boris in the neighbouring municipality."""

    ours: OrganisationId
    unit: OrganisationId
    theirs: OrganisationId
    coordinator: PersonId
    head: PersonId
    """Coordinates only the unit."""
    neighbour: PersonId
    operator: PersonId
    anna: PersonId
    boris: PersonId


@pytest.fixture
def cast(session: Session) -> Cast:
    ours, theirs = an_organisation(session, "Стара Загора"), an_organisation(session, "Казанлък")
    unit = an_organisation(session, "Дирекция", parent_id=ours)

    def coordinates(where: OrganisationId, family: str) -> PersonId:
        return a_person(session, family=family, organisation_id=where, roles=(Grant(Role.COORDINATOR, where),))

    made = Cast(
        ours=ours,
        unit=unit,
        theirs=theirs,
        coordinator=coordinates(ours, "Координаторова"),
        head=coordinates(unit, "Началникова"),
        neighbour=coordinates(theirs, "Съседова"),
        operator=a_person(session, family="Операторова", roles=(Grant(Role.ADMINISTRATOR),)),
        anna=a_person(session, given="Анна", family="Аннова", organisation_id=unit),
        boris=a_person(session, given="Борис", family="Борисов", organisation_id=theirs),
    )
    session.commit()
    return made


@pytest.fixture
def desk(session: Session, cast: Cast) -> Session:  # noqa: ARG001 - the cast is there
    begin_writing(session)
    return session


@pytest.fixture
def operator(cast: Cast, client, sign_in) -> Callable[[], FlaskClient]:
    """The browser of whoever runs the platform."""

    def begin() -> FlaskClient:
        sign_in(client, cast.operator)
        client.application.config["WTF_CSRF_ENABLED"] = False
        return client

    return begin
