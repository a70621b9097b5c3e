"""Reading what a learner or trainer sent from a lesson's forms."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from elearn.content.questions import EssayQuestion, Question
from elearn.errors import Invalid, NotFound
from elearn.ids import QuestionId, SnapshotId
from elearn.lessons.reports import Sent
from elearn.questions import forms as questions
from elearn.questions.answers import Answer

MOST_KEY = 64


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """An answer to self-check `number` of the lesson, counted from 1; None when nothing was picked or typed.

    `place` is where on the page the learner goes on.
    """

    number: int
    question_id: QuestionId
    answer: Answer | None
    place: str


@dataclass(frozen=True, slots=True)
class SentTicks:
    """The criteria that a learner finds met in her answer to self-check `number`."""

    number: int
    question_id: QuestionId
    positions: tuple[int, ...]


def report(form: MultiDict[str, str], language: str) -> Sent:
    """Raises Invalid("form_malformed") for hidden fields that the page could not have sent."""
    key, snapshot = form.get("key", ""), form.get("snapshot", "")
    if not 0 < len(key) <= MOST_KEY or not _is_number(snapshot):
        raise Invalid("form_malformed")
    block = form.get("block", "")
    place = int(block) if _is_number(block) else None
    return Sent(key, SnapshotId(int(snapshot)), language, place, form.get("text", ""))


def answer(form: MultiDict[str, str], asked: tuple[Question, ...]) -> SentAnswer:
    """Raises NotFound("question_unknown") for a question the lesson does not ask, Invalid for a malformed answer."""
    for number, question in enumerate(asked, 1):
        if question.id == form.get("question"):
            name = f"check-{number}"
            place = f"{name}-compare" if isinstance(question, EssayQuestion) else name
            return SentAnswer(number, question.id, questions.parse(question, form, name), place)
    raise NotFound("question_unknown")


def ticks(form: MultiDict[str, str], asked: tuple[Question, ...]) -> SentTicks:
    """Raises NotFound("question_unknown") for a question the lesson does not ask, Invalid for what is no position."""
    for number, question in enumerate(asked, 1):
        if question.id == form.get("question"):
            sent = form.getlist("met")
            if not all(_is_number(text) for text in sent):
                raise Invalid("answer_malformed", question=question.id)
            return SentTicks(number, question.id, tuple(int(text) for text in sent))
    raise NotFound("question_unknown")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18
