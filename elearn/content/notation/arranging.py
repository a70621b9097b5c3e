"""Questions answered by arranging: putting steps in order, sorting items into categories."""

import re
from collections.abc import Callable

from elearn.content.notation.parsed import Item, ParsedQuestion
from elearn.content.notation.sides import Sides, check_distinct, check_filled, html_of
from elearn.content.notation.stating import CommonFields
from elearn.content.questions import Item as Option
from elearn.content.questions import OrderingQuestion, SortingItem, SortingQuestion, Texts

_BOLD = re.compile(r"^<(strong|b)>(.*)</\1>[:.]?$", re.DOTALL)


def _items(side: ParsedQuestion) -> tuple[Item, ...]:
    return side.items


def _check_list(sides: Sides, side: ParsedQuestion) -> bool:
    """Whether there is a list at all; boxes have no meaning in it."""
    if not side.items:
        if side is sides.base:
            sides.error(side.place, "question.needs-list" if side.table else "question.no-choices")
        return False
    boxed = next((item for item in side.items if item.boxed), None)
    if boxed is not None:
        sides.error(boxed.place, "question.box-elsewhere")
    check_filled(sides, [(item.place, item.html) for item in side.items])
    check_distinct(sides, [(item.place, item.text) for item in side.items])
    return True


def build_ordering(sides: Sides, common: CommonFields) -> OrderingQuestion | None:
    lists = [_check_list(sides, side) for side in sides.all]
    if not lists[0]:
        return None
    for side in sides.all:
        _check_numbers(sides, side)
    if len(sides.base.items) < 2:
        sides.error(sides.base.items[0].place, "question.too-few", least=2)
    sides.check_counts(_items)
    columns = sides.aligned(_items)
    items = tuple(Option(position, html_of(column)) for position, column in enumerate(columns))
    return OrderingQuestion(**common, kind="ordering", items=items)


def _check_numbers(sides: Sides, side: ParsedQuestion) -> None:
    """The right order is the order of the lines: numbers that say otherwise would be believed by a reader."""
    ordinals = [item.ordinal for item in side.items]
    unnumbered = next((item for item in side.items if item.ordinal is None), None)
    if unnumbered is not None:
        sides.error(unnumbered.place, "question.ordering-without-numbers")
        return
    start = ordinals[0] or 0
    if all(ordinal == start for ordinal in ordinals):
        return
    for at, item in enumerate(side.items):
        if item.ordinal != start + at:
            sides.error(item.place, "question.ordering-numbers", number=item.ordinal or 0, expected=start + at)
            return


def build_sorting(sides: Sides, common: CommonFields) -> SortingQuestion | None:
    lists = [_check_list(sides, side) for side in sides.all]
    if not lists[0]:
        return None
    for side in sides.all:
        _check_categories(sides, side)
    sides.check_counts(_items)
    categories: list[Option] = []
    items: list[SortingItem] = []
    for position, column in enumerate(sides.aligned(_items)):
        categories.append(Option(position, _without_bold(html_of(column))))
        below = _below(position)
        if all(len(side.items) == len(sides.base.items) for side in sides.others):
            sides.check_counts(below)
        for inner in sides.aligned(below):
            items.append(SortingItem(len(items), position, html_of(inner)))
    return SortingQuestion(**common, kind="sorting", categories=tuple(categories), items=tuple(items))


def _below(position: int) -> Callable[[ParsedQuestion], tuple[Item, ...]]:
    return lambda side: side.items[position].children if position < len(side.items) else ()


def _check_categories(sides: Sides, side: ParsedQuestion) -> None:
    if len(side.items) < 2 and side is sides.base:
        sides.error(side.items[0].place, "question.too-few", least=2)
    for category in side.items:
        if not category.children:
            sides.error(category.place, "question.category-without-items", category=category.text)
    everything = [item for category in side.items for item in category.children]
    check_filled(sides, [(item.place, item.html) for item in everything])
    check_distinct(sides, [(item.place, item.text) for item in everything])
    for item in everything:
        if item.boxed:
            sides.error(item.place, "question.box-elsewhere")
        if item.children:
            sides.error(item.children[0].place, "question.nested-answer")


def _without_bold(texts: Texts) -> Texts:
    return {language: _BOLD.sub(r"\2", html) for language, html in texts.items()}
