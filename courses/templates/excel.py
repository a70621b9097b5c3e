"""A workbook as an XLSX file: tables with a frozen header row, lists to choose from, formulas, pages ready to print."""

import io
import math
from collections.abc import Mapping
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule as Formatting
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from courses.templates import archive
from courses.templates.books import Book, Column, Fixed, Kind, Sheet
from courses.templates.look import (
    BRICK,
    BRICK_WASH,
    FONT,
    INK,
    INK_2,
    LINDEN,
    LINDEN_WASH,
    LINE,
    LINE_STRONG,
    LOCALES,
    MIST,
)  # fmt: skip
from courses.templates.model import Language, Words

_HEAD_HEIGHT = 50
"""Three lines, in points."""
_FRAME = Side("thin", LINDEN)
_PAGE = Words("стр. &P от &N", "page &P of &N")
_CHOOSE = Words("Изберете от списъка.", "Choose from the list.")
_DATE = Words(
    "Впишете дата, например 02.03.2027, а където се иска, и час: 02.03.2027 9:10.",
    "Enter a date, for example 02/03/2027, and where asked an hour too: 02/03/2027 9:10.",
)
_EARLIEST = "36526"
"""1 January 2000 as a spreadsheet counts days."""


def write(book: Book, language: Language) -> bytes:
    terms = {name: words.get(language) for name, words in book.terms.items()}
    workbook = Workbook()
    workbook.remove(workbook["Sheet"])
    for number, sheet in enumerate(book.sheets, 1):
        page = workbook.create_sheet(sheet.name.get(language))
        if isinstance(sheet, Sheet):
            _log(page, sheet, language, terms)
        else:
            _fixed(page, sheet, language, terms)
        _finish(page, number, book.title, language, long=isinstance(sheet, Sheet))
    _name(workbook, book, language)
    out = io.BytesIO()
    workbook.save(out)
    return archive.settle(out.getvalue())


def _name(workbook: Workbook, book: Book, language: Language) -> None:
    properties = workbook.properties
    properties.title, properties.subject = book.title.get(language), book.subject.get(language)
    properties.language, properties.creator = LOCALES[language], ""
    properties.created = datetime.fromisoformat(archive.MADE).replace(tzinfo=None)
    workbook.calculation.fullCalcOnLoad = True


def _log(page: Worksheet, sheet: Sheet, language: Language, terms: Mapping[str, str]) -> None:
    last = sheet.rows + 1
    for index, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(index)
        _header(page.cell(1, index, column.title.get(language)))
        page.column_dimensions[letter].width = column.width
        for row in range(2, last + 1):
            cell = page.cell(row, index)
            if column.formula:
                cell.value = column.formula.format(row=row, **terms)
            _body(cell, worked_out=bool(column.formula))
            cell.number_format = column.kind.value
        area = f"{letter}2:{letter}{last}"
        _validate(page, column, area, language)
        _mark(page, column, area, language)
    page.freeze_panes = "D2"


def _fixed(page: Worksheet, sheet: Fixed, language: Language, terms: Mapping[str, str]) -> None:
    widths = [width for _, width in sheet.header]
    for index, (title, width) in enumerate(sheet.header, 1):
        _header(page.cell(1, index, title.get(language)))
        page.column_dimensions[get_column_letter(index)].width = width
    for row, values in enumerate(sheet.rows, 2):
        shown = [value.get(language) if isinstance(value, Words) else value for value in values]
        for index, value in enumerate(shown, 1):
            formula = value if isinstance(value, str) and value.startswith("=") else ""
            cell = page.cell(row, index, formula.format(row=row, **terms) if formula else value)
            _body(cell, worked_out=bool(formula), label=index == 1)
            if not isinstance(value, str) or formula:
                cell.alignment = Alignment(horizontal="center", vertical="top")
        page.row_dimensions[row].height = _height(shown, widths)
    for place in sheet.shares:
        page[place].number_format = "0.0%"
    for place in sheet.typed:
        page[place].border = Border(left=_FRAME, right=_FRAME, top=_FRAME, bottom=_FRAME)
    if sheet.days:
        _list_days(page, sheet, sheet.days, language)
    page.freeze_panes = "B2"


def _height(shown: list[str | int | None], widths: list[float]) -> float:
    """Room for the longest text of the row, in points: programs do not widen a row of a file they did not write."""
    pairs = zip(shown, widths, strict=True)
    texts = ((len(text), width) for text, width in pairs if isinstance(text, str) and not text.startswith("="))
    lines = max(math.ceil(long / (0.95 * width)) for long, width in texts)
    return 6 + 15 * lines


def _list_days(page: Worksheet, sheet: Fixed, days: tuple[str, int, int], language: Language) -> None:
    letter, first, last = days
    for row in range(first, last + 1):
        _body(page[f"{letter}{row}"], worked_out=False)
        page[f"{letter}{row}"].number_format = Kind.DAY.value
    _validate(page, Column(sheet.name, 0, Kind.DAY), f"{letter}{first}:{letter}{last}", language)


def _validate(page: Worksheet, column: Column, area: str, language: Language) -> None:
    """A list to choose from, or a date and nothing else."""
    if column.formula:
        return
    if column.choices:
        words = ",".join(choice.get(language) for choice in column.choices)
        rule, message = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True), _CHOOSE
    elif column.kind is not Kind.TEXT:
        rule = DataValidation(type="date", operator="greaterThan", formula1=_EARLIEST, allow_blank=True)
        message = _DATE
    else:
        return
    rule.error, rule.errorTitle = message.get(language), column.title.get(language)[:32]
    rule.showErrorMessage = True
    rule.add(area)
    page.add_data_validation(rule)


def _mark(page: Worksheet, column: Column, area: str, language: Language) -> None:
    for rule in column.rules:
        colour, wash = (BRICK, BRICK_WASH) if rule.bad else (LINDEN, LINDEN_WASH)
        look = DifferentialStyle(font=Font(color=colour, bold=True), fill=PatternFill(bgColor=wash))
        word = f'"{rule.word.get(language)}"'
        page.conditional_formatting.add(area, Formatting(type="cellIs", operator="equal", formula=[word], dxf=look))


def _finish(page: Worksheet, number: int, title: Words, language: Language, *, long: bool) -> None:
    """A named table for screen readers and filters; A4 across, the header on each page, pages numbered."""
    table = Table(displayName=f"Table{number}", ref=page.dimensions)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    page.add_table(table)
    page.print_area, page.print_title_rows = page.dimensions, "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0 if long else 1
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top, page.page_margins.bottom = 0.6, 0.7
    page.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(f"{title.get(language)}: {page.title}"), right=_HeaderFooterPart(_PAGE.get(language))
    )
    page.row_dimensions[1].height = _HEAD_HEIGHT if long else _HEAD_HEIGHT / 2


def _header(cell: Cell) -> None:
    cell.font = Font(name=FONT, size=11, bold=True, color=INK)
    cell.fill = PatternFill("solid", fgColor=LINDEN_WASH)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = Border(top=Side("medium", INK), bottom=Side("medium", INK))


def _body(cell: Cell | MergedCell, *, worked_out: bool, label: bool = False) -> None:
    cell.font = Font(name=FONT, size=11, bold=label, color=INK_2 if worked_out else INK)
    cell.alignment = Alignment(horizontal="left", wrap_text=True, vertical="top")
    cell.border = Border(bottom=Side("thin", LINE_STRONG), left=Side("thin", LINE), right=Side("thin", LINE))
    if worked_out:
        cell.fill = PatternFill("solid", fgColor=MIST)
