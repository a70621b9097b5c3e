"""Whether a plan would take up again what a learner leaves: lent to enrolling, which then says so instead."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.ids import CourseSlug, PersonId
from elearn.plans import rules, settling
from elearn.plans.models import Plan, PlanMember
from elearn.plans.rules import Membership


def asked_by(session: Session, person_id: PersonId, course: CourseSlug) -> str:
    """The name of a plan that goes on asking for the course; empty where none does, or where others suffice."""
    query = select(PlanMember).where(PlanMember.person_id == person_id, PlanMember.let_go_at.is_(None))
    rows = session.scalars(query).all()
    if not rows:
        return ""
    plans = settling.terms(session, {row.plan_id for row in rows})
    members = [Membership(plans[row.plan_id], row.due) for row in rows if row.plan_id in plans]
    courses = {course for one in plans.values() for course in one.courses}
    held = dict(settling.holdings(session, [person_id], courses).get(person_id, {}))
    if course in held:
        held[course] = replace(held[course], withdrawn=True)
    asking = rules.asked(members, held, clock.today()).get(course, ())
    return session.get_one(Plan, min(one.terms.plan_id for one in asking)).name if asking else ""
