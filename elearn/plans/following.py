"""What plans do about facts of people and of their courses: ask for a new match, or look at somebody again."""

from sqlalchemy import Delete, Update, and_, delete, select, update
from sqlalchemy.orm import Session

from elearn.db import insert_missing
from elearn.enrolment.models import Enrolment
from elearn.events import Event, Fact, PersonMerged
from elearn.ids import EnrolmentId, PersonId
from elearn.jobs import service as jobs
from elearn.jobs.models import Job, JobState
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
    groups = session.scalars(select(GroupMember.group_id).where(GroupMember.person_id == old)).all()
    insert_missing(session, GroupMember, [{"group_id": one, "person_id": new} for one in groups])
    session.execute(delete(GroupMember).where(GroupMember.person_id == old))
    named = select(PlanAudience.plan_id).where(PlanAudience.person_id == new)
    audience, mine = PlanAudience.person_id == old, PlanMember.person_id == new
    _run(session, delete(PlanAudience).where(audience, PlanAudience.plan_id.in_(named)))
    _run(session, update(PlanAudience).where(audience).values(person_id=new))
    alone = and_(PlanMember.person_id == old, PlanMember.by_entry, PlanMember.let_go_at.is_(None))
    entered = session.scalars(select(PlanMember.plan_id).where(alone)).all()
    stays = update(PlanMember).where(mine, PlanMember.plan_id.in_(entered))
    _run(session, stays.values(by_entry=True, let_go_at=None))
    there = session.scalars(select(PlanMember.plan_id).where(mine)).all()
    free = update(PlanMember).where(PlanMember.person_id == old, PlanMember.plan_id.not_in(there))
    _run(session, free.values(person_id=new))
    look_again(session, mine)
    enqueue_match(session)


def _hand_over_requests(session: Session, old: PersonId, new: PersonId) -> None:
    """Of two that wait for the same plan one remains."""
    waits = PlanRequest.decided_at.is_(None)
    asked = select(PlanRequest.plan_id).where(PlanRequest.person_id == new, waits)
    _run(session, delete(PlanRequest).where(PlanRequest.person_id == old, waits, PlanRequest.plan_id.in_(asked)))
    _run(session, update(PlanRequest).where(PlanRequest.person_id == old).values(person_id=new))


def _run(session: Session, statement: Update | Delete) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
