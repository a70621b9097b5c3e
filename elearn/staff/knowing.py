"""Whom the rows of a table may mean: the people with their numbers and e-mails, in slices. Reads only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from elearn.ids import PersonId
from elearn.people.models import Organisation, Person, Position, RoleGrant
from elearn.permissions import Role


@dataclass(frozen=True, slots=True)
class Known:
    """A person as they stand. `guarded`: holds a role beside that of a learner. `post` is its name."""

    id: PersonId
    email: str
    staff_number: str
    given: str
    middle: str
    family: str
    organisation_id: int | None
    employer_id: int | None
    path: str
    position_id: int | None
    post: str
    joined_on: date | None
    left_on: date | None
    guarded: bool

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.given, self.middle, self.family)))


_GUARDED = exists().where(RoleGrant.person_id == Person.id, RoleGrant.role != Role.LEARNER)
_KNOWN = (
    select(
        Person.id,
        Person.email,
        Person.staff_number,
        Person.given,
        Person.middle,
        Person.family,
        Person.organisation_id,
        Person.employer_id,
        Organisation.path,
        Person.position_id,
        Position.name,
        Person.joined_on,
        Person.left_on,
        _GUARDED,
    )
    .outerjoin(Organisation, Organisation.id == Person.organisation_id)
    .outerjoin(Position, Position.id == Person.position_id)
)


def _known(row: Sequence[Any]) -> Known:
    person_id, email, number, given, middle, family, unit, employer, path, position_id, post, *rest = row
    texts = (email or "", number or "", given, middle, family)
    return Known(PersonId(person_id), *texts, unit, employer, path or "", position_id, post or "", *rest)


def by_keys(session: Session, employer_id: int, numbers: Collection[str], emails: Collection[str]) -> list[Known]:
    """Everyone with one of the staff numbers at this employer, or one of the e-mails anywhere."""
    wanted: list[ColumnElement[bool]] = []
    if numbers:
        wanted.append(and_(Person.employer_id == employer_id, Person.staff_number.in_(numbers)))
    if emails:
        wanted.append(Person.email.in_(emails))
    return [_known(row) for clause in wanted for row in session.execute(_KNOWN.where(clause))]


def one(session: Session, person_id: PersonId) -> Known:
    """Somebody as they stand now."""
    return _known(session.execute(_KNOWN.where(Person.id == person_id)).one())


def here(session: Session, path: str, after: PersonId, most: int) -> list[Known]:
    """People who work below `path` and have not left, by id, `most` of them after `after`."""
    found = session.execute(_KNOWN.where(*_here(path), Person.id > after).order_by(Person.id).limit(most))
    return [_known(row) for row in found]


def _here(path: str) -> tuple[ColumnElement[bool], ...]:
    below = select(Organisation.id).where(Organisation.path.startswith(path)).scalar_subquery()
    return Person.organisation_id.in_(below), Person.left_on.is_(None), Person.merged_into_id.is_(None)


def still_here(session: Session, path: str, people: Collection[PersonId | int]) -> dict[PersonId, Known]:
    """Those of the people who work below `path` and have not left."""
    found = [_known(row) for row in session.execute(_KNOWN.where(*_here(path), Person.id.in_(people)))]
    return {one.id: one for one in found}
