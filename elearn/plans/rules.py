"""What plans ask of one person, and what that changes in the courses the person already has. Pure.

Of several plans that ask for a course the earliest deadline holds, and of equal ones the older plan's. A plan that asks
for some of its courses counts those first that the person has, and then goes by its own order.

What happens to a course that is asked for, and to one that is asked for no more:

* not taken up, or withdrawn: taken up, due as the plan says;
* under way: due by what `due_of` makes of the day that was set by hand, of what plans ask, and of an extension;
* done: stays as it is for ever; where the plan's validity is over, the next cycle is opened;
* asked for no more: what is done or begun stays, without the plan's deadline; what was never begun and only ever a
  plan's wish is withdrawn.
"""

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from elearn.enrolment.rules import Enrol, Settle, Step, TakeUp, Withdraw
from elearn.ids import CourseSlug, EnrolmentId, PersonId

LOOK_AGAIN = timedelta(days=7)
"""At the latest after so long a member's enrolments are compared with what plans ask, though nothing was heard."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan asks: `courses` in its order, `needed` of them, or all where it is None."""

    plan_id: int
    courses: tuple[CourseSlug, ...]
    needed: int | None = None
    due_on: date | None = None
    due_days: int | None = None
    valid_months: int | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody is in a plan. `since`: the day on which they joined or came into it, whichever is later."""

    terms: Terms
    since: date


@dataclass(frozen=True, slots=True)
class Held:
    """The latest cycle of a course that a person has, or had. `own`: somebody else than a plan wished it first.

    `own_due`: the last day that was set by hand; `extended`: that of an extension. `done_on`: of a completion here or
    elsewhere; an exemption has none.
    """

    enrolment_id: EnrolmentId
    course: CourseSlug
    cycle: int
    opened_on: date
    due: date | None
    plan_id: int | None
    own: bool
    withdrawn: bool
    begun: bool = False
    exempted: bool = False
    done_on: date | None = None
    own_due: date | None = None
    extended: date | None = None

    @property
    def done(self) -> bool:
        return self.exempted or self.done_on is not None


def first_due(terms: Terms, since: date) -> date | None:
    """The last day of the first cycle for a member since that day."""
    return terms.due_on if terms.due_days is None else since + timedelta(days=terms.due_days)


def renewed_due(terms: Terms, since: date) -> date | None:
    """The last day of a later cycle, which was opened, or asked of somebody new in the plan, on `since`: so many days
    after it, or the plan's day of the year from then on."""
    if terms.due_on is None or terms.due_on >= since:
        return first_due(terms, since)
    same = months_after(terms.due_on, 12 * (since.year - terms.due_on.year))
    return same if same >= since else months_after(terms.due_on, 12 * (since.year - terms.due_on.year + 1))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month.

    >>> months_after(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_of(own: date | None, asked: date | None, extended: date | None) -> date | None:
    """The last day of an enrolment under way; None for no end.

    The earlier of what was set by hand, `own`, and of the earliest day that plans ask for, `asked`: a plan never gives
    more time than a person did. An extension is kept until these are later; where neither is left, nothing is due.
    """
    base = min((day for day in (own, asked) if day is not None), default=None)
    return base if base is None or extended is None else max(base, extended)


def asked(
    members: Iterable[Membership], held: Mapping[CourseSlug, Held], today: date
) -> Mapping[CourseSlug, Sequence[Membership]]:
    """The courses that are asked of one person, each with those who ask.

    What one plan asks for counts for the others as if it were under way, so that nothing is given only to be taken
    back: once given, the same is asked.
    """
    every, had = list(members), frozenset[CourseSlug]()
    while True:
        found: dict[CourseSlug, list[Membership]] = {}
        for member in every:
            for course in _asked_of(member.terms, held, had, today):
                found.setdefault(course, []).append(member)
        if had.issuperset(found):
            return found
        had = had.union(found)


def _asked_of(
    terms: Terms, held: Mapping[CourseSlug, Held], had: Collection[CourseSlug], today: date
) -> Sequence[CourseSlug]:
    """All courses of a plan, or `needed`: first what is done, then what is under way, then what was done too long ago,
    then the rest."""
    if terms.needed is None:
        return terms.courses

    def rank(course: CourseSlug) -> int:
        has = held.get(course)
        in_force = has is not None and (not has.withdrawn or course in had)
        over = in_force and has is not None and _is_over(terms.valid_months, has, today)
        if in_force and has is not None and has.done and not over:
            return 0
        if course in had or (in_force and not over):
            return 1
        return 2 if over else 3

    return sorted(terms.courses, key=rank)[: terms.needed]


def steps(
    person_id: PersonId,
    members: Iterable[Membership],
    held: Mapping[CourseSlug, Held],
    ended: Iterable[int],
    today: date,
) -> list[Step]:
    """What is to be changed for one person; nothing once it has been done. `ended`: plans that are over, whose
    enrolments keep saying whose they were."""
    asking = asked(members, held, today)
    found = [_asked(person_id, course, asking[course], held.get(course), today) for course in asking]
    over = frozenset(ended)
    found += [
        _unasked(person_id, one, over)
        for course, one in held.items()
        if course not in asking and one.plan_id is not None
    ]
    return [step for step in found if step is not None]


def look_on(members: Iterable[Membership], held: Mapping[CourseSlug, Held], today: date) -> date:
    """The next day on which time alone may change something: a validity ends; never later than LOOK_AGAIN."""
    ends = [
        months_after(has.done_on, member.terms.valid_months)
        for member in members
        if member.terms.valid_months is not None
        for course in member.terms.courses
        if (has := held.get(course)) is not None and has.done_on is not None and not has.withdrawn
    ]
    return min([today + LOOK_AGAIN, *(day for day in ends if day > today)])


def _asked(
    person_id: PersonId, course: CourseSlug, members: Sequence[Membership], held: Held | None, today: date
) -> Step | None:
    cycle = 1 if held is None else held.cycle
    opened = today if held is None else held.opened_on
    day, plan_id = strictest(members, cycle, opened)
    if held is None:
        return Enrol(person_id, course, 1, day, plan_id)
    if held.withdrawn:
        return TakeUp(held.enrolment_id, due_of(None, day, held.extended), plan_id)
    if held.done:
        months = (member.terms.valid_months for member in members)
        if any(_is_over(one, held, today) for one in months):
            day, plan_id = strictest(members, cycle + 1, today)
            return Enrol(person_id, course, cycle + 1, day, plan_id)
        return Settle(held.enrolment_id, person_id, held.due, plan_id) if held.plan_id is None else None
    due = due_of(held.own_due, day, held.extended)
    return None if (due, plan_id) == (held.due, held.plan_id) else Settle(held.enrolment_id, person_id, due, plan_id)


def strictest(members: Sequence[Membership], cycle: int, opened_on: date) -> tuple[date | None, int]:
    """The earliest deadline of a course in that cycle, with its plan; of equal ones the older plan's."""
    days = ((_due(member, cycle, opened_on), member.terms.plan_id) for member in members)
    return min(days, key=lambda one: (one[0] or date.max, one[1]))


def _due(member: Membership, cycle: int, opened_on: date) -> date | None:
    if cycle == 1:
        return first_due(member.terms, member.since)
    return renewed_due(member.terms, max(member.since, opened_on))


def _is_over(months: int | None, held: Held, today: date) -> bool:
    """Whether what was done is valid no more. An exemption has no end."""
    done_on = None if held.exempted else held.done_on
    return done_on is not None and months is not None and months_after(done_on, months) <= today


def _unasked(person_id: PersonId, held: Held, ended: frozenset[int]) -> Step | None:
    if held.withdrawn or held.done:
        return None
    if not held.own and not held.begun:
        return Withdraw(held.enrolment_id)
    plan_id = held.plan_id if held.plan_id in ended else None
    due = due_of(held.own_due, None, held.extended)
    return None if (due, plan_id) == (held.due, held.plan_id) else Settle(held.enrolment_id, person_id, due, plan_id)
