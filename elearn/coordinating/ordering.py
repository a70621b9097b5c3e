"""Who follows whom in a list of people, from a place on and as far as one page, whatever their number.

Nothing here counts or sorts all of very many: each way through ends as soon as the page is full.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, true, tuple_, union_all
from sqlalchemy.orm import Session

from elearn.coordinating.filters import Sort
from elearn.coordinating.of_plans import ever_in
from elearn.coordinating.queries import NEEDED, Circle
from elearn.people.models import Organisation, Person
from elearn.people.reach import below, everywhere
from elearn.people.reach import within as reached
from elearn.plans.models import PlanMember

Columns = TypeVarTuple("Columns")

SIZE = 25
FEW = 2_000
"""Up to so many people are gathered by the index of units or of plans and put in order; of more, enough stand close
together in the order of names to be walked through. An expression over a column keeps the other index out of it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the list; an empty one stands before everybody."""

    path: str = ""
    name: str = ""
    person_id: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """How people follow each other from a place on; `back`: towards the beginning."""

    sort: Sort
    mark: Mark
    back: bool

    @property
    def down(self) -> bool:
        return (self.sort is Sort.NAME_DOWN) is not self.back

    def by(self, *columns: Any) -> Sequence[Any]:
        return [column.desc() if self.down else column.asc() for column in columns]

    def beyond(self, name: ColumnElement[str] | Any) -> ColumnElement[bool]:
        """Of `Person`: whose name follows that of the mark; ids tell namesakes apart."""
        if not self.mark.person_id:
            return and_(name >= "")
        here, there = tuple_(name, Person.id), tuple_(literal(self.mark.name), literal(self.mark.person_id))
        return here < there if self.down else here > there

    def beyond_unit(self) -> ColumnElement[bool]:
        """Of `Organisation` and `Person`: in the mark's unit beyond its name, or in a unit that follows."""
        if not self.mark.person_id:
            return Organisation.path >= ""
        path = Organisation.path
        onward = path <= self.mark.path if self.down else path >= self.mark.path
        return and_(onward, or_(path != self.mark.path, self.beyond(Person.sort_name)))


def mark_of(session: Session, circle: Circle, person_id: int | None) -> Mark | None:
    """The place of somebody in reach; None for anybody else."""
    if person_id is None:
        return None
    query = select(Organisation.path, Person.sort_name, Person.id)
    query = query.outerjoin_from(Person, Organisation, Organisation.id == Person.organisation_id)
    row = session.execute(query.where(Person.id == person_id, _reach(circle))).one_or_none()
    return None if row is None else Mark(row[0] or "", row[1], row[2])


def _reach(circle: Circle) -> ColumnElement[bool]:
    """The circle's units, as a condition on the person's unit; people without one are reached from everywhere only."""
    if _free(circle):
        return true()
    return Person.organisation_id.in_(_unit_ids(circle))


def _unit_ids(circle: Circle) -> Any:
    return select(Organisation.id).where(_units(circle))


def _units(circle: Circle) -> ColumnElement[bool]:
    """A condition on `Organisation`."""
    inside = true() if circle.unit is None else below(Organisation.path, circle.unit.path)
    return and_(reached(circle.actor, NEEDED), inside)


_SHOWN = (Person.id, Person.given, Person.middle, Person.family, Person.left_on)


def people(session: Session, circle: Circle, order: Order, wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Rows of id, names, left_on and the name of the `unit`: those wanted beyond the mark, one page and one more."""
    found = _found(session, circle, order, wanted)
    return (
        select(*_SHOWN, Organisation.name.label("unit"))
        .select_from(Person)
        .join(found, found.c.id == Person.id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .order_by(*order.by(found.c.path, found.c.sort_name, found.c.id))
    )


def _found(session: Session, circle: Circle, order: Order, wanted: ColumnElement[bool]) -> Any:
    """A subquery of id, path and sort_name: one page and one more. `path` stays empty unless units give the order."""
    plain = select(Person.id, literal("").label("path"), Person.sort_name).where(wanted)
    free = _free(circle)
    if order.sort is Sort.UNIT:
        return _by_unit(circle, order, wanted, plain if free else None)
    if _few(session, circle):
        name = Person.sort_name.concat("")
        return _first(_close(plain, circle).where(order.beyond(name)), order, name, Person.id)
    inside = true() if free else func.coalesce(Person.organisation_id, 0).in_(_unit_ids(circle))
    return _first(plain.where(inside, order.beyond(Person.sort_name)), order, Person.sort_name, Person.id)


def _few(session: Session, circle: Circle) -> bool:
    """Whether the circle has so few people that the index of units or of plans gathers them; it looks no further."""
    if circle.plan_id is None and _free(circle):
        return False
    return session.scalar(_close(select(Person.id), circle).offset(FEW).limit(1)) is None


def _close(query: Select[*Columns], circle: Circle) -> Select[*Columns]:
    """Of `Person`: of the circle's units, and of its plan."""
    if circle.plan_id is not None:
        query = query.join(PlanMember, ever_in(circle.plan_id))
    return query if _free(circle) else query.where(Person.organisation_id.in_(_unit_ids(circle)))


def _free(circle: Circle) -> bool:
    """Whether no unit is out of it."""
    return everywhere(circle.actor, NEEDED) and circle.unit is None


def _by_unit(circle: Circle, order: Order, wanted: ColumnElement[bool], loose: Any) -> Any:
    """In the order of the tree; `loose`: those without a unit come first."""
    placed = (
        select(Person.id, Organisation.path.label("path"), Person.sort_name)
        .join(Person, Person.organisation_id == Organisation.id)
        .where(wanted, _units(circle), order.beyond_unit())
    )
    parts = [select(_first(placed, order, Organisation.path, Person.sort_name, Person.id))]
    if loose is not None and (order.down or not order.mark.path):
        first = order.beyond(Person.sort_name) if not order.mark.path else true()
        without = loose.where(Person.organisation_id.is_(None), first)
        parts.append(select(_first(without, order, Person.sort_name, Person.id)))
    return _merged(parts, order)


def _first(query: Select[*tuple[Any, ...]], order: Order, *columns: Any) -> Any:
    return query.order_by(*order.by(*columns)).limit(SIZE + 1).subquery()


def _merged(parts: Sequence[Select[*tuple[Any, ...]]], order: Order) -> Any:
    all_of_them = union_all(*parts).subquery()
    columns = all_of_them.c
    return _first(
        select(columns.id, columns.path, columns.sort_name), order, columns.path, columns.sort_name, columns.id
    )
