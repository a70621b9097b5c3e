"""The tables of a question: one, or one for each of its parts. Pure."""

from collections.abc import Sequence
from fractions import Fraction

from elearn.content.questions import (
    ChoiceQuestion,
    Gap,
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
from elearn.questions import answers, parts, reading
from elearn.questions.answers import Answer
from elearn.questions.fields import plain
from elearn.questions.parts import Part, PartedQuestion
from elearn.statistics import typed
from elearn.statistics.taken import Form, Met, Option, Table, picked


def tables(question: Question, met: Met) -> tuple[Table, ...]:
    """None for an essay: what is written there stays with those who mark it."""
    if isinstance(question, ChoiceQuestion):
        return (_chosen(question, met),)
    if isinstance(question, TextQuestion):
        return (_text(question, met),)
    if isinstance(question, NumberQuestion):
        return (_number(question, met),)
    if isinstance(question, PartedQuestion):
        return tuple(_part(question, part, met) for part in parts.parts(question))
    return ()


def _chosen(question: ChoiceQuestion, met: Met) -> Table:
    options = [Option(frozenset({one.position}), plain(one.html), one.right) for one in question.choices]
    picks = [answers.picks(answer) for answer in met.answers]
    return picked("choices" if question.kind == "multiple" else "choice", {}, options, picks, met.thirds)


def _text(question: TextQuestion, met: Met) -> Table:
    def share(text: str) -> Fraction:
        return parts.form_share(question.accepted, text)

    return typed.table({}, _typed(met.answers), met, reading.normalised, share)


def _number(question: NumberQuestion, met: Met) -> Table:
    units = question.unit.values()

    def share(text: str) -> Fraction:
        return parts.range_share(question.ranges, reading.number(text, units))

    return typed.table({}, _typed(met.answers), met, lambda text: typed.number_name(text, units), share)


def _typed(given: Sequence[Answer | None]) -> list[str]:
    return [str(answer["text"]) if answer else "" for answer in given]


# --- questions of several parts -------------------------------------------------------------------


def _part(question: PartedQuestion, part: Part, met: Met) -> Table:
    values = [parts.filled(answer).get(part.position) for answer in met.answers]
    words = _words(question, part.position)
    if not part.options:
        return _typed_gap(question, part.position, words, values, met)
    form: Form = "choice" if isinstance(question, GapsQuestion) else "part"
    options = [
        Option(option.positions, option.words, right=bool(option.positions & part.right))
        for option in _options(question, part.position)
    ]
    picks = [frozenset({value}) if isinstance(value, int) else frozenset[int]() for value in values]
    return picked(form, words, options, picks, met.thirds)


def _typed_gap(
    question: PartedQuestion, position: int, words: Texts, values: Sequence[int | str | None], met: Met
) -> Table:
    def share(text: str) -> Fraction:
        return parts.part_shares(question, {position: text})[position]

    texts = [value if isinstance(value, str) else "" for value in values]
    of_number = _gap(question, position).form == "number"
    return typed.table(words, texts, met, typed.number_name if of_number else reading.normalised, share)


def _gap(question: PartedQuestion, position: int) -> Gap:
    assert isinstance(question, GapsQuestion)  # noqa: S101 - the only ones with parts that are typed
    return next(gap for gap in question.gaps if gap.position == position)


def _words(question: PartedQuestion, position: int) -> Texts:
    """What a part is called: its own words, or for a gap its number."""
    if isinstance(question, MatchingQuestion):
        return next(plain(row.left_html) for row in question.rows if row.position == position)
    if isinstance(question, OrderingQuestion):
        return next(plain(item.html) for item in question.items if item.position == position)
    if isinstance(question, SortingQuestion):
        return next(plain(item.html) for item in question.items if item.position == position)
    if isinstance(question, MatrixQuestion):
        return next(plain(one.html) for one in question.statements if one.position == position)
    return {"": f"[{position + 1}]"}


def _options(question: PartedQuestion, position: int) -> list[Option]:
    """What a part offers; right sides that read alike are one."""
    if isinstance(question, MatchingQuestion):
        return _right_sides(question)
    if isinstance(question, OrderingQuestion):
        return [Option(frozenset({place}), {"": str(place + 1)}) for place in range(len(question.items))]
    if isinstance(question, SortingQuestion):
        return [Option(frozenset({one.position}), plain(one.html)) for one in question.categories]
    if isinstance(question, MatrixQuestion):
        return [Option(frozenset({one.position}), plain(one.html)) for one in question.columns]
    return [Option(frozenset({option.position}), option.text) for option in _gap(question, position).options]


def _right_sides(question: MatchingQuestion) -> list[Option]:
    alike: dict[tuple[tuple[str, str], ...], set[int]] = {}
    for row in (*question.rows, *question.distractors):
        alike.setdefault(tuple(sorted(plain(row.right_html).items())), set()).add(row.position)
    return [Option(frozenset(positions), dict(words)) for words, positions in alike.items()]
