"""What a page calls the choices, items and right sides of a question: 0, 1, 2 … in the order in which it shows them.

Positions in the author's order never reach a browser before the end: authors write the right answer first more often
than chance, a matching's right sides stand beside their rows, and an ordering's items in their right order. Everything
stored is in positions; what browsers send and are sent is in labels.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from elearn.content.questions import ChoiceQuestion, MatchingQuestion, OrderingQuestion, Question, SortingQuestion
from elearn.questions.answers import Answer

T = TypeVar("T")

Order = Sequence[int]
"""Positions as shown: the first has the label 0."""


def positions(question: Question) -> tuple[int, ...]:
    """Those that change places: choices, right sides, items; none for other kinds."""
    if isinstance(question, ChoiceQuestion):
        return tuple(choice.position for choice in question.choices)
    if isinstance(question, MatchingQuestion):
        return tuple(row.position for row in (*question.rows, *question.distractors))
    if isinstance(question, OrderingQuestion | SortingQuestion):
        return tuple(item.position for item in question.items)
    return ()


def shuffled(question: Question, seed: str, *, choices: bool) -> tuple[int, ...]:
    """The order that the seed gives. `choices`: whether those change places too; true and false never do.

    What would betray its key in the author's order always changes places: right sides, and items.
    """
    found = positions(question)
    if isinstance(question, ChoiceQuestion) and (not choices or question.kind == "true-false"):
        return found
    return tuple(in_order_of(seed, found, lambda position: f"{question.id}|{position}"))


def in_order_of(seed: str, items: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """The items in the seed's order; `name` tells each apart. The same for ever: attempts are replayed by it."""
    return sorted(items, key=lambda item: hashlib.sha256(f"{seed}|{name(item)}".encode()).digest())


def of_page(question: Question, order: Order) -> tuple[int, ...]:
    """The order a page shows: as drawn, or without a draw (in a lesson) one that is the same for everybody."""
    return tuple(order) or shuffled(question, "lesson", choices=False)


def to_positions(question: Question, order: Order, sent: object) -> object:
    """What a browser sent in labels, in positions. Labels that no page had become -1, which no answer can hold."""
    known = dict(enumerate(of_page(question, order)))
    return _relabelled(question, sent, lambda label: known.get(label, -1))


def to_labels(question: Question, order: Order, answer: Answer | None) -> Answer | None:
    """A canonical answer as the page shows it."""
    known = {position: label for label, position in enumerate(of_page(question, order))}
    found = _relabelled(question, answer, lambda position: known.get(position, -1))
    return found if isinstance(found, dict) else None


def _relabelled(question: Question, answer: object, name: Callable[[int], int]) -> object:
    """Whatever has another shape stays as it is: `answers.clean` refuses it."""
    if not isinstance(answer, dict):
        return answer
    if isinstance(question, ChoiceQuestion):
        return {key: _each(value, name) for key, value in answer.items()}
    held = answer.get("parts")
    if not isinstance(held, dict):
        return answer
    if isinstance(question, MatchingQuestion):
        return {"parts": {row: _each(value, name) for row, value in held.items()}}
    if isinstance(question, OrderingQuestion | SortingQuestion):
        return {"parts": {_key(item, name): value for item, value in held.items()}}
    return answer


def _each(value: object, name: Callable[[int], int]) -> object:
    if type(value) is int:
        return name(value)
    if isinstance(value, list) and all(type(one) is int for one in value):
        return sorted(name(one) for one in value)
    return value


def _key(item: object, name: Callable[[int], int]) -> str:
    text = str(item)
    return str(name(int(text))) if text.isascii() and text.isdecimal() and len(text) < 9 else "-1"
