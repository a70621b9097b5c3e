"""Two people turned out to be one: whose enrolments go on, and which of two in one course is the one that counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock, events
from elearn.audit.service import record
from elearn.enrolment import slots
from elearn.enrolment.models import Enrolment
from elearn.events import PersonMerged
from elearn.ids import CourseSlug, EnrolmentId, PersonId

Rank = tuple[bool, bool, bool, int]

BEYOND = 1_000_000
"""Added to cycles while they are given out anew: no two rows may ever have the same."""


@dataclass(frozen=True, slots=True)
class Course:
    """A course that one of two people has, or both. `counts` is the enrolment that stands in the end; the latest of
    the other one, if there is one, `gives_way`."""

    slug: CourseSlug
    counts: Enrolment
    gives_way: Enrolment | None


def courses(session: Session, old: PersonId, new: PersonId) -> Sequence[Course]:
    """Every course of the two, by its slug. What is completed goes before what is not, then what is credited or
    exempted, then what was not left, then what is further, then what the one who remains has."""
    rows = _rows(session, old, new)
    standing = slots.standing.call(session, [EnrolmentId(row.id) for row in rows])
    latest: dict[tuple[str, int], Enrolment] = {(row.course_slug, row.person_id): row for row in rows}
    found = []
    for slug in sorted({row.course_slug for row in rows}):
        both = [latest[slug, person] for person in (new, old) if (slug, person) in latest]
        best = max(both, key=lambda row: _rank(row, standing))
        rest = [row for row in both if row is not best]
        found.append(Course(CourseSlug(slug), best, rest[0] if rest else None))
    return found


def follow(session: Session, event: PersonMerged) -> None:
    """Handler: all enrolments belong to the one who remains. Of two in one course the better is the latest cycle, and
    the other one ends there, with all that was done in it; a completed one stays what it is."""
    old, new = event.person_id, event.into_id
    rows = _rows(session, old, new)
    decided = courses(session, old, new)
    done = slots.standing.call(session, [EnrolmentId(row.id) for row in rows])
    for course in decided:
        mine = [row for row in rows if row.course_slug == course.slug]
        moved = [row for row in mine if row.person_id == old]
        if not moved:
            continue
        _put_in_order(session, mine, course, new)
        if course.gives_way is not None:
            completed, _percent = done.get(EnrolmentId(course.gives_way.id), (False, 0))
            _give_way(course.gives_way, course.counts, completed=completed)
        session.flush()
        for row in moved:
            subject = ("enrolment", row.id)
            record(session, event.actor, "enrolment.moved", subject, about=new, before=old, course=course.slug)
        for one in (course.counts, course.gives_way):
            if one is not None:
                events.announce(session, events.EnrolmentChanged(event.actor, EnrolmentId(one.id)))


def _rows(session: Session, old: PersonId, new: PersonId) -> Sequence[Enrolment]:
    """In the order of their cycles."""
    query = select(Enrolment).where(Enrolment.person_id.in_((old, new)))
    return session.scalars(query.order_by(Enrolment.cycle, Enrolment.created_at, Enrolment.id)).all()


def _rank(row: Enrolment, standing: Mapping[EnrolmentId, tuple[bool, int]]) -> Rank:
    completed, percent = standing.get(EnrolmentId(row.id), (False, 0))
    instead = row.credited_on is not None or row.exempted_on is not None
    return completed, instead, row.withdrawn_at is None, percent


def _put_in_order(session: Session, rows: Sequence[Enrolment], course: Course, person_id: PersonId) -> None:
    """Cycles from 1 on, in the order in which the enrolments were made, the one that counts last."""
    last = [row for row in (course.gives_way, course.counts) if row is not None]
    order = [*sorted((row for row in rows if row not in last), key=lambda row: row.created_at), *last]
    for cycle, row in enumerate(order, start=1):
        row.cycle = cycle + BEYOND
    session.flush()
    for cycle, row in enumerate(order, start=1):
        row.cycle, row.person_id = cycle, person_id
    session.flush()


def _give_way(row: Enrolment, counts: Enrolment, *, completed: bool) -> None:
    """A deadline and a plan go over to the enrolment that had none; what is done, here or elsewhere, is not left."""
    if counts.due is None:
        counts.due, counts.own_due = row.due, row.own_due
        counts.plan_id = counts.plan_id or row.plan_id
    if not completed and row.credited_on is None and row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
