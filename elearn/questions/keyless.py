"""A question as a learner may see it before the answer counts: the same value without its key."""

from dataclasses import replace
from typing import TypeVar

from elearn.content.questions import (
    ChoiceQuestion,
    EssayQuestion,
    Gap,
    GapsQuestion,
    MatrixQuestion,
    NumberQuestion,
    Question,
    SortingQuestion,
    TextQuestion,
)

Q = TypeVar("Q", bound=Question)

UNKNOWN = -1
"""Stands for the right category or column."""


def keyless(question: Q) -> Q:
    """The question without right marks, accepted answers, feedback, explanation and hint.

    A deduction stays: it is a rule that a learner must know beforehand. The pairs of a matching and the order of an
    ordering are their key; pages take their `fields` instead, which come in the drawn order.

    What a page is given before the end passes through here, so that no template can leak a key.
    """
    bare = replace(question, explanation_html={}, hint_html={}, formerly=())
    if isinstance(bare, ChoiceQuestion):
        choices = tuple(replace(choice, right=False, feedback_html={}) for choice in bare.choices)
        return replace(bare, choices=choices)
    if isinstance(bare, TextQuestion):
        return replace(bare, accepted={})
    if isinstance(bare, NumberQuestion):
        return replace(bare, ranges=())
    if isinstance(bare, SortingQuestion):
        return replace(bare, items=tuple(replace(item, category=UNKNOWN) for item in bare.items))
    if isinstance(bare, MatrixQuestion):
        return replace(bare, statements=tuple(replace(one, right=UNKNOWN) for one in bare.statements))
    if isinstance(bare, GapsQuestion):
        return replace(bare, gaps=tuple(_bare_gap(gap) for gap in bare.gaps))
    if isinstance(bare, EssayQuestion):
        return replace(bare, criteria=())
    return bare


def _bare_gap(gap: Gap) -> Gap:
    options = tuple(replace(option, right=False) for option in gap.options)
    return replace(gap, ranges=(), options=options, accepted=None)
