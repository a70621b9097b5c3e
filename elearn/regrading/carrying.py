"""Judging an answer to one version of a question by the key of another. Pure.

Stored answers are positions. Choices, items, rows and columns of the two versions are paired by equal words in the
course's own language; what is left is paired by its place, where both versions have as many. A version carries the
new key when every part is paired and whatever is right was on offer. An answer that took something which the newer
version no longer has can't be judged by it. What the question is worth, and what it takes away, stays as it was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from elearn.content.questions import (
    ChoiceQuestion,
    GapsQuestion,
    MatchingQuestion,
    MatrixQuestion,
    NumberQuestion,
    OrderingQuestion,
    Question,
    SortingQuestion,
    TextQuestion,
    Texts,
)
from elearn.questions import parts
from elearn.questions.answers import Answer, is_empty, picks
from elearn.questions.fields import plain
from elearn.questions.grading import grade
from elearn.questions.parts import PartedQuestion

Q = TypeVar("Q", bound=Question)

Pairs = Mapping[int, int]
"""Position in the older version -> position in the newer one; what is gone is absent."""


class Unmatched(ValueError):
    """The answer took something that the newer version does not have."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The newer key, for answers to the older version.

    `gone`: choices that only the older version has. `rows`: pairs of parts; `options`: by part of the older version,
    pairs of what could be chosen, None where text was typed or a place given.
    """

    question: Question
    gone: frozenset[int] = frozenset()
    rows: Pairs = field(default_factory=dict)
    options: Mapping[int, Pairs | None] = field(default_factory=dict)

    def points(self, answer: Answer | None, *, negative: bool) -> int:
        """What the answer earns, in hundredths. Raises Unmatched."""
        return grade(self.question, self._renamed(answer), negative=negative).points

    def _renamed(self, answer: Answer | None) -> Answer | None:
        if answer is None or is_empty(answer):
            return answer
        if isinstance(self.question, PartedQuestion):
            given = parts.filled(answer)
            return {"parts": {str(self.rows[row]): self._option(row, value) for row, value in given.items()}}
        if picks_any(self.question, answer) & self.gone:
            raise Unmatched
        return answer

    def _option(self, row: int, value: int | str) -> int | str:
        pairs = self.options[row]
        if pairs is None or isinstance(value, str):
            return value
        if value not in pairs:
            raise Unmatched
        return pairs[value]


def picks_any(question: Question, answer: Answer) -> frozenset[int]:
    """The choices taken; none where text was typed."""
    return picks(answer) if isinstance(question, ChoiceQuestion) else frozenset()


def carried(older: Question, newer: Question, language: str) -> Carried | None:
    """The key of `newer` for answers to `older`; None where no pairing makes them comparable, or there is no key."""
    if older.kind != newer.kind:
        return None
    if isinstance(older, ChoiceQuestion) and isinstance(newer, ChoiceQuestion):
        return _choices(older, newer, language)
    if isinstance(older, TextQuestion) and isinstance(newer, TextQuestion):
        return Carried(replace(older, accepted=newer.accepted))
    if isinstance(older, NumberQuestion) and isinstance(newer, NumberQuestion):
        return _number(older, newer)
    if isinstance(older, PartedQuestion) and isinstance(newer, PartedQuestion):
        return _parted(older, newer, language)
    return None


def paired(older: Mapping[int, str], newer: Mapping[int, str]) -> Pairs:
    """By equal words, alike ones in their order; then, where both have as many, by place."""
    places: dict[str, list[int]] = {}
    for position, words in newer.items():
        places.setdefault(words, []).append(position)
    found: dict[int, int] = {}
    for position, words in older.items():
        if words in places:
            alike = places[words]
            found[position] = alike.pop(0) if len(alike) > 1 else alike[0]
    if len(older) == len(newer):
        free = set(newer) - set(found.values())
        found |= {position: position for position in older if position not in found and position in free}
    return found


def _choices(older: ChoiceQuestion, newer: ChoiceQuestion, language: str) -> Carried | None:
    pairs = paired(_words(older.choices, language), _words(newer.choices, language))
    right = {choice.position for choice in newer.choices if choice.right}
    if not right <= set(pairs.values()):
        return None
    rekeyed = tuple(replace(choice, right=pairs.get(choice.position) in right) for choice in older.choices)
    gone = frozenset(choice.position for choice in older.choices if choice.position not in pairs)
    return Carried(replace(older, choices=rekeyed), gone)


def _number(older: NumberQuestion, newer: NumberQuestion) -> Carried | None:
    """Another unit makes it another question; one that was left out may be stated later."""
    if older.unit and newer.unit and plain(older.unit) != plain(newer.unit):
        return None
    return Carried(replace(older, ranges=newer.ranges, unit=older.unit or newer.unit))


def _parted(older: PartedQuestion, newer: PartedQuestion, language: str) -> Carried | None:
    rows = paired(_rows(older, language), _rows(newer, language))
    if set(rows) != set(_rows(older, language)) or sorted(rows.values()) != sorted(_rows(newer, language)):
        return None
    options = {row: _options(older, newer, row, rows[row], language) for row in rows}
    right = {part.position: part.right for part in parts.parts(newer)}
    for row, pairs in options.items():
        if pairs is not None and not right[rows[row]] & set(pairs.values()):
            return None
    return Carried(_as_asked(older, newer), rows=rows, options=options)


def _as_asked(older: Question, newer: Q) -> Q:
    return replace(newer, id=older.id, points=older.points, penalty=older.penalty)


def _rows(question: PartedQuestion, language: str) -> dict[int, str]:
    """What names each part; a gap has no words of its own, its form must be the same."""
    if isinstance(question, MatchingQuestion):
        return {row.position: _text(row.left_html, language) for row in question.rows}
    if isinstance(question, OrderingQuestion | SortingQuestion):
        return _words(question.items, language)
    if isinstance(question, MatrixQuestion):
        return _words(question.statements, language)
    return {gap.position: f"{gap.position} {gap.form}" for gap in question.gaps}


def _options(older: Question, newer: Question, row: int, paired_row: int, language: str) -> Pairs | None:
    """What could be chosen for a part, in both; None where a place was given or text typed."""
    if isinstance(older, MatchingQuestion) and isinstance(newer, MatchingQuestion):
        return paired(_sides(older, language), _sides(newer, language))
    if isinstance(older, SortingQuestion) and isinstance(newer, SortingQuestion):
        return paired(_words(older.categories, language), _words(newer.categories, language))
    if isinstance(older, MatrixQuestion) and isinstance(newer, MatrixQuestion):
        return paired(_words(older.columns, language), _words(newer.columns, language))
    if isinstance(older, GapsQuestion) and isinstance(newer, GapsQuestion):
        then = next(gap for gap in older.gaps if gap.position == row)
        now = next(gap for gap in newer.gaps if gap.position == paired_row)
        if then.form == now.form == "choice":
            return paired(
                {one.position: _text(one.text, language) for one in then.options},
                {one.position: _text(one.text, language) for one in now.options},
            )
    return None


def _sides(question: MatchingQuestion, language: str) -> dict[int, str]:
    return {row.position: _text(row.right_html, language) for row in (*question.rows, *question.distractors)}


def _words(things: tuple[object, ...], language: str) -> dict[int, str]:
    return {one.position: _text(one.html, language) for one in things}  # type: ignore[attr-defined]  # all have both


def _text(texts: Texts, language: str) -> str:
    return " ".join(plain(texts).get(language, "").split())
