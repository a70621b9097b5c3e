"""Questions answered by choosing: one right, several right, true or false; and surveys, which have no key."""

from collections.abc import Mapping
from typing import Literal, cast

from elearn.content.notation.listing import whole
from elearn.content.notation.parsed import Item, ParsedQuestion
from elearn.content.notation.sides import Sides, check_distinct, check_filled, html_of
from elearn.content.notation.stating import CommonFields
from elearn.content.questions import Choice, ChoiceQuestion, SurveyQuestion, Texts
from elearn.content.questions import Item as Option

_Form = Literal["single", "multiple", "scale", "text"]


def _items(side: ParsedQuestion) -> tuple[Item, ...]:
    return side.items


def build_choice(sides: Sides, common: CommonFields) -> ChoiceQuestion | None:
    base = sides.base
    if not base.items:
        sides.error(base.place, "question.needs-list" if base.table else "question.no-choices")
        return None
    for side in sides.all:
        _check_list(sides, side)
    _check_key(sides)
    sides.check_counts(_items)
    choices = []
    for position, column in enumerate(sides.aligned(_items)):
        own = column[base.language]
        _check_same_mark(sides, own, column)
        _check_same_feedback(sides, own, column)
        html = {language: whole(item) for language, item in column.items() if item.html}
        feedback = {language: item.feedback_html for language, item in column.items() if item.feedback_html}
        choices.append(Choice(position, bool(own.right), html, feedback))
    return ChoiceQuestion(**common, kind=sides.kind, choices=tuple(choices))  # type: ignore[arg-type]  # one of three by `building.BUILDERS`


def _check_list(sides: Sides, side: ParsedQuestion) -> None:
    """What may be wrong with the list in any language."""
    marked = side is sides.base or any(item.boxed for item in side.items)
    for item in side.items:
        if marked and not item.boxed:
            sides.error(item.place, "question.choice-without-box")
    check_filled(sides, [(item.place, item.html or item.text) for item in side.items])
    check_distinct(sides, [(item.place, item.text) for item in side.items])


def _check_key(sides: Sides) -> None:
    base = sides.base
    right = [item for item in base.items if item.right]
    unreadable = any(item.boxed and item.right is None for item in base.items)
    if not right and not unreadable and any(item.boxed for item in base.items):
        sides.error(base.place, "question.no-right-answer")
    if len(right) > 1 and sides.kind != "multiple":
        sides.error(right[1].place, "question.two-right")
    if sides.kind == "true-false" and len(base.items) != 2:
        sides.error(base.items[min(2, len(base.items) - 1)].place, "question.not-two-choices", count=len(base.items))
    elif len(base.items) == 1:
        sides.error(base.items[0].place, "question.one-choice")


def _check_same_mark(sides: Sides, own: Item, column: Mapping[str, Item]) -> None:
    for item in column.values():
        if item.boxed and item.right is not None and own.right is not None and item.right != own.right:
            sides.error(item.place, "translation.other-key")


def _check_same_feedback(sides: Sides, own: Item, column: Mapping[str, Item]) -> None:
    for item in column.values():
        if bool(item.feedback_html) != bool(own.feedback_html):
            code = "translation.lost-feedback" if own.feedback_html else "translation.extra-feedback"
            sides.warning(item.place, code)


def build_survey(sides: Sides, common: CommonFields) -> SurveyQuestion | None:
    base, options = sides.base, sides.base.head.options
    form = "scale" if options.scale else options.form or "single"
    low, high = options.scale or (0, 0)
    for side in sides.all:
        _check_no_key(sides, side)
    if options.scale and options.form:
        sides.error(base.place, "question.two-types")
    if form in {"scale", "text"}:
        return SurveyQuestion(**common, kind="survey", form=cast("_Form", form), choices=(), low=low, high=high)
    if not base.items:
        sides.error(base.place, "question.needs-list" if base.table else "question.no-choices")
        return None
    if len(base.items) == 1:
        sides.error(base.items[0].place, "question.one-choice")
    for side in sides.all:
        check_filled(sides, [(item.place, item.html) for item in side.items])
        check_distinct(sides, [(item.place, item.text) for item in side.items])
    sides.check_counts(_items)
    columns = sides.aligned(_items)
    choices = tuple(Option(position, _whole(column)) for position, column in enumerate(columns))
    return SurveyQuestion(**common, kind="survey", form=cast("_Form", form), choices=choices, low=low, high=high)


def _whole(column: Mapping[str, Item]) -> Texts:
    return {language: whole(item) for language, item in column.items() if item.html} or html_of(column)


def _check_no_key(sides: Sides, side: ParsedQuestion) -> None:
    boxed = next((item for item in side.items if item.boxed), None)
    if boxed is not None:
        sides.error(boxed.place, "question.survey-with-key")
    for name in ("criteria", "hint"):
        if name in side.notes:
            sides.error(side.notes[name].place, "question.note-elsewhere")
