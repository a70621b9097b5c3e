"""The fields of a question of several parts, as a page shows them: in the drawn order, under labels, without a key."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from elearn.content.questions import (
    Gap,
    GapsQuestion,
    MatchingQuestion,
    MatrixQuestion,
    OrderingQuestion,
    SortingQuestion,
    Texts,
)
from elearn.questions import labels
from elearn.questions.labels import Order
from elearn.questions.parts import PartedQuestion

_TAG = re.compile(r"<[^>]+>")

Option = tuple[int, Texts]
"""The value to send, and its words: HTML for a radio, plain text for a select."""


@dataclass(frozen=True, slots=True)
class Field:
    """`name` follows the question's own name and a hyphen. `position` is the part's, for what is told after the end."""

    name: int
    position: int
    form: Literal["select", "radio", "text", "number"]
    prompt: Texts
    options: tuple[Option, ...] = ()


def fields(question: PartedQuestion, order: Order) -> tuple[Field, ...]:
    """In the order in which the page shows them."""
    shown = labels.of_page(question, order)
    if isinstance(question, MatchingQuestion):
        return _matching(question, shown)
    if isinstance(question, OrderingQuestion):
        items = {item.position: item.html for item in question.items}
        places = tuple((place, {"": str(place + 1)}) for place in range(len(question.items)))
        return tuple(Field(label, at, "select", items[at], places) for label, at in enumerate(shown) if at in items)
    if isinstance(question, SortingQuestion):
        items = {item.position: item.html for item in question.items}
        categories = tuple((one.position, plain(one.html)) for one in question.categories)
        return tuple(Field(label, at, "select", items[at], categories) for label, at in enumerate(shown) if at in items)
    if isinstance(question, MatrixQuestion):
        columns = tuple((one.position, one.html) for one in question.columns)
        return tuple(Field(one.position, one.position, "radio", one.html, columns) for one in question.statements)
    return _gaps(question)


def plain(texts: Texts) -> dict[str, str]:
    """Without markup: an option of a select is words alone."""
    return {language: html.unescape(_TAG.sub("", text)).strip() for language, text in texts.items()}


def _matching(question: MatchingQuestion, shown: Order) -> tuple[Field, ...]:
    """Right sides that read alike are offered once."""
    sides = {row.position: plain(row.right_html) for row in (*question.rows, *question.distractors)}
    offered: dict[tuple[tuple[str, str], ...], Option] = {}
    for label, at in enumerate(shown):
        if at in sides:
            offered.setdefault(tuple(sorted(sides[at].items())), (label, sides[at]))
    options = tuple(offered.values())
    return tuple(Field(row.position, row.position, "select", row.left_html, options) for row in question.rows)


def _gaps(question: GapsQuestion) -> tuple[Field, ...]:
    return tuple(Field(gap.position, gap.position, _form(gap), {}, _options(gap)) for gap in question.gaps)


def _form(gap: Gap) -> Literal["select", "text", "number"]:
    return "select" if gap.form == "choice" else gap.form


def _options(gap: Gap) -> tuple[Option, ...]:
    return tuple((option.position, option.text) for option in gap.options)


def words(field: Field, value: int | str, language: str) -> str:
    """What was filled in, as words: the option's by its label, or the text typed."""
    if isinstance(value, str):
        return value
    found: Mapping[str, str] = next((texts for label, texts in field.options if label == value), {})
    return found.get(language) or next(iter(plain(found).values()), "")
