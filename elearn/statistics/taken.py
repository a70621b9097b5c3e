"""What is counted of a question's answers: by each answer that could be given, and by thirds of those who met it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from elearn.content.questions import Texts
from elearn.questions.answers import Answer

Counts = tuple[int, int, int]
"""By third: top, middle, bottom."""
Form = Literal["choice", "choices", "part", "typed"]
"""One of several, several of several, one for a part of the question, typed."""
NONE: Counts = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Met:
    """The attempts that met a version of a question, position by position: what each answered (None: nothing), its
    third (0 top, 1 middle, 2 bottom), and a number for whose it is, to tell persons apart and never shown."""

    answers: Sequence[Answer | None]
    thirds: Sequence[int]
    takers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Line:
    """An answer that could be given. `position` is its place in the author's order, from 0; -1 for a typed one.

    `right` earns all points; `partial` a part of them, which only typed answers do.
    """

    position: int
    words: Texts
    right: bool
    taken: Counts
    partial: bool = False

    @property
    def total(self) -> int:
        return sum(self.taken)


@dataclass(frozen=True, slots=True)
class Table:
    """A question, or the part of it called `words`. `other`: typed by too few; `blank`: left unanswered."""

    form: Form
    words: Texts
    lines: tuple[Line, ...]
    other: Counts
    blank: Counts


@dataclass(frozen=True, slots=True)
class Option:
    """What could be chosen; choices that read alike are one, with the `positions` of all of them."""

    positions: frozenset[int]
    words: Texts
    right: bool = False


def picked(
    form: Form, words: Texts, options: Iterable[Option], picks: Sequence[frozenset[int]], thirds: Sequence[int]
) -> Table:
    """The table of what was chosen; `picks`: for each attempt the positions it took, none where it left it blank."""
    counts = Counter((position, third) for taken, third in zip(picks, thirds, strict=True) for position in taken)
    lines = []
    for option in options:
        top, middle, bottom = (sum(counts[position, third] for position in option.positions) for third in range(3))
        lines.append(Line(min(option.positions), option.words, option.right, (top, middle, bottom)))
    return Table(form, words, tuple(lines), NONE, by_third(t for p, t in zip(picks, thirds, strict=True) if not p))


def by_third(thirds: Iterable[int]) -> Counts:
    """How many of each."""
    counts = Counter(thirds)
    return counts[0], counts[1], counts[2]
