"""Lessons read and self-checks answered, through the services."""

from sqlalchemy.orm import Session

from elearn.ids import CourseSlug, LessonId
from elearn.lessons import service
from elearn.permissions import Actor
from elearn.publishing import library
from elearn.publishing.queries import current

SAMPLE = CourseSlug("sample")
WHY, HOW = LessonId("basics/why"), LessonId("basics/how")
START, FINISH = LessonId("practice/start"), LessonId("practice/finish")


def do_lesson(session: Session, actor: Actor, lesson_id: LessonId, slug: CourseSlug = SAMPLE) -> None:
    """The lesson is done: its self-checks answered (with their first choice), or it is marked."""
    questions = library.lesson_questions(session, current(session, slug), lesson_id)
    for question in questions:
        service.answer_self_check(session, actor, slug, lesson_id, question.id, {"choice": 0})
    if not questions:
        service.mark_done(session, actor, slug, lesson_id)
