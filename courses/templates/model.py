"""What a template is made of, whatever writes it down. Each text stands in both languages at once.

So the two files of a template cannot drift apart: they are one structure, read twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Language = Literal["bg", "en"]
LANGUAGES: tuple[Language, ...] = ("bg", "en")


class Words(NamedTuple):
    bg: str
    en: str

    def get(self, language: Language) -> str:
        return self.bg if language == "bg" else self.en


def both(bg: str, en: str) -> Words:
    return Words(bg, en)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for, and in small letters under it what a good answer holds."""

    label: Words
    hint: Words | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick, with a mouse or a pen; `choices` stand beside boxes of their own, `stacked` or in one line."""

    choices: tuple[Words, ...] = ()
    stacked: bool = False


Cell = Words | Ask | Tick | None


@dataclass(frozen=True, slots=True)
class Column:
    title: Words
    width: int
    """Per cent of the line; those of a table make 100."""


@dataclass(frozen=True, slots=True)
class Table:
    """`blank` rows to fill in follow `rows`. `height`: the least of a row, in centimetres, for a hand that writes."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    blank: int = 0
    height: float = 0.8

    @property
    def labelled(self) -> bool:
        """Whether the first column names its row."""
        return bool(self.rows) and all(isinstance(row[0], Words | Ask) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Heading:
    words: Words
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """What the sheet is for and who fills it in."""

    words: Words


@dataclass(frozen=True, slots=True)
class Text:
    words: Words


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered from one; at most one such list in a template, since the numbers run on."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """On which act and date the sheet rests."""

    words: Words


Block = Heading | Lead | Text | Steps | Law | Table


@dataclass(frozen=True, slots=True)
class Document:
    names: Words
    title: Words
    blocks: tuple[Block, ...]


FIELD = Column(both("Поле", "Field"), 38)
ENTRY = Column(both("Запис", "Entry"), 62)


def form(*fields: Ask | Words, height: float = 0.8, columns: tuple[Column, ...] = (FIELD, ENTRY)) -> Table:
    """What is asked in the first column, room for it in the others."""
    empty = (None,) * (len(columns) - 1)
    return Table(columns, tuple((field, *empty) for field in fields), height=height)


def log(*columns: Column, blank: int, height: float = 0.8) -> Table:
    """Nothing but rows to fill in."""
    return Table(columns, blank=blank, height=height)


DONE = Column(both("Да", "Done"), 8)


def checks(*items: Sequence[Words], columns: tuple[Column, ...], height: float = 0.8) -> Table:
    """A box to tick, the words of the check, room for what is left of `columns`."""
    rows = ((Tick(), *item, *(None,) * (len(columns) - len(item))) for item in items)
    return Table((DONE, *columns), tuple(rows), height=height)
