"""The record for a file: what the page of it shows, as plain values. Lent in wiring.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.operations import wording
from elearn.operations.record import Wish, page
from elearn.permissions import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """An entry. `act`, `door` and the labels of `details` are in the language of the page, in English outside of one;
    `by` is None where nobody was signed in."""

    id: int
    at: datetime
    act: str
    about: str
    unit: str
    by: str | None
    door: str
    details: tuple[tuple[str, str], ...]


def acts(session: Session, actor: Actor, asked: Mapping[str, str], before: int | None) -> tuple[Sequence[Told], bool]:
    """Some entries in reach, the newest first, from the one before `before` on; and whether there are more. `asked` is
    what the address of the page says, with `act` for the kind of act."""
    given = dict(asked) | {"kind": asked.get("act", ""), "after": "", "before": "" if before is None else str(before)}
    found = page(session, actor, Wish.read(given))
    return [_told(line.entry, line.by, line.about, line.unit) for line in found.lines], found.older


def _told(entry: AuditEntry, by: str, about: str, unit: str) -> Told:
    details = tuple(
        (str(label), str(entry.details[name]))
        for name, label in wording.SHOWN.items()
        if isinstance(entry.details.get(name), str | int) and entry.details[name] != ""
    )
    who = by or (None if entry.person_id is None else f"№ {entry.person_id}")
    place = about or ("" if entry.about_id is None else f"№ {entry.about_id}")
    return Told(entry.id, entry.at, wording.act(entry), place, unit, who, wording.door(entry), details)
