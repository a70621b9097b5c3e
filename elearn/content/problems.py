"""What the compiler finds: collected, never only the first, each at its file, line and column.

A problem carries a stable code; its words live in `messages.py`, one entry a code, in English for
gettext, so that `elearn check --lang bg` and the page `/author/check` say the same.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Line and column count from 1; a whole-file problem stands at 1:1. `path` is relative to the courses folder."""

    path: PurePosixPath
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    place: Place
    severity: Severity
    code: str
    """`<area>.<what>`, such as `question.no-right-answer`; explained in the trainer's guide."""
    details: dict[str, str] = field(default_factory=dict)
    """Fill the placeholders of the message and the hint."""
    length: int = 0
    """How many characters from the column on are wrong; 0 when unknown."""


class Problems:
    """Collects problems while a course is read. Passed down; never raised."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def error(self, place: Place, code: str, *, length: int = 0, **details: object) -> None:
        self._add(place, Severity.ERROR, code, details, length)

    def warning(self, place: Place, code: str, *, length: int = 0, **details: object) -> None:
        self._add(place, Severity.WARNING, code, details, length)

    def _add(self, place: Place, severity: Severity, code: str, details: dict[str, object], length: int) -> None:
        words = {name: str(value) for name, value in details.items()}
        self._found.append(Problem(place, severity, code, words, length))

    def extend(self, others: "Problems") -> None:
        self._found.extend(others._found)

    def take(self, problems: Iterable[Problem]) -> None:
        self._found.extend(problems)

    @property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self._found)

    def sorted(self) -> tuple[Problem, ...]:
        """By file, line, column and code; doubles dropped."""
        unique = {(p.place, p.code, tuple(sorted(p.details.items()))): p for p in self._found}
        return tuple(sorted(unique.values(), key=lambda p: (p.place, p.code)))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.sorted())

    def __len__(self) -> int:
        return len(self.sorted())
