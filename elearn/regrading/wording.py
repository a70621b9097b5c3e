"""A version of a question in plain words with its key, and the names of policies, for trainers' pages."""

from dataclasses import dataclass

from flask_babel import gettext as _

from elearn.content.questions import (
    Accepted,
    ChoiceQuestion,
    EssayQuestion,
    Gap,
    GapsQuestion,
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
from elearn.questions.fields import plain
from elearn.questions.review import range_text
from elearn.regrading.models import Policy
from elearn.web.locale import language


@dataclass(frozen=True, slots=True)
class Line:
    """A choice, a row, an accepted form. `right`: it is part of the key; None where everything is."""

    words: str
    right: bool | None = None


def key_lines(question: Question, base: str) -> list[Line]:
    """The key in words, in the page's language or the course's own (`base`)."""
    if isinstance(question, ChoiceQuestion):
        return [Line(said(choice.html, base), choice.right) for choice in question.choices]
    if isinstance(question, TextQuestion):
        return [Line(_form(form)) for forms in question.accepted.values() for form in forms]
    if isinstance(question, NumberQuestion):
        return [Line(_range(one, said(question.unit, base))) for one in question.ranges]
    if isinstance(question, EssayQuestion):
        return [Line(said(one.html, base)) for one in question.criteria]
    return _parts(question, base)


def said(texts: Texts, base: str) -> str:
    """Plain words in the page's language, in the course's own, or in any."""
    words = plain(texts)
    return words.get(language()) or words.get(base) or next(iter(words.values()), "")


def policy_name(policy: Policy) -> str:
    return {
        Policy.NEW_KEY: str(_("The new key counts")),
        Policy.BOTH_KEYS: str(_("Both keys are right")),
        Policy.DROP: str(_("The question does not count")),
        Policy.FULL_MARKS: str(_("Full marks for everybody")),
    }[policy]


def policy_hint(policy: Policy) -> str:
    return {
        Policy.NEW_KEY: str(_("Answers are judged by the version published now.")),
        Policy.BOTH_KEYS: str(_("Of the key that was asked and the new one, the better counts for each answer.")),
        Policy.DROP: str(_("Its points leave both the result and what could be reached.")),
        Policy.FULL_MARKS: str(_("Whatever was answered, also nothing.")),
    }[policy]


def _parts(question: Question, base: str) -> list[Line]:
    if isinstance(question, MatchingQuestion):
        rows = [_pair(row.left_html, row.right_html, base) for row in question.rows]
        return rows + [Line(said(one.right_html, base), right=False) for one in question.distractors]
    if isinstance(question, OrderingQuestion):
        return [Line(f"{item.position + 1}. {said(item.html, base)}") for item in question.items]
    if isinstance(question, SortingQuestion):
        homes = {one.position: one.html for one in question.categories}
        return [_pair(item.html, homes[item.category], base) for item in question.items]
    if isinstance(question, MatrixQuestion):
        columns = {one.position: one.html for one in question.columns}
        return [_pair(one.html, columns[one.right], base) for one in question.statements]
    if isinstance(question, GapsQuestion):
        return [Line(f"{gap.position + 1}: {_gap(gap, base)}") for gap in question.gaps]
    return []


def _pair(left: Texts, right: Texts, base: str) -> Line:
    return Line(f"{said(left, base)} → {said(right, base)}")


def _gap(gap: Gap, base: str) -> str:
    if gap.form == "number":
        return " · ".join(_range(one, "") for one in gap.ranges)
    if gap.form == "choice":
        return " / ".join(f"{'✓ ' if one.right else ''}{said(one.text, base)}" for one in gap.options)
    return " · ".join(_form(form) for forms in (gap.accepted or {}).values() for form in forms)


def _form(form: Accepted) -> str:
    return form.text if form.share == 100 else f"{form.text} ({form.share} %)"


def _range(one: NumberRange, unit: str) -> str:
    words = f"{range_text(one)} {unit}".strip()
    return words if one.share == 100 else f"{words} ({one.share} %)"
