"""How far the members of a plan are, course by course: lent to the plan's own page."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from elearn.coordinating.queries import counted, state_of
from elearn.enrolment.models import Enrolment
from elearn.ids import CourseSlug
from elearn.plans.models import PlanCourse, PlanMember
from elearn.progress.models import Progress


def tallies(session: Session, plan_id: int, today: date) -> Mapping[CourseSlug, Mapping[str, int]]:
    """By course and by the value of the state; who asks must manage the plan's unit. One SELECT over its members."""
    state = state_of(today).label("state")
    theirs = and_(Enrolment.person_id == PlanMember.person_id, Enrolment.course_slug == PlanCourse.course_slug)
    rows = session.execute(
        select(PlanCourse.course_slug, state, func.count())
        .select_from(PlanMember)
        .join(PlanCourse, PlanCourse.plan_id == PlanMember.plan_id)
        .join(Enrolment, theirs)
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .where(PlanMember.plan_id == plan_id, PlanMember.let_go_at.is_(None), counted())
        .group_by(PlanCourse.course_slug, state)
    )
    found: dict[CourseSlug, dict[str, int]] = {}
    for slug, name, count in rows:
        found.setdefault(CourseSlug(slug), {})[name] = count
    return found
