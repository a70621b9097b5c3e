"""Tables as HR systems write them, whatever their encoding, separator and order of columns; and hostile ones."""

import csv
import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from elearn.errors import Invalid
from elearn.people.egn import is_egn
from elearn.staff import limits, tables, uploads, workbooks
from elearn.staff.fields import Field, matched
from elearn.staff.rows import wanted

CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъьюя"
HEADS = {
    Field.STAFF_NUMBER: ("Сл. №", "Персонален номер", "Staff No."),
    Field.FULL_NAME: ("Трите имена", "Име, презиме, фамилия", "Full name"),
    Field.EMAIL: ("Ел. поща", "E-mail", "Служебен имейл"),
    Field.POSITION: ("Длъжност", "Наименование на\nдлъжността", "Job title"),
    Field.DEPARTMENT: ("Отдел", "Department"),
    Field.JOINED_ON: ("Дата на постъпване", "Постъпил(а) на", "Start date"),
}
ENCODINGS = ("utf-8", "utf-8-sig", "cp1251", "utf-16")
words = st.text(CYRILLIC + CYRILLIC.upper() + "ABCabc0189 -.,;\t\"'\n„№", min_size=1, max_size=20)
cells = words.map(lambda text: text.strip() or "а").filter(lambda text: not text.startswith("="))


@st.composite
def tables_of_people(draw: st.DrawFn) -> tuple[list[Field], list[str], list[list[str]]]:
    """Heads, fields in their order, rows."""
    order = draw(st.permutations(list(HEADS)))
    heads = [draw(st.sampled_from(HEADS[field])) for field in order]
    rows = draw(st.lists(st.lists(cells, min_size=len(order), max_size=len(order)), min_size=1, max_size=5))
    return order, heads, rows


@given(tables_of_people(), st.sampled_from(ENCODINGS), st.sampled_from(";,\t"), st.sampled_from(["\r\n", "\n"]))
def test_every_encoding_separator_and_order_gives_the_same_rows(table, encoding, delimiter, end) -> None:
    order, heads, rows = table
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([heads, *rows])
    read = tables.read(out.getvalue().encode(encoding))
    assert matched(read.heads, list(Field)) == {field: at for at, field in enumerate(order)}
    assert [list(row.cells) for row in read.rows] == rows
    assert [row.number for row in read.rows] == list(range(2, len(rows) + 2))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data) -> None:
    with suppress(Invalid):
        assert tables.read(data).rows


def workbook(*rows: list[object], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, number_format in (formats or {}).items():
        book.active[place].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_gives_dates_as_dates_and_numbers_as_they_are_shown() -> None:
    rows = (
        ["Служители към 01.11.2026"],
        [],
        ["Сл. №", "Трите имена", "Постъпил на", "Заплата"],
        [123, "Мария Петрова\nИванова", datetime(2020, 3, 1), 1500.0],  # noqa: DTZ001 - as a cell has it
        ["00124", "Иван Колев", date(2021, 4, 2), 1500.5],
    )
    read = tables.read(workbook(*rows, formats={"A4": "00000"}))
    assert read.heads == ("Сл. №", "Трите имена", "Постъпил на", "Заплата")
    assert [(row.number, row.cells) for row in read.rows] == [
        (4, ("00123", "Мария Петрова\nИванова", "2020-03-01", "1500")),
        (5, ("00124", "Иван Колев", "2021-04-02", "1500.5")),
    ]


def test_what_excel_writes_to_keep_zeros_is_read_as_typed() -> None:
    read = tables.read('sep=;\nСл. №;Имейл\n="00123";a@example.org\n'.encode())
    assert read.rows[0].cells == ("00123", "a@example.org")


def test_a_personal_number_is_known_by_its_head_and_by_its_digits() -> None:
    table = "Сл. №;Име;Фамилия;ЕГН/ЛНЧ;Код;EГH\n1;Ана;Първа;няма;7523169263;1\n2;Боян;Втори;;8032056031;2\n"
    read = tables.read(table.encode())
    assert read.refused == (3, 4, 5)
    assert [row.cells for row in read.rows] == [("1", "Ана", "Първа", "", "", ""), ("2", "Боян", "Втори", "", "", "")]


def test_a_workbook_that_lost_the_leading_zero_of_a_personal_number_is_found_out() -> None:
    egn = next(f"014101001{digit}" for digit in range(10) if is_egn(f"014101001{digit}"))
    assert tables.read(workbook(["Сл. №", "Имена", "Код"], [1, "Ана Първа", int(egn)])).refused == (2,)
    assert tables.read(workbook(["Сл. №", "Имена", "Код"], [1, "Ана Първа", int(egn) - 1])).refused == ()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


HOSTILE = {
    "nothing": (b"", "table_empty"),
    "spaces": (b" \n\n ", "table_empty"),
    "heads alone": ("Сл. №;Имена\n".encode(), "table_no_rows"),
    "an unclosed quote": ('Сл. №;Имена\n1;"Ана Първа\n'.encode(), "table_broken"),
    "old Excel": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "table_old_excel"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 50, "table_encoding"),
    "a document": (zipped(word__document_xml=b"<x/>"), "table_no_workbook"),
    "half an archive": (b"PK\3\4" + b"\0" * 30, "table_broken"),
    "a huge cell": (f"Сл. №;Имена\n1;{'а' * 2000}\n".encode(), "table_cell_long"),
    "too many columns": ((";".join(["a"] * 200) + "\n" + "1;2\n").encode(), "table_columns"),
    "too many rows": (("Имейл\n" + "a@example.org\n" * (limits.MOST_ROWS + 30)).encode(), "table_rows"),
    "too large": (b"a" * (limits.MOST_BYTES + 1), "table_large"),
}


