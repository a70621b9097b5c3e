"""Reading a list of people from a table: every mistake with its row, and all of it or nothing.

Columns, in any order, by their English or Bulgarian heads: email, given, middle, family, organisation, roles.
An organisation is its path from the root, `Община Пример / Дирекция`; roles are separated by commas or spaces,
and an empty cell means learner. Excel's semicolons, commas and tabs are all read, with or without a BOM.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.audit.service import record
from elearn.errors import Invalid, NotFound, Refusal
from elearn.ids import OrganisationId, PersonId
from elearn.people import service
from elearn.permissions import Actor, Role

HEADS: Mapping[str, Sequence[str]] = {
    "email": ("email", "e-mail", "имейл", "ел. поща", "електронна поща"),
    "given": ("given", "име"),
    "middle": ("middle", "презиме"),
    "family": ("family", "фамилия"),
    "organisation": ("organisation", "organization", "организация", "звено"),
    "roles": ("roles", "role", "роли", "роля"),
}
REQUIRED = ("email", "given", "family")
ROLES: Mapping[Role, Sequence[str]] = {
    Role.LEARNER: ("learner", "обучаем"),
    Role.TRAINER: ("trainer", "обучител"),
    Role.COORDINATOR: ("coordinator", "координатор"),
    Role.ADMINISTRATOR: ("administrator", "администратор"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `number` counts as Excel does, the heads being row 1."""

    number: int
    cells: Mapping[str, str]

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in a row, as a refusal whose words the caller chooses."""

    row: int
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Imported:
    """Who was added. With any `errors` nobody is to be kept: the caller undoes the transaction."""

    people: tuple[PersonId, ...]
    new_organisations: tuple[str, ...]
    errors: tuple[RowError, ...]


def read_table(data: bytes) -> list[Row]:
    """Raises Invalid: `table_not_utf8`, `table_head_unknown` (head), `table_head_missing` (head)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("table_not_utf8") from None
    first = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text), delimiter=max(";,\t", key=first.count), strict=True)
    try:
        heads = [_head(cell) for cell in next(lines, [])]
        rows = [(number, line) for number, line in enumerate(lines, start=2) if any(map(str.strip, line))]
    except csv.Error as problem:
        raise Invalid("table_broken", problem=problem) from None
    for name in REQUIRED:
        if name not in heads:
            raise Invalid("table_head_missing", head=name)
    return [Row(number, {h: cell.strip() for h, cell in zip(heads, line, strict=False)}) for number, line in rows]


def _head(cell: str) -> str:
    word = cell.strip().lower()
    for name, spellings in HEADS.items():
        if word in spellings:
            return name
    raise Invalid("table_head_unknown", head=cell.strip())


def bring_in(session: Session, actor: Actor, rows: Sequence[Row], *, add_organisations: bool) -> Imported:
    """Add everyone, collecting every row's mistakes. The caller commits only a result without errors."""
    people: list[PersonId] = []
    made: list[str] = []
    errors: list[RowError] = []
    for row in rows:
        try:
            unit = _organisation(session, actor, row.cell("organisation"), made if add_organisations else None)
            people.append(_person(session, actor, row, unit))
        except Refusal as refusal:
            errors.append(RowError(row.number, refusal))
    record(session, actor, "people_imported", ("person", "table"), people=len(people), rows=len(rows))
    return Imported(tuple(people), tuple(made), tuple(errors))


def _person(session: Session, actor: Actor, row: Row, unit: OrganisationId | None) -> PersonId:
    return service.create_person(
        session,
        actor,
        email=row.cell("email"),
        given=row.cell("given"),
        middle=row.cell("middle"),
        family=row.cell("family"),
        organisation_id=unit,
        roles=tuple(read_roles(row.cell("roles"))),
    )


def read_roles(text: str) -> Iterator[Role]:
    """Raises Invalid("role_unknown", role)."""
    for word in text.replace(",", " ").lower().split() or [Role.LEARNER.value]:
        found = next((role for role, spellings in ROLES.items() if word in spellings), None)
        if found is None:
            raise Invalid("role_unknown", role=word)
        yield found


def _organisation(session: Session, actor: Actor, path: str, made: list[str] | None) -> OrganisationId | None:
    """The unit at a path; missing ones are added to `made`, where that is allowed."""
    unit: OrganisationId | None = None
    for name in filter(None, (" ".join(part.split()) for part in path.split("/"))):
        found = service.find_organisation(session, name, unit)
        if found is None and made is None:
            raise NotFound("organisation_not_there", name=name)
        if found is None and made is not None:
            found = service.create_organisation(session, actor, name=name, parent_id=unit)
            made.append(name)
        unit = found
    return unit


def find_or_add_organisation(session: Session, actor: Actor, path: str, *, add: bool) -> OrganisationId | None:
    """The unit at `Root / Unit`, None for an empty path. Raises NotFound("organisation_not_there", name)."""
    return _organisation(session, actor, path, [] if add else None)
