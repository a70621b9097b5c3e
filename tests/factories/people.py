"""People and organisations for tests, through the services."""

from itertools import count

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from elearn.ids import OrganisationId, PersonId
from elearn.people import service, sessions, tree
from elearn.permissions import Actor, Grant, Role, Via

OPERATOR = Actor(via=Via.CLI)
PASSWORD = "зелена липа на площада"
_cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_numbers = count(1)


def an_organisation(session: Session, name: str = "", parent_id: OrganisationId | None = None) -> OrganisationId:
    """A unit; without a name it gets one that nobody else has."""
    return tree.add(session, OPERATOR, name=name or f"Звено {next(_numbers)}", parent_id=parent_id)


def a_person(
    session: Session,
    *,
    email: str = "",
    given: str = "Мария",
    middle: str = "Петрова",
    family: str = "Иванова",
    organisation_id: OrganisationId | None = None,
    staff_number: str = "",
    roles: tuple[Role | Grant, ...] = (Role.LEARNER,),
    password: str | None = PASSWORD,
    demo: bool = False,
) -> PersonId:
    """A learner with the password PASSWORD, unless said otherwise; `password=None` for one who never had any.

    Who has a staff number has no e-mail, unless one is given."""
    return service.create_person(
        session,
        OPERATOR,
        email=email or ("" if staff_number else f"person{next(_numbers)}@example.org"),
        given=given,
        middle=middle,
        family=family,
        organisation_id=organisation_id,
        staff_number=staff_number,
        roles=roles,
        password_hash=None if password is None else _cheap.hash(password),
        demo=demo,
    )


def an_actor(session: Session, person_id: PersonId) -> Actor:
    """The person as the web sees them once signed in."""
    found = sessions.find(session, sessions.open_session(session, Actor(), person_id), days=14)
    assert found is not None
    return found.actor
