"""A workbook made in a process of its own, so that pages are served without the library that makes it.

`python -I -m elearn.reports.child FILE` reads lines of JSON from its standard input (the report without its rows, each
row, and at last the chart) and writes the workbook to FILE.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from elearn.reports import workbooks
from elearn.reports.rules import Chart, Column, Format, Report, Row, Series, Words


def main(path: Path, lines: Iterator[str]) -> None:
    head = json.loads(next(lines))
    columns = tuple(Column(name, Format(kind), width) for name, kind, width in head["columns"])
    drawn: list[Chart | None] = []

    def rows() -> Iterator[Row]:
        for line in lines:
            told = json.loads(line)
            if isinstance(told, dict):
                drawn.append(_chart(told["chart"]))
                return
            yield [_cell(column.format, cell) for column, cell in zip(columns, told, strict=True)]

    facts = tuple((label, value) for label, value in head["facts"])
    report = Report(head["title"], facts, columns, head["total"], rows(), lambda: drawn[0], Words(*head["words"]))
    workbooks.write(report, path, head["author"])


def _cell(kind: Format, cell: Any) -> Any:
    if kind is Format.DAY and cell:
        return date.fromisoformat(cell)
    return datetime.fromisoformat(cell) if kind is Format.MOMENT and cell else cell


def _chart(told: Any) -> Chart | None:
    if told is None:
        return None
    series = tuple(Series(name, tone, tuple(values)) for name, tone, values in told["series"])
    return Chart(told["title"], tuple(told["labels"]), series)


if __name__ == "__main__":
    main(Path(sys.argv[1]), iter(sys.stdin))
