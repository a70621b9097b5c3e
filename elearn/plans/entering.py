"""Ways into a plan beside its audience: as one wishes, with a key, or by approval.

They are open to those who work in the tree of the plan's unit; for all others the plan is not there. Who came in by
themselves stays in whatever becomes of the audience.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, select, update
from sqlalchemy.orm import Session

from elearn import clock, ids
from elearn.audit.service import record
from elearn.errors import Conflict, Invalid, NotFound
from elearn.ids import CourseSlug, PersonId
from elearn.people import tries
from elearn.people.models import Organisation, Person
from elearn.people.queries import stays
from elearn.people.rules import normal_code
from elearn.permissions import Actor, Permission, require
from elearn.plans import projects, queries, rules, settling
from elearn.plans.audience import staying
from elearn.plans.matching import enter, in_force, reach
from elearn.plans.models import Entry, Plan, PlanCourse, PlanMember, PlanRequest, PlanState

KEY_LENGTH: Final = 8
LONGEST_WORDS: Final = 1000


@dataclass(frozen=True, slots=True)
class Door:
    """A plan as somebody who may come in sees it. `asked_at` of a request that waits; `refusal` of the last one that
    was refused since."""

    plan_id: int
    name: str
    unit: str
    entry: Entry
    courses: tuple[CourseSlug, ...]
    needed: int | None
    due: date | None
    inside: bool
    waits: bool
    refusal: str


class Came(StrEnum):
    """What came of it."""

    IN = "in"
    ASKED = "asked"


def decide(session: Session, actor: Actor, plan_id: int, entry: Entry, project_id: int | None, *, anew: bool) -> None:
    """How people come in, and on whose behalf the plan trains. `anew`: the key so far opens nothing any more.

    Raises NotFound("plan_unknown", "project_unknown") for what is out of reach, Conflict("plan_over").
    """
    view = queries.plan(session, actor, plan_id)
    row = session.scalars(select(Plan).where(Plan.id == plan_id).with_for_update()).one()
    if row.state is PlanState.ENDED:
        raise Conflict("plan_over")
    if project_id is not None and project_id != row.project_id:
        projects.one(session, actor, project_id)
    before = (row.entry, row.project_id, row.entry_key)
    if entry is not Entry.KEY:
        row.entry_key = None
    elif anew or row.entry_key is None:
        row.entry_key = ids.public_code(KEY_LENGTH)
    row.entry, row.project_id = entry, project_id
    session.flush()
    if (row.entry, row.project_id, row.entry_key) != before:
        told = {"entry": entry.value, "project": project_id, "key_anew": row.entry_key != before[2]}
        record(session, actor, "plan.entry_decided", ("plan", plan_id), unit=view.unit_id, about=None, **told)


def key_of(session: Session, actor: Actor, plan_id: int) -> str:
    """The key of a plan in reach, empty where it has none. Raises NotFound("plan_unknown")."""
    queries.plan(session, actor, plan_id)
    return session.scalar(select(Plan.entry_key).where(Plan.id == plan_id)) or ""


def doors(session: Session, person_id: PersonId, slug: CourseSlug) -> Sequence[tuple[int, str]]:
    """The plans with this course that a person may come into and is not in: id and name. Two SELECTs."""
    inside = exists().where(
        PlanMember.plan_id == Plan.id, PlanMember.person_id == person_id, PlanMember.let_go_at.is_(None)
    )
    query = select(Plan.id, Plan.name).join(PlanCourse, PlanCourse.plan_id == Plan.id)
    found = query.where(PlanCourse.course_slug == slug, _open_to(session, person_id), ~inside).order_by(
        Plan.name, Plan.id
    )
    return [(row.id, row.name) for row in session.execute(found)]


def door(session: Session, person_id: PersonId, plan_id: int) -> Door:
    """Raises NotFound("plan_unknown") for a plan that the person can't come into, as for one that is not there."""
    row = _plan(session, person_id, plan_id)
    unit = session.scalar(select(Organisation.name).where(Organisation.id == row.organisation_id))
    courses = select(PlanCourse.course_slug).where(PlanCourse.plan_id == plan_id).order_by(PlanCourse.position)
    latest = session.scalar(_requests(plan_id, person_id).limit(1))
    return Door(
        plan_id=row.id,
        name=row.name,
        unit=unit or "",
        entry=row.entry,
        courses=tuple(CourseSlug(slug) for slug in session.scalars(courses)),
        needed=row.needed,
        due=_due(session, person_id, row),
        inside=_inside(session, person_id, plan_id),
        waits=latest is not None and latest.decided_at is None,
        refusal=(latest.answer or "") if latest is not None and latest.granted is False else "",
    )


