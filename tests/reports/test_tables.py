"""A report as a workbook and as CSV: real dates and numbers, what it was narrowed by, and nothing that reckons."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from elearn.reports import commas, handing, workbooks
from elearn.reports.rules import (
    Chart,
    Column,
    Form,
    Format,
    Report,
    Row,
    Series,
    Words,
    file_name,
    harmless,
    sheet_name,
)

COLUMNS = (
    Column("Име", width=30),
    Column("Часове", Format.NUMBER),
    Column("Резултат", Format.PERCENT),
    Column("Срок", Format.DAY),
    Column("Записано", Format.MOMENT),
)
ROW: Row = ("Мария Иванова", Decimal("1.5"), 87, date(2026, 11, 30), datetime(2026, 11, 26, 12, 32, tzinfo=UTC))
WORDS = Words("За справката", "Данни за диаграмата", "Диаграма", "Редове")
HOSTILE = ["=1+1", "+359", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "{=1}", "http://x.example"]


def a_report(*rows: Row, chart: Chart | None = None) -> Report:
    facts = (("Изготвена от", "Елена Димитрова"), ("Звено", "Общинска администрация"))
    return Report("Хора", facts, COLUMNS, len(rows), iter(rows), lambda: chart, WORDS)


def named(*names: str) -> list[Row]:
    return [(name, None, None, None, None) for name in names]


def the_csv(report: Report) -> bytes:
    out = io.BytesIO()
    commas.write(report, out)
    return out.getvalue()


Maker = Callable[[Report, Path], object]
BOTH: list[Maker] = [
    lambda report, path: workbooks.write(report, path, "Елена"),
    lambda report, path: handing.workbook(report, path, "Елена"),
]


def the_book(maker: Maker, tmp_path: Path, report: Report) -> Any:
    maker(report, tmp_path / "made.xlsx")
    return openpyxl.load_workbook(tmp_path / "made.xlsx")


@pytest.mark.parametrize("maker", BOTH, ids=["here", "in a process of its own"])
def test_a_workbook_holds_real_dates_and_numbers(maker: Maker, tmp_path: Path) -> None:
    sheet = the_book(maker, tmp_path, a_report(ROW))["Хора"]
    name, hours, result, due, at = next(sheet.iter_rows(min_row=2))
    assert (name.value, hours.value, result.value) == ("Мария Иванова", 1.5, 0.87)
    assert (due.value, at.value) == (datetime(2026, 11, 30), datetime(2026, 11, 26, 14, 32))  # noqa: DTZ001 - Excel's
    assert (due.is_date, at.is_date, result.number_format) == (True, True, "0%")


def test_heads_stay_in_sight_and_filter(tmp_path: Path) -> None:
    sheet = the_book(BOTH[0], tmp_path, a_report(ROW, ROW))["Хора"]
    assert [cell.value for cell in sheet[1]] == [column.head for column in COLUMNS]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:E3")
    assert sheet.column_dimensions["A"].width == pytest.approx(30, abs=1)


def test_the_first_sheet_says_how_the_file_came_about(tmp_path: Path) -> None:
    book = the_book(BOTH[0], tmp_path, a_report(ROW, ROW))
    told = dict(book.worksheets[0].iter_rows(min_row=3, values_only=True))
    assert book.sheetnames[0] == "За справката"
    assert told == {"Изготвена от": "Елена Димитрова", "Звено": "Общинска администрация", "Редове": 2}


@pytest.mark.parametrize("maker", BOTH, ids=["here", "in a process of its own"])
def test_no_text_becomes_a_formula_or_a_link_in_a_workbook(maker: Maker, tmp_path: Path) -> None:
    sheet = the_book(maker, tmp_path, a_report(*named(*HOSTILE)))["Хора"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell.hyperlink for cell in cells if cell.hyperlink]
    assert [cell.value for cell in cells] == [text.replace("\r", "_x000D_") for text in HOSTILE]


@pytest.mark.parametrize("maker", BOTH, ids=["here", "in a process of its own"])
def test_a_chart_stands_on_a_sheet_of_its_own(maker: Maker, tmp_path: Path) -> None:
    chart = Chart("По курсове", ("Политика", "Услуги"), (Series("завършен", "done", (3, 4)),))
    book = the_book(maker, tmp_path, a_report(ROW, chart=chart))
    assert [sheet.title for sheet in book.chartsheets] == ["Диаграма"]
    assert list(book["Данни за диаграмата"].values) == [("По курсове", "завършен"), ("Политика", 3), ("Услуги", 4)]


def test_a_very_long_text_is_cut_and_the_file_stays_whole(tmp_path: Path) -> None:
    sheet = the_book(BOTH[0], tmp_path, a_report(*named("я" * 40_000, "след нея")))["Хора"]
    assert len(sheet["A2"].value) == 32_767
    assert sheet["A3"].value == "след нея"


def test_csv_is_what_excel_reads_in_bulgaria() -> None:
    made = the_csv(a_report(ROW))
    assert made.startswith(b"\xef\xbb\xbf")
    lines = made.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Хора · Изготвена от: Елена Димитрова · Звено: Общинска администрация · Редове: 1"
    assert lines[1:4] == [
        "",
        "Име;Часове;Резултат;Срок;Записано",
        "Мария Иванова;1,5;87%;30.11.2026;26.11.2026 14:32",
    ]


def test_no_cell_of_a_csv_file_reckons() -> None:
    made = the_csv(a_report(*named(*HOSTILE, 'кавичка";=1+1', "ред\n=1+1")))
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), delimiter=";"))[3:]
    first = [row[0] for row in rows]
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert not [cell for cell in first if cell.lstrip(" ")[:1] in set("=+-@\t\r\n＝")]
    assert first[:2] == ["'=1+1", "'+359"]


def test_a_plain_text_and_a_negative_number_are_left_alone() -> None:
    assert harmless("Мария - втора") == "Мария - втора"
    assert ";-2,5;" in the_csv(a_report(("Мария", -2.5, None, None, None))).decode()


def test_names_of_files_and_sheets_are_ones_that_systems_take() -> None:
    assert file_name("Хора: „всички“ / 2026", datetime(2026, 11, 26, 14, 32), Form.XLSX) == (  # noqa: DTZ001
        "Хора-всички-2026-2026-11-26-1432.xlsx"
    )
    assert sheet_name("'Отдел [1]: много дълго име на отдел, което не се побира'") == "Отдел 1 много дълго име на отд"
