"""What rendering needs to know of the text around: its language, its links, its sources, its terms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from elearn.content.model import Source, Term
from elearn.content.problems import Place, Problems
from elearn.content.source import SourceFile


@dataclass(frozen=True, slots=True)
class Picture:
    """An image's address on the platform and its size in pixels, where the file tells it."""

    url: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads on the platform. `document` links download a file for the learner's own use."""

    url: str
    external: bool = False
    document: bool = False


class TermFinder(Protocol):
    """Finds the first use of each glossary term in running text."""

    def first(self, text: str, used: frozenset[str]) -> tuple[int, int, Term] | None:
        """Start, end and term of the earliest term not yet used; None where there is none."""


@dataclass(frozen=True)
class Page:
    """One text to render. `anchor` goes before every id, so that several texts can stand on one page."""

    file: SourceFile
    language: str
    anchor: str
    problems: Problems
    link: Callable[[str], Destination | None]
    picture: Callable[[str], Picture | None]
    diagram: Callable[[str], Picture | str]
    """Mermaid -> its picture, or what is wrong with it."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    cite_on_page: bool = True
    """Whether citations lead to "Sources" on the same page, or out to the source itself."""
    terms: TermFinder | None = None
    base: str = ""
    """The language of the course that this text translates or is; words left in it are marked (`foreign.py`)."""

    def place(self, line: int, column: int = 1) -> Place:
        """`line` counts from 0 in the file."""
        return Place(self.file.path, line + 1, column)

    def error(self, line: int, code: str, **details: object) -> None:
        self.problems.error(self.place(line), code, length=0, **details)

    def warning(self, line: int, code: str, **details: object) -> None:
        self.problems.warning(self.place(line), code, length=0, **details)

    def as_of(self, key: str) -> date | None:
        source = self.sources.get(key)
        return source.as_of if source is not None and source.is_law else None
