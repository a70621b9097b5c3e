"""Plans as their pages show them: those of the units that the reader manages, and no others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from elearn.enrolment.models import Enrolment
from elearn.errors import NotFound
from elearn.ids import CourseSlug, EnrolmentId, OrganisationId, PersonId
from elearn.people.models import Organisation, Person
from elearn.people.queries import full_name, within_scope
from elearn.people.reach import within
from elearn.permissions import Actor, Permission, require
from elearn.plans import audience, checks
from elearn.plans.audience import Audience
from elearn.plans.matching import Reach, in_force
from elearn.plans.models import Entry, Plan, PlanCourse, PlanMember, PlanState
from elearn.plans.rules import Terms

NEEDED = Permission.PEOPLE_MANAGE


@dataclass(frozen=True, slots=True)
class Spec:
    """What a coordinator decides about a plan."""

    name: str
    courses: tuple[CourseSlug, ...]
    needed: int | None = None
    due_on: date | None = None
    due_days: int | None = None
    valid_months: int | None = None
    audience: Audience = Audience()


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan with everything that was decided about it."""

    id: int
    unit_id: OrganisationId
    unit: str
    state: PlanState
    entry: Entry
    project_id: int | None
    spec: Spec
    activated_at: datetime | None
    ended_at: datetime | None

    def reach(self, spec: Spec | None = None, *, active: bool | None = None) -> Reach:
        """As it is stored, or as it would be."""
        wish = self.spec if spec is None else spec
        runs = self.state is PlanState.ACTIVE if active is None else active
        return Reach(self.id, self.unit_id, wish.audience, wish.due_on, wish.due_days, active=runs)

    def terms(self, spec: Spec | None = None) -> Terms:
        wish = self.spec if spec is None else spec
        return Terms(self.id, wish.courses, wish.needed, wish.due_on, wish.due_days, wish.valid_months)

    @property
    def digest(self) -> str:
        """Of what is decided, to see whether it has been changed meanwhile."""
        return checks.digest(self.id, self.state.value, self.spec)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row of the list."""

    id: int
    name: str
    unit: str
    state: PlanState
    courses: int
    needed: int | None
    due_on: date | None
    due_days: int | None
    members: int


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody in a plan. `since` and `due` are days."""

    person_id: PersonId
    name: str
    unit: str
    since: date
    due: date | None
    by_entry: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A course is asked for by a plan, in which it stands at `position`."""

    plan_id: int
    name: str
    position: int


def plan(session: Session, actor: Actor, plan_id: int) -> PlanView:
    """Three SELECTs. Raises NotFound("plan_unknown") for a plan of a unit out of reach as for one that is not there."""
    query = select(Plan, Organisation.name).join(Organisation, Organisation.id == Plan.organisation_id)
    mine = query.where(Plan.id == plan_id, within(actor, NEEDED)).execution_options(populate_existing=True)
    found = session.execute(mine).one_or_none()
    require(actor, NEEDED)
    if found is None:
        raise NotFound("plan_unknown")
    row, unit = found
    return PlanView(
        id=row.id,
        unit_id=OrganisationId(row.organisation_id),
        unit=unit,
        state=row.state,
        entry=row.entry,
        project_id=row.project_id,
        spec=_spec(session, row),
        activated_at=row.activated_at,
        ended_at=row.ended_at,
    )


def _spec(session: Session, row: Plan) -> Spec:
    courses = select(PlanCourse.course_slug).where(PlanCourse.plan_id == row.id).order_by(PlanCourse.position)
    return Spec(
        name=row.name,
        courses=tuple(CourseSlug(slug) for slug in session.scalars(courses)),
        needed=row.needed,
        due_on=row.due_on,
        due_days=row.due_days,
        valid_months=row.valid_months,
        audience=audience.stored(session, row.id),
    )


def listing(session: Session, actor: Actor) -> list[PlanLine]:
    """Plans in reach: those that run, then drafts, then what is over; each by name. Three SELECTs."""
    query = select(Plan, Organisation.name).join(Organisation, Organisation.id == Plan.organisation_id)
    rows = session.execute(query.where(within(actor, NEEDED)).order_by(Plan.name, Plan.id)).all()
    ids = [row.id for row, _ in rows]
    members = _counts(session, select(PlanMember.plan_id).where(PlanMember.let_go_at.is_(None)), ids)
    courses = _counts(session, select(PlanCourse.plan_id), ids)
    order = [PlanState.ACTIVE, PlanState.DRAFT, PlanState.ENDED]
    lines = [_line(row, unit, courses.get(row.id, 0), members.get(row.id, 0)) for row, unit in rows]
    return sorted(lines, key=lambda line: order.index(line.state))


def _line(row: Plan, unit: str, courses: int, members: int) -> PlanLine:
    return PlanLine(row.id, row.name, unit, row.state, courses, row.needed, row.due_on, row.due_days, members)


def _counts(session: Session, query: Select[int], ids: list[int]) -> Mapping[int, int]:
    column = query.selected_columns[0]
    counted = query.add_columns(func.count()).where(column.in_(ids)).group_by(column)
    return {row[0]: row[1] for row in session.execute(counted)}


def member_count(session: Session, actor: Actor, plan_id: int) -> int:
    return session.scalar(_members(actor, plan_id).with_only_columns(func.count())) or 0


def members(session: Session, actor: Actor, plan_id: int, first: int, size: int) -> list[MemberLine]:
    """Those in the plan whom the reader manages, by name."""
    page = _members(actor, plan_id).order_by(Person.sort_name, Person.id).offset(first).limit(size)
    return [
        MemberLine(PersonId(who.id), full_name(who), unit or "", row.since, row.due, row.by_entry)
        for row, who, unit in session.execute(page)
    ]


def asked_of(session: Session, person_id: PersonId) -> Mapping[EnrolmentId, Asked]:
    """The plans that ask a learner for courses, by enrolment. One SELECT."""
    listed = and_(PlanCourse.plan_id == Plan.id, PlanCourse.course_slug == Enrolment.course_slug)
    query = select(Enrolment.id, Plan.id, Plan.name, PlanCourse.position).join(Plan, Plan.id == Enrolment.plan_id)
    mine = query.join(PlanCourse, listed).where(Enrolment.person_id == person_id, Plan.state == PlanState.ACTIVE)
    return {EnrolmentId(row[0]): Asked(row[1], row[2], row[3]) for row in session.execute(mine)}


def _members(actor: Actor, plan_id: int) -> Select[PlanMember, Person, str]:
    return (
        select(PlanMember, Person, Organisation.name)
        .join(Person, Person.id == PlanMember.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(and_(in_force(plan_id), within_scope(actor, NEEDED)))
    )
