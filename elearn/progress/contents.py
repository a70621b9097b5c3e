"""The contents page of a course: modules with their steps, and in plain words what remains to finish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.content.model import ModuleOutline
from elearn.ids import LessonId, QuizId
from elearn.lessons import queries as lessons
from elearn.progress.picks import MyCourse, resume
from elearn.progress.rules import Kind, Mark, Step
from elearn.quizzes import queries as quizzes
from elearn.quizzes.rules import QuizResult


@dataclass(frozen=True, slots=True)
class Section:
    """A module with its steps; the exam where `module` is None."""

    module: ModuleOutline | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left: the lesson begun with its questions still open, then counts. `exam` is None when passed or absent.

    `lessons` and `lesson_minutes` do not count the lesson begun; `waiting` are tests that wait for marking, and neither
    `quizzes` nor `exam` speaks of them.
    """

    begun: Step | None
    questions_left: int
    lessons: int
    lesson_minutes: int
    quizzes: int
    exam: Step | None
    waiting: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """`results` are those of the course's tests, by id; `answered` counts answered self-checks by lesson."""

    course: MyCourse
    sections: Sequence[Section]
    current: Step | None
    remaining: Remaining
    results: Mapping[QuizId, QuizResult]
    answered: Mapping[LessonId, int]


def contents(session: Session, course: MyCourse) -> Contents:
    """Two SELECTs beside the course itself."""
    standing = course.standing
    answered = lessons.answered(session, course.enrolment_id)
    sections = [Section(module, standing.of_module(module.id)) for module in course.outline.modules]
    if course.outline.exam is not None:
        sections.append(Section(None, standing.of_module(None)))
    current = resume(course)
    return Contents(
        course=course,
        sections=sections,
        current=current,
        remaining=_remaining(course, current, answered),
        results=quizzes.results(session, course.enrolment_id),
        answered=answered,
    )


def questions_left(course: MyCourse, step: Step, answered: Mapping[LessonId, int]) -> int:
    """How many self-checks of a lesson begun still wait for an answer; 0 for anything else."""
    if step.mark is not Mark.STARTED or step.kind is not Kind.LESSON:
        return 0
    lesson = next(lesson for lesson in course.outline.lessons() if lesson.id == step.id)
    return max(0, len(lesson.self_checks) - answered.get(lesson.id, 0))


def _remaining(course: MyCourse, current: Step | None, answered: Mapping[LessonId, int]) -> Remaining:
    waiting = tuple(step for step in course.standing.left if step.mark is Mark.WAITING)
    left = [step for step in course.standing.left if step not in waiting]
    begun = current if current is not None and current.mark is Mark.STARTED and current.kind is Kind.LESSON else None
    others = [step for step in left if step.kind is Kind.LESSON and step != begun]
    return Remaining(
        begun=begun,
        questions_left=questions_left(course, begun, answered) if begun is not None else 0,
        lessons=len(others),
        lesson_minutes=sum(step.minutes for step in others),
        quizzes=sum(step.kind is Kind.QUIZ for step in left),
        exam=next((step for step in left if step.kind is Kind.EXAM), None),
        waiting=waiting,
    )
