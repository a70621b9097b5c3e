"""Making, changing, activating and ending plans: within the units that one manages."""

from dataclasses import replace

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Conflict, Invalid
from elearn.ids import CourseSlug, OrganisationId
from elearn.people.models import Organisation, Person, Position
from elearn.people.reach import below, require_unit
from elearn.permissions import Actor
from elearn.plans import audience, checks
from elearn.plans.audience import Audience, staying
from elearn.plans.following import enqueue_match
from elearn.plans.matching import in_force, look_again, release
from elearn.plans.models import Entry, PersonGroup, Plan, PlanCourse, PlanState
from elearn.plans.queries import NEEDED, PlanView, Spec, plan
from elearn.publishing.models import Published


def create(session: Session, actor: Actor, unit_id: OrganisationId, spec: Spec) -> int:
    """A draft of a unit in reach: it is for nobody until it is activated.

    Raises NotAllowed("not_permitted") and what `change` raises about what is decided.
    """
    require_unit(session, actor, NEEDED, unit_id)
    row = Plan(organisation_id=unit_id, name="", created_by=actor.person_id, created_at=clock.now())
    row.entry, row.state = Entry.CLOSED, PlanState.DRAFT
    decided = checked(session, unit_id, spec, None)
    _write(session, row, decided)
    record(session, actor, "plan.made", ("plan", row.id), unit=unit_id, name=decided.name)
    return row.id


def change(session: Session, actor: Actor, plan_id: int, spec: Spec, *, seen: str) -> None:
    """Decide anew about a plan, of which `seen` is the digest as it was shown; who it concerns follows by a job.

    Raises NotFound("plan_unknown"), Conflict("plan_changed", "plan_over", "plan_exists") and Invalid: `plan_unnamed`,
    `plan_name_long`, `plan_without_courses`, `plan_course_unknown`, `plan_needed`, `plan_due_twice`, `plan_due_past`,
    `plan_due_days`, `plan_valid_months`, `plan_audience_outside`.
    """
    view, row = _held(session, actor, plan_id, seen)
    if row.state is PlanState.ENDED:
        raise Conflict("plan_over")
    decided = checked(session, view.unit_id, spec, view)
    if decided == view.spec:
        return
    _write(session, row, decided)
    before, now = _shown(view.spec), _shown(decided)
    record(session, actor, "plan.changed", ("plan", plan_id), unit=view.unit_id, before=before, now=now)
    _follow(session, plan_id)


def activate(session: Session, actor: Actor, plan_id: int, *, seen: str) -> None:
    """From now on the plan brings in who matches. Raises NotFound("plan_unknown"), Conflict("plan_changed",
    "plan_over") and Invalid("plan_due_past")."""
    view, row = _held(session, actor, plan_id, seen)
    if row.state is PlanState.ENDED:
        raise Conflict("plan_over")
    if row.state is PlanState.ACTIVE:
        return
    checks.require_ahead(row.due_on, clock.today())
    row.state, row.activated_at = PlanState.ACTIVE, clock.now()
    record(session, actor, "plan.activated", ("plan", plan_id), unit=view.unit_id)
    _follow(session, plan_id)


def end(session: Session, actor: Actor, plan_id: int, *, seen: str) -> None:
    """The plan asks for nothing any more: everybody is let go, and what they did stays. Raises as `activate`, and
    Conflict("plan_not_begun") for a draft."""
    view, row = _held(session, actor, plan_id, seen)
    if row.state is PlanState.DRAFT:
        raise Conflict("plan_not_begun")
    if row.state is PlanState.ENDED:
        return
    row.state, row.ended_at = PlanState.ENDED, clock.now()
    record(session, actor, "plan.ended", ("plan", plan_id), unit=view.unit_id)
    session.flush()
    release(session, actor, plan_id, in_force(plan_id))
    enqueue_match(session)


def remove(session: Session, actor: Actor, plan_id: int) -> None:
    """A draft that is not wanted is gone with all it asks for. Raises NotFound("plan_unknown"), Conflict("plan_begun")
    for a plan that was ever for anybody."""
    session.execute(select(Plan.id).where(Plan.id == plan_id).with_for_update()).all()
    view = plan(session, actor, plan_id)
    if view.state is not PlanState.DRAFT:
        raise Conflict("plan_begun")
    session.execute(delete(PlanCourse).where(PlanCourse.plan_id == plan_id))
    audience.store(session, plan_id, Audience())
    session.execute(delete(Plan).where(Plan.id == plan_id))
    record(session, actor, "plan.removed", ("plan", plan_id), unit=view.unit_id, name=view.spec.name)


