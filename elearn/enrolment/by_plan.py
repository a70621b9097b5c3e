"""What plans change in enrolments: of many people at once, by the platform itself.

Whoever calls these has judged by `plans.rules`; nothing is asked again here. Each change has its entry in the record.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import Noted, record, record_all
from elearn.enrolment.models import Enrolment, Origin
from elearn.enrolment.queries import held
from elearn.enrolment.rules import Enrol, Settle, TakeUp, Withdraw
from elearn.events import EnrolmentChanged, EnrolmentsMade, announce
from elearn.ids import EnrolmentId, PersonId
from elearn.permissions import Actor


def enrol(session: Session, actor: Actor, steps: Sequence[Enrol]) -> frozenset[PersonId]:
    """Do all at once. Where somebody was faster at this moment, theirs stands: returns those people."""
    if not steps:
        return frozenset()
    now, common = clock.now(), {"source": Origin.PLAN, "exempted_on": None, "credited_on": None, "withdrawn_at": None}
    rows = [
        common
        | {"person_id": one.person_id, "course_slug": one.course, "cycle": one.cycle}
        | {"due": one.due, "plan_id": one.plan_id, "created_at": now}
        for one in steps
    ]
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    columns = (Enrolment.id, Enrolment.person_id, Enrolment.course_slug, Enrolment.due, Enrolment.plan_id)
    made = session.execute(dialect.insert(Enrolment).on_conflict_do_nothing().returning(*columns), rows).all()
    record_all(session, actor, "enrolment.made", "enrolment", map(_noted, made))
    ids = [EnrolmentId(row.id) for row in made]
    if ids:
        announce(session, EnrolmentsMade(actor, tuple(ids)))
    there = {(row.person_id, row.course_slug) for row in made}
    return frozenset(one.person_id for one in steps if (one.person_id, one.course) not in there)


def take_up(session: Session, actor: Actor, step: TakeUp) -> None:
    """From now on it is nobody's wish but the plan's."""
    row = held(session, step.enrolment_id)
    row.due, row.own_due, row.plan_id, row.source, row.withdrawn_at = step.due, None, step.plan_id, Origin.PLAN, None
    session.flush()
    record_all(session, actor, "enrolment.made", "enrolment", [_noted(row)])
    announce(session, EnrolmentChanged(actor, step.enrolment_id))


def settle(session: Session, actor: Actor, steps: Sequence[Settle]) -> None:
    """Do all at once."""
    if steps:
        rows = [{"id": one.enrolment_id, "due": one.due, "plan_id": one.plan_id} for one in steps]
        session.execute(update(Enrolment), rows)
    noted = [
        Noted(one.enrolment_id, one.person_id, {"due": one.due and one.due.isoformat(), "plan": one.plan_id})
        for one in steps
    ]
    record_all(session, actor, "enrolment.due_changed", "enrolment", noted)


def withdraw(session: Session, actor: Actor, step: Withdraw) -> None:
    row = held(session, step.enrolment_id)
    row.withdrawn_at = clock.now()
    session.flush()
    subject = ("enrolment", step.enrolment_id)
    course, plan = row.course_slug, row.plan_id
    record(session, actor, "enrolment.withdrawn", subject, about=row.person_id, course=course, plan=plan)
    announce(session, EnrolmentChanged(actor, step.enrolment_id))


def _noted(row: Any) -> Noted:
    """An enrolment, or the columns of one."""
    due = row.due and row.due.isoformat()
    return Noted(row.id, row.person_id, {"course": row.course_slug, "due": due, "plan": row.plan_id})
