"""Two municipalities with a coordinator each, and somebody who runs the platform."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

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