@pytest.mark.parametrize(("data", "code"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_table_of_people_is_refused_with_the_reason(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        tables.read(data)
    assert refusal.value.code == code


def test_a_workbook_that_would_unpack_without_end_is_refused_before_it_is_unpacked(monkeypatch) -> None:
    honest = workbook(["Сл. №", "Имена"], [1, "Ана Първа"])
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("xl/sharedStrings2.xml", b"\0" * (30 * 1024 * 1024))
    monkeypatch.setattr(workbooks, "load_workbook", lambda *_, **__: pytest.fail("it was opened"))
    with pytest.raises(Invalid, match="table_bomb"):
        tables.read(out.getvalue())


def test_a_workbook_of_entities_that_grow_is_refused() -> None:
    honest = workbook(["Сл. №", "Имена"], [1, "Ана Първа"])
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">' + entities + b"]><x>&l11;</x>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, laughs if name == "xl/worksheets/sheet1.xml" else content)
    with pytest.raises(Invalid, match="table_"):
        tables.read(out.getvalue())


def test_the_child_process_reads_a_table_and_hands_on_refusals() -> None:
    read = uploads.read("Сл. №;Трите имена;ЕГН\n1;Ана Първа;7523169263\n".encode("cp1251"))
    assert (read.heads, read.refused) == (("Сл. №", "Трите имена", "ЕГН"), (2,))
    assert read.rows[0].cells == ("1", "Ана Първа", "")
    with pytest.raises(Invalid, match="table_old_excel"):
        uploads.read(b"\xd0\xcf\x11\xe0")


def test_the_child_process_reads_a_workbook_within_its_limits() -> None:
    read = uploads.read(workbook(["Сл. №", "Трите имена"], *([n, "Ана Първа"] for n in range(1, 500))))
    assert (len(read.rows), read.rows[-1].cells) == (499, ("499", "Ана Първа"))


def test_a_formula_is_read_as_what_it_is_and_refused_where_it_counts() -> None:
    read = tables.read(workbook(["Сл. №", "Трите имена", "Стая"], ["=1+1", "=A2&B2", "=3"], [2, "Ана Първа", 1]))
    said = wanted(2, read.rows[0].cells, matched(read.heads, list(Field)), date(2026, 11, 26))
    assert [(problem.code, problem.field) for problem in said.problems] == [
        ("cell_formula", "full_name"),
        ("cell_formula", "staff_number"),
    ]


def test_a_table_that_takes_too_long_is_refused_and_the_reader_ended(monkeypatch) -> None:
    monkeypatch.setattr(uploads, "SECONDS", 0.01)
    with pytest.raises(Invalid, match="table_too_much"):
        uploads.read("Имейл\na@example.org\n".encode())
