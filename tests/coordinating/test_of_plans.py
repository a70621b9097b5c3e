"""What a plan counts: every page, table and paper counts the same enrolments."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.coordinating import matrix, tallies
from elearn.coordinating.choices import circle_of, outlines
from elearn.coordinating.filters import Wish
from elearn.coordinating.funnels import funnel
from elearn.coordinating.queries import NEEDED
from elearn.enrolment.models import Enrolment
from elearn.ids import PersonId
from elearn.people import reach
from elearn.people.models import Person
from elearn.plans.models import Plan, PlanMember, PlanState
from elearn.reports import building, commas, plan_paper
from elearn.reports.orders import Order
from elearn.reports.rules import Kind
from tests.coordinating.towns import Town, a_town, mark, put_in
from tests.factories.content import a_course, both
from tests.factories.enrolment import an_enrolment
from tests.factories.people import a_person
from tests.factories.plans import a_plan
from tests.factories.publishing import a_snapshot

COURSES = ("first", "second", "third")
DONE = date(2026, 11, 20)


@pytest.fixture
def town(session: Session) -> Town:
    for slug in COURSES:
        course = a_course(slug)
        a_snapshot(session, replace(course, outline=replace(course.outline, title=both(slug, slug))))
    return a_town(session, "Липово")


def somebody(session: Session, town: Town, *courses: str, done: tuple[str, ...] = ()) -> PersonId:
    """With enrolments of their own wish."""
    who = a_person(session, organisation_id=town.department)
    for slug in courses:
        an_enrolment(session, who, slug)
    mine = update(Enrolment).where(Enrolment.person_id == who)
    session.execute(mine.where(Enrolment.course_slug.in_(done)).values(credited_on=DONE))
    return who


def counts(session: Session, town: Town, plan_id: int, **wished: bool) -> set[tuple[tuple[str, int], ...]]:
    """How many of each course, as each page, table and paper counts them."""
    wish = Wish(plan=plan_id, **wished)
    circle, today = circle_of(session, town.actor, wish), clock.today()
    asked = {"plan": str(plan_id)} | ({"left": "1"} if wish.with_leavers else {})
    order = Order(town.actor, "", Kind.PLAN, asked, "en", clock.now())
    paper = plan_paper.report(session, order)
    glance = tallies.glance(tallies.sums(session, circle, today), reach.units(session, town.actor, NEEDED), None)
    cells = [slug for line in matrix.page(session, circle, wish, today).lines for slug in line.cells]
    rows = table(session, order)
    states = table(session, replace(order, kind=Kind.MATRIX))
    found = {
        "page": {str(line.slug): line.tally.total for line in glance.courses},
        "matrix": {slug: cells.count(slug) for slug in cells},
        "table": {row[4]: sum(row[4] == one[4] for one in rows) for row in rows},
        "matrix as a file": {"in all": sum(bool(cell) for row in states for cell in row[4::3])},
        "paper": {line.name: line.tally.total for line in paper.courses},
        "funnels": {
            str(slug): total
            for slug, outline in outlines(session).items()
            if (total := funnel(session, circle, outline, today).tally.total)
        },
        "plan": {
            str(slug): sum(one.values()) for slug, one in tallies.of_plan(session, town.actor, plan_id, today).items()
        },
    }
    assert found["matrix as a file"].pop("in all") == sum(found["page"].values())
    del found["matrix as a file"]
    if wish.with_leavers:
        del found["plan"]
    return {tuple(sorted(one.items())) for one in found.values()}


def table(session: Session, order: Order) -> list[list[str]]:
    out = io.BytesIO()
    commas.write(building.table(session, order), out)
    return list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig")), delimiter=";"))[3:]


def test_a_course_that_two_plans_ask_for_counts_under_both(session, town) -> None:
    one, other = a_plan(session, town.top, "first", "second"), a_plan(session, town.top, "first")
    who = somebody(session, town, "first", "second")
    mark(session, who, plan_id=one)
    put_in(session, one, who)
    put_in(session, other, who)
    assert counts(session, town, one) == {(("first", 1), ("second", 1))}
    assert counts(session, town, other) == {(("first", 1),)}


def test_a_members_own_enrolment_counts_and_that_of_others_does_not(session, town) -> None:
    plan_id = a_plan(session, town.top, "first")
    put_in(session, plan_id, somebody(session, town, "first", "third"))
    somebody(session, town, "first")
    assert counts(session, town, plan_id) == {(("first", 1),)}


def test_of_some_courses_what_is_done_counts_first_then_what_stands_first(session, town) -> None:
    plan_id = a_plan(session, town.top, *COURSES)
    session.execute(update(Plan).where(Plan.id == plan_id).values(needed=1))
    put_in(session, plan_id, somebody(session, town, *COURSES, done=("third",)))
    put_in(session, plan_id, somebody(session, town, "second", "third"))
    assert counts(session, town, plan_id) == {(("second", 1), ("third", 1))}


def test_a_plan_that_has_ended_keeps_whom_it_had_then(session, town) -> None:
    plan_id = a_plan(session, town.top, "first")
    there, before = somebody(session, town, "first"), somebody(session, town, "first")
    put_in(session, plan_id, there, before)
    ended = clock.now()
    session.execute(update(Plan).where(Plan.id == plan_id).values(state=PlanState.ENDED, ended_at=ended))
    for who, at in ((there, ended), (before, ended - timedelta(days=1))):
        session.execute(update(PlanMember).where(PlanMember.person_id == who).values(let_go_at=at))
    assert counts(session, town, plan_id) == {(("first", 1),)}


def test_with_those_who_left_their_part_in_the_plan_is_told_too(session, town) -> None:
    plan_id = a_plan(session, town.top, "first")
    who = somebody(session, town, "first", done=("first",))
    mark(session, who, plan_id=plan_id)
    put_in(session, plan_id, who)
    session.execute(update(PlanMember).values(let_go_at=clock.now()))
    session.execute(update(Person).where(Person.id == who).values(left_on=clock.today() - timedelta(days=1)))
    assert counts(session, town, plan_id) == {()}
    assert counts(session, town, plan_id, with_leavers=True) == {(("first", 1),)}
