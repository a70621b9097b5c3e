"""What may be published: pure functions of values."""

from collections.abc import Iterator

from elearn.content.model import Course
from elearn.content.questions import Question
from elearn.publishing.manifest import questions


def not_playable(course: Course, playable: frozenset[str]) -> tuple[Question, ...]:
    """Questions of kinds that can't be answered in the browser."""
    return tuple(question for question in questions(course) if question.kind not in playable)


def lost_ids(course: Course, facts_on: frozenset[str]) -> tuple[str, ...]:
    """Ids with facts that the course neither has nor names in `formerly`, sorted."""
    return tuple(sorted(facts_on - frozenset(_names(course))))


def _names(course: Course) -> Iterator[str]:
    for lesson in course.outline.lessons():
        yield lesson.id
        yield from lesson.formerly
    for quiz in course.outline.quizzes():
        yield quiz.id
        yield from quiz.formerly
    for question in questions(course):
        yield question.id
        yield from question.formerly
