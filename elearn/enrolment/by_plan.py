"""What plans change in enrolments: of many people at once, by the platform itself.

Whoever calls these has judged by `plans.rules`; nothing is asked again here. Each change has its entry in the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import Noted, record, record_all
from elearn.enrolment.models import Enrolment, Origin
from elearn.events import EnrolmentChanged, EnrolmentsMade, announce
from elearn.ids import CourseSlug, EnrolmentId, PersonId
from elearn.permissions import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """A person is to study a course, in this cycle, because a plan asks for it."""

    person_id: PersonId
    course: CourseSlug
    cycle: int
    due: date | None
    plan_id: int


def make(session: Session, actor: Actor, places: Sequence[Place]) -> frozenset[PersonId]:
    """Enrol in all places at once. Where somebody was faster at this moment, theirs stands: returns those people."""
    if not places:
        return frozenset()
    now, common = clock.now(), {"source": Origin.PLAN, "exempted_on": None, "credited_on": None, "withdrawn_at": None}
    rows = [
        common
        | {"person_id": one.person_id, "course_slug": one.course, "cycle": one.cycle}
        | {"due": one.due, "plan_id": one.plan_id, "created_at": now}
        for one in places
    ]
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    columns = (Enrolment.id, Enrolment.person_id, Enrolment.course_slug, Enrolment.due, Enrolment.plan_id)
    made = session.execute(dialect.insert(Enrolment).on_conflict_do_nothing().returning(*columns), rows).all()
    record_all(session, actor, "enrolment.made", "enrolment", map(_noted, made))
    ids = [EnrolmentId(row.id) for row in made]
    if ids:
        announce(session, EnrolmentsMade(actor, tuple(ids)))
    there = {(row.person_id, row.course_slug) for row in made}
    return frozenset(one.person_id for one in places if (one.person_id, one.course) not in there)


def take_up(session: Session, actor: Actor, enrolment_id: EnrolmentId, due: date | None, plan_id: int) -> None:
    """A withdrawn enrolment is in force again, as a plan's."""
    row = session.get_one(Enrolment, enrolment_id, with_for_update={"key_share": True}, populate_existing=True)
    row.due, row.own_due, row.plan_id, row.source, row.withdrawn_at = due, None, plan_id, Origin.PLAN, None
    session.flush()
    record_all(session, actor, "enrolment.made", "enrolment", [_noted(row)])
    announce(session, EnrolmentChanged(actor, enrolment_id))


@dataclass(frozen=True, slots=True)
class Change:
    """An enrolment gets another last day and another plan, or none."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    due: date | None
    plan_id: int | None


def settle(session: Session, actor: Actor, changes: Sequence[Change]) -> None:
    """Store all changes at once."""
    if changes:
        rows = [{"id": one.enrolment_id, "due": one.due, "plan_id": one.plan_id} for one in changes]
        session.execute(update(Enrolment), rows)
    noted = [
        Noted(one.enrolment_id, one.person_id, {"due": one.due and one.due.isoformat(), "plan": one.plan_id})
        for one in changes
    ]
    record_all(session, actor, "enrolment.due_changed", "enrolment", noted)


def withdraw(session: Session, actor: Actor, enrolment_id: EnrolmentId) -> None:
    """End an enrolment that no plan asks for any more and in which nothing was done."""
    row = session.get_one(Enrolment, enrolment_id, with_for_update={"key_share": True}, populate_existing=True)
    row.withdrawn_at = clock.now()
    session.flush()
    subject = ("enrolment", enrolment_id)
    course, plan = row.course_slug, row.plan_id
    record(session, actor, "enrolment.withdrawn", subject, about=row.person_id, course=course, plan=plan)
    announce(session, EnrolmentChanged(actor, enrolment_id))


def _noted(row: Any) -> Noted:
    """An enrolment, or the columns of one."""
    due = row.due and row.due.isoformat()
    return Noted(row.id, row.person_id, {"course": row.course_slug, "due": due, "plan": row.plan_id})
