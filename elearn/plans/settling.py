"""Bringing what people study in line with what plans ask of them, a few people in each transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from elearn import clock
from elearn.enrolment import by_plan
from elearn.enrolment.models import Enrolment, Origin
from elearn.enrolment.rules import Enrol, Settle, Step, TakeUp, Withdraw
from elearn.ids import CourseSlug, EnrolmentId, PersonId
from elearn.people.models import Person
from elearn.permissions import Actor
from elearn.plans import rules, slots
from elearn.plans.models import Extension, Plan, PlanCourse, PlanMember, PlanState
from elearn.plans.rules import Held, Membership, Terms
from elearn.publishing.models import Published

PEOPLE = 50
"""Few enough to be settled in a tenth of a second: on SQLite nobody else writes meanwhile."""

HeldBy = Mapping[PersonId, Mapping[CourseSlug, Held]]


def waiting(session: Session, after: PersonId) -> tuple[PersonId, ...]:
    """Up to PEOPLE who are to be looked at, by id, from the one after `after` on."""
    query = select(PlanMember.person_id).where(PlanMember.look_on <= clock.today(), PlanMember.person_id > after)
    found = session.scalars(query.distinct().order_by(PlanMember.person_id).limit(PEOPLE))
    return tuple(PersonId(one) for one in found)


def settle(session: Session, actor: Actor, people: Sequence[PersonId]) -> int:
    """Do for these people what `rules.steps` says, and note when to look again. Returns how many steps it took."""
    today = clock.today()
    _hold(session, people)
    members = _members(session, people)
    mine = _memberships(session, members)
    held = _holdings(session, mine)
    ended = _ended(session, held)
    found = [step for who in mine for step in rules.steps(who, mine[who], held.get(who, {}), ended, today)]
    unsettled = apply(session, actor, found)
    days = {who: today if who in unsettled else rules.look_on(mine[who], held.get(who, {}), today) for who in mine}
    _note(session, members, days)
    return len(found)


def apply(session: Session, actor: Actor, steps: Sequence[Step]) -> Collection[PersonId]:
    """Do what was decided. Returns those who were enrolled by somebody else at this moment, to be looked at again."""
    faster = by_plan.enrol(session, actor, [one for one in steps if isinstance(one, Enrol)])
    by_plan.settle(session, actor, [one for one in steps if isinstance(one, Settle)])
    for step in steps:
        if isinstance(step, TakeUp):
            by_plan.take_up(session, actor, step)
        elif isinstance(step, Withdraw):
            by_plan.withdraw(session, actor, step)
    return faster


def asking_for(
    session: Session, person_id: PersonId, course: CourseSlug, *, left: bool = False
) -> Sequence[Membership]:
    """By which memberships plans ask a person for a course; `left`: would ask for it once it were left."""
    query = select(PlanMember).where(PlanMember.person_id == person_id, PlanMember.let_go_at.is_(None))
    mine = _memberships(session, session.scalars(query).all())
    held = dict(_holdings(session, mine).get(person_id, {}))
    if left and course in held:
        held[course] = replace(held[course], withdrawn=True)
    return rules.asked(mine.get(person_id, ()), held, clock.today()).get(course, ())


def asked_due(session: Session, row: Enrolment) -> date | None:
    """The earliest last day that plans ask for an enrolment under way."""
    members = asking_for(session, PersonId(row.person_id), CourseSlug(row.course_slug))
    return rules.strictest(members, row.cycle, clock.day_of(row.created_at))[0] if members else None


def _terms(session: Session, plan_ids: Collection[int]) -> dict[int, Terms]:
    """What active plans ask, by id; courses that are no longer given are asked by none. Two SELECTs."""
    courses: dict[int, list[CourseSlug]] = {}
    given = select(PlanCourse.plan_id, PlanCourse.course_slug).join(
        Published, and_(Published.course_slug == PlanCourse.course_slug, Published.withdrawn_at.is_(None))
    )
    for plan_id, slug in session.execute(given.where(PlanCourse.plan_id.in_(plan_ids)).order_by(PlanCourse.position)):
        courses.setdefault(plan_id, []).append(CourseSlug(slug))
    rows = session.scalars(select(Plan).where(Plan.id.in_(plan_ids), Plan.state == PlanState.ACTIVE))
    return {
        row.id: Terms(row.id, tuple(courses.get(row.id, ())), row.needed, row.due_on, row.due_days, row.valid_months)
        for row in rows
    }


def _holdings(session: Session, members: Mapping[PersonId, Sequence[Membership]]) -> HeldBy:
    """What people have of their plans' courses, and of whatever else is some plan's: the latest cycle of each."""
    courses = {course for mine in members.values() for member in mine for course in member.terms.courses}
    later = aliased(Enrolment)
    same = and_(later.person_id == Enrolment.person_id, later.course_slug == Enrolment.course_slug)
    query = select(Enrolment).where(
        Enrolment.person_id.in_(members),
        or_(Enrolment.course_slug.in_(courses), Enrolment.plan_id.is_not(None)),
        ~exists().where(same, later.cycle > Enrolment.cycle),
    )
    rows = session.scalars(query.execution_options(populate_existing=True)).all()
    ids = [EnrolmentId(row.id) for row in rows]
    standings, given = slots.standings.call(session, ids), extended(session, ids)
    found: dict[PersonId, dict[CourseSlug, Held]] = {}
    for row in rows:
        standing = standings.get(EnrolmentId(row.id))
        one = replace(
            _held(row),
            begun=standing is not None and standing.begun,
            done_on=_day_done(row, standing),
            extended=given.get(row.id),
        )
        found.setdefault(PersonId(row.person_id), {})[one.course] = one
    return found


def _held(row: Enrolment) -> Held:
    return Held(
        enrolment_id=EnrolmentId(row.id),
        course=CourseSlug(row.course_slug),
        cycle=row.cycle,
        opened_on=clock.day_of(row.created_at),
        due=row.due,
        own_due=row.own_due,
        plan_id=row.plan_id,
        own=row.source is not Origin.PLAN,
        withdrawn=row.withdrawn_at is not None,
        exempted=row.exempted_on is not None,
    )


def _day_done(row: Enrolment, standing: slots.Standing | None) -> date | None:
    """The later of a completion here and one elsewhere."""
    days = (row.credited_on, None if standing is None else standing.done_on)
    return max((day for day in days if day is not None), default=None)


def extended(session: Session, ids: Sequence[EnrolmentId]) -> dict[int, date]:
    """The latest day that extensions give each enrolment; after a merge the last one given need not be that."""
    standing = select(Extension.enrolment_id, func.max(Extension.due)).where(Extension.taken_back_at.is_(None))
    rows = session.execute(standing.where(Extension.enrolment_id.in_(ids)).group_by(Extension.enrolment_id))
    return {row[0]: row[1] for row in rows}


def _hold(session: Session, people: Sequence[PersonId]) -> None:
    """Enrolments before memberships, as whoever completes a course comes to them: then neither waits for the other."""
    query = select(Enrolment.id).where(Enrolment.person_id.in_(people)).order_by(Enrolment.id)
    session.execute(query.with_for_update(key_share=True)).all()


def _members(session: Session, people: Sequence[PersonId]) -> list[PlanMember]:
    """Every membership of these people, in force or not, this transaction's alone."""
    query = select(PlanMember).where(PlanMember.person_id.in_(people)).order_by(PlanMember.person_id, PlanMember.id)
    return list(session.scalars(query.with_for_update().execution_options(populate_existing=True)))


