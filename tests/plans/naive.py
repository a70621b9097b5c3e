"""Plans as one would work them out by hand: everybody against every plan, without the database's help."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.enrolment.models import Enrolment
from elearn.people.models import Organisation, Person
from elearn.plans.models import GroupMember, Plan, PlanAudience, PlanCourse, PlanMember, PlanState
from elearn.plans.rules import Terms, first_due

Due = date | None


def members(session: Session, today: date) -> dict[tuple[int, int], Due]:
    """(plan, person) -> last day, of everybody who should be in a plan now; `since` is taken from the row."""
    paths = {row.id: row.path or "" for row in session.scalars(select(Organisation))}
    people = session.scalars(select(Person)).all()
    filled = {(row.group_id, row.person_id) for row in session.scalars(select(GroupMember))}
    rows = {(row.plan_id, row.person_id): row for row in session.scalars(select(PlanMember))}
    found: dict[tuple[int, int], Due] = {}
    for plan in session.scalars(select(Plan).where(Plan.state == PlanState.ACTIVE)):
        whom = session.scalars(select(PlanAudience).where(PlanAudience.plan_id == plan.id)).all()
        for person in people:
            if not works(person, paths, paths[plan.organisation_id], today):
                continue
            row = rows.get((plan.id, person.id))
            came_alone = row is not None and row.by_entry and row.let_go_at is None
            if came_alone or any(belongs(one, person, paths, filled) for one in whom):
                terms = Terms(plan.id, (), None, plan.due_on, plan.due_days)
                since = row.since if row else today
                found[plan.id, person.id] = first_due(terms, max(person.joined_on or since, since))
    return found


def works(person: Person, paths: dict[int, str], top: str, today: date) -> bool:
    path = paths.get(person.organisation_id or 0, "")
    gone = person.left_on is not None and person.left_on <= today
    return path.startswith(top) and person.merged_into_id is None and not gone


def belongs(one: PlanAudience, person: Person, paths: dict[int, str], filled: set[tuple[int, int]]) -> bool:
    if one.organisation_id is not None:
        return paths.get(person.organisation_id or 0, "").startswith(paths[one.organisation_id])
    if one.position_id is not None:
        return person.position_id == one.position_id
    if one.group_id is not None:
        return (one.group_id, person.id) in filled
    return one.person_id == person.id


def in_plans(session: Session) -> dict[tuple[int, int], Due]:
    """(plan, person) -> last day, as it is stored."""
    rows = session.scalars(select(PlanMember).where(PlanMember.let_go_at.is_(None)))
    return {(row.plan_id, row.person_id): row.due for row in rows}


def asked(session: Session, today: date) -> dict[tuple[int, str], tuple[Due, int]]:
    """(person, course) -> the earliest last day with its plan, where plans ask for all of their courses."""
    found: dict[tuple[int, str], tuple[Due, int]] = {}
    courses: dict[int, list[str]] = {}
    for row in session.scalars(select(PlanCourse)):
        courses.setdefault(row.plan_id, []).append(row.course_slug)
    for (plan_id, person_id), due in members(session, today).items():
        for slug in courses[plan_id]:
            now = found.get((person_id, slug))
            if now is None or (due or date.max, plan_id) < (now[0] or date.max, now[1]):
                found[person_id, slug] = (due, plan_id)
    return found


def studied(session: Session) -> dict[tuple[int, str], tuple[Due, int]]:
    """(person, course) -> last day and plan, of every enrolment in force that is some plan's."""
    rows = session.scalars(select(Enrolment).where(Enrolment.withdrawn_at.is_(None), Enrolment.plan_id.is_not(None)))
    return {(row.person_id, row.course_slug): (row.due, row.plan_id or 0) for row in rows}
