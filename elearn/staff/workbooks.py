"""The one door to openpyxl: the first sheet of a workbook as rows of text, as their cells show them."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from elearn.errors import Invalid
from elearn.staff.limits import MOST_COLUMNS, MOST_LINES, MOST_ROWS

MOST_PARTS = 1_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
"""Unpacked to packed, past a size that no honest sheet of ours reaches."""
RATIO_FROM = 20 * 1024 * 1024

_ZEROS = re.compile(r"0{2,}")


def lines(data: bytes) -> Iterator[list[str]]:
    """Rows of the first visible sheet, empty ones too, so that they count as spreadsheets do.

    Dates are `2024-03-01`; numbers stand as they are shown where their format is zeros (`00123`); a formula stands as
    its text. Raises Invalid("table_broken", row=0), ("table_bomb"), ("table_empty"), ("table_rows").
    """
    _require_honest(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            raise Invalid("table_empty")
        sheet.reset_dimensions()  # what a file says of its size is not believed
        yield from _cells(sheet)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, ParseError, IndexError):
        raise Invalid("table_broken", row=0) from None
    except (AttributeError, OSError, EOFError, NotImplementedError, RuntimeError, OverflowError):
        raise Invalid("table_broken", row=0) from None


def _cells(sheet: Any) -> Iterator[list[str]]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_LINES:
            raise Invalid("table_rows", most=MOST_ROWS)
        if len(row) > MOST_COLUMNS and any(cell.value is not None for cell in row[MOST_COLUMNS:]):
            raise Invalid("table_columns", most=MOST_COLUMNS)
        yield [_text(cell) for cell in row[:MOST_COLUMNS]]


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, int) and _ZEROS.fullmatch(cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))
    return str(value)


def _require_honest(data: bytes) -> None:
    """What the archive says of its parts bounds what reading them can give."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Invalid("table_broken", row=0) from None
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    dense = unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or dense:
        raise Invalid("table_bomb")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Invalid("table_no_workbook")
