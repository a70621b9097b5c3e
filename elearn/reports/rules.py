"""What a report is made of, whatever file it becomes. Pure values."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

KEPT_FOR = timedelta(days=7)
SMALL = 2000
"""Up to so many rows a file is made while its reader waits."""

MOST_ROWS = {"xlsx": 1_000_000, "csv": 10_000_000}
"""A sheet of Excel has 1,048,576 lines."""


class Kind(StrEnum):
    """What is told: the values stand in addresses and in the record."""

    PEOPLE = "people"
    MATRIX = "matrix"
    COURSE = "course"
    PLAN = "plan"
    AUDIT = "audit"
    YEAR = "year"


class Form(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


TYPES = {
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.CSV: "text/csv; charset=utf-8",
    Form.PDF: "application/pdf",
}


class Format(StrEnum):
    """How a column is written. A percent is a whole number from 0 to 100."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"


Cell = str | int | float | Decimal | date | datetime | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters."""

    head: str
    format: Format = Format.TEXT
    width: int = 18


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart: a number for each label; `tone` is one of the six states, or `plain`."""

    name: str
    tone: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, each put together from the series."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One table and what says how it came about. `rows` can be gone through once; `chart` is asked for after them.

    `facts` are pairs of words: who made it, when, over whom, narrowed by what. `total`: how many rows there will be.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    total: int
    rows: Iterator[Row]
    chart: Callable[[], Chart | None]
    words: "Words"
    exact: bool = True
    """Whether `total` is all of them, or there may be more."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the sheets of a file are called, in its language."""

    cover: str
    chart_data: str
    chart: str
    rows: str


TONES = {
    "done": ("#22643a", "#22643a"),
    "doing": ("#e7f1e5", "#22643a"),
    "soon": ("#b06f00", "#b06f00"),
    "late": ("#a3301c", "#a3301c"),
    "open": ("#ffffff", "#727d70"),
    "exempt": ("#d8dfd3", "#727d70"),
    "plain": ("#22643a", "#22643a"),
}
"""Fill and edge of each state, as on the pages."""

Tick = Callable[[int], None]
"""Called with the number of rows written so far, now and then."""

TICK_ROWS = 500


def nothing(_rows: int) -> None:
    """For who needs not know how far it is."""


DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a text that somebody else typed would be taken for a formula, by OWASP, "CSV Injection"; the wide forms
are what Japanese spreadsheets take for them."""


def harmless(text: str) -> str:
    """The text as a cell of a CSV file, with an apostrophe where a spreadsheet would reckon with it."""
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}").startswith(DANGEROUS) else text


def file_name(title: str, at: datetime, form: Form) -> str:
    """`Хора-2026-11-26-1432.xlsx`: letters and digits of any alphabet, dashes for all else. `at` is local time."""
    words = re.sub(r"[^\w]+", "-", title).strip("-_")[:80]
    return f"{words}-{at:%Y-%m-%d-%H%M}.{form.value}"


def sheet_name(text: str) -> str:
    """As Excel takes it: 31 characters, none of `[]:*?/\\`, no apostrophe at either end."""
    return " ".join(re.sub(r"[\[\]:*?/\\]", " ", text).split())[:31].strip(" '") or "1"
