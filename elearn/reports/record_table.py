"""The record of acts as a table: who saw or changed what about whom, as far as the maker may read it."""

from collections.abc import Iterator
from itertools import islice

from sqlalchemy.orm import Session

from elearn.content.phrases import N_
from elearn.reports import slots
from elearn.reports.orders import Fact, Order, facts, words_of
from elearn.reports.rules import Chart, Column, Format, Report, Row, Series
from elearn.reports.slots import Entry

NARROWED = {
    "about": N_("Person concerned"),
    "by": N_("Who acted"),
    "since": N_("From day"),
    "until": N_("To day"),
    "person": N_("Only one person, №"),
    "act": N_("Kind of act"),
}
MOST_ACTS = 40


def report(session: Session, order: Order) -> Report:
    """Everything that the filters of the page leave."""
    total = sum(1 for _ in islice(_entries(session, order), order.patience))
    given = ((label, order.asked.get(name)) for name, label in NARROWED.items())
    narrowed: list[Fact] = [(order.say(label), value) for label, value in given if value]
    tally: dict[str, int] = {}
    return Report(
        title=order.say(N_("Record of acts")),
        facts=facts(session, order, *narrowed),
        columns=(
            Column(order.say(N_("When")), Format.MOMENT, 18),
            Column(order.say(N_("Act")), width=44),
            Column(order.say(N_("Person concerned")), width=36),
            Column(order.say(N_("Unit")), width=36),
            Column(order.say(N_("Who acted")), width=36),
            Column(order.say(N_("Through")), width=18),
            Column(order.say(N_("Details")), width=60),
        ),
        total=total,
        rows=_rows(session, order, tally),
        chart=lambda: _chart(order, tally),
        words=words_of(order),
        exact=order.patience is None or total < order.patience,
    )


def _entries(session: Session, order: Order) -> Iterator[Entry]:
    before, more = None, True
    while more:
        found, more = slots.acts.call(session, order.actor, order.asked, before, order.language)
        yield from found
        before = found[-1].id if found else None
        more = more and bool(found)


def _rows(session: Session, order: Order, tally: dict[str, int]) -> Iterator[Row]:
    for one in _entries(session, order):
        tally[one.act] = tally.get(one.act, 0) + 1
        details = "; ".join(f"{label}: {words}" for label, words in one.details)
        yield one.at, one.act, one.about, one.unit, one.by, one.door, details


def _chart(order: Order, tally: dict[str, int]) -> Chart:
    """How often each act was done, the most frequent first."""
    most = sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:MOST_ACTS]
    counts = Series(order.say(N_("Acts")), "plain", tuple(count for _, count in most))
    return Chart(order.say(N_("Acts by kind")), tuple(act for act, _ in most), (counts,))
