"""The one door to XlsxWriter: a report as a workbook, row by row, in little memory whatever its length.

Sheets: how it came about, the table, the numbers of the chart, the chart. Texts are written as texts: whatever a name
begins with, nothing is a formula.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from elearn import clock
from elearn.reports.rules import TICK_ROWS, TONES, Cell, Chart, Column, Format, Report, Tick, nothing, sheet_name

LONGEST_TEXT = 32_767
PAPER = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
HEAD = PAPER | {"bold": True, "text_wrap": True, "bg_color": "#e7f1e5", "bottom": 2, "bottom_color": "#1a211c"}
FORMATS = {
    Format.TEXT: {},
    Format.NUMBER: {},
    Format.PERCENT: {"num_format": "0%"},
    Format.DAY: {"num_format": "dd.mm.yyyy", "align": "left"},
    Format.MOMENT: {"num_format": "dd.mm.yyyy hh:mm", "align": "left"},
}
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

LINE_POINTS, ROW_POINTS, MOST_HEAD_LINES = 15, 17, 7

Put = Callable[[int, int, Cell], None]


def write(report: Report, path: Path, author: str, tick: Tick = nothing) -> int:
    """Write the workbook to `path`, with its passing files beside it; how many rows the table has."""
    book = xlsxwriter.Workbook(str(path), OPTIONS | {"tmpdir": str(path.parent)})
    book.set_properties({"title": report.title, "author": author})
    cover = book.add_worksheet(sheet_name(report.words.cover))
    count = _table(book, report, tick)
    _cover(book, cover, report, count)
    chart = report.chart()
    if chart is not None and chart.labels:
        _chart(book, report, chart)
    book.close()
    return count


def _cover(book: Any, sheet: Any, report: Report, count: int) -> None:
    label, value = (
        book.add_format(PAPER | {"bold": True}),
        book.add_format(PAPER | {"text_wrap": True, "align": "left"}),
    )
    title = book.add_format({"bold": True, "font_size": 16, "font_color": "#22643a"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 80)
    sheet.hide_gridlines(2)
    _for_print(sheet)
    sheet.write_string(0, 0, report.title[:LONGEST_TEXT], title)
    for line, (name, words) in enumerate(report.facts, 2):
        sheet.write_string(line, 0, name, label)
        sheet.write_string(line, 1, words[:LONGEST_TEXT], value)
    last = 2 + len(report.facts)
    sheet.write_string(last, 0, report.words.rows, label)
    sheet.write_number(last, 1, count, value)


def _table(book: Any, report: Report, tick: Tick) -> int:
    sheet = book.add_worksheet(sheet_name(report.title))
    puts = _begin(book, sheet, report.columns)
    count = 0
    for count, row in enumerate(report.rows, 1):
        for at, (put, cell) in enumerate(zip(puts, row, strict=True)):
            if cell is not None and cell != "":
                put(count, at, cell)
        if count % TICK_ROWS == 0:
            tick(count)
    sheet.autofilter(0, 0, count, len(report.columns) - 1)
    return count


def _begin(book: Any, sheet: Any, columns: Sequence[Column]) -> Sequence[Put]:
    """Widths, heads that stay in sight, and how each column is written."""
    heads = {True: book.add_format(HEAD | {"align": "right"}), False: book.add_format(HEAD)}
    formats = {name: book.add_format(PAPER | {"valign": "vcenter"} | given) for name, given in FORMATS.items()}
    sheet.set_default_row(ROW_POINTS)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, formats[column.format])
    lines = max((-(-len(column.head) // max(1, column.width - 3)) for column in columns), default=1)
    sheet.set_row(0, min(lines, MOST_HEAD_LINES) * LINE_POINTS + 2)
    for at, column in enumerate(columns):
        numbers = column.format in {Format.NUMBER, Format.PERCENT}
        sheet.write_string(0, at, column.head[:LONGEST_TEXT], heads[numbers])
    sheet.freeze_panes(1, 1)
    _for_print(sheet)
    sheet.repeat_rows(0)
    return [_put(sheet, column.format, formats[column.format]) for column in columns]


def _for_print(sheet: Any) -> None:
    """A4 across, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _put(sheet: Any, kind: Format, look: Any) -> Put:
    def text(line: int, at: int, cell: Cell) -> None:
        sheet.write_string(line, at, str(cell)[:LONGEST_TEXT], look)

    def number(line: int, at: int, cell: Cell) -> None:
        if not isinstance(cell, int | float | Decimal):
            return text(line, at, cell)
        sheet.write_number(line, at, float(cell) / 100 if kind is Format.PERCENT else float(cell), look)
        return None

    def when(line: int, at: int, cell: Cell) -> None:
        if isinstance(cell, datetime):
            cell = cell.astimezone(clock.ZONE).replace(tzinfo=None)
        if not isinstance(cell, date):
            return text(line, at, cell)
        sheet.write_datetime(line, at, cell, look)
        return None

    return {Format.TEXT: text, Format.NUMBER: number, Format.PERCENT: number}.get(kind, when)


def _chart(book: Any, report: Report, chart: Chart) -> None:
    """The numbers on a sheet of their own, which the chart draws."""
    columns = (Column(chart.title, width=44), *(Column(one.name, Format.NUMBER, 14) for one in chart.series))
    name = sheet_name(report.words.chart_data)
    sheet = book.add_worksheet(name)
    puts = _begin(book, sheet, columns)
    for line, (label, *values) in enumerate(zip(chart.labels, *(one.values for one in chart.series), strict=True), 1):
        for at, cell in enumerate((label, *values)):
            puts[at](line, at, cell)
    drawn = book.add_chart({"type": "bar", "subtype": "stacked"})
    last = len(chart.labels)
    for at, one in enumerate(chart.series, 1):
        fill, edge = TONES[one.tone]
        look = {"gap": 40, "fill": {"color": fill}, "border": {"color": edge, "width": 1}}
        where = {"categories": [name, 1, 0, last, 0], "values": [name, 1, at, last, at], "name": [name, 0, at]}
        drawn.add_series(where | look)
    drawn.set_title({"name": chart.title, "overlay": False})
    drawn.set_y_axis({"reverse": True, "num_font": {"size": 11}})
    drawn.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#d8dfd3"}}})
    drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    board = book.add_chartsheet(sheet_name(report.words.chart))
    board.set_landscape()
    board.set_paper(9)
    board.set_chart(drawn)
