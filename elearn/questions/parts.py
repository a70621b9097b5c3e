"""Questions of several parts, each filled in by itself: rows, items, statements, gaps.

Their answer is `{"parts": {"0": 2, "1": "14,5"}}`: by the part's position, the position of what was chosen, or the
text. A part that was left out is absent. What a part offers, and what is right for it, is the same for all five kinds:

* `matching`: a row; the right sides of all rows, distractors too. Right sides that read alike are all right;
* `ordering`: an item; its place, from 0;
* `sorting`: an item; the categories;
* `matrix`: a statement; the columns;
* `gaps`: a gap; its options, or typed text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from elearn.content.questions import (
    Accepted,
    Common,
    Gap,
    GapsQuestion,
    MatchingQuestion,
    MatrixQuestion,
    NumberRange,
    OrderingQuestion,
    SortingQuestion,
)
from elearn.questions import reading

PartedQuestion = MatchingQuestion | OrderingQuestion | SortingQuestion | MatrixQuestion | GapsQuestion

Filled = Mapping[int, int | str]
"""By the position of a part, the position chosen or the text typed."""


@dataclass(frozen=True, slots=True)
class Part:
    """`options`: the positions to choose from; empty where text is typed. `right`: those that are right."""

    position: int
    options: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()


def parts(question: PartedQuestion) -> tuple[Part, ...]:
    """The parts in the author's order."""
    if isinstance(question, MatchingQuestion):
        return _rows(question)
    if isinstance(question, OrderingQuestion):
        places = frozenset(range(len(question.items)))
        return tuple(Part(item.position, places, frozenset({item.position})) for item in question.items)
    if isinstance(question, SortingQuestion):
        categories = frozenset(category.position for category in question.categories)
        return tuple(Part(item.position, categories, frozenset({item.category})) for item in question.items)
    if isinstance(question, MatrixQuestion):
        columns = frozenset(column.position for column in question.columns)
        return tuple(Part(one.position, columns, frozenset({one.right})) for one in question.statements)
    return tuple(_gap(gap) for gap in question.gaps)


def filled(answer: Mapping[str, object] | None) -> Filled:
    """What an answer holds of each part."""
    held = answer.get("parts", {}) if answer else {}
    assert isinstance(held, Mapping)  # noqa: S101 - canonical answers only
    return {int(position): value for position, value in held.items()}


def share(question: PartedQuestion, given: Filled) -> Fraction:
    """The share of the points earned, below 0 where penalties outweigh it; see `grading` for the formulas."""
    if isinstance(question, OrderingQuestion):
        return ordered_share(question, given)
    shares = part_shares(question, given)
    wrong = sum(1 for position in given if not shares[position])
    return sum(shares.values(), Fraction(0)) / len(shares) - lost(question, wrong)


def lost(question: Common, wrong: int) -> Fraction:
    """The share that the stated penalty takes for so many wrong things; nothing of a question without points."""
    return Fraction(question.penalty * wrong, question.points) if question.points else Fraction(0)


def part_shares(question: PartedQuestion, given: Filled) -> dict[int, Fraction]:
    """The share of each part by itself, 0 for one left out."""
    gaps = {gap.position: gap for gap in question.gaps} if isinstance(question, GapsQuestion) else {}
    return {
        part.position: _typed_share(gaps[part.position], given.get(part.position))
        if not part.options
        else Fraction(given.get(part.position) in part.right)
        for part in parts(question)
    }


def ordered_share(question: OrderingQuestion, given: Filled) -> Fraction:
    """(L − 1) ÷ (n − 1): L is the length of the longest run of the n items, with others between, that stand in right
    order. Two items on one place count as one of them."""
    line = [item for item, _ in sorted(given.items(), key=lambda placed: (placed[1], -placed[0]))]
    longest: list[int] = []
    for at, item in enumerate(line):
        longest.append(1 + max((longest[i] for i in range(at) if line[i] < item), default=0))
    return Fraction(max(0, max(longest, default=0) - 1), len(question.items) - 1)


def _rows(question: MatchingQuestion) -> tuple[Part, ...]:
    every = (*question.rows, *question.distractors)
    alike: dict[tuple[tuple[str, str], ...], set[int]] = {}
    for row in every:
        alike.setdefault(tuple(sorted(row.right_html.items())), set()).add(row.position)
    options = frozenset(row.position for row in every)
    return tuple(
        Part(row.position, options, frozenset(alike[tuple(sorted(row.right_html.items()))])) for row in question.rows
    )


def _gap(gap: Gap) -> Part:
    return Part(
        gap.position,
        frozenset(option.position for option in gap.options),
        frozenset(option.position for option in gap.options if option.right),
    )


def _typed_share(gap: Gap, typed: int | str | None) -> Fraction:
    if not isinstance(typed, str):
        return Fraction(0)
    if gap.form == "number":
        return range_share(gap.ranges, reading.number(typed))
    return form_share(gap.accepted or {}, typed)


def form_share(accepted: Mapping[str, tuple[Accepted, ...]], text: str) -> Fraction:
    """The best share among the accepted forms, of any language, that equal the text."""
    typed = reading.normalised(text)
    shares = [form.share for forms in accepted.values() for form in forms if reading.normalised(form.text) == typed]
    return Fraction(max(shares, default=0), 100)


def range_share(ranges: tuple[NumberRange, ...], value: Decimal | None) -> Fraction:
    """The best share among the ranges that hold the number, both ends included; 0 for none."""
    if value is None:
        return Fraction(0)
    return Fraction(max((r.share for r in ranges if r.low <= value <= r.high), default=0), 100)


def full(question: PartedQuestion) -> dict[str, dict[str, int | str]]:
    """An answer that earns every point."""
    gaps = {gap.position: gap for gap in question.gaps} if isinstance(question, GapsQuestion) else {}
    return {
        "parts": {
            str(part.position): min(part.right) if part.options else _words(gaps[part.position])
            for part in parts(question)
        }
    }


def _words(gap: Gap) -> str:
    if gap.form == "number":
        return str(gap.ranges[0].low)
    return next(form.text for forms in (gap.accepted or {}).values() for form in forms if form.share == 100)
