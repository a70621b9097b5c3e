"""Letters that were given up, sent again to where their addressees are reached now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.errors import Conflict
from elearn.mail import reviving
from elearn.people.models import Person
from elearn.people.queries import stays
from elearn.permissions import Actor


class Addressed(Protocol):
    """A letter, or what a page shows of it."""

    @property
    def id(self) -> int: ...
    @property
    def person_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class SentAgain:
    """How many were queued, how many of them to another address than before, and how many have nobody to go to."""

    queued: int
    readdressed: int
    left: int


def present(session: Session, letters: Iterable[Addressed]) -> Mapping[int, str]:
    """The present addresses of people to whom these letters are; without those who have left, were merged into another
    person, or have no e-mail any more. One SELECT."""
    here = (stays(clock.today()), Person.merged_into_id.is_(None), Person.email.is_not(None))
    ids = {letter.person_id for letter in letters}
    rows = session.execute(select(Person.id, Person.email).where(Person.id.in_(ids), *here))
    return {row.id: row.email for row in rows}


def retry(session: Session, actor: Actor, letter_id: int) -> bool:
    """Whether it goes to another address than before. Raises Conflict("letter_to_nobody") and what
    `mail.reviving.given_up` raises."""
    letter = reviving.given_up(session, letter_id)
    to = letter.to if letter.person_id is None else present(session, [letter]).get(letter.person_id)
    if to is None:
        raise Conflict("letter_to_nobody")
    return reviving.send_again(session, actor, letter, to)


def retry_all(session: Session, actor: Actor) -> SentAgain:
    """Every letter that has somebody to go to; an entry in the record for each."""
    letters = reviving.all_given_up(session)
    known = present(session, letters)
    addresses = ((one, one.to if one.person_id is None else known.get(one.person_id)) for one in letters)
    moved = [reviving.send_again(session, actor, one, to) for one, to in addresses if to is not None]
    return SentAgain(len(moved), sum(moved), len(letters) - len(moved))
