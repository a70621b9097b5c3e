"""One question in all its languages, before it is one: the base as parsed, the translations beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from elearn.content.aligning import Part, lost, surplus
from elearn.content.notation.parsed import Cell, Item, ParsedQuestion
from elearn.content.problems import Place, Problems
from elearn.content.questions import Texts

T = TypeVar("T")
Answer = Item | Sequence[Cell]
"""An item of a list or a row of a table."""


@dataclass(frozen=True, slots=True)
class Sides:
    """`others` are the translations that were found; `kind` is the type that holds for all of them.

    `in_lesson`: the question is for checking oneself, and carries no mark.
    """

    base: ParsedQuestion
    others: tuple[ParsedQuestion, ...]
    kind: str
    problems: Problems
    in_lesson: bool = False

    @property
    def all(self) -> tuple[ParsedQuestion, ...]:
        return (self.base, *self.others)

    def error(self, place: Place, code: str, **details: str | int) -> None:
        self.problems.error(place, code, length=0, **details)

    def warning(self, place: Place, code: str, **details: str | int) -> None:
        self.problems.warning(place, code, length=0, **details)

    def texts(self, html: Callable[[ParsedQuestion], str]) -> Texts:
        """Language -> HTML, where there is any."""
        return {side.language: found for side in self.all if (found := html(side))}

    def aligned(self, parts: Callable[[ParsedQuestion], Sequence[T]]) -> list[dict[str, T]]:
        """For each part of the base its counterparts by language; none of a translation of another length."""
        base = parts(self.base)
        columns = [{self.base.language: part} for part in base]
        for other in self.others:
            theirs = parts(other)
            if len(theirs) == len(base):
                for column, part in zip(columns, theirs, strict=True):
                    column[other.language] = part
        return columns

    def check_counts(self, parts: Callable[[ParsedQuestion], Sequence[Answer]]) -> None:
        """Report a translation with more or fewer parts than the base, or with none at all."""
        have = parts(self.base)
        for other in self.others:
            theirs = parts(other)
            if len(theirs) == len(have):
                continue
            code = "translation.lost-choice" if len(theirs) < len(have) else "translation.extra-choice"
            self.error(self._where(have, theirs, other), code, here=len(theirs), base=len(have))

    def _where(self, have: Sequence[Answer], theirs: Sequence[Answer], other: ParsedQuestion) -> Place:
        """The part that is too many, or the one before which another is lost."""
        if not theirs:
            return other.place
        mine, others = [_part(answer) for answer in have], [_part(answer) for answer in theirs]
        found = lost(mine, others) if len(theirs) < len(have) else surplus(mine, others)
        part = theirs[min(found[0] if found else 0, len(theirs) - 1)]
        return part.place if isinstance(part, Item) else part[0].place


def _part(answer: Answer) -> Part:
    if isinstance(answer, Item):
        return Part(answer.text, str(answer.right))
    return Part(" | ".join(cell.text for cell in answer), str([cell.text in {"", "x"} for cell in answer]))


def html_of(column: Mapping[str, Item]) -> Texts:
    return {language: item.html for language, item in column.items() if item.html}


def cell_html(column: Mapping[str, Cell]) -> Texts:
    return {language: cell.html for language, cell in column.items() if cell.html}


def check_distinct(sides: Sides, parts: Sequence[tuple[Place, str]], code: str = "question.identical") -> None:
    """Report each part that says the same as one before it, letter case and spaces aside."""
    seen: dict[str, Place] = {}
    for place, text in parts:
        key = " ".join(text.casefold().split()).rstrip(".;,")
        if key and key in seen:
            sides.error(place, code, text=text, line=seen[key].line)
        else:
            seen[key] = place


def check_filled(sides: Sides, parts: Sequence[tuple[Place, str]]) -> None:
    """Report each part without words."""
    for place, html in parts:
        if not html:
            sides.error(place, "question.empty-choice")
