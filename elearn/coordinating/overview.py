"""Everything that `/coordinate` says, counted in one go and for a while remembered where that takes long."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn.coordinating import tallies, waiting
from elearn.coordinating.queries import NEEDED, Circle
from elearn.coordinating.remembering import AsOf, Remembered
from elearn.coordinating.tallies import Glance
from elearn.coordinating.waiting import Matter
from elearn.people import reach

_remembered = Remembered()


@dataclass(frozen=True, slots=True)
class Overview:
    """`matters`: what waits for a decision, of the same moment as the counts."""

    glance: Glance
    matters: tuple[Matter, ...]


def overview(session: Session, circle: Circle, today: date) -> AsOf[Overview]:
    """As of now, or of a few minutes ago where very many people are counted."""
    return _remembered.get(_key(session, circle, today), lambda: _counted(session, circle, today))


def _counted(session: Session, circle: Circle, today: date) -> Overview:
    sums = tallies.sums(session, circle, today)
    reached = reach.units(session, circle.actor, NEEDED)
    matters = waiting.matters(session, circle, today)
    return Overview(tallies.glance(sums, reached, circle.unit), tuple(matters))


def _key(session: Session, circle: Circle, today: date) -> tuple[object, ...]:
    """Whoever has the same reach in the same database reads the same counts."""
    actor = circle.actor
    held = reach.everywhere(actor, NEEDED) or tuple(reach.tops(actor, NEEDED))
    scope = (held, None if circle.unit is None else circle.unit.id, circle.with_leavers, circle.plan_id)
    return str(session.get_bind().engine.url), scope, today
