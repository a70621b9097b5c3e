"""People named by hand, a line each, by e-mail or staff number: only those of the tree that is managed are known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.ids import OrganisationId, PersonId
from elearn.people.models import Organisation, Person
from elearn.people.rules import normal_staff_number, sign_in_name, typed_email
from elearn.people.service import root_of
from elearn.plans.audience import staying

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Named:
    """`unknown`: the lines, as typed, that name nobody there."""

    people: tuple[PersonId, ...]
    unknown: tuple[str, ...]


def lines(text: str) -> list[str]:
    """What stands on each line, without empty ones."""
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def named(session: Session, unit_id: OrganisationId, typed: Sequence[str]) -> Named:
    """Who works in the tree below the unit and is named by these lines. Two SELECTs."""
    root_id = root_of(session, unit_id)
    root = session.get_one(Organisation, root_id)
    keys = {line: _key(line, root.code or "") for line in typed}
    by_number = and_(Person.employer_id == root_id, Person.staff_number.in_(set(keys.values())))
    wanted = or_(Person.email.in_(set(keys.values())), by_number)
    rows = session.execute(
        select(Person.id, Person.email, Person.staff_number).where(wanted, staying(unit_id, clock.today()))
    )
    found = {key: PersonId(row.id) for row in rows for key in (row.email, row.staff_number) if key}
    people = dict.fromkeys(found[key] for key in keys.values() if key in found)
    return Named(tuple(people), tuple(line for line, key in keys.items() if key not in found))


def names_of(session: Session, people: Iterable[int]) -> list[str]:
    """How people are named on lines, by name; those who have left too."""
    query = (
        select(Person.email, Organisation.code, Person.staff_number)
        .outerjoin(Organisation, Organisation.id == Person.employer_id)
        .where(Person.id.in_(list(people)), Person.merged_into_id.is_(None))
        .order_by(Person.sort_name, Person.id)
    )
    return [sign_in_name(email, code, number) for email, code, number in session.execute(query)]


def _key(line: str, code: str) -> str:
    """An e-mail, or a staff number without the employer's code before it."""
    if "@" in line:
        return typed_email(line)
    number = normal_staff_number(line)
    return number.removeprefix(f"{code}-") if code else number
