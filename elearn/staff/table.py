"""A table of people as it was read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts as spreadsheets do, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as wide as the heads. Columns in `refused` look like ЕГН by head or content, and their cells are empty."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was read: its name, the SHA-256 of its bytes, and the table."""

    name: str
    sha256: str
    table: Table
