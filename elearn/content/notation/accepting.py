"""Questions answered in writing: accepted texts, numbers with their tolerances, and what shares may be stated."""

from elearn.content.notation import notes
from elearn.content.notation.numbers import Interval, ambiguous, in_words, interval, split_share
from elearn.content.notation.parsed import Item, ParsedQuestion
from elearn.content.notation.sides import Sides, check_distinct
from elearn.content.notation.stating import CommonFields
from elearn.content.problems import Place
from elearn.content.questions import Accepted, NumberQuestion, NumberRange, TextQuestion

Answer = tuple[Item, str, int]
"""The item, what stands after `Отговор:` without its share, the share."""


def _answers(sides: Sides, side: ParsedQuestion) -> list[Answer]:
    """The answers of one language; every item that is none is a problem."""
    found = []
    for item in side.items:
        begun = notes.keyword(item.text)
        if item.boxed or begun is None or begun[0] != "answer":
            sides.error(item.place, "question.answer-without-keyword")
            continue
        text, share = split_share(begun[1])
        if share.value is None or not 0 < share.value <= 100:
            sides.error(item.place, "question.bad-share", share=share.typed)
        if not text:
            sides.error(item.place, "question.empty-choice")
        if item.children:
            sides.error(item.children[0].place, "question.nested-answer")
        found.append((item, text, share.value if share.value is not None else 100))
    return found


def _check_present(sides: Sides, answers: list[Answer]) -> bool:
    base = sides.base
    if not base.items:
        sides.error(base.place, "question.needs-list" if base.table else "question.no-choices")
    elif answers and all(share < 100 for _, _, share in answers):
        sides.error(answers[0][0].place, "question.no-full-answer")
    return bool(answers)


def build_text(sides: Sides, common: CommonFields) -> TextQuestion | None:
    accepted = {}
    for side in sides.all:
        answers = _answers(sides, side)
        if side is sides.base and not _check_present(sides, answers):
            return None
        if not answers and side is not sides.base:
            sides.warning(side.place, "translation.no-answer")
            continue
        check_distinct(sides, [(item.place, text) for item, text, _ in answers])
        accepted[side.language] = tuple(Accepted(text, share, item.feedback_html) for item, text, share in answers)
    return TextQuestion(**common, kind="text", accepted=accepted)


def build_number(sides: Sides, common: CommonFields) -> NumberQuestion | None:
    base = _ranges(sides, sides.base)
    if not _check_present(sides, base):
        return None
    feedback = [{sides.base.language: item.feedback_html} if item.feedback_html else {} for item, _, _ in base]
    for other in sides.others:
        theirs = _ranges(sides, other)
        if not theirs and not other.items:
            continue
        _check_same_numbers(sides, base, theirs, other)
        for texts, (item, _, _) in zip(feedback, theirs, strict=False):
            if item.feedback_html:
                texts[other.language] = item.feedback_html
    check_distinct(sides, [(item.place, text) for item, text, _ in base])
    ranges = []
    for (_, text, share), texts in zip(base, feedback, strict=True):
        if (ends := interval(text)) is not None:
            ranges.append(NumberRange(ends.low, ends.high, share, texts))
    return NumberQuestion(**common, kind="number", unit=_units(sides), ranges=tuple(ranges))


def _units(sides: Sides) -> dict[str, str]:
    units = {side.language: side.head.options.unit for side in sides.all if side.head.options.unit}
    for other in sides.others:
        if sides.base.language in units and other.language not in units:
            sides.warning(other.place, "translation.no-unit", unit=units[sides.base.language])
    return units


def _ranges(sides: Sides, side: ParsedQuestion) -> list[Answer]:
    """The answers whose number could be read; a unit that was stated may be repeated after it."""
    found = []
    for item, text, share in _answers(sides, side):
        unit = side.head.options.unit or sides.base.head.options.unit or ""
        bare = text[: -len(unit)].rstrip() if unit and text.lower().endswith(unit.lower()) else text
        if bare and read_interval(sides, item.place, bare) is not None:
            found.append((item, bare, share))
    return found


def read_interval(sides: Sides, place: Place, text: str) -> Interval | None:
    """The number or range; a problem where it cannot be read, may mean two things or is reversed."""
    ends = interval(text)
    if ends is None:
        sides.error(place, "question.number-in-words" if in_words(text) else "question.not-a-number", option=text)
    elif ambiguous(text):
        sides.error(place, "question.ambiguous-number", number=text)
    elif ends.low > ends.high:
        sides.error(place, "question.range-reversed", number=text)
    return ends


def _check_same_numbers(sides: Sides, base: list[Answer], theirs: list[Answer], other: ParsedQuestion) -> None:
    if len(theirs) != len(base):
        code = "translation.lost-choice" if len(theirs) < len(base) else "translation.extra-choice"
        sides.error(theirs[-1][0].place if theirs else other.place, code, here=len(theirs), base=len(base))
        return
    for (_, text, share), (item, their_text, their_share) in zip(base, theirs, strict=True):
        if interval(text) != interval(their_text):
            sides.error(item.place, "translation.other-number", here=their_text, base=text)
        elif share != their_share:
            sides.error(item.place, "translation.other-share", here=their_share, base=share)
