"""Finding the unit that a row names, below the unit that a table is brought in for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.errors import Invalid
from elearn.ids import OrganisationId
from elearn.people.models import Organisation
from elearn.people.rules import same
from elearn.people.tree import MOST_LEVELS
from elearn.staff.values import REMEMBERED

_KINDS = re.compile(r"\A(главна дирекция|дирекция|отдел|сектор|звено|directorate|department|sector|unit)\b\W*")


@lru_cache(maxsize=REMEMBERED)
def loosely(name: str) -> str:
    """Without the word that says what kind of unit it is: the column's head says that already."""
    return _KINDS.sub("", same(name)) or same(name)


@dataclass(frozen=True, slots=True)
class Place:
    """The unit `unit_id`, and below it units named `missing` that are not there yet."""

    unit_id: OrganisationId
    missing: tuple[str, ...] = ()


class Tree:
    """The chosen unit and everything below it, read once."""

    def __init__(self, session: Session, top_id: OrganisationId) -> None:
        top = session.get_one(Organisation, top_id)
        self.top_id, self.path = top_id, top.path or ""
        self.root_id = int(self.path.split("/")[1])
        self._names: dict[int, str] = {}
        self._levels = {int(step): level for level, step in enumerate(self.path.strip("/").split("/"), start=1)}
        self._below: dict[int, list[int]] = {}
        self._found: dict[tuple[str, ...], Place] = {}
        rows = session.execute(
            select(Organisation.id, Organisation.parent_id, Organisation.name)
            .where(Organisation.path.startswith(self.path))
            .order_by(Organisation.path)
        )
        for unit_id, parent_id, name in rows:
            self.add(unit_id, parent_id, name)
        self._above = [self._name(session, int(step)) for step in self.path.strip("/").split("/")]

    @staticmethod
    def _name(session: Session, unit_id: int) -> str:
        return session.get_one(Organisation, unit_id).name

    def add(self, unit_id: int, parent_id: int | None, name: str) -> None:
        self._names[unit_id] = name
        self._levels[unit_id] = self._levels.get(parent_id or 0, 0) + 1
        self._found.clear()
        self._below.setdefault(parent_id or 0, []).append(unit_id)

    def holds(self, unit_id: int | None) -> bool:
        return unit_id in self._names

    def name(self, unit_id: int | None) -> str:
        """The names from below the chosen unit down to this one; its own name for the chosen unit."""
        return self._names.get(unit_id or 0, "")

    def find(self, levels: tuple[str, ...]) -> Place:
        """The unit at the names, from the top down. Nothing named: the chosen unit.

        The names may begin above the chosen unit, or at any unit below it whose name no other has. A name that is
        none as a whole may be a path with `/`. Raises Invalid("unit_ambiguous", name) and, for one that cannot be added
        so far down, Invalid("tree_too_deep", most).
        """
        if levels not in self._found:
            self._found[levels] = self._find(levels)
        return self._found[levels]

    def _find(self, levels: tuple[str, ...]) -> Place:
        names = self._without_above([part for level in levels for part in self._parts(level)])
        place = self.top_id
        for at, name in enumerate(names):
            found = self.child(place, name) or (self._anywhere(name) if at == 0 else None)
            if found is None:
                return self._to_add(place, tuple(names[at:]))
            place = found
        return Place(place)

    def _to_add(self, unit_id: OrganisationId, names: tuple[str, ...]) -> Place:
        if self._levels[unit_id] + len(names) > MOST_LEVELS:
            raise Invalid("tree_too_deep", most=MOST_LEVELS)
        return Place(unit_id, names)

    def _parts(self, level: str) -> list[str]:
        if "/" not in level or any(same(name) == same(level) for name in self._names.values()):
            return [level]
        return [part.strip() for part in level.split("/") if part.strip()]

    def _without_above(self, names: list[str]) -> list[str]:
        for start in range(len(self._above)):
            chain = self._above[start:]
            if names and same(names[0]) == same(chain[0]):
                met = sum(1 for _ in _common(names, chain))
                if met == len(chain) or met == len(names):
                    return names[met:]
        return names

    def child(self, parent_id: OrganisationId, name: str) -> OrganisationId | None:
        """The unit of that name directly below. Raises Invalid("unit_ambiguous", name)."""
        return self._only(self._below.get(parent_id, []), name)

    def _anywhere(self, name: str) -> OrganisationId | None:
        return self._only([one for one in self._names if one != self.top_id], name)

    def _only(self, among: Sequence[int], name: str) -> OrganisationId | None:
        for fold in (same, loosely):
            found = [one for one in among if fold(self._names[one]) == fold(name)]
            if len(found) > 1:
                raise Invalid("unit_ambiguous", name=name)
            if found:
                return OrganisationId(found[0])
        return None


def _common(names: Sequence[str], chain: Sequence[str]) -> Sequence[str]:
    at = 0
    while at < min(len(names), len(chain)) and same(names[at]) == same(chain[at]):
        at += 1
    return names[:at]
