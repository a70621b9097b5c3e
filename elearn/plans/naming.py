"""People named by hand, by e-mail or staff number: only those whom the asker may mean are known."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from elearn.ids import PersonId
from elearn.people.models import Organisation, Person
from elearn.people.rules import normal_staff_number, sign_in_name, typed_sign_in

AT_ONCE = 500
LONGEST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Named:
    """`unknown`: what was typed and names nobody there, cut to LONGEST_SHOWN characters."""

    people: tuple[PersonId, ...]
    unknown: tuple[str, ...]


def lines(text: str) -> list[str]:
    """What stands on each line, or between commas or semicolons: once, without what is empty."""
    typed = (" ".join(one.split()) for one in re.split(r"[\n,;]", text))
    return list(dict.fromkeys(one for one in typed if one))


def named(session: Session, typed: Sequence[str], whom: ColumnElement[bool]) -> Named:
    """Which of those people, a condition on `Person`, are named by these lines. A staff number stands alone or behind
    the code of the employer; one that several of them have names nobody. One SELECT for AT_ONCE lines."""
    found: dict[str, PersonId] = {}
    for start in range(0, len(typed), AT_ONCE):
        found |= _found(session, typed[start : start + AT_ONCE], whom)
    people = dict.fromkeys(found[line] for line in typed if line in found)
    return Named(tuple(people), tuple(line[:LONGEST_SHOWN] for line in typed if line not in found))


def names_of(session: Session, people: Iterable[int], whom: ColumnElement[bool]) -> list[str]:
    """How those of the people are named on lines whom `whom`, a condition on `Person`, lets be meant; by name."""
    query = (
        select(Person.email, Organisation.code, Person.staff_number)
        .outerjoin(Organisation, Organisation.id == Person.employer_id)
        .where(Person.id.in_(list(people)), whom)
        .order_by(Person.sort_name, Person.id)
    )
    return [sign_in_name(email, code, number) for email, code, number in session.execute(query)]


def _found(session: Session, typed: Sequence[str], whom: ColumnElement[bool]) -> Mapping[str, PersonId]:
    keys = {line: typed_sign_in(line) for line in typed}
    numbers = {number for key in keys.values() for number in (key, key.partition("-")[2])}
    rows = session.execute(
        select(Person.id, Person.email, Person.staff_number, Organisation.code)
        .outerjoin(Organisation, Organisation.id == Person.employer_id)
        .where(or_(Person.email.in_(set(keys.values())), Person.staff_number.in_(numbers)), whom)
    )
    whole: dict[str, set[PersonId]] = {}
    bare: dict[str, set[PersonId]] = {}
    for row in rows:
        coded = f"{row.code}-{row.staff_number}" if row.code and row.staff_number else None
        for name in filter(None, (row.email, coded)):
            whole.setdefault(typed_sign_in(name), set()).add(PersonId(row.id))
        bare.setdefault(normal_staff_number(row.staff_number or ""), set()).add(PersonId(row.id))
    meant = {line: whole.get(key) or bare.get(key, set()) for line, key in keys.items()}
    return {line: next(iter(people)) for line, people in meant.items() if len(people) == 1}
