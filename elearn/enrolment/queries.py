"""Reading enrolments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.enrolment.models import Enrolment, Origin
from elearn.ids import CourseSlug, EnrolmentId, PersonId


@dataclass(frozen=True, slots=True)
class EnrolmentView:
    """An enrolment that has not been withdrawn. `due` is the last day, inclusive, in Europe/Sofia."""

    id: EnrolmentId
    person_id: PersonId
    course_slug: CourseSlug
    cycle: int
    due: date | None
    source: Origin
    created_at: datetime


def active(session: Session, person_id: PersonId, slug: CourseSlug) -> EnrolmentView | None:
    """The person's enrolment in the course's latest cycle, unless withdrawn; one SELECT."""
    query = (
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.course_slug == slug)
        .order_by(Enrolment.cycle.desc())
        .limit(1)
    )
    row = session.scalar(query)
    return view(row) if row is not None and row.withdrawn_at is None else None


def held(session: Session, enrolment_id: EnrolmentId) -> Enrolment:
    """The enrolment's row as it is now, this transaction's alone until it ends.

    Whoever judges an enrolment by its facts comes here before reading them: two facts stored at the same moment are
    then judged one after the other, and the second judgement sees both. `key_share` lets facts be stored meanwhile,
    so that two who have each stored one never wait for each other.
    """
    lock = {"key_share": True}
    return session.get_one(Enrolment, enrolment_id, with_for_update=lock, populate_existing=True)


def hold(session: Session, enrolment_ids: Sequence[EnrolmentId]) -> None:
    """Hold several at once, in the order of their ids, so that two who do so never wait for each other."""
    query = select(Enrolment.id).where(Enrolment.id.in_(enrolment_ids)).order_by(Enrolment.id)
    session.execute(query.with_for_update(key_share=True)).all()


def of_person(session: Session, person_id: PersonId) -> list[EnrolmentView]:
    """A person's enrolments that have not been withdrawn, all cycles, oldest first."""
    query = select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.withdrawn_at.is_(None))
    return [view(row) for row in session.scalars(query.order_by(Enrolment.created_at, Enrolment.id))]


def is_active(session: Session, person_id: PersonId, slug: CourseSlug) -> bool:
    """Whether the person studies the course now."""
    return active(session, person_id, slug) is not None


def view(row: Enrolment) -> EnrolmentView:
    """A row as a value."""
    return EnrolmentView(
        id=EnrolmentId(row.id),
        person_id=PersonId(row.person_id),
        course_slug=CourseSlug(row.course_slug),
        cycle=row.cycle,
        due=row.due,
        source=row.source,
        created_at=row.created_at,
    )
