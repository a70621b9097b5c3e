"""A plan as a table: everybody of one's own in it, a row for each course asked of them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import func
from sqlalchemy.orm import Session

from elearn.content.phrases import N_
from elearn.coordinating import choices
from elearn.coordinating.filters import Wish
from elearn.coordinating.naming import STATES
from elearn.coordinating.queries import Circle, standings
from elearn.coordinating.rules import State
from elearn.ids import CourseSlug
from elearn.reports.matrix_table import Counts, chart
from elearn.reports.orders import Order, course_title, facts, words_of
from elearn.reports.rules import Column, Format, Report, Row
from elearn.reports.standing_rows import PIECE, Stand, certificate_numbers, narrowed, people_ids, someone, standing


def report(session: Session, order: Order) -> Report:
    """Raises NotFound("plan_unknown") and NotAllowed("not_permitted") for what is out of reach."""
    asked = Wish.read(order.asked)
    wish = Wish(unit=asked.unit, plan=asked.plan or 0, with_leavers=asked.with_leavers)
    name, circle = (
        choices.plan_name(session, order.actor, wish.plan or 0),
        choices.circle_of(session, order.actor, wish),
    )
    counted = standings(circle, order.today, func.count())
    outlines = choices.outlines(session)
    titles = {slug: course_title(one, order.language) for slug, one in outlines.items()}
    counts: Counts = {}
    ids = people_ids(session, circle, wish, order.today, order.patience)
    return Report(
        title=order.say(N_("Plan %(name)s"), name=name),
        facts=facts(session, order, *narrowed(session, order, wish)),
        columns=_columns(order),
        total=session.scalar(counted) or 0,
        rows=_rows(session, order, circle, ids, titles, counts),
        chart=lambda: chart(order, titles, counts),
        words=words_of(order),
    )


def _columns(order: Order) -> tuple[Column, ...]:
    return (
        *someone(order),
        Column(order.say(N_("Course")), width=40),
        Column(order.say(N_("State")), width=20),
        Column(order.say(N_("Due")), Format.DAY, 14),
        Column(order.say(N_("Completed on")), Format.DAY, 14),
        Column(order.say(N_("Certificate")), width=20),
    )


def _rows(
    session: Session,
    order: Order,
    circle: Circle,
    ids: Sequence[int],
    titles: Mapping[CourseSlug, str],
    counts: Counts,
) -> Iterator[Row]:
    each = ((who, one) for who, stands in standing(session, circle, ids, order.today) for one in stands)
    while piece := list(islice(each, PIECE)):
        numbers = certificate_numbers(session, [one.enrolment_id for _, one in piece])
        for who, one in piece:
            _count(counts, one)
            title, state = titles.get(CourseSlug(one.slug), one.slug), order.say(STATES[State(one.state)])
            paper = ", ".join(numbers.get(one.enrolment_id, ()))
            yield who.name, who.unit, who.position, who.number, title, state, one.due, one.done_on, paper


def _count(counts: Counts, one: Stand) -> None:
    counts.setdefault(one.slug, {state.value: 0 for state in State})[one.state] += 1
