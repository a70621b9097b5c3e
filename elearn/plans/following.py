"""What plans do about facts of people and of their courses: ask for a new match, or look at somebody again."""

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import Session

from elearn.db import insert_missing
from elearn.enrolment.models import Enrolment
from elearn.events import Event, Fact, PersonMerged
from elearn.ids import EnrolmentId
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
    """Handler: whoever remains takes over the places that were given by name, and is matched by themselves."""
    old, new = event.person_id, event.into_id
    groups = session.scalars(select(GroupMember.group_id).where(GroupMember.person_id == old)).all()
    insert_missing(session, GroupMember, [{"group_id": one, "person_id": new} for one in groups])
    session.execute(delete(GroupMember).where(GroupMember.person_id == old))
    session.execute(update(PlanAudience).where(PlanAudience.person_id == old).values(person_id=new))
    session.execute(update(PlanRequest).where(PlanRequest.person_id == old).values(person_id=new))
    there = PlanMember.plan_id.in_(select(PlanMember.plan_id).where(PlanMember.person_id == new))
    by_themselves = (PlanMember.person_id == old, PlanMember.by_entry, PlanMember.let_go_at.is_(None), ~there)
    moved = update(PlanMember).where(*by_themselves).values(person_id=new)
    session.execute(moved.execution_options(synchronize_session=False))
    enqueue_match(session)
