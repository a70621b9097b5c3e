"""What may be said about an answer once it counts: words beside choices, and the key where it may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from elearn.content.questions import (
    ChoiceQuestion,
    EssayQuestion,
    Gap,
    MatchingQuestion,
    MatrixQuestion,
    NumberQuestion,
    NumberRange,
    OrderingQuestion,
    Question,
    SortingQuestion,
    TextQuestion,
    Texts,
)
from elearn.questions import answers, essays, parts, reading
from elearn.questions.answers import Answer
from elearn.questions.essays import CriterionReview
from elearn.questions.fields import plain
from elearn.questions.grading import Grade, grade
from elearn.questions.parts import PartedQuestion


@dataclass(frozen=True, slots=True)
class ChoiceReview:
    """`right` is None where it must not be told: a choice not picked, and the key not shown."""

    picked: bool
    right: bool | None
    feedback_html: Texts


@dataclass(frozen=True, slots=True)
class PartReview:
    """`right_words` say what is right, empty unless the key is shown and something else was given."""

    right: bool
    partial: bool
    given: bool
    right_words: Texts


@dataclass(frozen=True, slots=True)
class Review:
    """For the macro `question`. `right_texts`: the right answers in words, empty unless the key is shown.

    `parts`: by position, of a question of several parts. `criteria` and `comment`: of an essay.
    """

    grade: Grade
    answered: bool
    choices: Mapping[int, ChoiceReview] = field(default_factory=dict)
    feedback_html: Texts = field(default_factory=dict)
    right_texts: tuple[str, ...] = ()
    explanation_html: Texts = field(default_factory=dict)
    parts: Mapping[int, PartReview] = field(default_factory=dict)
    criteria: tuple[CriterionReview, ...] = ()
    comment: str = ""


def review(
    question: Question,
    answer: Answer | None,
    *,
    show_key: bool,
    language: str = "bg",
    negative: bool = False,
    marks: Sequence[int] | None = None,
    comment: str = "",
) -> Review:
    """How the answer did. Without `show_key` only what was picked or typed is judged, and nothing else is told.

    The explanation goes with the key: it usually says it. `language` orders the accepted forms; `negative`: see
    `grade`. `marks`: hundredths for each criterion of an essay that states points, with its marker's `comment`.
    """
    if isinstance(question, EssayQuestion):
        return _essay(question, answer, marks, comment, show_key=show_key)
    given = grade(question, answer, negative=negative)
    answered = not answers.is_empty(answer)
    explanation = question.explanation_html if show_key else {}
    if isinstance(question, ChoiceQuestion):
        choices = _choices(question, answer, show_key)
        return Review(given, answered, choices=choices, explanation_html=explanation)
    if isinstance(question, parts.PartedQuestion):
        told_parts = parts_reviewed(question, answer, show_key=show_key)
        return Review(given, answered, explanation_html=explanation, parts=told_parts)
    typed = answer.get("text", "") if answer else ""
    if isinstance(question, TextQuestion):
        told = _forms(question, language) if show_key else ()
        return Review(given, answered, {}, _text_feedback(question, typed), told, explanation)
    if isinstance(question, NumberQuestion):
        told = tuple(range_text(r) for r in question.ranges if r.share == 100) if show_key else ()
        return Review(given, answered, {}, _number_feedback(question, typed), told, explanation)
    return Review(given, answered, explanation_html=explanation)


def _essay(
    question: EssayQuestion, answer: Answer | None, marks: Sequence[int] | None, comment: str, *, show_key: bool
) -> Review:
    """The rubric is told with the marks that were given by it, or with the key; the model answer with the key alone."""
    earned = sum(marks or ())
    return Review(
        Grade(earned, question.points, earned == question.points, 0 < earned < question.points),
        answered=not answers.is_empty(answer),
        explanation_html=question.explanation_html if show_key else {},
        criteria=essays.criteria_reviewed(question, marks, told=show_key or marks is not None),
        comment=comment,
    )


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


def parts_reviewed(question: PartedQuestion, answer: Answer | None, *, show_key: bool) -> dict[int, PartReview]:
    """Part by part; one left out is told only with the key."""
    given = parts.filled(answer)
    shares = parts.part_shares(question, given)
    told = {position for position in shares if show_key or position in given}
    return {
        position: PartReview(
            right=shares[position] == 1,
            partial=0 < shares[position] < 1,
            given=position in given,
            right_words=_right_words(question, position) if show_key and shares[position] < 1 else {},
        )
        for position in told
    }


def _right_words(question: PartedQuestion, position: int) -> Texts:
    """What is right for a part, in each language."""
    if isinstance(question, MatchingQuestion):
        return next(plain(row.right_html) for row in question.rows if row.position == position)
    if isinstance(question, OrderingQuestion):
        return {"": str(position + 1)}
    if isinstance(question, SortingQuestion):
        wanted = next(item.category for item in question.items if item.position == position)
        return next(plain(one.html) for one in question.categories if one.position == wanted)
    if isinstance(question, MatrixQuestion):
        column = next(one.right for one in question.statements if one.position == position)
        return next(plain(one.html) for one in question.columns if one.position == column)
    return _gap_words(next(gap for gap in question.gaps if gap.position == position))


def _gap_words(gap: Gap) -> Texts:
    if gap.form == "number":
        return {"": " · ".join(range_text(found) for found in gap.ranges)}
    if gap.form == "choice":
        return next((option.text for option in gap.options if option.right), {})
    accepted = gap.accepted or {}
    return {language: " · ".join(form.text for form in forms) for language, forms in accepted.items()}
