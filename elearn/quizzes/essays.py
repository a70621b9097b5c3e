"""What people mark in a test, and what its learner is told of the marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.content.questions import Criterion, EssayQuestion, Texts
from elearn.ids import AttemptId
from elearn.quizzes import slots
from elearn.quizzes.queries import Asked, Sitting


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion with what it earned, in hundredths. `words` are empty where the rubric may not be told."""

    number: int
    words: Texts
    points: int
    max_points: int


@dataclass(frozen=True, slots=True)
class MarkedEssay:
    """An essay of one's own attempt. `lines` are empty where it was marked as a whole."""

    position: int
    title: Texts
    points: int
    max_points: int
    lines: tuple[Line, ...]
    comment: str
    marked_at: datetime


def measures(question: EssayQuestion) -> tuple[Criterion, ...]:
    """What is marked, each with its most: the criteria that state points, or the answer as a whole."""
    stated = tuple(one for one in question.criteria if one.points)
    return stated or (Criterion(0, question.points, {}),)


def waiting(asked: Sequence[Asked]) -> list[Asked]:
    """The essays that a marker is asked about: those that were answered."""
    return [one for one in asked if one.for_marker]


def marked(session: Session, sitting: Sitting, *, tell_rubric: bool) -> list[MarkedEssay]:
    """One's own essays as they were marked. Points and comment are always told, the rubric's words by policy."""
    marks = marks_of(session, sitting)
    asked = waiting(sitting.asked)
    return [_marked(one, marks[one.position], tell_rubric) for one in asked if one.position in marks]


def marks_of(session: Session, sitting: Sitting) -> Mapping[int, slots.Marked]:
    """By position, the marks of the attempt's essays; none where it asks no essay."""
    return slots.marks.call(session, AttemptId(sitting.attempt.id)) if waiting(sitting.asked) else {}


def _marked(asked: Asked, mark: slots.Marked, tell_rubric: bool) -> MarkedEssay:
    question = asked.question
    stated = measures(question) if isinstance(question, EssayQuestion) else ()
    lines = tuple(
        Line(number, one.html if tell_rubric else {}, points, one.points)
        for number, (one, points) in enumerate(zip(stated, mark.points, strict=True), start=1)
    )
    return MarkedEssay(
        position=asked.position,
        title=question.title,
        points=asked.given.points or 0,
        max_points=question.points,
        lines=lines if len(lines) > 1 else (),
        comment=mark.comment,
        marked_at=mark.marked_at,
    )
