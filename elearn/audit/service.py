"""Writing to the record."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import BigInteger, ColumnElement, Select, Table, bindparam, column, insert, select, table
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.permissions import Actor

PERSON, UNIT = "person", "organisation"
"""Subjects that say by themselves whom an act concerns."""

_PEOPLE = table("person", *(column(name, BigInteger) for name in ("id", "organisation_id", "employer_id")))
_UNITS = table("organisation", *(column(name) for name in ("id", "parent_id", "path")))
"""Named here, as the record stands below the features that own them."""


def record(
    session: Session,
    actor: Actor,
    action: str,
    subject: tuple[str, object],
    *,
    about: int | None = None,
    unit: int | None = None,
    **details: object,
) -> None:
    """Note that `actor` did `action` to `subject`, given as (kind, id), in the caller's transaction.

    `about` is the person concerned, which a subject of the kind `person` is by itself; `unit` the unit concerned where
    there is no single person, which an `organisation` is by itself. `details` are plain JSON values: never passwords,
    answers or tokens.
    """
    kind, identity = subject
    about = _own(subject, PERSON) if about is None else about
    unit = _own(subject, UNIT) if unit is None else unit
    session.add(
        AuditEntry(
            **_by(actor, action),
            subject_kind=kind,
            subject_id=str(identity),
            details=dict(details),
            about_id=about,
            unit_id=unit if unit is not None else about and _of_person(_PEOPLE.c.organisation_id, about),
            employer_id=_root_of(unit) if unit is not None else about and _of_person(_PEOPLE.c.employer_id, about),
        )
    )


@dataclass(frozen=True, slots=True)
class Noted:
    """One of many acts of a kind: the id of what it was done to, and the person concerned."""

    subject_id: int
    about: int
    details: dict[str, Any] = field(default_factory=dict)


def record_all(session: Session, actor: Actor, action: str, kind: str, noted: Iterable[Noted]) -> None:
    """Note one act that was done to many, by one statement."""
    rows = [{"subject_id": str(one.subject_id), "details": one.details, "concerned": one.about} for one in noted]
    if not rows:
        return
    concerned = bindparam("concerned", type_=BigInteger)
    places = {
        "about_id": concerned,
        "unit_id": _of_person(_PEOPLE.c.organisation_id, concerned),
        "employer_id": _of_person(_PEOPLE.c.employer_id, concerned),
    }
    entries = cast(Table, AuditEntry.__table__)  # by the mapper, each row would be a statement of its own
    session.execute(insert(entries).values(**_by(actor, action), subject_kind=kind, **places), rows)


def _by(actor: Actor, action: str) -> dict[str, Any]:
    return {
        "at": clock.now(),
        "person_id": actor.person_id,
        "sign_in_session_id": actor.sign_in_session_id,
        "via": actor.via.value,
        "address": actor.address,
        "action": action,
    }


def _own(subject: tuple[str, object], kind: str) -> int | None:
    """The subject's id where it is of the kind; 0 stands for nobody who is known."""
    return subject[1] or None if subject[0] == kind and isinstance(subject[1], int) else None


def _of_person(wanted: ColumnElement[int], about: Any) -> Any:
    return select(wanted).where(_PEOPLE.c.id == about).scalar_subquery()


def _root_of(unit: int) -> Any:
    """The id that stands first in the unit's path, `/1/5/`."""
    root, below = _UNITS.alias("root"), _UNITS.alias("below")
    query: Select[Any] = select(root.c.id).where(
        root.c.parent_id.is_(None), below.c.id == unit, below.c.path.like(root.c.path.concat("%"))
    )
    return query.scalar_subquery()
