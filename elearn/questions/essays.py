"""Answers in one's own words: kept as written, marked by people; in a lesson compared by the learner herself.

An answer is `{"text": "…"}`; in a lesson, once she has compared it, also `"ticked": [0, 2]`: the criteria that she
finds met, by position, rising.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.content.questions import EssayQuestion, Texts
from elearn.errors import Invalid

LONGEST = 20_000
"""Characters of an essay that are kept."""

QUOTED = 200
"""Characters of an essay that are quoted where it is only named."""


@dataclass(frozen=True, slots=True)
class CriterionReview:
    """`points` is the most it can earn, in hundredths; `earned` None where nobody has marked it."""

    position: int
    html: Texts
    points: int
    earned: int | None = None


def clean(question: EssayQuestion, value: Mapping[str, Any]) -> dict[str, Any] | None:
    """The canonical answer, as typed, its lines ended as the database keeps them; None for one without a word.

    Raises Invalid("answer_malformed").
    """
    text = value.get("text")
    if not isinstance(text, str):
        raise Invalid("answer_malformed", question=question.id)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = lines.encode("utf-8", "ignore").decode().replace("\x00", "")[:LONGEST]
    return {"text": kept} if kept.strip() else None


def ticked(answer: Mapping[str, Any] | None) -> tuple[int, ...]:
    """The criteria that a learner finds met; none before she has compared."""
    return tuple(answer.get("ticked", ())) if answer else ()


def compared(answer: Mapping[str, Any] | None) -> bool:
    """Whether a learner has said which criteria she finds met, be it none."""
    return bool(answer) and "ticked" in (answer or {})


def with_ticks(question: EssayQuestion, answer: Mapping[str, Any], positions: Iterable[int]) -> dict[str, Any]:
    """The answer with the criteria found met. Raises Invalid("answer_malformed") for one that the question has not."""
    chosen = sorted(set(positions))
    if not set(chosen) <= {criterion.position for criterion in question.criteria}:
        raise Invalid("answer_malformed", question=question.id)
    return {**answer, "ticked": chosen}


def all_met(question: EssayQuestion, answer: Mapping[str, Any]) -> bool:
    """Whether the learner finds every criterion met."""
    return bool(question.criteria) and {one.position for one in question.criteria} <= set(ticked(answer))


def criteria_reviewed(
    question: EssayQuestion, marks: Sequence[int] | None, *, told: bool
) -> tuple[CriterionReview, ...]:
    """The rubric, where it may be `told`. `marks`: hundredths for each criterion that states points, in order."""
    if not told:
        return ()
    earned = iter(marks or ())
    return tuple(
        CriterionReview(one.position, one.html, one.points, next(earned, None) if one.points else None)
        for one in question.criteria
    )


def shortened(text: str) -> str:
    """On one line, cut at a word where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else line[:QUOTED].rsplit(" ", 1)[0].rstrip(",;:") + "…"