def _memberships(session: Session, members: Sequence[PlanMember]) -> dict[PersonId, list[Membership]]:
    """By person; nobody is left out who has been in some plan. Three SELECTs."""
    found: dict[PersonId, list[Membership]] = {PersonId(row.person_id): [] for row in members}
    plans = _terms(session, {row.plan_id for row in members})
    days = session.execute(select(Person.id, Person.joined_on).where(Person.id.in_(found)))
    joined = {row.id: row.joined_on for row in days}
    for row in members:
        if row.let_go_at is None and row.plan_id in plans:
            since = max(row.since, joined[row.person_id] or row.since)
            found[PersonId(row.person_id)].append(Membership(plans[row.plan_id], since))
    return found


def _ended(session: Session, held: HeldBy) -> frozenset[int]:
    named = {one.plan_id for courses in held.values() for one in courses.values() if one.plan_id is not None}
    return frozenset(session.scalars(select(Plan.id).where(Plan.id.in_(named), Plan.state == PlanState.ENDED)))


def _note(session: Session, members: Sequence[PlanMember], days: Mapping[PersonId, date]) -> None:
    """Who was let go is looked at once more and then never again."""
    rows = [
        {"id": row.id, "look_on": days[PersonId(row.person_id)] if row.let_go_at is None else date.max}
        for row in members
    ]
    if rows:
        session.execute(update(PlanMember), rows)
