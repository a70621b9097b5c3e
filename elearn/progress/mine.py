"""A learner's own courses, as `/my` and a course's contents page show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug, EnrolmentId, LessonId, PersonId, QuizId, SnapshotId
from elearn.lessons import queries as lessons
from elearn.lessons.queries import LastRead
from elearn.plans import crediting
from elearn.plans.crediting import CreditView
from elearn.progress import picks, rules
from elearn.progress.models import Completion, Progress
from elearn.progress.picks import MyCourse
from elearn.publishing import library
from elearn.publishing.models import Published
from elearn.quizzes import queries as quizzes


@dataclass(frozen=True, slots=True)
class _Hints:
    """What is under way, and what stands in a course's place, by enrolment."""

    started: Mapping[EnrolmentId, frozenset[LessonId]]
    last_read: Mapping[EnrolmentId, LastRead]
    waiting: Mapping[EnrolmentId, frozenset[QuizId]]
    credits: Mapping[EnrolmentId, CreditView]


def my_courses(session: Session, person_id: PersonId, today: date) -> Sequence[MyCourse]:
    """Every course the person is enrolled in, the latest cycle of each, oldest enrolment first.

    Four SELECTs, and one more for who is exempt from something or has completed something elsewhere.
    """
    latest = {row.course_slug: row for row in session.execute(_mine(person_id))}
    return _courses(session, [row for row in latest.values() if row.enrolment_ended is None], today)


def my_course(session: Session, person_id: PersonId, slug: CourseSlug, today: date) -> MyCourse | None:
    """One of them; None without an active enrolment."""
    rows = session.execute(_mine(person_id).where(Enrolment.course_slug == slug)).all()
    if not rows or rows[-1].enrolment_ended is not None:
        return None
    return _courses(session, rows[-1:], today)[0]


def _mine(person_id: PersonId) -> Select[tuple[object, ...]]:
    return (
        select(
            Enrolment.id,
            Enrolment.course_slug,
            Enrolment.due,
            Enrolment.created_at,
            Enrolment.withdrawn_at.label("enrolment_ended"),
            or_(Enrolment.exempted_on.is_not(None), Enrolment.credited_on.is_not(None)).label("credited"),
            Progress.done,
            Published.snapshot_id,
            Published.withdrawn_at,
            Completion.completed_at,
            Completion.snapshot_id.label("completed_snapshot_id"),
            Completion.evidence["late"].as_boolean().label("completed_late"),
        )
        .join(Published, Published.course_slug == Enrolment.course_slug)
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.cycle, Enrolment.created_at)
    )


def _is_late(row: Row[tuple[object, ...]], standing: rules.Standing) -> bool:
    """A completed course as its evidence says; another once its last day is over and its learner has still to act."""
    if row.completed_at is not None:
        return bool(row.completed_late)
    if row.credited or row.due is None:
        return False
    return clock.now() >= clock.end_of_day(row.due) and not standing.with_markers


def _courses(session: Session, rows: Sequence[Row[tuple[object, ...]]], today: date) -> list[MyCourse]:
    ids = [EnrolmentId(row.id) for row in rows]
    credited = crediting.standing(session, [EnrolmentId(row.id) for row in rows if row.credited])
    hints = _Hints(
        lessons.started(session, ids), lessons.last_read(session, ids), quizzes.waiting(session, ids), credited
    )
    return [_course(session, row, today, hints) for row in rows]


def _course(
    session: Session,
    row: Row[tuple[object, ...]],
    today: date,
    hints: _Hints,
) -> MyCourse:
    enrolment_id, snapshot_id = EnrolmentId(row.id), SnapshotId(row.snapshot_id)
    outline = library.outline(session, snapshot_id)
    waiting = hints.waiting.get(enrolment_id, ())
    standing = rules.standing(outline, row.done or (), hints.started.get(enrolment_id, ()), waiting)
    read = hints.last_read.get(enrolment_id)
    return MyCourse(
        enrolment_id=enrolment_id,
        outline=outline,
        snapshot_id=snapshot_id,
        withdrawn=row.withdrawn_at is not None,
        standing=standing.completed() if row.completed_at is not None or row.credited else standing,
        enrolled_at=row.created_at,
        deadline=picks.deadline(row.due, today),
        late=_is_late(row, standing),
        completed_at=row.completed_at,
        completed_snapshot_id=SnapshotId(row.completed_snapshot_id) if row.completed_at is not None else None,
        credit=None if row.completed_at is not None else hints.credits.get(enrolment_id),
        read_last=read.lesson_id if read is not None else None,
        read_at=read.read_at if read is not None else None,
    )
