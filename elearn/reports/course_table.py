"""A course's page as a table: from enrolled to certified, and where people stop."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from elearn.content.model import Outline
from elearn.content.phrases import N_
from elearn.coordinating import choices, funnels
from elearn.coordinating.filters import Wish
from elearn.coordinating.funnels import Funnel, Reached
from elearn.coordinating.naming import MODULE, STAGES
from elearn.errors import NotFound
from elearn.reports.orders import Order, course_title, facts, titled, words_of
from elearn.reports.rules import Chart, Column, Format, Report, Row, Series
from elearn.reports.standing_rows import narrowed


def report(session: Session, order: Order) -> Report:
    """Raises NotFound("course_unknown") and NotAllowed("not_permitted") for a unit out of reach."""
    wish = Wish.read(order.asked)
    outline = choices.outlines(session).get(wish.course) if wish.course is not None else None
    if outline is None:
        raise NotFound("course_unknown", course=wish.course or "")
    told = Wish(unit=wish.unit, plan=wish.plan, course=wish.course, with_leavers=wish.with_leavers)
    circle = choices.circle_of(session, order.actor, wish)
    found = funnels.funnel(session, circle, outline, order.today)
    rows = tuple(_rows(order, outline, found))
    title = course_title(outline, order.language)
    return Report(
        title=title,
        facts=facts(session, order, *narrowed(session, order, told)),
        columns=(
            Column(order.say(N_("Table")), width=38),
            Column(order.say(N_("How far")), width=60),
            Column(order.say(N_("People")), Format.NUMBER, 10),
            Column(order.say(N_("Share")), Format.PERCENT, 10),
        ),
        total=len(rows),
        rows=iter(rows),
        chart=lambda: _chart(order, outline, found),
        words=words_of(order),
    )


def _rows(order: Order, outline: Outline, found: Funnel) -> Iterator[Row]:
    funnel, stops = order.say(N_("From enrolled to certified")), order.say(N_("Where people stop"))
    for one in found.stages:
        yield funnel, _stage(order, outline, one), one.count, _share(one.count, found.tally.asked)
    stopped = sum(stop.count for stop in found.stops)
    for stop in found.stops:
        yield stops, titled(stop.step.title, outline, order.language), stop.count, _share(stop.count, stopped)


def _share(count: int, total: int) -> int:
    return round(100 * count / total) if total else 0


def _stage(order: Order, outline: Outline, one: Reached) -> str:
    if one.module is None:
        return order.say(STAGES[one.stage])
    title = titled(one.module.title, outline, order.language)
    return order.say(MODULE, number=one.module.number, title=title)


def _chart(order: Order, outline: Outline, found: Funnel) -> Chart:
    labels = tuple(_stage(order, outline, one) for one in found.stages)
    people = Series(order.say(N_("People")), "plain", tuple(one.count for one in found.stages))
    return Chart(order.say(N_("From enrolled to certified")), labels, (people,))
