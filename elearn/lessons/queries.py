"""What is stored of visits, self-checks and reports, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, union
from sqlalchemy.orm import Session

from elearn.db import Base
from elearn.enrolment.models import Enrolment
from elearn.errors import NotFound
from elearn.ids import CourseSlug, EnrolmentId, LessonId, PersonId, SnapshotId
from elearn.lessons.models import How, SelfCheck, TextReport, Visit
from elearn.people.models import Person

_visits = Base.metadata.tables[Visit.__tablename__].c
_DONE = select(_visits.lesson_id, _visits.id, _visits.snapshot_id, _visits.done_at, _visits.how).where(
    _visits.enrolment_id == bindparam("enrolment"), _visits.done_at.is_not(None)
)
"""Built once and without the ORM: every fact that is stored waits for it."""


@dataclass(frozen=True, slots=True)
class DoneLesson:
    """The stored fact that a lesson is done, and the edition it was done against."""

    visit_id: int
    snapshot_id: SnapshotId
    done_at: datetime
    how: How


@dataclass(frozen=True, slots=True)
class LastRead:
    """The lesson an enrolment's learner read last: a hint for "continue here"."""

    lesson_id: LessonId
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """A report about a text. `answer` is empty until a trainer answers; `reporter` only where trainers look."""

    id: int
    course_slug: CourseSlug
    lesson_id: LessonId
    snapshot_id: SnapshotId
    language: str
    block: int | None
    text: str
    created_at: datetime
    answer: str
    answered_at: datetime | None
    reporter: str = ""


def facts(session: Session, enrolment_id: EnrolmentId) -> Mapping[LessonId, DoneLesson]:
    """The lessons done, by the id they had when they were done."""
    return {
        LessonId(row.lesson_id): DoneLesson(row.id, SnapshotId(row.snapshot_id), row.done_at, row.how)
        for row in session.execute(_DONE, {"enrolment": enrolment_id})
    }


def started(session: Session, enrolment_ids: Iterable[EnrolmentId]) -> Mapping[EnrolmentId, frozenset[LessonId]]:
    """Lessons with at least one self-check answered, by enrolment; done ones included."""
    query = (
        select(SelfCheck.enrolment_id, SelfCheck.lesson_id)
        .where(SelfCheck.enrolment_id.in_(list(enrolment_ids)))
        .distinct()
    )
    found: dict[EnrolmentId, set[LessonId]] = {}
    for enrolment_id, lesson_id in session.execute(query):
        found.setdefault(EnrolmentId(enrolment_id), set()).add(LessonId(lesson_id))
    return {enrolment_id: frozenset(lessons) for enrolment_id, lessons in found.items()}


def answered(session: Session, enrolment_id: EnrolmentId) -> Mapping[LessonId, int]:
    """How many self-checks of each lesson have an answer; lessons without any are absent."""
    query = (
        select(SelfCheck.lesson_id, func.count())
        .where(SelfCheck.enrolment_id == enrolment_id)
        .group_by(SelfCheck.lesson_id)
    )
    return {LessonId(lesson_id): count for lesson_id, count in session.execute(query)}


def last_read(session: Session, enrolment_ids: Iterable[EnrolmentId]) -> Mapping[EnrolmentId, LastRead]:
    """The lesson read last in each enrolment; enrolments whose learner never opened one are absent."""
    query = (
        select(Visit.enrolment_id, Visit.lesson_id, Visit.read_at)
        .where(Visit.enrolment_id.in_(list(enrolment_ids)), Visit.read_at.is_not(None))
        .order_by(Visit.read_at)
    )
    return {EnrolmentId(row.enrolment_id): LastRead(row.lesson_id, row.read_at) for row in session.execute(query)}


def facts_on(session: Session, slug: CourseSlug) -> frozenset[str]:
    """Ids of lessons and questions of a course on which learners have facts: publishing keeps them alive."""
    mine = select(Enrolment.id).where(Enrolment.course_slug == slug)
    lessons = select(Visit.lesson_id).where(Visit.enrolment_id.in_(mine), Visit.done_at.is_not(None))
    questions = select(SelfCheck.question_id).where(SelfCheck.enrolment_id.in_(mine))
    return frozenset(session.scalars(union(lessons, questions)))


def reports_of(session: Session, person_id: PersonId) -> tuple[Report, ...]:
    """What a person has reported, newest first."""
    query = select(TextReport).where(TextReport.person_id == person_id).order_by(TextReport.created_at.desc())
    return tuple(_report(row) for row in session.scalars(query))


def all_reports(session: Session, *, most: int = 200) -> tuple[Report, ...]:
    """Reports for trainers: unanswered first, oldest of them first; then the answered ones, newest first."""
    people = select(TextReport, Person.given, Person.family).join(Person, Person.id == TextReport.person_id)
    waiting = people.where(TextReport.answered_at.is_(None)).order_by(TextReport.created_at).limit(most)
    answered_ones = people.where(TextReport.answered_at.is_not(None)).order_by(TextReport.answered_at.desc())
    rows = [*session.execute(waiting), *session.execute(answered_ones.limit(most))]
    return tuple(_report(report, f"{given} {family}") for report, given, family in rows)


def report(session: Session, report_id: int) -> Report:
    """One report. Raises NotFound("report_unknown")."""
    row = session.get(TextReport, report_id)
    if row is None:
        raise NotFound("report_unknown")
    return _report(row)


def open_reports(session: Session) -> Mapping[CourseSlug, int]:
    """How many reports of each course wait for an answer; courses without any are absent."""
    query = (
        select(TextReport.course_slug, func.count())
        .where(TextReport.answered_at.is_(None))
        .group_by(TextReport.course_slug)
    )
    return {CourseSlug(slug): count for slug, count in session.execute(query)}


def _report(row: TextReport, reporter: str = "") -> Report:
    return Report(
        id=row.id,
        course_slug=CourseSlug(row.course_slug),
        lesson_id=LessonId(row.lesson_id),
        snapshot_id=SnapshotId(row.snapshot_id),
        language=row.language,
        block=row.block,
        text=row.text,
        created_at=row.created_at,
        answer=row.answer or "",
        answered_at=row.answered_at,
        reporter=reporter,
    )
