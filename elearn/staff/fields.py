"""What a column of a table of people can hold, and by which heads it is known. Pure."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum


class Field(StrEnum):
    """In the order in which pages offer them."""

    STAFF_NUMBER = "staff_number"
    FULL_NAME = "full_name"
    FAMILY_FIRST = "family_first"
    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    EMAIL = "email"
    POSITION = "position"
    UNIT = "unit"
    DIRECTORATE = "directorate"
    DEPARTMENT = "department"
    SECTOR = "sector"
    JOINED_ON = "joined_on"
    LEFT_ON = "left_on"
    ROLES = "roles"


UNIT_LEVELS = (Field.UNIT, Field.DIRECTORATE, Field.DEPARTMENT, Field.SECTOR)
"""From the top down: the columns that together say where somebody works."""

_SPELLINGS: Mapping[Field, Sequence[str]] = {
    Field.STAFF_NUMBER: (
        "персонален номер", "персонален №", "перс номер", "перс №", "служебен номер", "служебен №", "служ номер",
        "служ №", "сл номер", "сл №", "сл no", "табелен номер", "таб номер", "таб №", "табелен №", "личен номер",
        "личен №", "номер на служителя", "№ на служителя", "номер на служител", "код на служителя", "код на служител",
        "код служител", "щатен номер", "щатен №", "staff number", "staff no", "staff id", "employee number",
        "employee no", "employee id", "personnel number", "personnel no", "payroll number", "employee code",
    ),
    Field.FULL_NAME: (
        "трите имена", "три имена", "име презиме фамилия", "име презиме и фамилия", "имена", "пълно име", "служител",
        "име на служителя", "имена на служителя", "трите имена на служителя", "собствено бащино и фамилно име",
        "име по документ за самоличност", "full name", "name", "names", "employee", "employee name", "person",
    ),
    Field.FAMILY_FIRST: ("фамилия име презиме", "фамилия име и презиме", "фамилия име", "last name first name",
                         "family name given name", "surname name"),
    Field.GIVEN: ("име", "собствено име", "първо име", "лично име", "given", "given name", "first name", "forename",
                  "firstname"),
    Field.MIDDLE: ("презиме", "бащино име", "второ име", "middle", "middle name", "patronymic", "second name",
                   "middlename"),
    Field.FAMILY: ("фамилия", "фамилно име", "фамилно", "трето име", "family", "family name", "last name", "surname",
                   "lastname"),
    Field.EMAIL: (
        "имейл", "и мейл", "мейл", "ел поща", "електронна поща", "е поща", "служебен имейл", "служебна поща",
        "служебен e mail", "имейл адрес", "електронен адрес", "електронен адрес за кореспонденция",
        "адрес на електронна поща", "служебна електронна поща", "e mail", "email", "mail", "email address",
        "e mail address", "work email", "work e mail", "business email",
    ),
    Field.POSITION: (
        "длъжност", "длъжности", "наименование на длъжността", "наименование на длъжност", "заемана длъжност",
        "длъжност по щат", "длъжностно наименование", "позиция", "position", "job", "job title", "title", "post",
        "position title",
    ),
    Field.UNIT: (
        "звено", "организация", "организационно звено", "структурно звено", "структура", "административно звено",
        "орг звено", "организационна единица", "структурна единица", "месторабота", "unit", "organisation",
        "organization", "organisational unit", "organizational unit", "org unit",
    ),
    Field.DIRECTORATE: ("дирекция", "главна дирекция", "дирекция отдел", "наименование на дирекция", "directorate",
                        "division"),
    Field.DEPARTMENT: ("отдел", "наименование на отдел", "department", "dept"),
    Field.SECTOR: ("сектор", "група", "сектор група", "наименование на сектор", "sector", "section", "team"),
    Field.JOINED_ON: (
        "дата на постъпване", "постъпил", "постъпил на", "постъпила на", "дата постъпване", "дата на назначаване",
        "назначен на", "дата на назначение", "започнал работа", "дата на започване", "на работа от",
        "дата на постъпване на работа", "постъпване", "joined", "joined on", "date joined", "joining date",
        "start date", "hire date", "hired on", "date of joining", "employment date",
    ),
    Field.LEFT_ON: (
        "дата на напускане", "напуснал", "напуснал на", "дата на прекратяване", "прекратяване", "дата напускане",
        "дата на освобождаване", "освободен на", "прекратено на", "дата на прекратяване на правоотношението",
        "напускане", "left", "left on", "leaving date", "end date", "termination date", "date left",
        "date of leaving",
    ),
    Field.ROLES: ("роли", "роля", "roles", "role"),
}  # fmt: skip


def folded(head: str) -> str:
    """A head without what spreadsheets do to it: line breaks, points, commas, capitals, brackets with notes."""
    words = re.sub(r"\([^)]*\)", " ", head.casefold().replace("_", " "))
    return " ".join(re.sub(r"[^\w№]+", " ", re.sub(r"\bno\b|№", " № ", words)).split())


_KNOWN = {folded(spelling): field for field, spellings in _SPELLINGS.items() for spelling in spellings}


def known(head: str) -> Field | None:
    """The field that a head names."""
    return _KNOWN.get(folded(head))


def matched(heads: Sequence[str], offered: Sequence[Field], *, but: Sequence[int] = ()) -> dict[Field, int]:
    """Field -> column from 0; the first column of each field, none of those in `but`."""
    found: dict[Field, int] = {}
    for column, head in enumerate(heads):
        field = known(head)
        if field is not None and field in offered and column not in but:
            found.setdefault(field, column)
    return found


def lacking(columns: Mapping[Field, int]) -> tuple[str, ...]:
    """What a choice of columns cannot do without: `columns_name`, `columns_key`."""
    whole = Field.FULL_NAME in columns or Field.FAMILY_FIRST in columns
    name = whole or (Field.GIVEN in columns and Field.FAMILY in columns)
    key = Field.STAFF_NUMBER in columns or Field.EMAIL in columns
    return tuple(code for code, there in (("columns_name", name), ("columns_key", key)) if not there)
