"""A file of people as rows of text: whatever wrote it, and within bounds. Nothing of it is stored here.

No framework is imported, so that a process of its own can read what may be hostile.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from elearn.errors import Invalid
from elearn.people import egn
from elearn.staff import fields, texts, workbooks
from elearn.staff.limits import (
    HEAD_WITHIN,
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_MEGABYTES,
    MOST_OF_ALL,
    MOST_ROWS,
)
from elearn.staff.table import Row, Table

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> Table:
    """The first sheet, or the text, with its heads.

    Raises Invalid: `table_empty`, `table_large`, `table_old_excel`, `table_broken`, `table_encoding`, `table_rows`,
    `table_columns`, `table_cell_long` (row), `table_no_rows`.
    """
    if not data.strip():
        raise Invalid("table_empty")
    if len(data) > MOST_BYTES:
        raise Invalid("table_large", most=MOST_MEGABYTES)
    if data.startswith(_OLD_EXCEL):
        raise Invalid("table_old_excel")
    lines = workbooks.lines(data) if data.startswith(b"PK") else texts.lines(data)
    return _table(_bounded(lines))


def _bounded(lines: Iterable[Sequence[str]]) -> list[Row]:
    """Rows that are not empty, without empty cells at their ends."""
    found: list[Row] = []
    left = MOST_OF_ALL
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        left -= sum(map(len, cells))
        _check(number, cells, left)
        found.append(Row(number, tuple(cells)))
        if len(found) > MOST_ROWS + HEAD_WITHIN:
            raise Invalid("table_rows", most=MOST_ROWS)
    return found


def _check(number: int, cells: list[str], left: int) -> None:
    if len(cells) > MOST_COLUMNS:
        raise Invalid("table_columns", most=MOST_COLUMNS)
    if any(len(cell) > MOST_CHARACTERS for cell in cells):
        raise Invalid("table_cell_long", row=number, most=MOST_CHARACTERS)
    if left < 0:
        raise Invalid("table_large", most=MOST_MEGABYTES)


def _table(found: list[Row]) -> Table:
    if not found:
        raise Invalid("table_empty")
    at = _head_at(found)
    rows = found[at + 1 :]
    if not rows:
        raise Invalid("table_no_rows")
    if len(rows) > MOST_ROWS:
        raise Invalid("table_rows", most=MOST_ROWS)
    width = max(len(row.cells) for row in found[at:])
    heads = _wide(found[at].cells, width)
    whole = [_wide(row.cells, width) for row in rows]
    refused = tuple(n for n in range(width) if egn.head_names_it(heads[n]) or egn.most_are(line[n] for line in whole))
    return Table(
        tuple(egn.masked(head) for head in heads),
        tuple(Row(row.number, _clean(line, refused)) for row, line in zip(rows, whole, strict=True)),
        refused,
    )


def _head_at(found: list[Row]) -> int:
    """The first row with the most heads we know; the first of all where none has two."""
    known = [sum(fields.known(cell) is not None for cell in row.cells) for row in islice(found, HEAD_WITHIN)]
    most = max(known)
    return known.index(most) if most >= 2 else 0


def _wide(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))


def _clean(cells: tuple[str, ...], refused: tuple[int, ...]) -> tuple[str, ...]:
    return tuple("" if n in refused else egn.masked(cell) for n, cell in enumerate(cells))
