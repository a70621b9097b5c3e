"""One row of a table as what it says of a person, with everything that is wrong in it. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from elearn.errors import Invalid, Refusal
from elearn.people import egn
from elearn.people.rules import checked_staff_number
from elearn.permissions import Role
from elearn.staff import values
from elearn.staff.fields import UNIT_LEVELS, Field
from elearn.staff.values import Names

ROLES: Mapping[Role, Sequence[str]] = {
    Role.LEARNER: ("learner", "обучаем"),
    Role.TRAINER: ("trainer", "обучител"),
    Role.COORDINATOR: ("coordinator", "координатор"),
    Role.ADMINISTRATOR: ("administrator", "администратор"),
}

NAMES = (Field.FULL_NAME, Field.FAMILY_FIRST, Field.GIVEN, Field.MIDDLE, Field.FAMILY)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake by the code of its refusal; `details` are plain values that its words need."""

    code: str
    details: dict[str, Any]
    field: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "details": self.details, "field": self.field}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says; an empty cell says nothing. Days that are not there are None.

    `called`: the cells of the name as they were typed; `units`: names from the top down, as typed.
    """

    number: int
    called: str = ""
    staff_number: str = ""
    email: str = ""
    names: Names | None = None
    position: str = ""
    units: tuple[str, ...] = ()
    joined_on: date | None = None
    left_on: date | None = None
    roles: tuple[Role, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class _Reader:
    cells: Sequence[str]
    columns: Mapping[Field, int]
    problems: list[Problem] = field(default_factory=list)

    def cell(self, name: Field) -> str:
        column = self.columns.get(name, -1)
        return self.cells[column] if 0 <= column < len(self.cells) else ""

    def read(self, name: Field, rule: Callable[[str], T], empty: T) -> T:
        """What the rule makes of a filled cell; where it refuses, `empty`, and the mistake is noted."""
        text = self.cell(name)
        if not text:
            return empty
        try:
            if egn.MASK in text:
                raise Invalid("cell_egn")
            if text.startswith("="):
                raise Invalid("cell_formula")
            return rule(text)
        except Refusal as refusal:
            self.note(refusal, name)
            return empty

    def note(self, refusal: Refusal, name: Field) -> None:
        details = {key: value if isinstance(value, int) else str(value) for key, value in refusal.details.items()}
        self.problems.append(Problem(refusal.code, details, name.value))


def wanted(number: int, cells: Sequence[str], columns: Mapping[Field, int], today: date) -> Wanted:
    """Read a row by the columns chosen, collecting every mistake."""
    reader = _Reader(cells, columns)
    names = _names(reader)
    return Wanted(
        number,
        called=" ".join(filter(None, (reader.cell(name) for name in NAMES))),
        staff_number=reader.read(Field.STAFF_NUMBER, checked_staff_number, ""),
        email=reader.read(Field.EMAIL, values.email, ""),
        names=names,
        position=reader.read(Field.POSITION, values.tidy, ""),
        units=tuple(filter(None, (reader.read(level, values.tidy, "") for level in UNIT_LEVELS))),
        joined_on=reader.read(Field.JOINED_ON, lambda text: values.day(text, today), None),
        left_on=reader.read(Field.LEFT_ON, lambda text: values.day(text, today), None),
        roles=reader.read(Field.ROLES, _roles, ()),
        problems=tuple(reader.problems),
    )


def _names(reader: _Reader) -> Names | None:
    """From three columns, else from one. None where any of it is wrong or nothing is there."""
    before = len(reader.problems)
    parts = ["", "", ""]
    for at, name in enumerate((Field.GIVEN, Field.MIDDLE, Field.FAMILY)):
        parts[at] = reader.read(name, values.name_part, "")
    for name in (Field.FULL_NAME, Field.FAMILY_FIRST):
        if not any(parts) and len(reader.problems) == before:
            parts = list(reader.read(name, lambda text: _whole(text, first=name is Field.FAMILY_FIRST), ("", "", "")))  # noqa: B023 - called at once
    if len(reader.problems) > before:
        return None
    if not (parts[0] and parts[2]):
        reader.note(Invalid("name_missing"), Field.GIVEN)
        return None
    return parts[0], parts[1], parts[2]


def _whole(text: str, *, first: bool) -> Names:
    given, middle, family = values.full_name(text, family_first=first)
    return values.name_part(given), values.name_part(middle), values.name_part(family)


def _roles(text: str) -> tuple[Role, ...]:
    """Raises Invalid("role_unknown", role)."""
    found = []
    for word in text.replace(",", " ").lower().split():
        role = next((role for role, spellings in ROLES.items() if word in spellings), None)
        if role is None:
            raise Invalid("role_unknown", role=word)
        found.append(role)
    return tuple(dict.fromkeys(found))
