"""A report as CSV the way Excel reads it in Bulgaria: UTF-8 with its mark, semicolons, decimal commas.

The first line says what the file is and how it was narrowed, in one cell; then an empty line, the heads, the rows.
"""

import csv
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from elearn import clock
from elearn.reports.rules import TICK_ROWS, Cell, Format, Report, Tick, harmless, nothing

MARK = b"\xef\xbb\xbf"
BETWEEN = " · "


class _Encoded:
    """What the csv module writes to: text in, UTF-8 out."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode())


def write(report: Report, out: BinaryIO, tick: Tick = nothing) -> int:
    """Write it row by row; how many rows there were."""
    out.write(MARK)
    writer = csv.writer(_Encoded(out), delimiter=";", lineterminator="\r\n")
    facts = [f"{label}: {value}" for label, value in (*report.facts, (report.words.rows, str(report.total)))]
    writer.writerow([harmless(BETWEEN.join([report.title, *facts]))])
    writer.writerow([])
    writer.writerow([harmless(column.head) for column in report.columns])
    writers = [_WRITERS[column.format] for column in report.columns]
    count = 0
    for count, row in enumerate(report.rows, 1):
        writer.writerow(["" if cell is None else put(cell) for put, cell in zip(writers, row, strict=True)])
        if count % TICK_ROWS == 0:
            tick(count)
    return count


def _text(cell: Cell) -> str:
    return harmless(str(cell))


def _number(cell: Cell) -> str:
    return str(cell).replace(".", ",") if isinstance(cell, int | float | Decimal) else _text(cell)


def _percent(cell: Cell) -> str:
    return f"{_number(cell)}%"


def _day(cell: Cell) -> str:
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else _text(cell)


def _moment(cell: Cell) -> str:
    return f"{cell.astimezone(clock.ZONE):%d.%m.%Y %H:%M}" if isinstance(cell, datetime) else _text(cell)


_WRITERS: dict[Format, Callable[[Cell], str]] = {
    Format.TEXT: _text,
    Format.NUMBER: _number,
    Format.PERCENT: _percent,
    Format.DAY: _day,
    Format.MOMENT: _moment,
}