def _held(session: Session, actor: Actor, plan_id: int, seen: str) -> tuple[PlanView, Plan]:
    """The plan, this transaction's alone; refused where it is no longer what was shown."""
    session.execute(select(Plan.id).where(Plan.id == plan_id).with_for_update()).all()
    view = plan(session, actor, plan_id)
    if view.digest != seen:
        raise Conflict("plan_changed")
    return view, session.get_one(Plan, plan_id)


def _follow(session: Session, plan_id: int) -> None:
    session.flush()
    look_again(session, in_force(plan_id))
    enqueue_match(session)


def _write(session: Session, row: Plan, spec: Spec) -> None:
    row.name, row.needed, row.due_on, row.due_days = spec.name, spec.needed, spec.due_on, spec.due_days
    row.valid_months = spec.valid_months
    session.add(row)
    session.flush()
    session.execute(delete(PlanCourse).where(PlanCourse.plan_id == row.id))
    courses = [{"plan_id": row.id, "course_slug": slug, "position": n} for n, slug in enumerate(spec.courses)]
    session.execute(insert(PlanCourse), courses)
    audience.store(session, row.id, spec.audience)


def checked(session: Session, unit_id: OrganisationId, spec: Spec, now: PlanView | None) -> Spec:
    """The decision in its stored form; nothing is written. `now`: the plan as it is. Raises as `change`."""
    name = checks.plain_name(spec.name)
    same = select(Plan.id).where(Plan.organisation_id == unit_id, Plan.name == name)
    if session.scalar(same if now is None else same.where(Plan.id != now.id)) is not None:
        raise Conflict("plan_exists", name=name)
    before = None if now is None else now.spec
    courses = _courses(session, spec.courses, () if before is None else before.courses)
    checks.require_terms(spec.due_on, spec.due_days, spec.valid_months, spec.needed, len(courses))
    if before is None or before.due_on != spec.due_on:
        checks.require_ahead(spec.due_on, clock.today())
    needed = None if spec.needed == len(courses) else spec.needed
    whom = _audience(session, unit_id, spec.audience)
    return replace(spec, name=name, courses=courses, needed=needed, audience=whom)


def _courses(
    session: Session, wanted: tuple[CourseSlug, ...], before: tuple[CourseSlug, ...]
) -> tuple[CourseSlug, ...]:
    """Courses that are given; one that no longer is may stay where it stands."""
    courses = tuple(dict.fromkeys(wanted))
    if not courses:
        raise Invalid("plan_without_courses")
    given = select(Published.course_slug).where(Published.course_slug.in_(courses), Published.withdrawn_at.is_(None))
    if set(courses) - set(session.scalars(given)) - set(before):
        raise Invalid("plan_course_unknown")
    return courses


def _audience(session: Session, unit_id: OrganisationId, wanted: Audience) -> Audience:
    """In order, and all of it of the plan's tree; posts are alike for all organisations."""
    whom = Audience(*(tuple(sorted(set(getattr(wanted, kind)))) for kind in audience.KINDS))
    top = session.get_one(Organisation, unit_id)
    tree = select(Organisation.id).where(below(Organisation.path, top.path))
    groups = select(PersonGroup.id).where(PersonGroup.organisation_id.in_(tree), PersonGroup.id.in_(whom.groups))
    there = (
        (whom.units, tree.where(Organisation.id.in_(whom.units))),
        (whom.groups, groups),
        (whom.positions, select(Position.id).where(Position.id.in_(whom.positions))),
        (whom.people, select(Person.id).where(staying(unit_id, clock.today()), Person.id.in_(whom.people))),
    )
    for ids, query in there:
        if set(ids) - set(session.scalars(query)):
            raise Invalid("plan_audience_outside")
    return whom


def _shown(spec: Spec) -> dict[str, object]:
    """As the record keeps it."""
    due = None if spec.due_on is None else spec.due_on.isoformat()
    shown: dict[str, object] = {
        "name": spec.name,
        "courses": list(spec.courses),
        "needed": spec.needed,
        "due_on": due,
        "due_days": spec.due_days,
        "valid_months": spec.valid_months,
    }
    return shown | {kind: list(getattr(spec.audience, kind)) for kind in audience.KINDS}
