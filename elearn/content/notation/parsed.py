"""A question as one file states it: read and rendered, not yet judged, compared or merged. Plain values only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from elearn.content.notation.heads import Head
from elearn.content.problems import Place


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the answer's list. `right` is None where no box says; `text` is its source on one line."""

    place: Place
    boxed: bool
    right: bool | None
    text: str
    html: str
    feedback_html: str
    ordinal: int | None
    children: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    place: Place
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Table:
    place: Place
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class GapText:
    """The inside of `[…]` in inline code, as typed."""

    place: Place
    body: str


@dataclass(frozen=True, slots=True)
class Note:
    place: Place
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """`whole_html` is the stem with the answer left in it, kept for a translation that does not repeat the type."""

    place: Place
    last: int
    language: str
    head: Head
    title: str
    stem_html: str
    whole_html: str
    items: tuple[Item, ...]
    table: Table | None
    gaps: tuple[GapText, ...]
    notes: Mapping[str, Note]


@dataclass(frozen=True, slots=True)
class ParsedCase:
    place: Place
    last: int
    language: str
    head: Head
    title: str
    html: str
    questions: tuple[ParsedQuestion, ...]


@dataclass(frozen=True, slots=True)
class ParsedGroup:
    place: Place
    last: int
    language: str
    head: Head
    title: str
    items: tuple[ParsedQuestion | ParsedCase, ...]


ParsedItem = ParsedQuestion | ParsedCase | ParsedGroup


@dataclass(frozen=True, slots=True)
class Side:
    """All questions of one file, in order: a test, or the self-checks of a lesson, in one language."""

    path: PurePosixPath
    language: str
    prefix: str
    items: tuple[ParsedItem, ...]
    length: int
    """How many lines the file has."""
    in_lesson: bool = False


def cases_of(items: Sequence[ParsedItem]) -> list[ParsedCase]:
    """Every case in the order of the file, those in groups included."""
    opened = (inner for item in items for inner in (item.items if isinstance(item, ParsedGroup) else (item,)))
    return [item for item in opened if isinstance(item, ParsedCase)]


def questions_of(items: Sequence[ParsedItem]) -> list[ParsedQuestion]:
    """Every question in the order of the file, those in cases and groups included."""
    found: list[ParsedQuestion] = []
    for item in items:
        if isinstance(item, ParsedQuestion):
            found.append(item)
        elif isinstance(item, ParsedCase):
            found.extend(item.questions)
        else:
            found.extend(questions_of(item.items))
    return found
