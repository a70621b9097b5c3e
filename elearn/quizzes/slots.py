"""What a test needs to know of what lies downstream: lent in wiring.py."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.content.model import Language, Outline
from elearn.enrolment.queries import EnrolmentView
from elearn.ids import AttemptId, CourseSlug, QuizId
from elearn.web.lending import Slot

shut_by: Slot[Callable[[Session, EnrolmentView, Outline, QuizId], tuple[Mapping[Language, str], ...]]] = Slot(
    "quizzes.shut_by"
)
"""Titles of what must be finished before the test opens; empty when it is open."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What an essay was given: hundredths for each part of its rubric, in order, and words for its learner."""

    points: tuple[int, ...]
    comment: str
    marked_at: datetime


marks: Slot[Callable[[Session, AttemptId], Mapping[int, Marked]]] = Slot("quizzes.marks")
"""By position, the marks that an attempt's essays have been given."""

essay_points: Slot[Callable[[Session, CourseSlug, Collection[QuizId]], Mapping[tuple[int, int], int]]] = Slot(
    "quizzes.essay_points"
)
"""By attempt and position, the hundredths that markers gave to essays, in all graded attempts at these tests."""


@dataclass(frozen=True, slots=True)
class Regrading:
    """What a decision on a question changed in an attempt; points are hundredths, `position` 0 where it is not known.

    The question counts before or after unless its points are None.
    """

    position: int
    at: datetime
    reason: str
    question_before: int | None
    question_after: int | None
    points_before: int
    points_after: int
    max_before: int
    max_after: int
    passed_before: bool
    passed_after: bool


@dataclass(frozen=True, slots=True)
class Objecting:
    """The learner's objection to a question; `upheld` and `answered_at` are None until it is answered."""

    position: int
    created_at: datetime
    upheld: bool | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """What became of an attempt after it was graded, the earliest first."""

    regradings: tuple[Regrading, ...] = ()
    objections: tuple[Objecting, ...] = ()


history: Slot[Callable[[Session, AttemptId], History]] = Slot("quizzes.history")
"""The regrades that changed an attempt, and the objections to its questions."""
