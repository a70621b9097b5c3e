"""Where a learner is, as lessons and tests need to know it: lent to them in wiring.py."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from elearn.content.model import Language, Outline
from elearn.db import Base
from elearn.enrolment.models import Enrolment
from elearn.enrolment.queries import EnrolmentView
from elearn.ids import CourseSlug, EnrolmentId, LessonId, PersonId, QuestionId, QuizId
from elearn.lessons.models import SelfCheck, Visit
from elearn.lessons.slots import Place, RailStep
from elearn.progress import rules
from elearn.progress.models import Progress, State
from elearn.progress.rules import Step

Title = Mapping[Language, str]


_enrolments, _progress, _visits, _checks = (
    Base.metadata.tables[model.__tablename__] for model in (Enrolment, Progress, Visit, SelfCheck)
)
_visit = and_(_visits.c.enrolment_id == _enrolments.c.id, _visits.c.lesson_id == bindparam("lesson"))
_check = and_(_checks.c.enrolment_id == _enrolments.c.id, _checks.c.lesson_id.in_(bindparam("names", expanding=True)))
_PLACE = (
    select(
        _enrolments.c.id,
        _enrolments.c.person_id,
        _enrolments.c.course_slug,
        _enrolments.c.cycle,
        _enrolments.c.due,
        _enrolments.c.source,
        _enrolments.c.created_at,
        _enrolments.c.withdrawn_at,
        or_(_enrolments.c.exempted_on.is_not(None), _enrolments.c.credited_on.is_not(None)).label("credited"),
        _progress.c.done,
        _progress.c.state,
        _visits.c.read_at,
        _checks.c.question_id,
        _checks.c.answer,
    )
    .select_from(
        _enrolments.outerjoin(_progress, _progress.c.enrolment_id == _enrolments.c.id)
        .outerjoin(_visits, _visit)
        .outerjoin(_checks, _check)
    )
    .where(_enrolments.c.person_id == bindparam("person"), _enrolments.c.course_slug == bindparam("course"))
    .order_by(_enrolments.c.cycle.desc())
)
"""Built once and without the ORM: every lesson page waits for it."""


def place(session: Session, person_id: PersonId, outline: Outline, lesson_id: LessonId) -> Place | None:
    """The learner at the lesson, in one SELECT; None without an active enrolment in the outline's course.

    The ticks are those kept in the progress row; the lesson must be one of the outline's.
    """
    asked = {"person": person_id, "course": outline.slug, "lesson": lesson_id, "names": _names(outline, lesson_id)}
    rows = session.execute(_PLACE, asked).all()
    if not rows or rows[0].withdrawn_at is not None:
        return None
    first = rows[0]
    answers = {QuestionId(row.question_id): row.answer for row in rows if row.question_id and row.id == first.id}
    standing = rules.standing(outline, first.done or (), {lesson_id} if answers else ())
    if first.state is State.COMPLETED or first.credited:
        standing = standing.completed()
    here = standing.step(lesson_id)
    if here is None:
        raise LookupError(lesson_id)
    return Place(
        enrolment=_enrolment(first),
        rail=tuple(_rail_step(step) for step in standing.of_module(here.module)),
        shut_by=here.after if here.shut else (),
        mark=here.mark.value,
        completed=first.state is State.COMPLETED,
        answers=answers,
        read_at=first.read_at,
    )


def shut_by(session: Session, enrolment: EnrolmentView, outline: Outline, quiz_id: QuizId) -> tuple[Title, ...]:
    """Titles of what must be finished before a test opens; empty when it is open, or once it has been passed."""
    done = session.scalar(select(Progress.done).where(Progress.enrolment_id == enrolment.id))
    step = rules.standing(outline, done or ()).step(quiz_id)
    return step.after if step is not None and step.shut else ()


def _names(outline: Outline, lesson_id: LessonId) -> list[str]:
    """What the lesson is and was called."""
    former = next((lesson.formerly for lesson in outline.lessons() if lesson.id == lesson_id), ())
    return [lesson_id, *former]


def _enrolment(row: Row[*tuple[Any, ...]]) -> EnrolmentView:
    return EnrolmentView(
        id=EnrolmentId(row.id),
        person_id=PersonId(row.person_id),
        course_slug=CourseSlug(row.course_slug),
        cycle=row.cycle,
        due=row.due,
        source=row.source,
        created_at=row.created_at,
    )


def _rail_step(step: Step) -> RailStep:
    return RailStep(step.id, step.title, step.minutes, step.mark.value)
