"""What a lesson page shows and only downstream knows: lent in wiring.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from elearn.content.model import Language, Outline
from elearn.enrolment.queries import EnrolmentView
from elearn.ids import LessonId, PersonId, QuestionId
from elearn.web.lending import Slot


@dataclass(frozen=True, slots=True)
class RailStep:
    """A lesson or test of the module, with the word of its mark: done, started, open, closed, spared, optional."""

    id: str
    title: Mapping[Language, str]
    minutes: int
    mark: str


@dataclass(frozen=True, slots=True)
class Place:
    """A learner at a lesson.

    `shut_by`: titles of what must be finished before the lesson opens, empty when it is open. `mark`: the word of its
    mark, as in RailStep. `completed`: the course is. `answers`: those stored to its self-checks. `read_at` is a hint.
    """

    enrolment: EnrolmentView
    rail: tuple[RailStep, ...]
    shut_by: tuple[Mapping[Language, str], ...]
    mark: str
    completed: bool
    answers: Mapping[QuestionId, dict[str, Any]]
    read_at: datetime | None


place: Slot[Callable[[Session, PersonId, Outline, LessonId], Place | None]] = Slot("lessons.place")
"""One SELECT; None when the person has no active enrolment in the outline's course."""
