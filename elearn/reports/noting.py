"""That somebody took a file out of the platform: noted so that whoever answers for the people in it reads of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit.service import record
from elearn.ids import PersonId
from elearn.people import reach
from elearn.people.models import Organisation
from elearn.people.queries import in_scope
from elearn.plans.models import Plan
from elearn.reports.orders import NEEDED, Order
from elearn.reports.rules import Form, Kind
from elearn.web.numbers import whole_number

OF_ONE = (Kind.YEAR, Kind.AUDIT)
"""What `?person=` narrows to one person."""
OF_PLAN = (Kind.MATRIX, Kind.COURSE, Kind.PLAN)
"""What `?plan=` narrows to a plan."""


def note_taken(session: Session, order: Order, form: Form, rows: int | None) -> None:
    """One entry about the person of whom the file tells; of many people one about each unit that it reaches."""
    kind, narrowed = order.kind.value, dict(order.asked)
    told: dict[str, Any] = {"report": kind, "form": form.value, "filter": narrowed, "rows": rows}
    about = _person(session, order)
    if about is not None:
        record(session, order.actor, "report_seen", ("person", about), **told)
        return
    for unit in _units(session, order) or [None]:
        record(session, order.actor, "report_seen", ("report", kind), unit=unit, **told)


def _person(session: Session, order: Order) -> PersonId | None:
    """A statement is one's own or was looked up in reach; of a number in an address nothing is known."""
    given = whole_number(order.asked.get("person")) if order.kind in OF_ONE else None
    if given is None:
        return None
    known = order.kind is Kind.YEAR or in_scope(session, order.actor, NEEDED, PersonId(given))
    return PersonId(given) if known else None


def _units(session: Session, order: Order) -> Sequence[int | None]:
    """The unit asked for; else those that the maker answers for; of who answers for all, the plan's, or every root."""
    unit = None if order.kind is Kind.AUDIT else whole_number(order.asked.get("unit"))
    if unit:
        return [unit]
    if not reach.everywhere(order.actor, NEEDED):
        return reach.tops(order.actor, NEEDED)
    plan = whole_number(order.asked.get("plan")) if order.kind in OF_PLAN else None
    planned = session.scalars(select(Plan.organisation_id).where(Plan.id == plan)).all()
    return planned or session.scalars(select(Organisation.id).where(Organisation.parent_id.is_(None))).all()
