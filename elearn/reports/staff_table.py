"""The list of people as a table: everybody whom the filters of `/coordinate/people` leave."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.phrases import N_
from elearn.people import roster
from elearn.people.models import Position
from elearn.people.roster import Line, Whom, Wish
from elearn.reports.orders import Fact, Order, facts, unit_fact, words_of
from elearn.reports.rules import Chart, Column, Format, Report, Row, Series

WHOM = {
    Whom.HERE: N_("who is here"),
    Whom.NEVER: N_("have not signed in yet"),
    Whom.NO_EMAIL: N_("have no e-mail"),
    Whom.LEFT: N_("have left"),
    Whom.ALL: N_("everybody"),
}
MOST_UNITS = 40


def report(session: Session, order: Order) -> Report:
    """Raises NotAllowed("not_permitted") for a unit out of reach."""
    wish = replace(Wish.read(order.asked), after=None, before=None)
    narrowed = _narrowed(session, order, wish)
    total = roster.page(session, order.actor, wish).total
    tally: dict[str, list[int]] = {}
    return Report(
        title=order.say(N_("List of people")),
        facts=facts(session, order, *narrowed),
        columns=_columns(order),
        total=total if total is not None else _count(session, order, wish),
        rows=_rows(session, order, wish, tally),
        chart=lambda: _chart(order, tally),
        words=words_of(order),
        exact=total is not None or order.patience is None,
    )


def _count(session: Session, order: Order, wish: Wish) -> int:
    """Of more than the list itself counts."""
    if order.patience is not None:
        return max(order.patience, roster.MOST_COUNTED)
    return sum(1 for _ in _lines(session, order, wish))


def _narrowed(session: Session, order: Order, wish: Wish) -> tuple[Fact, ...]:
    found = [*unit_fact(session, order, wish.unit), (order.say(N_("State")), order.say(WHOM[wish.whom]))]
    if wish.position is not None:
        name = session.scalar(select(Position.name).where(Position.id == wish.position))
        found.append((order.say(N_("Position")), name or "–"))
    if wish.text:
        found.append((order.say(N_("Name, staff number or e-mail")), wish.text))
    return tuple(found)


def _columns(order: Order) -> tuple[Column, ...]:
    return (
        Column(order.say(N_("Name")), width=36),
        Column(order.say(N_("Position")), width=28),
        Column(order.say(N_("Unit")), width=36),
        Column(order.say(N_("Staff number")), width=14),
        Column(order.say(N_("E-mail")), width=32),
        Column(order.say(N_("Joined on")), Format.DAY, 14),
        Column(order.say(N_("Left on")), Format.DAY, 14),
        Column(order.say(N_("Signed in")), width=12),
    )


def _lines(session: Session, order: Order, wish: Wish) -> Iterator[Line]:
    """Everybody, a page of the list after the other."""
    page = roster.page(session, order.actor, wish)
    yield from page.lines
    while page.later is not None:
        page = roster.page(session, order.actor, replace(wish, after=page.later))
        yield from page.lines


def _rows(session: Session, order: Order, wish: Wish, tally: dict[str, list[int]]) -> Iterator[Row]:
    yes, never = order.say(N_("yes")), order.say(N_("never"))
    for line in _lines(session, order, wish):
        counts = tally.setdefault(line.unit, [0, 0])
        counts[0 if line.signed_in else 1] += 1
        signed_in = yes if line.signed_in else never
        yield (
            line.name,
            line.position,
            line.unit,
            line.number,
            line.email,
            line.joined_on,
            line.left_on,
            signed_in,
        )


def _chart(order: Order, tally: dict[str, list[int]]) -> Chart:
    """People by unit, the largest first: who has signed in, and who has not."""
    largest = sorted(tally.items(), key=lambda one: (-sum(one[1]), one[0]))[:MOST_UNITS]
    return Chart(
        order.say(N_("People by unit")),
        tuple(unit or order.say(N_("without a unit")) for unit, _ in largest),
        (
            Series(order.say(N_("have signed in")), "done", tuple(counts[0] for _, counts in largest)),
            Series(order.say(N_("have not signed in yet")), "open", tuple(counts[1] for _, counts in largest)),
        ),
    )
