"""The enquiry log: what a program that opens it finds."""

import io
import re
from functools import cache

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.workbook.workbook import Workbook

from courses.templates import catalogue
from courses.templates.catalogue import File
from courses.templates.look import LOCALES

LOGS = tuple(file for file in catalogue.files() if file.name.endswith(".xlsx"))
FUNCTIONS = {"AND", "COUNTIFS", "DATE", "IF", "MOD", "N", "NOW", "OR", "ROUND", "ROW", "SUMIFS", "TODAY", "WORKDAY"}
"""What both Excel and LibreOffice know, under the same names since Excel 2007."""

each_log = pytest.mark.parametrize("file", LOGS, ids=lambda file: file.name)


@cache
def opened(file: File) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(file.contents()))


def formulas(book: Workbook) -> dict[str, str]:
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return {f"{cell.parent.title}!{cell.coordinate}": str(cell.value) for cell in cells if cell.data_type == "f"}


@each_log
def test_the_log_says_what_it_is_and_in_which_language(file: File) -> None:
    properties = opened(file).properties
    assert properties.title == {"bg": "Дневник на запитванията", "en": "Enquiry log"}[file.language]
    assert properties.language == LOCALES[file.language]
    assert not properties.creator


@each_log
def test_the_header_stays_in_sight_and_comes_again_on_each_page(file: File) -> None:
    for sheet in opened(file).worksheets:
        assert sheet.freeze_panes in {"B2", "D2"}
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert all(cell.value for cell in sheet[1])
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions == re.sub(r".*!|\$", "", sheet.print_area)


@each_log
def test_answers_of_few_words_are_chosen_and_dates_are_dates(file: File) -> None:
    enquiries, obstacles, _, guide = opened(file).worksheets
    kinds = {str(rule.sqref): rule.type for rule in enquiries.data_validations.dataValidation}
    dates = {"B2:B61", "I2:I61", "L2:L61"}
    assert kinds == {"F2:F61": "list", "G2:G61": "list", "M2:M61": "list", **dict.fromkeys(dates, "date")}
    assert {str(rule.sqref) for rule in obstacles.data_validations.dataValidation} == {"B2:B41", "G2:G41"}
    assert [str(rule.sqref) for rule in guide.data_validations.dataValidation] == ["C2:C31"]


@each_log
def test_every_formula_calls_what_programs_know_and_points_at_sheets_there_are(file: File) -> None:
    book = opened(file)
    titles = {sheet.title for sheet in book.worksheets}
    for place, formula in formulas(book).items():
        for token in Tokenizer(formula).items:
            if token.type == "FUNC" and token.subtype == "OPEN":
                assert token.value.rstrip("(") in FUNCTIONS, place
            if token.type == "OPERAND" and "!" in token.value:
                assert token.value.split("!")[0].strip("'") in titles, place
        assert "{" not in formula, place


@each_log
def test_the_indicators_count_every_row_of_both_logs(file: File) -> None:
    book = opened(file)
    enquiries, obstacles, indicators, _ = book.worksheets
    found = " ".join(formula for place, formula in formulas(book).items() if place.startswith(indicators.title))
    for sheet in (enquiries, obstacles):
        ranges = re.findall(rf"'{sheet.title}'!\$[A-Z]+\$(\d+):\$[A-Z]+\$(\d+)", found)
        assert set(ranges) == {("2", str(sheet.max_row))}


@each_log
def test_the_words_that_indicators_count_are_words_that_the_log_writes(file: File) -> None:
    book = opened(file)
    enquiries, obstacles, indicators, _ = book.worksheets
    written = " ".join(str(sheet[cell].value) for sheet, cell in ((enquiries, "J2"), (obstacles, "I2")))
    chosen = " ".join(rule.formula1 or "" for rule in enquiries.data_validations.dataValidation)
    in_time, conversion, solved = (
        str(indicators[cell].value).rsplit(",", 1)[1].strip('")') for cell in ("B3", "B4", "B5")
    )
    assert f'"{in_time}"' in written
    assert f'"{solved}"' in written
    assert conversion in re.split('[",]', chosen)
