"""Who is in a plan: set-based statements that bring in who matches, let go who does not, and keep deadlines right.

Each verb does up to BATCH members and says how many; who has nothing left to do says 0. Once all do, nothing changes
any more until somebody changes something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, literal, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import Noted, record_all
from elearn.people.models import Person
from elearn.permissions import Actor
from elearn.plans.audience import Audience, matching, staying, stored
from elearn.plans.deadlines import day, first_due
from elearn.plans.models import Plan, PlanMember, PlanState

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Reach:
    """What decides who is in a plan and until when, as it is stored or as it would be."""

    plan_id: int
    unit_id: int
    audience: Audience
    due_on: date | None
    due_days: int | None
    active: bool = True

    def matched(self, today: date) -> ColumnElement[bool]:
        """A condition on `Person`. A plan that is not active is for nobody."""
        return matching(self.unit_id, self.audience, today) if self.active else false()


def reach(session: Session, plan_id: int) -> Reach:
    """Of a plan as it is stored. Two SELECTs."""
    row = session.get_one(Plan, plan_id, populate_existing=True)
    active, audience = row.state is PlanState.ACTIVE, stored(session, plan_id)
    return Reach(plan_id, row.organisation_id, audience, row.due_on, row.due_days, active=active)


def active_plans(session: Session) -> list[int]:
    """The plans that bring people in, oldest first."""
    return list(session.scalars(select(Plan.id).where(Plan.state == PlanState.ACTIVE).order_by(Plan.id)))


def in_force(plan_id: int) -> ColumnElement[bool]:
    """A condition on `PlanMember`: who is in the plan now."""
    return and_(PlanMember.plan_id == plan_id, PlanMember.let_go_at.is_(None))


def incoming(reach: Reach, today: date) -> ColumnElement[bool]:
    """A condition on `Person`: who matches and is not in the plan."""
    member = exists().where(in_force(reach.plan_id), PlanMember.person_id == Person.id)
    return and_(reach.matched(today), ~member)


def outgoing(reach: Reach, today: date) -> ColumnElement[bool]:
    """A condition on `PlanMember`: who is in the plan and belongs there no more. Who came by themselves belongs to it
    as long as they work in the tree of its unit."""
    matched = select(Person.id).where(reach.matched(today))
    here = select(Person.id).where(staying(reach.unit_id, today))
    gone = and_(PlanMember.by_entry.is_(False), PlanMember.person_id.not_in(matched))
    left = and_(PlanMember.by_entry.is_(True), PlanMember.person_id.not_in(here))
    return and_(in_force(reach.plan_id), or_(gone, left) if reach.active else true())


def differs(session: Session, plan_id: int) -> bool:
    """Whether some verb below has something to do. Up to three SELECTs."""
    now, today = reach(session, plan_id), clock.today()
    queries = (
        select(Person.id).where(incoming(now, today)),
        select(PlanMember.id).where(outgoing(now, today)),
        due_differs(now),
    )
    return any(session.execute(query.limit(1)).first() is not None for query in queries)


def bring_in(session: Session, actor: Actor, plan_id: int) -> int:
    """Make members of who matches and is not there."""
    now = reach(session, plan_id)
    came = enter(session, now, incoming(now, clock.today()), by_entry=False)
    record_all(session, actor, "plan.member_in", "plan", [Noted(plan_id, one) for one in came])
    return len(came)


def enter(session: Session, reach: Reach, whom: ColumnElement[bool], *, by_entry: bool) -> Sequence[int]:
    """Make members of up to BATCH people, given by a condition on `Person`; returns who came in.

    Who was let go before comes in anew. Who is in already, even since a moment ago, stays as they are.
    """
    today = day(clock.today())
    due = first_due(reach.due_on, reach.due_days, today)
    values = (literal(reach.plan_id), Person.id, true() if by_entry else false(), due, today, today)
    people = select(*values).where(whom).order_by(Person.id).limit(BATCH)
    dialect: Any = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(PlanMember).from_select(
        ["plan_id", "person_id", "by_entry", "due", "since", "look_on"], people
    )
    again = {name: insert.excluded[name] for name in ("by_entry", "due", "since", "look_on")} | {"let_go_at": None}
    upsert = insert.on_conflict_do_update(
        index_elements=["plan_id", "person_id"], set_=again, where=PlanMember.let_go_at.is_not(None)
    )
    return session.scalars(upsert.returning(PlanMember.person_id)).all()


def let_go(session: Session, actor: Actor, plan_id: int) -> int:
    """Let go who belongs there no more."""
    gone = outgoing(reach(session, plan_id), clock.today())
    some = session.scalars(select(PlanMember.id).where(gone).order_by(PlanMember.id).limit(BATCH)).all()
    return release(session, actor, plan_id, PlanMember.id.in_(some))


def release(session: Session, actor: Actor, plan_id: int, members: ColumnElement[bool]) -> int:
    """Let go these members of a plan, who keep what they have done; how many they were."""
    gone = update(PlanMember).where(in_force(plan_id), members).values(let_go_at=clock.now(), look_on=clock.today())
    went = session.scalars(gone.returning(PlanMember.person_id).execution_options(synchronize_session=False)).all()
    record_all(session, actor, "plan.member_out", "plan", [Noted(plan_id, one) for one in went])
    return len(went)


def due_differs(reach: Reach) -> Select[*tuple[Any, ...]]:
    """The members, by id, whose last day is not the one that the plan and their day of joining give, with that one."""
    due = first_due(reach.due_on, reach.due_days, PlanMember.since)
    return (
        select(PlanMember.id, due.label("due"))
        .join(Person, Person.id == PlanMember.person_id)
        .where(in_force(reach.plan_id), PlanMember.due.is_distinct_from(due))
        .order_by(PlanMember.id)
    )


def set_due(session: Session, _actor: Actor, plan_id: int) -> int:
    """Bring members' last days in line; what that changes in enrolments is recorded with them."""
    found = session.execute(due_differs(reach(session, plan_id)).limit(BATCH))
    rows = [{"id": row.id, "due": row.due, "look_on": clock.today()} for row in found]
    if rows:
        session.execute(update(PlanMember), rows)
    return len(rows)


def look_again(session: Session, condition: ColumnElement[bool]) -> None:
    """Have the enrolments of members compared with what plans ask, at the next run."""
    changed = update(PlanMember).where(condition, PlanMember.look_on > clock.today())
    session.execute(changed.values(look_on=clock.today()).execution_options(synchronize_session=False))
