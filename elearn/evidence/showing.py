"""A question and its answer as the learner saw them, line by line, in one language."""

import re
from collections.abc import Mapping
from typing import Any

from elearn.content.phrases import N_, say
from elearn.content.questions import (
    Choice,
    ChoiceQuestion,
    GapsQuestion,
    NumberQuestion,
    Question,
    SurveyQuestion,
    TextQuestion,
)
from elearn.evidence.rules import Line, Measure, Told
from elearn.questions import fields, labels, opinions
from elearn.questions.answers import Answer
from elearn.questions.labels import Order
from elearn.questions.parts import PartedQuestion, filled
from elearn.questions.review import Review, range_text

_GAP = re.compile(r'<span data-gap="(\d+)"></span>')


def in_words(texts: Mapping[Any, str], language: str) -> str:
    """A fragment without markup, in the language, else in whichever there is."""
    plain = fields.plain(texts)
    return " ".join((plain.get(language) or next(iter(plain.values()), "")).split())


def stem(question: Question, language: str) -> str:
    """The stem as HTML; a gap stands as its number in brackets."""
    html = question.stem_html.get(language) or next(iter(question.stem_html.values()), "")
    if not isinstance(question, GapsQuestion):
        return html
    return _GAP.sub(lambda found: f"[{int(found[1]) + 1}]", html)


def lines(
    question: Question, order: Order, answer: Answer | None, review: Review, told: Told, language: str
) -> tuple[Line, ...]:
    """In the order shown; none for questions whose answer is a text."""
    if isinstance(question, ChoiceQuestion):
        choices = {choice.position: choice for choice in question.choices}
        return tuple(_choice(choices[at], review, told, language) for at in labels.of_page(question, order))
    if isinstance(question, SurveyQuestion):
        return _offered(question, language)
    if isinstance(question, PartedQuestion):
        return _parts(question, order, answer, review, told, language)
    return ()


def rubric(review: Review, told: Told, language: str) -> tuple[Measure, ...]:
    """What each criterion of a marked essay earned, as the result page tells it; what it asks for only with `told`."""
    return tuple(
        Measure("" if told is Told.ANSWERS else in_words(one.html, language), one.earned, one.points)
        for one in review.criteria
        if one.earned is not None
    )


def typed(answer: Answer | None) -> str:
    """What was typed, where the answer is a text."""
    return str(answer.get("text", "")) if answer else ""


def accepted(question: Question, language: str) -> tuple[str, ...]:
    """What a short answer or a number may say, those for all points first, and what each other is worth."""
    if isinstance(question, NumberQuestion):
        worth = [(one.share, range_text(one)) for one in question.ranges]
    elif isinstance(question, TextQuestion):
        ordered = sorted(question.accepted, key=lambda lang: lang != language)
        worth = [(form.share, form.text) for lang in ordered for form in question.accepted[lang]]
    else:
        return ()
    told = [text if share == 100 else f"{text} ({share} %)" for share, text in sorted(worth, key=lambda one: -one[0])]
    return tuple(dict.fromkeys(told))


def _choice(choice: Choice, review: Review, told: Told, language: str) -> Line:
    found = review.choices[choice.position]
    given = say(language, N_("chosen")) if found.picked else ""
    return Line(in_words(choice.html, language), given, found.picked, None if told is Told.ANSWERS else found.right)


def _offered(question: SurveyQuestion, language: str) -> tuple[Line, ...]:
    """What could be chosen: its answer is not kept."""
    if question.form == "scale":
        return tuple(Line(str(point), "") for point in opinions.points(question))
    return tuple(Line(in_words(choice.html, language), "") for choice in question.choices)


def _parts(
    question: PartedQuestion, order: Order, answer: Answer | None, review: Review, told: Told, language: str
) -> tuple[Line, ...]:
    given = filled(labels.to_labels(question, order, answer))
    found = []
    for field in fields.fields(question, order):
        words = in_words(field.prompt, language) if field.prompt else f"[{field.position + 1}]"
        value = given.get(field.name)
        chosen = fields.words(field, value, language) if value is not None else ""
        part = review.parts.get(field.position) if told is not Told.ANSWERS else None
        right_words = in_words(part.right_words, language) if part is not None and part.right_words else ""
        found.append(Line(words, chosen, value is not None, part.right if part is not None else None, right_words))
    return tuple(found)
