"""Which enrolments a plan asks for: what every page, table and paper about a plan counts."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from elearn.enrolment.models import Enrolment
from elearn.people.models import Person
from elearn.plans.models import Plan, PlanCourse, PlanMember
from elearn.progress.models import Progress, State


def of_plan(plan_id: int, *, with_leavers: bool = False) -> ColumnElement[bool]:
    """Of `Enrolment` and an outer-joined `Progress`: a course of the plan, of somebody in it or in it when it ended.

    Whose wish the enrolment was, and which other plans ask for the course, is all the same. `with_leavers`: also what
    stays a plan's own of those whom it has let go.
    """
    asked = (
        select(PlanMember.id)
        .join(Plan, Plan.id == PlanMember.plan_id)
        .join(PlanCourse, PlanCourse.plan_id == PlanMember.plan_id)
        .where(
            PlanMember.plan_id == plan_id,
            PlanMember.person_id == Enrolment.person_id,
            or_(PlanMember.let_go_at.is_(None), PlanMember.let_go_at >= Plan.ended_at),
            PlanCourse.course_slug == Enrolment.course_slug,
            or_(Plan.needed.is_(None), _before() < Plan.needed),
        )
        .correlate(Enrolment, Progress)
        .exists()
    )
    return or_(asked, Enrolment.plan_id == plan_id) if with_leavers else asked


def ever_in(plan_id: int) -> ColumnElement[bool]:
    """Of `PlanMember` and `Person`, to join them by: in the plan, or let go. Few of a large platform are, and where a
    statement begins with them it looks at nobody else."""
    return and_(PlanMember.plan_id == plan_id, PlanMember.person_id == Person.id)


def _before() -> Any:
    """How many of the plan's courses it takes before this one, where it asks for some: like `plans.rules`, first those
    that are done, then those under way, each in the plan's order."""
    other, kept, course, later = aliased(Enrolment), aliased(Progress), aliased(PlanCourse), aliased(Enrolment)
    renewed = exists().where(
        later.person_id == other.person_id, later.course_slug == other.course_slug, later.cycle > other.cycle
    )
    here = tuple_(_rank(Enrolment, Progress), PlanCourse.position)
    return (
        select(func.count())
        .select_from(course)
        .join(other, other.course_slug == course.course_slug)
        .outerjoin(kept, kept.enrolment_id == other.id)
        .where(course.plan_id == PlanCourse.plan_id, other.person_id == Enrolment.person_id)
        .where(other.withdrawn_at.is_(None), ~renewed, tuple_(_rank(other, kept), course.position) < here)
        .correlate(Enrolment, Progress, PlanCourse)
        .scalar_subquery()
    )


def _rank(enrolment: Any, progress: Any) -> Any:
    instead = or_(enrolment.exempted_on.is_not(None), enrolment.credited_on.is_not(None))
    return case((or_(instead, progress.state == State.COMPLETED), 0), else_=1)
