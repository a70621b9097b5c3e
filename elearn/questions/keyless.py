"""A question as a learner may see it before the answer counts: the same value without its key."""

from dataclasses import replace
from typing import TypeVar

from elearn.content.questions import ChoiceQuestion, NumberQuestion, Question, TextQuestion

Q = TypeVar("Q", bound=Question)


def keyless(question: Q) -> Q:
    """The question without right marks, accepted answers, feedback, explanation and hint.

    A deduction stays: it is a rule that a learner must know beforehand.

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
    return bare
