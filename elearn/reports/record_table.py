"""The record of acts as a table: who saw or changed what about whom, as far as the maker may read it."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from sqlalchemy.orm import Session

from elearn.content.phrases import N_
from elearn.ids import PersonId
from elearn.people.queries import in_scope
from elearn.people.queries import person as person_of
from elearn.reports import slots
from elearn.reports.orders import NEEDED, Fact, Order, facts, words_of
from elearn.reports.rules import Chart, Column, Format, Report, Row, Series
from elearn.reports.slots import Entry
from elearn.web.numbers import whole_number

MOST_ACTS = 40


def report(session: Session, order: Order) -> Report:
    """Everything that the filters of the page leave."""
    total = sum(1 for _ in islice(_entries(session, order), order.patience))
    tally: dict[str, int] = {}
    return Report(
        title=order.say(N_("Record of acts")),
        facts=facts(session, order, *_narrowed(session, order)),
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


def _narrowed(session: Session, order: Order) -> Iterator[Fact]:
    """What the filters ask for, in words; as `operations.record` reads them."""
    person = whole_number(order.asked.get("person"))
    given = (
        (N_("Only one person"), _name(session, order, PersonId(person)) if person else ""),
        (N_("Person concerned"), order.asked.get("about", "")),
        (N_("Who acted"), order.asked.get("by", "")),
        (N_("Kind of act"), slots.kind_of_act.call(order.asked.get("act", ""), order.language)),
        (N_("From day"), _day(order, "since")),
        (N_("To day"), _day(order, "until")),
    )
    return ((order.say(label), words) for label, words in given if words)


def _name(session: Session, order: Order, person_id: PersonId) -> str:
    """The number of somebody out of reach, and of nobody."""
    known = in_scope(session, order.actor, NEEDED, person_id)
    return person_of(session, person_id).name if known else f"№ {person_id}"


def _day(order: Order, name: str) -> str:
    try:
        return order.day(date.fromisoformat(order.asked.get(name, "")))
    except ValueError:
        return ""


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
