"""Units to choose from: all in a list where they are few. Beyond, a form takes one as typed, and a filter lists the way
down to the one chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from elearn.errors import Invalid
from elearn.ids import OrganisationId
from elearn.people.models import Organisation, Person
from elearn.people.reach import Unit, highest, in_order, unit, within
from elearn.people.roster import present
from elearn.people.rules import same
from elearn.permissions import Actor, Permission
from elearn.web.numbers import whole_number

MOST = 300
"""Beyond so many units in reach, no list holds them all."""
MOST_PROPOSED = 1_500
"""Beyond so many, none is proposed to who types; what is typed is looked up all the same."""
MOST_NEAR = 5
SEPARATOR = " / "

NEEDED = Permission.PEOPLE_MANAGE


@dataclass(frozen=True, slots=True)
class Choice:
    """What a form offers: `units` to choose among; or, `typed`, what may be written instead: paths by the unit's id."""

    units: Sequence[Unit]
    typed: bool = False
    paths: Mapping[int, str] = field(default_factory=dict)

    def words(self, value: object) -> str:
        """What the field shows for a unit's id, or for what was typed before."""
        number = whole_number(str(value or ""))
        return str(value or "") if number is None else self.paths.get(number, "")

    def without(self, top: Unit) -> "Choice":
        """The same without a unit and all below it."""
        kept = [one for one in self.units if not one.path.startswith(top.path)]
        return replace(self, units=kept, paths={one.id: self.paths[one.id] for one in kept if self.typed})


def choice(session: Session, actor: Actor, chosen: int | None = None) -> Choice:
    """For a form whose unit is `chosen` by now."""
    some = _first(session, actor, MOST_PROPOSED + 1)
    if len(some) <= MOST:
        return Choice(in_order(some))
    if len(some) > MOST_PROPOSED:
        some = _some(session, actor, Organisation.id.in_(_way(session, chosen)))
    paths = {unit_id: SEPARATOR.join(names) for unit_id, names in _named(some).items()}
    return Choice(in_order(some), typed=True, paths=paths)


def way_down(session: Session, actor: Actor, chosen: int | None = None) -> tuple[Unit, ...]:
    """For a filter or a tree: every unit in reach where they are few; else the highest ones, the way down to the one
    chosen, what stands beside it and what directly below."""
    some = _first(session, actor, MOST + 1)
    if len(some) <= MOST:
        return in_order(some)
    way = _way(session, chosen)
    near = or_(highest(actor, NEEDED), Organisation.id.in_(way), Organisation.parent_id.in_(way[-2:]))
    return in_order(_some(session, actor, near))


def read(session: Session, actor: Actor, text: str) -> OrganisationId | None:
    """The unit that a form means: its id from a list; or, where units are many and so are typed, its name, its code,
    which may be a number too, or the end of its path.

    None for an empty text. An id is not looked up. Raises Invalid: `unit_unknown` (text), `unit_unclear` (text, units).
    """
    number = whole_number(text.strip())
    if number == 0 or not text.strip():
        return None
    if number is not None and len(_first(session, actor, MOST + 1)) <= MOST:
        return OrganisationId(number)
    some = _some(session, actor)
    names = _named(some)
    fitting = [one.id for one in some if one.code and same(one.code) == same(text)] or _fitting(text, names)
    if len(fitting) == 1:
        return OrganisationId(fitting[0])
    if number is not None and not fitting:
        return OrganisationId(number)
    near = fitting or [unit_id for unit_id, path in names.items() if same(text) in same(path[-1])]
    if not near:
        raise Invalid("unit_unknown", text=text.strip())
    units = "; ".join(SEPARATOR.join(names[unit_id]) for unit_id in near[:MOST_NEAR])
    raise Invalid("unit_unclear", text=text.strip(), units=units)


def _fitting(text: str, names: Mapping[int, Sequence[str]]) -> list[int]:
    """Whose whole path it is, else whose path ends so. Names may have a stroke in themselves."""
    wanted = _parts([text])
    parts = {unit_id: _parts(path) for unit_id, path in names.items()}
    whole = [unit_id for unit_id, path in parts.items() if path == wanted]
    return whole or [unit_id for unit_id, path in parts.items() if path[-len(wanted) :] == wanted]


def _parts(path: Sequence[str]) -> list[str]:
    return [same(part) for name in path for part in name.split("/") if part.strip()]


def headcounts(session: Session, among: Sequence[Unit]) -> dict[int, int]:
    """How many people who have not left stand directly in each of these units."""
    counted = (
        select(Person.organisation_id, func.count())
        .where(Person.organisation_id.in_([one.id for one in among]))
        .where(present(), Person.merged_into_id.is_(None))
        .group_by(Person.organisation_id)
    )
    return {unit_id: count for unit_id, count in session.execute(counted) if unit_id is not None}


def _first(session: Session, actor: Actor, most: int) -> list[Unit]:
    return [unit(row) for row in session.scalars(select(Organisation).where(within(actor, NEEDED)).limit(most))]


def _some(session: Session, actor: Actor, *narrowed: ColumnElement[bool]) -> list[Unit]:
    return [unit(row) for row in session.scalars(select(Organisation).where(within(actor, NEEDED), *narrowed))]


def _way(session: Session, unit_id: int | None) -> list[int]:
    """The ids from the root down to the unit."""
    path = session.scalar(select(Organisation.path).where(Organisation.id == (unit_id or 0)))
    return [int(step) for step in (path or "").strip("/").split("/") if step]


def _named(some: Sequence[Unit]) -> dict[int, list[str]]:
    """By the unit's id: the names from the highest of these units down to it."""
    names = {str(one.id): one.name for one in some}
    return {one.id: [names[step] for step in one.path.strip("/").split("/") if step in names] for one in some}
