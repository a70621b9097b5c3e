"""Taking up a course, leaving it, and proving that one has it."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock, events
from elearn.audit.service import record
from elearn.enrolment import queries, slots
from elearn.enrolment.models import Enrolment, Origin
from elearn.enrolment.queries import EnrolmentView
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import CourseSlug, EnrolmentId, PersonId
from elearn.people.queries import in_scope
from elearn.permissions import Actor, Permission, require
from elearn.publishing.queries import current


def enrol(
    session: Session,
    actor: Actor,
    person_id: PersonId,
    slug: CourseSlug,
    *,
    due: date | None = None,
    source: Origin | str = Origin.SELF,
) -> EnrolmentId:
    """Enrol a person in a course; a second time is the first time, and a withdrawn enrolment is taken up again.

    People enrol themselves; for others it takes Permission.PEOPLE_MANAGE over them. A due date, once set, is kept
    unless another is given. Raises NotAllowed("not_permitted"), NotFound("course_unknown" or "course_withdrawn").
    """
    if actor.person_id == person_id:
        require(actor, Permission.LEARN)
    else:
        require_over(session, actor, Permission.PEOPLE_MANAGE, person_id)
    current(session, slug)
    row = _latest(session, person_id, slug)
    if row is not None and row.withdrawn_at is None and due in {None, row.own_due}:
        return EnrolmentId(row.id)
    if row is None:
        row = Enrolment(person_id=person_id, course_slug=slug, cycle=1, created_at=clock.now())
        row.source = Origin(source)
        session.add(row)
    elif row.withdrawn_at is not None:
        _take_up_again(row, Origin(source))
    if due is not None:
        row.due = row.own_due = due
    session.flush()
    told: dict[str, Any] = {"course": slug, "due": row.due and row.due.isoformat()}
    record(session, actor, "enrolment.made", ("enrolment", row.id), about=person_id, **told)
    events.announce(session, events.EnrolmentChanged(actor, EnrolmentId(row.id)))
    return EnrolmentId(row.id)


def withdraw(session: Session, actor: Actor, enrolment_id: EnrolmentId, reason: str) -> None:
    """End an enrolment; again is nothing. What was done stays stored and counts once the course is taken up again.

    People leave their own courses and need no reason; for others it takes Permission.PEOPLE_MANAGE over them. Raises
    NotAllowed("not_permitted"), NotFound("enrolment_unknown"), Invalid("reason_missing") and, for what is completed,
    Conflict("course_completed"). What a plan asks for, people do not leave by themselves: Conflict("plan_asks", plan).
    """
    if session.get(Enrolment, enrolment_id) is None:
        raise NotFound("enrolment_unknown")
    row = queries.held(session, enrolment_id)
    if actor.person_id == row.person_id:
        require(actor, Permission.LEARN)
    else:
        require_over(session, actor, Permission.PEOPLE_MANAGE, PersonId(row.person_id))
        if not reason.strip():
            raise Invalid("reason_missing")
    if slots.completed.call(session, enrolment_id):
        raise Conflict("course_completed", course=row.course_slug)
    if row.withdrawn_at is not None:
        return
    if actor.person_id == row.person_id:
        require_unasked(session, PersonId(row.person_id), CourseSlug(row.course_slug))
    row.withdrawn_at = clock.now()
    session.flush()
    facts: dict[str, Any] = {"course": row.course_slug, "reason": reason.strip()}
    record(session, actor, "enrolment.withdrawn", ("enrolment", row.id), about=row.person_id, **facts)
    events.announce(session, events.EnrolmentChanged(actor, enrolment_id))


def require_unasked(session: Session, person_id: PersonId, slug: CourseSlug) -> None:
    """Raises Conflict("plan_asks", plan) for a course that a plan would have the person take up again."""
    if plan := slots.asked_by.call(session, person_id, slug):
        raise Conflict("plan_asks", plan=plan)


def require_active(session: Session, actor: Actor, slug: CourseSlug) -> EnrolmentView:
    """The actor's own enrolment in the course. Raises NotAllowed("not_enrolled")."""
    found = queries.active(session, actor.person_id, slug) if actor.person_id is not None else None
    if found is None:
        raise NotAllowed("not_enrolled", course=slug)
    return found


def require_over(session: Session, actor: Actor, permission: Permission, person_id: PersonId) -> None:
    """Raises NotAllowed("not_permitted") unless the actor holds the permission for this person's organisation."""
    require(actor, permission)
    if not in_scope(session, actor, permission, person_id):
        raise NotAllowed("not_permitted", permission=permission.value)


def _take_up_again(row: Enrolment, source: Origin) -> None:
    """Nothing of a plan is left in it; one that still asks says so again at the next match."""
    if row.source is Origin.PLAN:
        row.source, row.own_due = source, None
    if row.plan_id is not None:
        row.due, row.plan_id = row.own_due, None
    row.withdrawn_at = None


def _latest(session: Session, person_id: PersonId, slug: CourseSlug) -> Enrolment | None:
    query = select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.course_slug == slug)
    return session.scalar(query.order_by(Enrolment.cycle.desc()).limit(1))
