"""Where a learner is, as lessons and tests need to know it: lent to them in wiring.py."""

from collections.abc import Mapping

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from elearn.content.model import Language, Outline
from elearn.enrolment.models import Enrolment
from elearn.enrolment.queries import EnrolmentView
from elearn.ids import CourseSlug, EnrolmentId, LessonId, PersonId, QuestionId, QuizId
from elearn.lessons.models import SelfCheck, Visit
from elearn.lessons.slots import Place, RailStep
from elearn.progress import rules
from elearn.progress.models import Progress, State
from elearn.progress.rules import Step

Title = Mapping[Language, str]


def place(session: Session, person_id: PersonId, outline: Outline, lesson_id: LessonId) -> Place | None:
    """The learner at the lesson, in one SELECT; None without an active enrolment in the outline's course.

    The ticks are those kept in the progress row; the lesson must be one of the outline's.
    """
    rows = session.execute(_place(person_id, outline, lesson_id)).all()
    if not rows or rows[0].withdrawn_at is not None:
        return None
    first = rows[0]
    answers = {QuestionId(row.question_id): row.answer for row in rows if row.question_id and row.id == first.id}
    standing = rules.standing(outline, first.done or (), {lesson_id} if answers else ())
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


def _place(person_id: PersonId, outline: Outline, lesson_id: LessonId) -> Select[tuple[object, ...]]:
    visit = and_(Visit.enrolment_id == Enrolment.id, Visit.lesson_id == lesson_id)
    check = and_(SelfCheck.enrolment_id == Enrolment.id, SelfCheck.lesson_id.in_(_names(outline, lesson_id)))
    return (
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.course_slug,
            Enrolment.cycle,
            Enrolment.due,
            Enrolment.source,
            Enrolment.created_at,
            Enrolment.withdrawn_at,
            Progress.done,
            Progress.state,
            Visit.read_at,
            SelfCheck.question_id,
            SelfCheck.answer,
        )
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .outerjoin(Visit, visit)
        .outerjoin(SelfCheck, check)
        .where(Enrolment.person_id == person_id, Enrolment.course_slug == outline.slug)
        .order_by(Enrolment.cycle.desc())
    )


def _names(outline: Outline, lesson_id: LessonId) -> list[str]:
    """What the lesson is and was called."""
    former = next((lesson.formerly for lesson in outline.lessons() if lesson.id == lesson_id), ())
    return [lesson_id, *former]


def _enrolment(row: Row[tuple[object, ...]]) -> EnrolmentView:
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
