"""Who is named by hand: by e-mail or staff number, however it is written, and only who may be meant."""

import pytest
from sqlalchemy.orm import Session

from elearn.ids import PersonId
from elearn.people.models import Organisation, Person
from elearn.people.queries import within_scope
from elearn.permissions import Permission
from elearn.plans import naming
from elearn.plans.naming import Named
from tests.factories.people import a_person
from tests.factories.plans import Municipality, a_coordinator


@pytest.fixture
def place(session: Session) -> Municipality:
    return a_coordinator(session)


@pytest.fixture
def ana(session: Session, place: Municipality) -> PersonId:
    session.get_one(Organisation, place.unit).code = "SZ"
    return a_person(session, organisation_id=place.below, staff_number="A-7")


def named(session: Session, place: Municipality, *typed: str) -> Named:
    return naming.named(session, typed, within_scope(place.actor, Permission.PEOPLE_MANAGE))


@pytest.mark.parametrize("line", ["A-7", "a-7", "SZ-A-7", "sz – a–7"])
def test_a_staff_number_names_however_it_is_written(
    session: Session, place: Municipality, ana: PersonId, line: str
) -> None:
    assert named(session, place, line) == Named((ana,), ())


def test_what_names_nobody_or_several_or_people_next_door_is_unknown(
    session: Session, place: Municipality, ana: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbour = a_coordinator(session)
    theirs = a_person(session, organisation_id=neighbour.unit, staff_number="A-7")
    mail = a_person(session, organisation_id=place.unit, email="one@example.org")
    a_person(session, organisation_id=neighbour.unit, email="two@example.org")
    typed = ("One@Example.org", "two@example.org", "A-7", "7", "SZ-A-7", "x" * 300)
    monkeypatch.setattr(naming, "AT_ONCE", 2)
    assert named(session, place, *typed) == Named((mail, ana), ("two@example.org", "7", "x" * naming.LONGEST_SHOWN))
    assert named(session, neighbour, "A-7") == Named((theirs,), ())
    everybody = naming.named(session, ("A-7", "SZ-A-7"), Person.id > 0)
    assert everybody == Named((ana,), ("A-7",))


def test_lines_commas_and_semicolons_stand_between_people() -> None:
    assert naming.lines(" a@b \n\n a@b; c  d,,e\r\n") == ["a@b", "c d", "e"]
