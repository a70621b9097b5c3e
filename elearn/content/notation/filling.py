"""Gaps: a number, a choice with a star on the right one, or accepted forms."""

import re
from dataclasses import dataclass
from typing import Literal

from elearn.content.notation.accepting import read_interval
from elearn.content.notation.gaps import spans_for_gaps
from elearn.content.notation.numbers import interval
from elearn.content.notation.parsed import GapText
from elearn.content.notation.sides import Sides, check_distinct
from elearn.content.notation.stating import CommonFields
from elearn.content.questions import Accepted, Gap, GapOption, GapsQuestion, NumberRange

Form = Literal["number", "choice", "text"]
_BETWEEN = re.compile(r"(?<=\s)/(?=\s)")


@dataclass(frozen=True, slots=True)
class Filled:
    """A gap as read in one language. `parts` are the choices or the accepted forms, stars taken off."""

    gap: GapText
    form: Form
    parts: tuple[str, ...]
    right: int = -1


def read_gap(sides: Sides, gap: GapText) -> Filled | None:
    """What stands in a gap; None with a problem where it says nothing that can be answered."""
    body = gap.body
    if not body:
        sides.error(gap.place, "question.empty-gap")
        return None
    if " / " in body or body.startswith("*") or "/*" in body:
        return _choice(sides, gap)
    if interval(body) is not None:
        read_interval(sides, gap.place, body)
        return Filled(gap, "number", (body,))
    parts = tuple(part.strip() for part in body.split("|"))
    if not all(parts):
        sides.error(gap.place, "question.empty-gap")
    check_distinct(sides, [(gap.place, part) for part in parts])
    return Filled(gap, "text", parts)


def _choice(sides: Sides, gap: GapText) -> Filled | None:
    typed = [part.strip() for part in _BETWEEN.split(f" {gap.body} ")]
    starred = [at for at, part in enumerate(typed) if part.startswith("*") or part.endswith("*")]
    parts = tuple(part.strip("*").strip() for part in typed)
    if len(parts) == 1:
        sides.error(gap.place, "question.gap-slash")
        return None
    if not all(parts):
        sides.error(gap.place, "question.empty-gap")
    if not starred:
        sides.error(gap.place, "question.gap-without-star")
    elif len(starred) > 1:
        sides.error(gap.place, "question.gap-two-stars")
    check_distinct(sides, [(gap.place, part) for part in parts])
    return Filled(gap, "choice", parts, starred[0] if starred else 0)


def build_gaps(sides: Sides, common: CommonFields) -> GapsQuestion | None:
    base = sides.base
    if not base.gaps:
        sides.error(base.place, "question.no-gaps")
        return None
    own = [read_gap(sides, gap) for gap in base.gaps]
    translated: dict[str, list[Filled | None]] = {}
    for other in sides.others:
        if len(other.gaps) != len(base.gaps):
            code = "translation.lost-gap" if len(other.gaps) < len(base.gaps) else "translation.extra-gap"
            place = other.gaps[-1].place if other.gaps else other.place
            sides.error(place, code, here=len(other.gaps), base=len(base.gaps))
            continue
        translated[other.language] = [read_gap(sides, gap) for gap in other.gaps]
    made = []
    for position, filled in enumerate(own):
        if filled is not None:
            others = {language: found for language, gaps in translated.items() if (found := gaps[position])}
            made.append(_gap(sides, position, filled, others))
    common["stem_html"] = {language: spans_for_gaps(html) for language, html in common["stem_html"].items()}
    return GapsQuestion(**common, kind="gaps", gaps=tuple(made))


def _gap(sides: Sides, position: int, own: Filled, others: dict[str, Filled]) -> Gap:
    same = {language: other for language, other in others.items() if _check_same(sides, own, other)}
    every = {sides.base.language: own, **same}
    if own.form == "number":
        ends = interval(own.parts[0])
        return Gap(position, "number", ranges=(NumberRange(ends.low, ends.high, 100, {}),) if ends else ())
    if own.form == "choice":
        options = tuple(
            GapOption(at, at == own.right, {language: filled.parts[at] for language, filled in every.items()})
            for at in range(len(own.parts))
        )
        return Gap(position, "choice", options=options)
    accepted = {language: tuple(Accepted(part, 100) for part in filled.parts) for language, filled in every.items()}
    return Gap(position, "text", accepted=accepted)


def _check_same(sides: Sides, own: Filled, other: Filled) -> bool:
    """Whether a translation's gap asks the same as the base's; accepted forms belong to their language."""
    place = other.gap.place
    if own.form != other.form:
        sides.error(place, "translation.other-gap", here=other.gap.body, base=own.gap.body)
        return False
    if own.form == "number" and interval(own.parts[0]) != interval(other.parts[0]):
        sides.error(place, "translation.other-number", here=other.parts[0], base=own.parts[0])
        return False
    if own.form == "choice" and len(own.parts) != len(other.parts):
        code = "translation.lost-choice" if len(other.parts) < len(own.parts) else "translation.extra-choice"
        sides.error(place, code, here=len(other.parts), base=len(own.parts))
        return False
    if own.form == "choice" and own.right != other.right:
        sides.error(place, "translation.other-key")
        return False
    return True
