"""Judging an answer to one version of a question by the key of another. Pure.

Stored answers are positions. Choices, items, rows and columns of the two versions are paired by equal words in the
course's own language. Where a single one is left on each side, at the same place, its wording was mended and the two
are read as the same; but never so that what was wrong becomes right: that may be another thing in its place. A version
carries the new key when every part is paired and whatever is right was on offer. An answer that took something which
the newer version no longer has can't be judged by it. What the question is worth, and what it takes away, stays as it
was asked.
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
    pairs of what could be chosen, None where text was typed or a place given. `mended`: the older and the newer words
    of what was paired by its place.
    """

    question: Question
    gone: frozenset[int] = frozenset()
    rows: Pairs = field(default_factory=dict)
    options: Mapping[int, Pairs | None] = field(default_factory=dict)
    mended: tuple[tuple[str, str], ...] = ()

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


@dataclass(frozen=True, slots=True)
class Pairing:
    """`placed`: the position that was paired by place, None where words sufficed; `mended`: its words then and now."""

    pairs: Pairs
    placed: int | None = None
    mended: tuple[tuple[str, str], ...] = ()


def paired(older: Mapping[int, str], newer: Mapping[int, str]) -> Pairing:
    """By equal words, alike ones in their order; then the only one left, if it kept its place."""
    places: dict[str, list[int]] = {}
    for position, words in newer.items():
        places.setdefault(words, []).append(position)
    found: dict[int, int] = {}
    for position, words in older.items():
        if words in places:
            alike = places[words]
            found[position] = alike.pop(0) if len(alike) > 1 else alike[0]
    left, free = [one for one in older if one not in found], set(newer) - set(found.values())
    if len(left) != 1 or free != {left[0]}:
        return Pairing(found)
    return Pairing(found | {left[0]: left[0]}, left[0], ((older[left[0]], newer[left[0]]),))


def _choices(older: ChoiceQuestion, newer: ChoiceQuestion, language: str) -> Carried | None:
    pairing = paired(_words(older.choices, language), _words(newer.choices, language))
    pairs, right = pairing.pairs, {choice.position for choice in newer.choices if choice.right}
    was_right = {choice.position for choice in older.choices if choice.right}
    if not right <= set(pairs.values()) or (pairing.placed in right and pairing.placed not in was_right):
        return None
    rekeyed = tuple(replace(choice, right=pairs.get(choice.position) in right) for choice in older.choices)
    gone = frozenset(choice.position for choice in older.choices if choice.position not in pairs)
    return Carried(replace(older, choices=rekeyed), gone, mended=pairing.mended)


def _number(older: NumberQuestion, newer: NumberQuestion) -> Carried | None:
    """Another unit makes it another question; one that was left out may be stated later."""
    if older.unit and newer.unit and plain(older.unit) != plain(newer.unit):
        return None
    return Carried(replace(older, ranges=newer.ranges, unit=older.unit or newer.unit))


def _parted(older: PartedQuestion, newer: PartedQuestion, language: str) -> Carried | None:
    rows = paired(_rows(older, language), _rows(newer, language))
    if set(rows.pairs) != set(_rows(older, language)) or sorted(rows.pairs.values()) != sorted(_rows(newer, language)):
        return None
    if isinstance(older, GapsQuestion) and rows.placed is not None:
        return None  # a gap of another form
    options = {row: _options(older, newer, row, now, language) for row, now in rows.pairs.items()}
    then, now = ({part.position: part.right for part in parts.parts(one)} for one in (older, newer))
    for row, pairing in options.items():
        if not _holds(pairing, then[row], now[rows.pairs[row]], placed=row == rows.placed):
            return None
    mended = dict.fromkeys(
        rows.mended + tuple(one for pairing in options.values() if pairing for one in pairing.mended)
    )
    pairs = {row: pairing.pairs if pairing else None for row, pairing in options.items()}
    return Carried(_as_asked(older, newer), rows=rows.pairs, options=pairs, mended=tuple(mended))


def _holds(pairing: Pairing | None, then: frozenset[int], now: frozenset[int], *, placed: bool) -> bool:
    """Whether what is right for a part now was on offer, and no pair by place makes right what was wrong."""
    if pairing is None:
        return True
    right = {was for was, one in pairing.pairs.items() if one in now}
    return bool(right) and all(was in then for was in right if placed or was == pairing.placed)


def _as_asked(older: Question, newer: Q) -> Q:
    return replace(newer, id=older.id, points=older.points, penalty=older.penalty)


def _rows(question: PartedQuestion, language: str) -> dict[int, str]:
    """What names each part; a gap has no words of its own, it is known by its place and form."""
    if isinstance(question, MatchingQuestion):
        return {row.position: _text(row.left_html, language) for row in question.rows}
    if isinstance(question, OrderingQuestion | SortingQuestion):
        return _words(question.items, language)
    if isinstance(question, MatrixQuestion):
        return _words(question.statements, language)
    return {gap.position: f"{gap.position} {gap.form}" for gap in question.gaps}


def _options(older: Question, newer: Question, row: int, paired_row: int, language: str) -> Pairing | None:
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
    """Without the stop or comma at its end, which a mended sentence gains or loses."""
    return " ".join(plain(texts).get(language, "").split()).rstrip(" .,;")
