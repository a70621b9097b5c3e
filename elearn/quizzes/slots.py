"""What a test needs to know of what lies downstream: lent in wiring.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.content.model import Language, Outline
from elearn.enrolment.queries import EnrolmentView
from elearn.ids import AttemptId, QuizId
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
