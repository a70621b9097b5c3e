"""Whom a sign-in name names: an e-mail, `SZ-1042` (an employer's code and a staff number), or the bare number."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, or_, select
from sqlalchemy.orm import Session

from elearn.db import Base
from elearn.ids import PersonId
from elearn.people import rules
from elearn.people.models import Credential, Organisation, Person


class Named(NamedTuple):
    """What a sign-in asks of a person. `password_hash` is None for who has not chosen a password yet."""

    id: PersonId
    password_hash: str | None
    language: str | None
    left_on: date | None


_people, _credentials, _roots = (
    Base.metadata.tables[model.__tablename__] for model in (Person, Credential, Organisation)
)
_ASKED = (_people.c.id, _credentials.c.password_hash, _people.c.language, _people.c.left_on)
_BY_EMAIL = select(*_ASKED).select_from(_people.outerjoin(_credentials)).where(_people.c.email == bindparam("email"))
_BY_ID = select(*_ASKED).select_from(_people.outerjoin(_credentials)).where(_people.c.id == bindparam("person_id"))
_WHOLE: BindParameter[str] = bindparam("whole")
_AFTER_CODE: BindParameter[str] = bindparam("after_code")
_BY_NUMBER = (
    select(*_ASKED, _people.c.staff_number)
    .select_from(_roots.join(_people, _people.c.employer_id == _roots.c.id).outerjoin(_credentials))
    .where(
        _roots.c.parent_id.is_(None),
        _people.c.staff_number.in_((_WHOLE, _AFTER_CODE)),
        or_(_people.c.staff_number == _WHOLE, _roots.c.code == bindparam("code")),
    )
)
"""Built once, as everyone who signs in waits for them; each is one SELECT, whether or not somebody is found."""
_NAME = (
    select(_people.c.email, _roots.c.code, _people.c.staff_number)
    .select_from(_people.outerjoin(_roots, _people.c.employer_id == _roots.c.id))
    .where(_people.c.id == bindparam("person_id"))
)


def find(session: Session, name: str) -> Named | None:
    """The person with this sign-in name in its normal form (`rules.typed_sign_in`).

    None for nobody, and for a bare number that several employers have.
    """
    if "@" in name:
        row = session.execute(_BY_EMAIL, {"email": name}).one_or_none()
        return None if row is None else _named(row)
    code, _, number = name.partition("-")
    found = session.execute(_BY_NUMBER, {"whole": name, "after_code": number, "code": code}).all()
    coded = [row for row in found if row.staff_number != name]
    fitting = coded or found
    return _named(fitting[0][:4]) if len(fitting) == 1 else None


def named(session: Session, person_id: PersonId) -> Named:
    """The person with this id."""
    return _named(session.execute(_BY_ID, {"person_id": person_id}).one())


def _named(row: Sequence[Any]) -> Named:
    person_id, *rest = row
    return Named(PersonId(person_id), *rest)


def sign_in_name(session: Session, person_id: PersonId) -> str:
    """What this person signs in with."""
    return rules.sign_in_name(*session.execute(_NAME, {"person_id": person_id}).one())
