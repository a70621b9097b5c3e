"""What plans ask of one person: settled once, strict, and never taking away what was done."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from elearn.enrolment.rules import Enrol, Settle, Step, TakeUp, Withdraw
from elearn.ids import CourseSlug, EnrolmentId, PersonId
from elearn.plans import rules
from elearn.plans.rules import Held, Membership, Terms

ME, TODAY = PersonId(1), date(2027, 3, 10)
COURSES = [CourseSlug(name) for name in "abcd"]
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
dues = st.none() | days
courses = st.lists(st.sampled_from(COURSES), min_size=1, unique=True).map(tuple)


@st.composite
def memberships(draw: Any) -> list[Membership]:
    found = []
    for plan_id in range(1, draw(st.integers(0, 3)) + 1):
        asked = draw(courses)
        needed = draw(st.none() | st.integers(1, len(asked)))
        on, within = draw(st.sampled_from([(None, None), (draw(days), None), (None, draw(st.integers(1, 400)))]))
        terms = Terms(plan_id, asked, needed, on, within, draw(st.none() | st.integers(1, 36)))
        found.append(Membership(terms, draw(days)))
    return found


@st.composite
def holdings(draw: Any) -> dict[CourseSlug, Held]:
    found = {}
    for number, course in enumerate(draw(st.lists(st.sampled_from(COURSES), unique=True))):
        done, withdrawn = draw(st.none() | days), draw(st.booleans())
        found[course] = Held(
            enrolment_id=EnrolmentId(number + 1),
            course=course,
            cycle=draw(st.integers(1, 3)),
            opened_on=draw(st.dates(date(2026, 1, 1), TODAY)),
            due=draw(dues),
            plan_id=draw(st.none() | st.integers(1, 4)),
            own=draw(st.booleans()),
            withdrawn=withdrawn and done is None,
            begun=done is not None or draw(st.booleans()),
            exempted=draw(st.booleans()) and draw(st.booleans()),
            done_on=done and min(done, TODAY),
            own_due=draw(dues),
            extended=draw(dues),
        )
    return found


def after(held: dict[CourseSlug, Held], steps: list[Step]) -> dict[CourseSlug, Held]:
    """What a person has once the steps are done."""
    by_id = {one.enrolment_id: one for one in held.values()}
    found = dict(held)
    for step in steps:
        if isinstance(step, Enrol):
            new = EnrolmentId(100 + len(found))
            found[step.course] = Held(
                new, step.course, step.cycle, TODAY, step.due, step.plan_id, own=False, withdrawn=False
            )
            continue
        one = by_id[step.enrolment_id]
        if isinstance(step, Withdraw):
            one = replace(one, withdrawn=True)
        elif isinstance(step, TakeUp):
            one = replace(one, withdrawn=False, own=False, own_due=None, due=step.due, plan_id=step.plan_id)
        else:
            one = replace(one, due=step.due, plan_id=step.plan_id)
        found[one.course] = one
    return found


def test_an_exemption_that_another_plan_takes_up_again_counts_at_once() -> None:
    """What it counts for is not asked elsewhere first and let go at the next look."""
    courses = (CourseSlug("a"), CourseSlug("b"))
    some = Membership(Terms(2, courses, needed=1, due_on=date(2026, 1, 1)), TODAY)
    held = {
        courses[0]: Held(EnrolmentId(1), courses[0], 1, date(2026, 1, 1), None, None, own=False, withdrawn=False),
        courses[1]: Held(
            EnrolmentId(2), courses[1], 1, date(2026, 1, 1), None, None, own=False, withdrawn=True, exempted=True
        ),
    }
    steps = rules.steps(ME, [Membership(Terms(1, courses), TODAY), some], held, (), TODAY)
    assert {step.enrolment_id: step.due for step in steps if isinstance(step, Settle | TakeUp)} == {
        EnrolmentId(1): None,
        EnrolmentId(2): date(2026, 1, 1),
    }


@given(memberships(), holdings(), st.sets(st.integers(1, 4)))
def test_once_settled_nothing_is_left_to_do(
    members: list[Membership], held: dict[CourseSlug, Held], ended: set[int]
) -> None:
    steps = rules.steps(ME, members, held, ended, TODAY)
    assert rules.steps(ME, members, after(held, steps), ended, TODAY) == []


@given(memberships(), holdings())
def test_what_is_done_is_neither_withdrawn_nor_given_another_deadline(
    members: list[Membership], held: dict[CourseSlug, Held]
) -> None:
    done = {one.enrolment_id: one for one in held.values() if one.done and not one.withdrawn}
    for step in rules.steps(ME, members, held, (), TODAY):
        assert not isinstance(step, Withdraw) or step.enrolment_id not in done
        if isinstance(step, Settle) and step.enrolment_id in done:
            assert step.due == done[step.enrolment_id].due


@given(memberships(), holdings())
def test_each_plan_has_as_many_courses_taken_up_as_it_needs(
    members: list[Membership], held: dict[CourseSlug, Held]
) -> None:
    has = after(held, rules.steps(ME, members, held, (), TODAY))
    taken = {course for course, one in has.items() if not one.withdrawn}
    for member in members:
        asked = member.terms.courses
        assert len(taken.intersection(asked)) >= (member.terms.needed or len(asked))


@given(memberships(), holdings())
def test_a_course_that_was_begun_is_never_taken_away(members: list[Membership], held: dict[CourseSlug, Held]) -> None:
    begun = {one.enrolment_id for one in held.values() if one.begun or one.own}
    gone = {step.enrolment_id for step in rules.steps(ME, members, held, (), TODAY) if isinstance(step, Withdraw)}
    assert not gone & begun


@given(memberships())
def test_the_earliest_deadline_of_several_plans_holds(members: list[Membership]) -> None:
    fresh = [member for member in members if member.terms.needed is None]
    for step in rules.steps(ME, fresh, {}, (), TODAY):
        assert isinstance(step, Enrol)
        asking = [member for member in fresh if step.course in member.terms.courses]
        assert (step.due or date.max) == min(
            rules.first_due(member.terms, member.since) or date.max for member in asking
        )
        assert step.cycle == 1


@given(dues, dues, dues)
def test_a_plan_never_gives_more_time_than_a_person_did_unless_it_was_extended(
    own: date | None, asked: date | None, extended: date | None
) -> None:
    due = rules.due_of(own, asked, extended)
    base = rules.due_of(own, asked, None)
    assert (due is None) == (own is None and asked is None)
    assert {base} <= {own, asked}
    assert all((base or date.max) <= (day or date.max) for day in (own, asked))
    assert due == base or (due == extended and base is not None and due is not None and due > base)


@given(memberships(), holdings())
def test_plans_that_came_and_went_leave_every_deadline_as_it_was(
    members: list[Membership], held: dict[CourseSlug, Held]
) -> None:
    own = {
        course: replace(one, own=True, withdrawn=False, plan_id=None, exempted=False, done_on=None)
        for course, one in held.items()
    }
    before = {c: replace(one, due=rules.due_of(one.own_due, None, one.extended)) for c, one in own.items()}
    there = after(before, rules.steps(ME, members, before, (), TODAY))
    gone = after(there, rules.steps(ME, [], there, (), TODAY))
    assert {course: gone[course] for course in before} == before


def test_days_of_a_later_cycle_are_counted_from_coming_into_the_plan_if_that_was_later() -> None:
    terms, opened = Terms(1, (COURSES[0],), due_days=30), date(2027, 1, 10)
    has = Held(EnrolmentId(1), COURSES[0], 2, opened, None, None, own=False, withdrawn=False)
    for since, first in ((date(2026, 1, 1), opened), (date(2027, 3, 1), date(2027, 3, 1))):
        [step] = rules.steps(ME, [Membership(terms, since)], {COURSES[0]: has}, (), TODAY)
        assert step == Settle(EnrolmentId(1), ME, first + timedelta(days=30), 1)


@given(days, st.integers(1, 600))
def test_validity_ends_on_the_same_day_of_a_later_month(day: date, months: int) -> None:
    later = rules.months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(days, days)
def test_a_renewal_is_due_on_the_plans_day_of_a_year_that_is_not_over(due_on: date, opened: date) -> None:
    due = rules.renewed_due(Terms(1, (), due_on=due_on), opened)
    assert due is not None
    assert due >= opened
    assert due == due_on or (due - opened).days <= 366


def test_a_completion_that_is_too_old_opens_the_next_cycle_once() -> None:
    done = Held(EnrolmentId(1), COURSES[0], 1, date(2026, 1, 1), None, 1, own=False, withdrawn=False, begun=True)
    members = [Membership(Terms(1, (COURSES[0],), due_days=30, valid_months=12), date(2026, 1, 1))]
    fresh = {COURSES[0]: replace(done, done_on=TODAY - timedelta(days=300))}
    assert rules.steps(ME, members, fresh, (), TODAY) == []
    assert rules.look_on(members, fresh, TODAY) <= TODAY + rules.LOOK_AGAIN
    old = {COURSES[0]: replace(done, done_on=date(2026, 3, 10))}
    [step] = rules.steps(ME, members, old, (), TODAY)
    assert step == Enrol(ME, COURSES[0], 2, TODAY + timedelta(days=30), 1)
    exempt = {COURSES[0]: replace(done, done_on=date(2020, 1, 1), exempted=True)}
    assert rules.steps(ME, members, exempt, (), TODAY) == []


def test_who_does_another_course_of_the_list_is_freed_of_the_one_given() -> None:
    a, b, _, _ = COURSES
    members = [Membership(Terms(1, (a, b), needed=1), TODAY)]
    given_one = Held(EnrolmentId(1), a, 1, TODAY, None, 1, own=False, withdrawn=False)
    chosen = Held(EnrolmentId(2), b, 1, TODAY, None, None, own=True, withdrawn=False, begun=True, done_on=TODAY)
    steps = rules.steps(ME, members, {a: given_one, b: chosen}, (), TODAY)
    assert steps == [Settle(EnrolmentId(2), ME, None, 1), Withdraw(EnrolmentId(1))]
