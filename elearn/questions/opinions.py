"""Answers to surveys: opinions without a key, and what of them is counted.

An answer is `{"choice": 2}` (one choice by its position, or a point of the scale), `{"choices": [0, 2]}` or
`{"text": "…"}`, by the survey's form. None: not answered.
"""

from collections.abc import Mapping
from typing import Any

from elearn.content.questions import SurveyQuestion
from elearn.errors import Invalid

LONGEST = 2000
"""Characters of an opinion that are kept."""


def clean(question: SurveyQuestion, value: Mapping[str, Any]) -> dict[str, Any] | None:
    """The canonical answer; None for an empty one. Raises Invalid("answer_malformed")."""
    if question.form == "text":
        return _written(question, value.get("text"))
    several = question.form == "multiple"
    sent = value.get("choices") if several else [value.get("choice")]
    known = points(question)
    if not isinstance(sent, list) or not all(type(one) is int and one in known for one in sent):
        raise Invalid("answer_malformed", question=question.id)
    if not several:
        return {"choice": sent[0]}
    return {"choices": sorted(set(sent))} if sent else None


def points(question: SurveyQuestion) -> tuple[int, ...]:
    """What may be chosen: the points of the scale, both ends included, or the choices' positions; none for text."""
    if question.form == "scale":
        return tuple(range(question.low, question.high + 1))
    return tuple(choice.position for choice in question.choices)


def chosen(answer: Mapping[str, Any] | None) -> tuple[int, ...]:
    """What an answer chose; nothing for a text."""
    if not answer:
        return ()
    return tuple(answer.get("choices", ())) if "choice" not in answer else (answer["choice"],)


def _written(question: SurveyQuestion, text: object) -> dict[str, Any] | None:
    if not isinstance(text, str):
        raise Invalid("answer_malformed", question=question.id)
    kept = text.encode("utf-8", "ignore").decode().replace("\x00", "").strip()[:LONGEST]
    return {"text": kept} if kept else None
