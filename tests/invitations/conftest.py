from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.ids import OrganisationId, PersonId
from elearn.people.models import Organisation
from elearn.permissions import Role
from tests.factories.people import a_person, an_organisation


@dataclass(frozen=True)
class Town:
    """A municipality with a department and a code, its coordinator, and three people who never signed in: Анна and
    Борис have an e-mail, Вера has the staff number 7 and none."""

    unit: OrganisationId
    office: OrganisationId
    coordinator: PersonId
    anna: PersonId
    boris: PersonId
    vera: PersonId


def a_town(session: Session, code: str) -> Town:
    unit = an_organisation(session, f"Община {code}")
    office = an_organisation(session, f"Отдел {code}", parent_id=unit)
    session.execute(update(Organisation).where(Organisation.id == unit).values(code=code))
    people = {"organisation_id": office, "middle": "", "family": code, "password": None}
    return Town(
        unit,
        office,
        coordinator=a_person(session, organisation_id=unit, roles=(Role.COORDINATOR,)),
        anna=a_person(session, given="Анна", email=f"anna@{code}.example".lower(), **people),
        boris=a_person(session, given="Борис", email=f"boris@{code}.example".lower(), **people),
        vera=a_person(session, given="Вера", staff_number="7", **people),
    )


@pytest.fixture
def writing(engine: Engine) -> Callable[[], AbstractContextManager[Session]]:
    """`with writing() as session:` is a transaction of its own, beside what the app does."""

    @contextmanager
    def transaction() -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session:
            begin_writing(session)
            yield session
            session.commit()

    return transaction


@pytest.fixture
def towns(writing) -> tuple[Town, Town]:
    """Ours and the neighbours'."""
    with writing() as session:
        return a_town(session, "SZ"), a_town(session, "KZ")


@pytest.fixture
def town(towns) -> Town:
    return towns[0]


@pytest.fixture
def neighbour(towns) -> Town:
    return towns[1]


@pytest.fixture
def coordinator(app, town, sign_in) -> FlaskClient:
    """The browser of our coordinator."""
    client = app.test_client()
    sign_in(client, town.coordinator)
    return client


@pytest.fixture
def reader(engine: Engine) -> Iterator[Session]:
    """What is stored now, beside what the app does."""
    with Session(engine) as session:
        yield session
