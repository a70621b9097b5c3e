"""Totals of surveys, as far as they may be shown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.model import Case, Course, Group, Language, QuizItem
from elearn.content.questions import Question, SurveyQuestion
from elearn.ids import CourseSlug, QuestionId
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.questions.versions import version_of
from elearn.surveys import rules
from elearn.surveys.models import SurveyTally, SurveyText
from elearn.surveys.rules import Totals


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A survey question of a course with its totals. `where`: the title of the lesson or test that asks it.

    `before` counts answers to earlier wordings, which are not mixed with today's.
    """

    question: SurveyQuestion
    where: Mapping[Language, str]
    totals: Totals
    before: int


def of_question(session: Session, slug: CourseSlug, question: SurveyQuestion) -> Totals:
    """The totals of a question in the version given, under its former ids too. One SELECT, two where people write."""
    named = {"course_slug": slug, "version": version_of(question)}
    ids = (question.id, *question.formerly)
    tally = select(SurveyTally.value, SurveyTally.shown).filter_by(**named).where(SurveyTally.question_id.in_(ids))
    shown: Counter[str] = Counter()
    for row in session.execute(tally):
        shown[row.value] += row.shown
    texts: tuple[str, ...] = ()
    if question.form == "text" and shown:
        written = select(SurveyText.text).filter_by(**named, shown=True).where(SurveyText.question_id.in_(ids))
        texts = tuple(session.scalars(written.order_by(SurveyText.id)))
    return rules.totals(question, shown, texts)


def of_course(session: Session, slug: CourseSlug) -> tuple[Surveyed, ...]:
    """Every survey question of the course as published now, in the order of the course.

    Raises NotFound("course_unknown") and, for one that is withdrawn, what `publishing.queries.current` raises.
    """
    course = library.course(session, current(session, slug))
    counted = _answered_by_version(session, slug)
    found = []
    for where, question in _surveys(course):
        mine, ids = version_of(question), (question.id, *question.formerly)
        earlier = (n for (name, version), n in counted.items() if name in ids and version != mine)
        found.append(Surveyed(question, where, of_question(session, slug, question), sum(earlier)))
    return tuple(found)


def _answered_by_version(session: Session, slug: CourseSlug) -> dict[tuple[QuestionId, str], int]:
    query = select(SurveyTally.question_id, SurveyTally.version, SurveyTally.shown).where(
        SurveyTally.course_slug == slug, SurveyTally.value == rules.ANSWERED
    )
    return {(QuestionId(name), version): shown for name, version, shown in session.execute(query)}


def _surveys(course: Course) -> Iterable[tuple[Mapping[Language, str], SurveyQuestion]]:
    """Each once, though several tests may ask it."""
    for module in course.outline.modules:
        for lesson in module.lessons:
            yield from ((lesson.title, one) for one in _of(course.lessons[lesson.id].questions))
    for quiz in course.outline.quizzes():
        for item in course.quizzes[quiz.id].items:
            yield from ((quiz.title, one) for one in _of(_questions(item)))


def _questions(item: QuizItem) -> tuple[Question, ...]:
    if isinstance(item, Group):
        return tuple(question for inner in item.items for question in _questions(inner))
    return item.questions if isinstance(item, Case) else (item,)


def _of(questions: Iterable[Question]) -> Iterable[SurveyQuestion]:
    return (question for question in questions if isinstance(question, SurveyQuestion))
