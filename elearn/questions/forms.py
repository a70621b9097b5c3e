"""Reading an answer from a plain form, for pages that work without JavaScript."""

from typing import Any

from werkzeug.datastructures import MultiDict

from elearn.content.questions import Question, SurveyQuestion
from elearn.questions import answers, labels
from elearn.questions.answers import Answer, is_empty
from elearn.questions.labels import Order
from elearn.questions.parts import PartedQuestion, parts
from elearn.web.numbers import whole_number

__all__ = ["is_empty", "parse", "read"]


def parse(question: Question, form: MultiDict[str, str], name: str, order: Order = ()) -> Answer | None:
    """The answer in the form's field `name`; None for an empty one. `order`: in which the page showed the question.

    Raises Invalid("answer_malformed") for a value that the question's own page could not have sent.
    """
    return answers.clean(question, labels.to_positions(question, order, read(question, form, name)))


def read(question: Question, form: MultiDict[str, str], name: str) -> dict[str, Any] | None:
    """What was sent, in the page's labels and not yet looked at; None where nothing was."""
    if isinstance(question, PartedQuestion):
        return {"parts": _parts(question, form, name)}
    sent = form.getlist(name)
    kind = question.form if isinstance(question, SurveyQuestion) else question.kind
    if kind in {"text", "number", "essay"}:
        return {"text": sent[0]} if sent else None
    if kind == "multiple":
        return {"choices": [_label(value) for value in sent]}
    return {"choice": _label(sent[0])} if sent else None


def _parts(question: PartedQuestion, form: MultiDict[str, str], name: str) -> dict[str, int | str]:
    """Fields `q-7-0`, `q-7-1` …; a select left alone sends nothing but an empty text."""
    sent = {str(part.position): form.get(f"{name}-{part.position}", "") for part in parts(question)}
    typed = {str(part.position) for part in parts(question) if not part.options}
    return {at: value if at in typed else _label(value) for at, value in sent.items() if value}


def _label(value: str) -> int:
    return -1 if (number := whole_number(value)) is None else number
