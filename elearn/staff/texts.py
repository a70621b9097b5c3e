"""CSV as it is met: its encoding and its separator are found out, not asked. Pure."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from elearn.errors import Invalid
from elearn.staff import fields

SEPARATORS = ";,\t"
SAMPLE_ROWS = 20
SAMPLE_CHARACTERS = 20_000

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAID = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
_AS_TYPED = re.compile(r'\A="([^"]*)"\Z')
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def lines(data: bytes) -> Iterator[list[str]]:
    """Rows of cells, those of blank lines too. Raises Invalid("table_encoding") and ("table_broken", row)."""
    text = decode(data)
    said = _SAID.match(text)
    if said:
        text = text[said.end() :]
    delimiter = said.group(1) if said else _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    read = 0
    try:
        for line in reader:
            read += 1
            yield [_AS_TYPED.sub(r"\1", cell.strip()) if '="' in cell else cell for cell in line]
    except csv.Error:
        raise Invalid("table_broken", row=read + 1) from None


def decode(data: bytes) -> str:
    """UTF-16 with its mark (what Excel calls Unicode text), UTF-8 with or without, else Windows-1251."""
    encodings = ("utf-16",) if data.startswith(_UTF_16) else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    raise Invalid("table_encoding")


def _separator(text: str) -> str:
    """The one that shows the most heads we know; then the one that makes the most columns."""
    sample = text[:SAMPLE_CHARACTERS]

    def shows(separator: str) -> tuple[int, int]:
        rows = _sample(sample, separator)
        known = max((sum(fields.known(cell) is not None for cell in row) for row in rows), default=0)
        return known, sum(map(len, rows))

    return max(SEPARATORS, key=shows)


def _sample(text: str, separator: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            found.append(line)
            if len(found) == SAMPLE_ROWS:
                break
    except csv.Error:
        return found
    return found
