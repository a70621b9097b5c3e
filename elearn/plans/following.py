"""What plans do about facts of people and of their courses: ask for a new match, or look at somebody again."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Delete, Update, and_, delete, select, update
from sqlalchemy.orm import Session

from elearn.audit.service import Noted, record_all
from elearn.db import insert_missing
from elearn.enrolment.models import Enrolment
from elearn.events import Event, Fact, PersonMerged
from elearn.ids import EnrolmentId, PersonId
from elearn.jobs import service as jobs
from elearn.jobs.models import Job, JobState
from elearn.plans import extending
from elearn.plans.matching import look_again
from elearn.plans.models import GroupMember, PlanAudience, PlanMember, PlanRequest

MATCH = "match_plans"
"""Recurring under its own name as the key; asked for in between without any."""


def enqueue_match(session: Session) -> None:
    """Have plans and people compared as soon as this transaction is committed; many requests are one."""
    waits = select(Job.id).where(Job.kind == MATCH, Job.state == JobState.QUEUED, Job.key.is_(None)).limit(1)
    if session.scalar(waits) is None:
        jobs.enqueue(session, MATCH, {})


def match_anew(session: Session, _event: Fact) -> None:
    """Handler: somebody's unit, position or day of joining may have changed."""
    enqueue_match(session)


def look_at_learner(session: Session, event: Event) -> None:
    """Handler: a course was taken up, left or completed by somebody who may be in plans."""
    look_at(session, event.enrolment_id)


def look_at(session: Session, enrolment_id: EnrolmentId) -> None:
    """Have the learner of an enrolment looked at by the next match."""
    whose = select(Enrolment.person_id).where(Enrolment.id == enrolment_id).scalar_subquery()
    look_again(session, and_(PlanMember.person_id == whose, PlanMember.let_go_at.is_(None)))


def merge(session: Session, event: PersonMerged) -> None:
    """Handler: whoever remains takes over places in groups and plans, and what was asked for; the next match lets go
    who does not belong."""
    old, new = event.person_id, event.into_id
    _hand_over_requests(session, old, new)
    groups = _hand_over_groups(session, old, new)
    _hand_over_audiences(session, old, new)
    plans = _hand_over_places(session, old, new)
    record_all(
        session, event.actor, "group.member_moved", "group", [Noted(one, new, {"before": old}) for one in groups]
    )
    record_all(session, event.actor, "plan.member_moved", "plan", [Noted(one, new, {"before": old}) for one in plans])
    extending.hand_over(session, event.actor, new)
    look_again(session, PlanMember.person_id == new)
    enqueue_match(session)


def _hand_over_groups(session: Session, old: PersonId, new: PersonId) -> Sequence[int]:
    """The groups of the one who goes."""
    groups = session.scalars(select(GroupMember.group_id).where(GroupMember.person_id == old)).all()
    insert_missing(session, GroupMember, [{"group_id": one, "person_id": new} for one in groups])
    session.execute(delete(GroupMember).where(GroupMember.person_id == old))
    return groups


def _hand_over_audiences(session: Session, old: PersonId, new: PersonId) -> None:
    named = select(PlanAudience.plan_id).where(PlanAudience.person_id == new)
    audience = PlanAudience.person_id == old
    _run(session, delete(PlanAudience).where(audience, PlanAudience.plan_id.in_(named)))
    _run(session, update(PlanAudience).where(audience).values(person_id=new))


def _hand_over_places(session: Session, old: PersonId, new: PersonId) -> Sequence[int]:
    """Of two places in one plan the one in force stays as it is, or else the one let go later. Returns the plans in
    which the one who goes was."""
    query = select(PlanMember).where(PlanMember.person_id.in_((old, new))).order_by(PlanMember.id).with_for_update()
    rows = session.scalars(query.execution_options(populate_existing=True)).all()
    mine = {row.plan_id: row for row in rows if row.person_id == new}
    theirs = [row for row in rows if row.person_id == old]
    plans = [row.plan_id for row in theirs if row.let_go_at is None]
    for row in theirs:
        kept = mine.get(row.plan_id)
        if kept is not None and _until(kept) >= _until(row):
            kept.by_entry = kept.by_entry or (row.by_entry and row.let_go_at is None)
            session.delete(row)
            continue
        if kept is not None:
            session.delete(kept)
            session.flush()
        row.person_id = new
    session.flush()
    return plans


def _until(row: PlanMember) -> datetime:
    return row.let_go_at or datetime.max.replace(tzinfo=UTC)


def _hand_over_requests(session: Session, old: PersonId, new: PersonId) -> None:
    """Of two that wait for the same plan one remains."""
    waits = PlanRequest.decided_at.is_(None)
    asked = select(PlanRequest.plan_id).where(PlanRequest.person_id == new, waits)
    _run(session, delete(PlanRequest).where(PlanRequest.person_id == old, waits, PlanRequest.plan_id.in_(asked)))
    _run(session, update(PlanRequest).where(PlanRequest.person_id == old).values(person_id=new))


def _run(session: Session, statement: Update | Delete) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
