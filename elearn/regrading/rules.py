"""What a regrade makes of one attempt, and when that would be worse than what it had. Pure; points are hundredths."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Verdict(StrEnum):
    """`kept`: the regrade would have made it worse, so that it stays; `ungradable`: the key cannot judge the answer.

    `later`: it waits for marking, and only its marks will say whether the regrade makes it worse.
    """

    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"
    UNGRADABLE = "ungradable"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Standing:
    """`question` is what the question earned, None where it does not count; `total` the sum of all questions' points.

    `points` is never below zero, `total` may be. An attempt that waits for marking has not passed.
    """

    question: int | None
    total: int
    points: int
    max_points: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """`worth`: what the question can earn; `graded`: whether the attempt has its grade.

    `waiting`: what its essays may still earn, all together.
    """

    worth: int
    pass_percent: int
    graded: bool
    waiting: int = 0


def regraded(before: Standing, terms: Terms, earned: int | None, *, never_worse: bool) -> tuple[Verdict, Standing]:
    """The attempt once the question earns `earned`; None drops it from points and maximum.

    A regrade that would leave an attempt with nothing to earn cannot judge it.
    """
    after = _after(before, terms, earned)
    if after.max_points <= 0:
        return Verdict.UNGRADABLE, before
    if never_worse and any(
        worse(_marked(before, marks), _marked(after, marks)) for marks in _ends(before, after, terms)
    ):
        return Verdict.KEPT if terms.graded else Verdict.LATER, before
    return (Verdict.SAME if after == before else Verdict.CHANGED), after


def worse(before: Standing, after: Standing) -> bool:
    """Whether the question's points, the pass or the percentage fall; percentages are compared without division.

    A question that counts on one side only has no points to compare.
    """
    if before.question is not None and after.question is not None and after.question < before.question:
        return True
    if before.passed and not after.passed:
        return True
    return after.points * before.max_points < before.points * after.max_points


def _ends(before: Standing, after: Standing, terms: Terms) -> set[int]:
    """What the essays earn at the ends and where a sum comes above zero: between these, what is compared is linear in
    it, so that nothing is worse anywhere unless it is at one of them."""
    zeros = (-before.total, -after.total)
    return {0, terms.waiting, *(one for one in zeros if 0 < one < terms.waiting)}


def _marked(standing: Standing, marks: int) -> Standing:
    """The same, once the essays have earned so much; whether it then passes follows from the percentage."""
    return replace(standing, points=max(0, standing.total + marks)) if marks else standing


def _after(before: Standing, terms: Terms, earned: int | None) -> Standing:
    total = before.total - (before.question or 0) + (earned or 0)
    counted, counts = before.question is not None, earned is not None
    max_points = before.max_points + terms.worth * (int(counts) - int(counted))
    points = max(0, total)
    passed = terms.graded and max_points > 0 and points * 100 >= max_points * terms.pass_percent
    return Standing(earned, total, points, max_points, passed)
