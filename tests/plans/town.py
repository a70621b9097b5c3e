"""A town in which anything may happen to units, people and plans, in an order that a seed decides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.enrolment import queries as enrolments
from elearn.enrolment import service as enrolling
from elearn.errors import Refusal
from elearn.ids import CourseSlug, OrganisationId, PersonId
from elearn.jobs import runner
from elearn.people import positions, staffing, tree
from elearn.people.models import Organisation, Person
from elearn.people.queries import NameParts
from elearn.people.staffing import Entry
from elearn.plans import groups, queries, service
from elearn.plans.audience import Audience
from elearn.plans.jobs import MATCH, match_plans
from elearn.plans.models import Plan, PlanState
from elearn.plans.queries import Spec
from elearn.work import Work
from tests.factories.people import OPERATOR, a_person, an_organisation
from tests.plans import naive

SLUGS = tuple(CourseSlug(name) for name in ("alpha", "beta", "gamma"))


class Town:
    """Units, people and plans, and what may happen to them in an order that a seed decides."""

    def __init__(self, session: Session, random: Random) -> None:
        self.session, self.random = session, random
        self.units: list[OrganisationId] = [an_organisation(session) for _ in range(2)]
        self.people = [a_person(session, organisation_id=self.units[0], password=None)]
        self.groups = [groups.create(session, OPERATOR, self.units[0], "Група")]
        self.posts = [positions.find_or_add(session, OPERATOR, name) or 0 for name in ("експерт", "инспектор")]

    def act(self) -> None:
        acts: list[Callable[[], object]] = [
            self.grow, self.hire, self.hire, self.move, self.leave, self.move_unit, self.fill, self.empty,
            self.plan, self.plan, self.replan, self.withdraw, self.end,
        ]  # fmt: skip
        try:
            with self.session.begin_nested():
                self.random.choice(acts)()
        except Refusal:
            pass

    def grow(self) -> None:
        self.units.append(an_organisation(self.session, parent_id=self.random.choice(self.units)))

    def hire(self) -> None:
        self.people.append(a_person(self.session, organisation_id=self.random.choice(self.units), password=None))

    def move(self) -> None:
        row = self.session.get_one(Person, self.random.choice(self.people))
        post = self.random.choice(["", "експерт", "инспектор"])
        joined = self.random.choice([None, clock.today() + timedelta(days=self.random.randint(-20, 20))])
        unit = self.random.choice(self.units)
        names = NameParts(row.given, row.middle, row.family)
        staffing.change(self.session, OPERATOR, PersonId(row.id), Entry(names, row.email or "", "", unit, post, joined))

    def leave(self) -> None:
        who = self.random.choice(self.people)
        if self.session.get_one(Person, who).left_on is not None:
            staffing.come_back(self.session, OPERATOR, who)
        else:
            staffing.leave(self.session, OPERATOR, who, clock.today() + timedelta(days=self.random.randint(0, 40)))

    def move_unit(self) -> None:
        unit, parent = self.random.sample(self.units, 2)
        tree.move(self.session, OPERATOR, unit, parent)

    def fill(self) -> None:
        mails = self.session.scalars(select(Person.email)).all()
        groups.fill(
            self.session, OPERATOR, self.groups[0], [mail for mail in mails if mail and self.random.random() < 0.5]
        )

    def empty(self) -> None:
        groups.empty(self.session, OPERATOR, self.groups[0])

    def spec(self, unit: OrganisationId, *, some: bool = False) -> Spec:
        """Courses, deadline and audience of the plan's own tree. `some`: perhaps not all of its courses are needed."""
        random, top = self.random, self.session.get_one(Organisation, unit)
        below = [
            row.id for row in self.session.scalars(select(Organisation)) if (row.path or "").startswith(top.path or "-")
        ]
        here = [one for one in self.people if self.session.get_one(Person, one).organisation_id in below]
        due, number = random.choice(["none", "on", "days"]), random.randint(1, 3)
        return Spec(
            name=f"План {random.random()}",
            courses=tuple(random.sample(SLUGS, number)),
            needed=random.randint(1, number) if some else None,
            due_on=clock.today() + timedelta(days=random.randint(1, 90)) if due == "on" else None,
            due_days=random.randint(1, 90) if due == "days" else None,
            audience=Audience(
                units=tuple(random.sample(below, random.randint(0, min(2, len(below))))),
                positions=tuple(random.sample(self.posts, random.randint(0, 1))),
                groups=tuple(self.groups[: random.randint(0, 1) if unit == self.units[0] else 0]),
                people=tuple(random.sample(here, min(len(here), random.randint(0, 1)))),
            ),
        )

    def plan(self) -> None:
        unit = self.random.choice(self.units)
        running(self.session, unit, self.spec(unit))

    def any_plan(self) -> queries.PlanView:
        running = self.session.scalars(select(Plan.id).where(Plan.state == PlanState.ACTIVE)).all()
        return queries.plan(self.session, OPERATOR, self.random.choice(running or [0]))

    def replan(self) -> None:
        view = self.any_plan()
        service.change(self.session, OPERATOR, view.id, self.spec(view.unit_id), seen=view.digest)

    def end(self) -> None:
        view = self.any_plan()
        if self.random.random() < 0.3:
            service.end(self.session, OPERATOR, view.id, seen=view.digest)

    def withdraw(self) -> None:
        from_plan = naive.studied(self.session)
        person_id, slug = self.random.choice(sorted(from_plan) or [(0, "")])
        found = enrolments.active(self.session, PersonId(person_id), CourseSlug(slug))
        if found is not None:
            enrolling.withdraw(self.session, OPERATOR, found.id, "за проба")


def running(session: Session, unit: OrganisationId, spec: Spec) -> int:
    """A plan that is active; its id."""
    plan_id = service.create(session, OPERATOR, unit, spec)
    service.activate(session, OPERATOR, plan_id, seen=queries.plan(session, OPERATOR, plan_id).digest)
    return plan_id


def changed(session: Session, plan_id: int, **terms: Any) -> None:
    """Another decision about a plan: the fields of Spec that are given."""
    view = queries.plan(session, OPERATOR, plan_id)
    service.change(session, OPERATOR, plan_id, replace(view.spec, **terms), seen=view.digest)


def ended(session: Session, plan_id: int) -> None:
    service.end(session, OPERATOR, plan_id, seen=queries.plan(session, OPERATOR, plan_id).digest)


def matched(work: Work) -> int:
    """Run every match that is asked for; how many entries the record has then."""
    while runner.run_one(work, {MATCH: match_plans}):
        pass
    with work.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0
