"""Reading a tree of Markdown: files as text with their places, forgiving what editors add."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from elearn.content.problems import Place, Problems
from elearn.content.transliteration import latin

NUMBERED = re.compile(r"^(\d+)[-_. ]+(.+)$")
SLUG = re.compile(r"[^a-z0-9]+")
LANGUAGE_SUFFIX = re.compile(r"^(?P<stem>.+)\.(?P<language>[a-z]{2})$")
BASE = ""
"""Stands for the base language among the files of one text, before `course.md` names it."""
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What Word and clipboards leave behind; some of these signs have a meaning of their own inside the library."""
MOST_BYTES = 2 * 1024 * 1024
MOST_IN_LINE = 20_000
"""Signs; a long paragraph on one line has two or three thousand."""


@dataclass(frozen=True)
class SourceFile:
    """A text file. `path` is relative to the courses folder; the text is NFC with plain line ends."""

    path: PurePosixPath
    text: str

    @cached_property
    def lines(self) -> Sequence[str]:
        return self.text.split("\n")

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def place(self, line: int = 1, column: int = 1) -> Place:
        return Place(self.path, line, column)


def read(root: Path, path: PurePosixPath, problems: Problems) -> SourceFile | None:
    """The file, or None with a problem when it or a line of it is too large, or it is not UTF-8."""
    data = (root / path).read_bytes()
    if len(data) > MOST_BYTES:
        problems.error(Place(path), "file.too-large", limit="2 MB")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        problems.error(Place(path, line, column), "file.not-utf8")
        return None
    if "\x00" in text:
        problems.error(Place(path, text[: text.index("\x00")].count("\n") + 1), "file.not-utf8")
        return None
    text = _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    file = SourceFile(path, unicodedata.normalize("NFC", text))
    long = next((at for at, line in enumerate(file.lines, start=1) if len(line) > MOST_IN_LINE), None)
    if long is not None:
        problems.error(file.place(long), "file.long-line", length=0, limit=MOST_IN_LINE)
        return None
    return file


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """`01-Защо сега` -> `zashto-sega`: without its number, transliterated, `[a-z0-9-]+`; may be empty."""
    match = NUMBERED.match(name)
    plain = match.group(2) if match else name
    return SLUG.sub("-", latin(plain).lower()).strip("-")


def number(name: str) -> int | None:
    """The number a name begins with."""
    match = NUMBERED.match(name)
    return int(match.group(1)) if match else None


def split_language(stem: str) -> tuple[str, str | None]:
    """`01-why.en` -> (`01-why`, `en`)."""
    match = LANGUAGE_SUFFIX.match(stem)
    return (match["stem"], match["language"]) if match else (stem, None)
