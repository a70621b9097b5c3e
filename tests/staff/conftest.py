import pytest
from sqlalchemy.orm import Session

from elearn.permissions import Actor, Grant, Role
from elearn.work import Work
from tests.factories.people import a_person, an_organisation
from tests.staff.desk import Desk


@pytest.fixture
def desk(settings, engine, session: Session) -> Desk:
    """The desk of a municipality with one unit called Бюджет."""
    unit = an_organisation(session, "Община Пример")
    an_organisation(session, "Отдел „Бюджет“", parent_id=unit)
    maker = a_person(session, email="boss@example.org", organisation_id=unit, roles=(Role.COORDINATOR,))
    session.commit()
    actor = Actor(person_id=maker, grants=frozenset({Grant(Role.COORDINATOR, unit)}))
    return Desk(Work(settings, engine), unit, actor)
