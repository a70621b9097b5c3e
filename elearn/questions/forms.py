"""Reading an answer from a plain form, for pages that work without JavaScript."""

from werkzeug.datastructures import MultiDict

from elearn.content.questions import Question
from elearn.questions import answers
from elearn.questions.answers import Answer, is_empty
from elearn.web.numbers import whole_number

__all__ = ["is_empty", "parse"]


def parse(question: Question, form: MultiDict[str, str], name: str) -> Answer | None:
    """The answer in the form's field `name`; None for an empty one.

    Raises Invalid("answer_malformed") for a value that the question's own page could not have sent.
    """
    sent = form.getlist(name)
    if question.kind in {"text", "number"}:
        return answers.clean(question, {"text": sent[0]} if sent else None)
    positions = [-1 if (number := whole_number(value)) is None else number for value in sent]
    if question.kind == "multiple":
        return answers.clean(question, {"choices": positions})
    return answers.clean(question, {"choice": positions[0]} if positions else None)
