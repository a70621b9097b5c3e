"""What may be said about an answer once it counts: words beside choices, and the key where it may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from elearn.content.questions import ChoiceQuestion, NumberQuestion, NumberRange, Question, TextQuestion, Texts
from elearn.questions import answers, reading
from elearn.questions.answers import Answer
from elearn.questions.grading import Grade, grade


@dataclass(frozen=True, slots=True)
class ChoiceReview:
    """`right` is None where it must not be told: a choice not picked, and the key not shown."""

    picked: bool
    right: bool | None
    feedback_html: Texts


@dataclass(frozen=True, slots=True)
class Review:
    """For the macro `question`. `right_texts`: the right answers in words, empty unless the key is shown."""

    grade: Grade
    answered: bool
    choices: Mapping[int, ChoiceReview] = field(default_factory=dict)
    feedback_html: Texts = field(default_factory=dict)
    right_texts: tuple[str, ...] = ()
    explanation_html: Texts = field(default_factory=dict)


def review(question: Question, answer: Answer | None, *, show_key: bool, language: str = "bg") -> Review:
    """How the answer did. Without `show_key` only what was picked or typed is judged, and nothing else is told.

    The explanation goes with the key: it usually says it. `language` orders the accepted forms.
    """
    given = grade(question, answer)
    answered = not answers.is_empty(answer)
    explanation = question.explanation_html if show_key else {}
    if isinstance(question, ChoiceQuestion):
        choices = _choices(question, answer, show_key)
        return Review(given, answered, choices=choices, explanation_html=explanation)
    typed = answer["text"] if answer else ""
    if isinstance(question, TextQuestion):
        told = _forms(question, language) if show_key else ()
        return Review(given, answered, {}, _text_feedback(question, typed), told, explanation)
    if isinstance(question, NumberQuestion):
        told = tuple(range_text(r) for r in question.ranges if r.share == 100) if show_key else ()
        return Review(given, answered, {}, _number_feedback(question, typed), told, explanation)
    return Review(given, answered, explanation_html=explanation)


def _choices(question: ChoiceQuestion, answer: Answer | None, show_key: bool) -> dict[int, ChoiceReview]:
    picked = answers.picks(answer)
    return {
        choice.position: ChoiceReview(
            picked=choice.position in picked,
            right=choice.right if show_key or choice.position in picked else None,
            feedback_html=choice.feedback_html if show_key or choice.position in picked else {},
        )
        for choice in question.choices
    }


def _forms(question: TextQuestion, language: str) -> tuple[str, ...]:
    """Full answers, those of the page's language first; each once."""
    ordered = sorted(question.accepted, key=lambda lang: lang != language)
    full = [form.text for lang in ordered for form in question.accepted[lang] if form.share == 100]
    return tuple(dict.fromkeys(full))


def _text_feedback(question: TextQuestion, typed: str) -> Texts:
    plain = reading.normalised(typed)
    for language, forms in question.accepted.items():
        for form in forms:
            if form.feedback_html and reading.normalised(form.text) == plain:
                return {language: form.feedback_html}
    return {}


def _number_feedback(question: NumberQuestion, typed: str) -> Texts:
    value = reading.number(typed, question.unit.values())
    holding = [r for r in question.ranges if value is not None and r.low <= value <= r.high]
    best = max(holding, key=lambda r: r.share, default=None)
    return best.feedback_html if best is not None else {}


def range_text(stated: NumberRange) -> str:
    """14, or 13–15; with the decimal comma, as both languages of the platform's papers read it."""
    low, high = _plain(stated.low), _plain(stated.high)
    return low if low == high else f"{low}–{high}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