def count_try(session: Session, actor: Actor, plan_id: int) -> None:
    """Before a key is looked at, in a transaction of its own, so that many at once can't slip through together.

    Raises Conflict("plan_key_locked", minutes) while too many have failed.
    """
    try:
        tries.count(session, _counter(actor, plan_id), actor.address)
    except Conflict as locked:
        raise Conflict("plan_key_locked", **locked.details) from None


def come_in(session: Session, actor: Actor, plan_id: int, *, key: str = "", words: str = "") -> Came:
    """The actor comes in, or asks to be let in; again is nothing.

    Raises NotFound("plan_unknown"), Invalid("plan_key_wrong", "words_too_long").
    """
    require(actor, Permission.LEARN)
    person_id = PersonId(actor.person_id or 0)
    row = _plan(session, person_id, plan_id, held=True)
    if _inside(session, person_id, plan_id):
        return Came.IN
    if row.entry is Entry.APPROVAL:
        _ask(session, actor, person_id, plan_id, words.strip())
        return Came.ASKED
    if row.entry is Entry.KEY:
        if not hmac.compare_digest(normal_code(key).encode(errors="replace"), (row.entry_key or "").encode()):
            raise Invalid("plan_key_wrong")
        tries.forgive(session, _counter(actor, plan_id), actor.address)
    admit(session, actor, person_id, row)
    return Came.IN


def admit(session: Session, actor: Actor, person_id: PersonId, plan: Plan) -> None:
    """Make somebody a member by their own wish, and enrol them at once. For who is in already, nothing changes but that
    the audience lets them go no more."""
    came = enter(session, reach(session, plan.id), Person.id == person_id, by_entry=True)
    if not came:
        theirs = update(PlanMember).where(in_force(plan.id), PlanMember.person_id == person_id)
        session.execute(theirs.values(by_entry=True).execution_options(synchronize_session=False))
        return
    record(session, actor, "plan.member_in", ("plan", plan.id), about=person_id, by_entry=True)
    settling.settle(session, actor, [person_id])


def _plan(session: Session, person_id: PersonId, plan_id: int, *, held: bool = False) -> Plan:
    query = select(Plan).where(Plan.id == plan_id, _open_to(session, person_id))
    row = session.scalar(query.with_for_update(read=True) if held else query)
    if row is None:
        raise NotFound("plan_unknown")
    return row


def _open_to(session: Session, person_id: PersonId) -> ColumnElement[bool]:
    """A condition on `Plan`: it runs, has a way in, and the person works in the tree of its unit. One SELECT."""
    here = (Person.merged_into_id.is_(None), stays(clock.today()))
    path = session.scalar(
        select(Organisation.path)
        .join(Person, Person.organisation_id == Organisation.id)
        .where(Person.id == person_id, *here)
    )
    units = [int(step) for step in (path or "").split("/") if step]
    return and_(Plan.state == PlanState.ACTIVE, Plan.entry != Entry.CLOSED, Plan.organisation_id.in_(units))


def staying_in(session: Session, person_id: PersonId, plan: Plan) -> bool:
    """Whether the person works in the tree of the plan's unit now."""
    here = select(Person.id).where(Person.id == person_id, staying(plan.organisation_id, clock.today()))
    return session.scalar(here) is not None


def _inside(session: Session, person_id: PersonId, plan_id: int) -> bool:
    query = select(PlanMember.id).where(in_force(plan_id), PlanMember.person_id == person_id)
    return session.scalar(query) is not None


def _due(session: Session, person_id: PersonId, plan: Plan) -> date | None:
    """The last day for who comes in today."""
    terms = rules.Terms(plan.id, (), due_on=plan.due_on, due_days=plan.due_days)
    joined_on = session.scalar(select(Person.joined_on).where(Person.id == person_id))
    return rules.first_due(terms, max(joined_on or clock.today(), clock.today()))


def _ask(session: Session, actor: Actor, person_id: PersonId, plan_id: int, words: str) -> None:
    if len(words) > LONGEST_WORDS:
        raise Invalid("words_too_long", most=LONGEST_WORDS)
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)).all()
    if session.scalar(_requests(plan_id, person_id).where(PlanRequest.decided_at.is_(None)).limit(1)) is not None:
        return
    row = PlanRequest(plan_id=plan_id, person_id=person_id, words=words, asked_at=clock.now())
    session.add(row)
    session.flush()
    record(session, actor, "plan.entry_asked", ("plan_request", row.id), about=person_id, plan=plan_id)


def _requests(plan_id: int, person_id: PersonId) -> Select[PlanRequest]:
    query = select(PlanRequest).where(PlanRequest.plan_id == plan_id, PlanRequest.person_id == person_id)
    return query.order_by(PlanRequest.id.desc())


def _counter(actor: Actor, plan_id: int) -> str:
    return f"plan-key {plan_id} {actor.person_id}"
