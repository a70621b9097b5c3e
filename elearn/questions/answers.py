"""What an answer is: a JSON object for each kind, in its one canonical form.

`single`, `true-false`: `{"choice": 2}`. `multiple`: `{"choices": [0, 2]}`, rising.
`text`, `number`: `{"text": "14,5"}` as typed, so that it comes back as typed. Questions of several parts:
`{"parts": {"0": 2, "3": "14,5"}}`, see `parts`. `essay`: `{"text": "…"}`, see `essays`. None: not answered.
Positions count from 0 in the base language and mean the same in every language and order.
"""

from collections.abc import Mapping
from typing import Any

from elearn.content.questions import (
    ChoiceQuestion,
    EssayQuestion,
    GapsQuestion,
    NumberQuestion,
    OrderingQuestion,
    Question,
    SurveyQuestion,
    TextQuestion,
)
from elearn.errors import Invalid
from elearn.questions import essays, opinions, reading
from elearn.questions.parts import Part, PartedQuestion, filled, parts

Answer = dict[str, Any]


def is_empty(answer: Answer | None) -> bool:
    """Whether nothing was answered."""
    return not answer


def clean(question: Question, value: object) -> Answer | None:
    """The canonical answer to `question` in what a browser sent; None for an empty one.

    Raises Invalid("answer_malformed") for a choice that the question does not have, or for another shape.
    """
    if value is None or value == {}:
        return None
    if not isinstance(value, Mapping):
        raise _malformed(question)
    if isinstance(question, ChoiceQuestion):
        return _picked(question, value)
    if isinstance(question, TextQuestion | NumberQuestion):
        return _typed(question, value)
    if isinstance(question, PartedQuestion):
        return _filled(question, value)
    if isinstance(question, SurveyQuestion):
        return opinions.clean(question, value)
    if isinstance(question, EssayQuestion):
        return essays.clean(question, value)
    raise Invalid("question_not_playable", kind=question.kind)


def picks(answer: Answer | None) -> frozenset[int]:
    """The positions picked in a choice question's answer."""
    if not answer:
        return frozenset()
    return frozenset(answer["choices"]) if "choices" in answer else frozenset({answer["choice"]})


def unreadable(question: Question, answer: Answer | None) -> bool:
    """Whether a number was asked and what was typed is none: worth telling before the end, and no key."""
    if isinstance(question, GapsQuestion):
        given = filled(answer)
        numbers = (given.get(gap.position) for gap in question.gaps if gap.form == "number")
        return any(isinstance(typed, str) and reading.number(typed) is None for typed in numbers)
    if not isinstance(question, NumberQuestion) or not answer:
        return False
    return reading.number(answer["text"], question.unit.values()) is None


def repeats(question: Question, answer: Answer | None) -> bool:
    """Whether two items of an ordering were given one place: worth telling before the end, and no key."""
    if not isinstance(question, OrderingQuestion):
        return False
    places = list(filled(answer).values())
    return len(places) > len(set(places))


def _picked(question: ChoiceQuestion, value: Mapping[str, Any]) -> Answer | None:
    several = question.kind == "multiple"
    sent = value.get("choices" if several else "choice")
    positions = sent if several else [sent]
    known = {choice.position for choice in question.choices}
    if not isinstance(positions, list) or not all(type(p) is int and p in known for p in positions):
        raise _malformed(question)
    if not several:
        return {"choice": positions[0]}
    return {"choices": sorted(set(positions))} if positions else None


def _typed(question: Question, value: Mapping[str, Any]) -> Answer | None:
    text = value.get("text")
    if not isinstance(text, str):
        raise _malformed(question)
    kept = _storable(text)
    return {"text": kept} if kept else None


def _filled(question: PartedQuestion, value: Mapping[str, Any]) -> Answer | None:
    sent = value.get("parts")
    if not isinstance(sent, Mapping):
        raise _malformed(question)
    known = {str(part.position): part for part in parts(question)}
    kept: dict[int, int | str] = {}
    for name, given in sent.items():
        part = known.get(name)
        if part is None or not (given in part.options if type(given) is int else _is_text_for(part, given)):
            raise _malformed(question)
        if (held := _storable(given) if isinstance(given, str) else given) != "":
            kept[part.position] = held
    return {"parts": {str(position): kept[position] for position in sorted(kept)}} if kept else None


def _is_text_for(part: Part, given: object) -> bool:
    return isinstance(given, str) and not part.options


def _storable(text: str) -> str:
    """Without what no database keeps, half an emoji that a browser cut off among it."""
    return text.encode("utf-8", "ignore").decode().replace("\x00", "").strip()[: reading.LONGEST]


def _malformed(question: Question) -> Invalid:
    return Invalid("answer_malformed", question=question.id)
