"""What a workbook is made of, in both languages at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from courses.templates.model import Words


class Kind(Enum):
    """What a column holds, as its format in cells."""

    TEXT = "General"
    DAY = "dd.mm.yyyy"
    MOMENT = "dd.mm.yyyy h:mm"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a cell looks that holds this word; the word says it too."""

    word: Words
    bad: bool


@dataclass(frozen=True, slots=True)
class Column:
    title: Words
    width: float
    """In characters."""
    kind: Kind = Kind.TEXT
    choices: tuple[Words, ...] = ()
    formula: str = ""
    """With `{row}` and the terms of the book."""
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A log: `rows` empty rows under the header."""

    name: Words
    columns: tuple[Column, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """A sheet whose rows are written; `typed` names the cells that the reader fills in, `shares` those in per cent.

    `days`: a column and its first and last row, for dates that the reader lists.
    """

    name: Words
    header: tuple[tuple[Words, float], ...]
    rows: tuple[tuple[Words | str | int | None, ...], ...]
    typed: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    days: tuple[str, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Book:
    title: Words
    subject: Words
    sheets: tuple[Sheet | Fixed, ...]
    terms: Mapping[str, Words]
