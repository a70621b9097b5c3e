"""The record as a coordinator reads it: acts that concern the people and units in reach, the newest first.

Whoever's roles have no end reads all of it. Of the others everybody reads the acts that were done while the person
concerned worked for an employer in reach, as long as that person is in reach still; and which files were taken out
about all people of a unit above, since theirs were among them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.coordinating.queries import named
from elearn.ids import OrganisationId
from elearn.operations.acts import Kind, of_kind
from elearn.people.models import Organisation, Person, RoleGrant
from elearn.people.queries import full_name, within_scope
from elearn.people.reach import everywhere, lines, within
from elearn.permissions import Actor, Permission, Role
from elearn.web.numbers import whole_number

NEEDED = Permission.PEOPLE_MANAGE
SIZE = 50
LONGEST_WORDS = 80
MOST_NAMED = 200
"""Of people whose names fit what was typed, so many are looked for."""
FEW, MANY = 200, 12_800
"""Entries that are compared with the reach at once: few first, and ever more where most are out of reach."""
SIGNED_IN = "signed_in"
"""The act of a visitor who proves by it whom they are."""
TAKEN_OUT = "report_seen"
"""The act that concerns everybody below its unit."""
AT_ONCE = 10_000
"""Transactions that run at once may leave their entries a little out of the order of time."""

Given = TypeVarTuple("Given")
Rows = Select[*tuple[Any, ...]]
Way = tuple[OrganisationId, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for. `about` and `by` are words of names, `person` one person by id; `since` and `until`
    the first and the last day; `after` and `before` the entry beside which the page ends or begins."""

    person: int | None = None
    about: str = ""
    by: str = ""
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None
    after: int | None = None
    before: int | None = None

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Wish":
        """What no page of ours would write is left out."""
        return cls(
            person=whole_number(given.get("person")) or None,
            about=_words(given.get("about")),
            by=_words(given.get("by")),
            kind=Kind(given["kind"]) if given.get("kind") in set(Kind) else None,
            since=_day(given.get("since")),
            until=_day(given.get("until")),
            after=whole_number(given.get("after")),
            before=whole_number(given.get("before")),
        )

    def address(self, **changed: object) -> dict[str, str]:
        """The parameters of this page with some changed; those that say nothing are left out."""
        names = ("person", "about", "by", "kind", "since", "until")
        kept: dict[str, object] = {name: getattr(self, name) for name in names}
        return {name: str(value) for name, value in (kept | changed).items() if value not in (None, "")}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `by` is empty where nobody was signed in; `about` where no single person is concerned, or one who is
    no longer kept: `about_id` says which."""

    entry: AuditEntry
    by: str
    about: str
    unit: str

    @property
    def about_id(self) -> int | None:
        return self.entry.about_id


@dataclass(frozen=True, slots=True)
class Page:
    """`newer` and `older`: whether there are pages before and after."""

    lines: tuple[Line, ...]
    newer: bool
    older: bool


def page(session: Session, actor: Actor, wish: Wish) -> Page:
    """Up to SIZE entries: those of each employer in reach, as far as the page needs them."""
    back = wish.after is not None and wish.before is None
    conditions = _wanted(session, actor, wish)
    ways = lines(session, actor, NEEDED)
    entries = _entries().where(or_(within(actor, NEEDED), _taken_above(ways)))
    rows: list[Row[Any]] = []
    for employer in _employers(actor, ways):
        rows += _of_employer(session, entries, [employer, *conditions], wish.after if back else wish.before, back=back)
    rows.sort(key=lambda row: row.AuditEntry.id, reverse=not back)
    shown, more = rows[:SIZE], len(rows) > SIZE
    told = tuple(map(_line, shown[::-1] if back else shown))
    return Page(told, newer=more if back else wish.before is not None, older=back or more)


def _of_employer(
    session: Session, entries: Rows, wanted: Sequence[ColumnElement[bool]], place: int | None, *, back: bool
) -> list[Row[Any]]:
    """One more than SIZE where there are more. Entries are taken from the index in their order, some at a time, and
    only then compared with the reach: no database is left to sort all that an employer has."""
    found: list[Row[Any]] = []
    some = FEW
    while len(found) <= SIZE:
        ids = session.scalars(_in_order(select(AuditEntry.id).where(*wanted), place, back=back).limit(some)).all()
        if ids:
            near, far = min(ids[0], ids[-1]), max(ids[0], ids[-1])
            these = entries.where(*wanted, AuditEntry.id.between(near, far))
            found += session.execute(_in_order(these, None, back=back).limit(SIZE + 1 - len(found))).all()
        if len(ids) < some:
            return found
        place, some = ids[-1], min(some * 4, MANY)
    return found


def _in_order(query: Select[*Given], place: int | None, *, back: bool) -> Select[*Given]:
    """The newest first, or back from there; from a place on where there is one."""
    if place is not None:
        query = query.where(AuditEntry.id > place if back else AuditEntry.id < place)
    return query.order_by(AuditEntry.id.asc() if back else AuditEntry.id.desc())


def _entries() -> Rows:
    """Entries with the names of whom they concern."""
    doer = aliased(Person)
    stands = case((Person.id.is_not(None), Person.organisation_id), else_=AuditEntry.unit_id)
    return (
        select(AuditEntry, Person, doer.given, doer.middle, doer.family, Organisation.name.label("unit"))
        .outerjoin(Person, Person.id == AuditEntry.about_id)
        .outerjoin(doer, doer.id == AuditEntry.person_id)
        .outerjoin(Organisation, Organisation.id == stands)
    )


def _employers(actor: Actor, ways: Sequence[Way]) -> Sequence[ColumnElement[bool]]:
    """A condition for each tree in reach; that of everything is one."""
    if everywhere(actor, NEEDED):
        return [true()]
    return [AuditEntry.employer_id == root for root in sorted({way[0] for way in ways})]


def _taken_above(ways: Sequence[Way]) -> ColumnElement[bool]:
    """Files about everybody of a unit that stands above one of those that the ways lead to."""
    above = {step for way in ways for step in way[:-1]}
    return and_(AuditEntry.action == TAKEN_OUT, AuditEntry.about_id.is_(None), AuditEntry.unit_id.in_(sorted(above)))


def _wanted(session: Session, actor: Actor, wish: Wish) -> list[ColumnElement[bool]]:
    """Everything that the filters ask for."""
    found: list[ColumnElement[bool]] = []
    if wish.person is not None:
        found.append(AuditEntry.about_id == wish.person)
    if wish.about:
        found.append(AuditEntry.about_id.in_(_named(session, wish.about, within_scope(actor, NEEDED))))
    if wish.by:
        staff = exists().where(RoleGrant.person_id == Person.id, RoleGrant.role != Role.LEARNER)
        found.append(AuditEntry.person_id.in_(_named(session, wish.by, or_(staff, within_scope(actor, NEEDED)))))
    if wish.kind is not None:
        found.append(AuditEntry.action.in_(of_kind(wish.kind)))
    return found + _period(session, wish)


def _named(session: Session, words: str, among: ColumnElement[bool]) -> Sequence[int]:
    return session.scalars(select(Person.id).where(named(Person, words), among).limit(MOST_NAMED)).all()


def _period(session: Session, wish: Wish) -> list[ColumnElement[bool]]:
    """By the instant, and by the ids about it: the way to a day of long ago does not lead through all later ones."""
    found: list[ColumnElement[bool]] = []
    if wish.since is not None:
        begins = clock.end_of_day(wish.since - timedelta(days=1))
        found += [AuditEntry.at >= begins, AuditEntry.id >= _first_from(session, begins) - AT_ONCE]
    if wish.until is not None:
        ends = clock.end_of_day(wish.until)
        found += [AuditEntry.at < ends, AuditEntry.id < _first_from(session, ends) + AT_ONCE]
    return found


def _first_from(session: Session, instant: datetime) -> int:
    """The first id at or after an instant, found by halving: ids are given in the order of time."""
    low, high = 0, (session.scalar(select(func.max(AuditEntry.id))) or 0) + 1
    while low < high:
        middle = (low + high) // 2
        at = session.scalar(select(AuditEntry.at).where(AuditEntry.id >= middle).order_by(AuditEntry.id).limit(1))
        low, high = (low, middle) if at is None or at >= instant else (middle + 1, high)
    return low


def _line(row: Row[Any]) -> Line:
    by = " ".join(part for part in (row.given, row.middle, row.family) if part)
    about = "" if row.Person is None else full_name(row.Person)
    if row.AuditEntry.action == SIGNED_IN:
        by = by or about
    return Line(row.AuditEntry, by, about, row.unit or "")


def _words(text: str | None) -> str:
    return " ".join((text or "").split())[:LONGEST_WORDS]


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None
