"""When totals of a survey may be shown, and what they say. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from elearn.content.questions import SurveyQuestion, Texts
from elearn.questions import opinions

TOGETHER = 5
"""So many answers become visible at once: whoever looks before and after a colleague's learns nothing of it."""

ANSWERED = "answered"
"""Counts people, beside what they chose."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One choice or point of the scale. `percent` is of the people who answered, rounded half up."""

    texts: Texts
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Totals:
    """`answered` people of whom something may be shown: none below TOGETHER. `mean` of a scale, in tenths."""

    answered: int
    bars: tuple[Bar, ...] = ()
    mean_tenths: int | None = None
    texts: tuple[str, ...] = ()


def totals(question: SurveyQuestion, shown: Mapping[str, int], texts: tuple[str, ...] = ()) -> Totals:
    """Totals from the tally's shown counts by value."""
    answered = shown.get(ANSWERED, 0)
    if answered < TOGETHER:
        return Totals(0)
    wordings: dict[int, Texts] = {choice.position: choice.html for choice in question.choices}
    bars = tuple(
        Bar(wordings.get(point, {"": str(point)}), count, _rounded(Fraction(100 * count, answered)))
        for point in opinions.points(question)
        for count in (shown.get(str(point), 0),)
    )
    mean = None
    if question.form == "scale":
        total = sum(point * shown.get(str(point), 0) for point in opinions.points(question))
        mean = _rounded(Fraction(10 * total, answered))
    return Totals(answered, bars, mean, texts)


def _rounded(number: Fraction) -> int:
    return int(number + Fraction(1, 2))
