"""The list of people in reach: narrowed, ordered, a page at a time, whatever their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, or_, select, true, tuple_
from sqlalchemy.orm import Session, aliased

from elearn import clock
from elearn.ids import OrganisationId, PersonId
from elearn.people import rules
from elearn.people.models import Credential, Organisation, Person, Position
from elearn.people.queries import full_name, stays, within_scope
from elearn.people.reach import below
from elearn.permissions import Actor, Permission
from elearn.web.numbers import whole_number

SIZE = 50
MOST_COUNTED = 5_000
LONGEST_TEXT = 80
MOST_WORDS = 6


class Whom(StrEnum):
    """Which people: those who have not left, and of them those who never signed in or have no e-mail; leavers; all."""

    HERE = "here"
    NEVER = "never"
    NO_EMAIL = "no-email"
    LEFT = "left"
    ALL = "all"


class Sort(StrEnum):
    NAME = "name"
    NAME_DOWN = "-name"
    NEWEST = "-added"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for. `text`: beginnings of words of the name, of a staff number or of an e-mail;
    `after` and `before`: the person beside whom the page begins or ends."""

    unit: OrganisationId | None = None
    position: int | None = None
    whom: Whom = Whom.HERE
    text: str = ""
    sort: Sort = Sort.NAME
    after: int | None = None
    before: int | None = None

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Wish":
        """What no page of ours would write is left out."""
        unit, whom, sort = whole_number(given.get("unit")), given.get("state"), given.get("sort")
        return cls(
            unit=OrganisationId(unit) if unit else None,
            position=whole_number(given.get("position")) or None,
            whom=Whom(whom) if whom in set(Whom) else Whom.HERE,
            text=" ".join(given.get("q", "").split())[:LONGEST_TEXT],
            sort=Sort(sort) if sort in set(Sort) else Sort.NAME,
            after=whole_number(given.get("after")),
            before=whole_number(given.get("before")),
        )

    def address(self, **changed: object) -> dict[str, str]:
        """The parameters of this list with some changed, from its beginning; those that say nothing are left out."""
        kept: dict[str, object] = {
            "unit": self.unit,
            "position": self.position,
            "state": "" if self.whom is Whom.HERE else self.whom,
            "q": self.text,
            "sort": "" if self.sort is Sort.NAME else self.sort,
        }
        return {name: str(value) for name, value in (kept | changed).items() if value not in (None, "")}


@dataclass(frozen=True, slots=True)
class Line:
    """`number` stands behind its employer's code; `signed_in`: whether the person has ever chosen a password."""

    id: PersonId
    name: str
    position: str
    unit: str
    number: str
    email: str
    joined_on: date | None
    left_on: date | None
    gone: bool
    signed_in: bool


@dataclass(frozen=True, slots=True)
class Page:
    """`earlier` and `later`: whom the pages before and after are beside, if there are any. `total` is None beyond
    MOST_COUNTED."""

    lines: tuple[Line, ...]
    earlier: int | None
    later: int | None
    total: int | None


def page(session: Session, actor: Actor, wish: Wish) -> Page:
    """Up to SIZE people whom the actor keeps: one SELECT for the place, one for the people, one that counts so far."""
    wanted = and_(*_wanted(session, actor, wish))
    back = wish.before is not None
    place = _place(session, wanted, wish.before if back else wish.after)
    back = back and place is not None
    rows = session.execute(_lines(wanted, wish.sort, place, back=back)).all()
    more, today = len(rows) > SIZE, clock.today()
    lines = [_line(row, today) for row in rows[:SIZE]]
    lines = lines[::-1] if back else lines
    first, last = (lines[0].id, lines[-1].id) if lines else (None, None)
    return Page(
        tuple(lines),
        earlier=first if (more if back else place is not None) else None,
        later=last if (back or more) else None,
        total=_count(session, wanted),
    )


def _place(session: Session, wanted: ColumnElement[bool], person_id: int | None) -> tuple[str, int] | None:
    """Of somebody in this list; None for anybody else."""
    if person_id is None:
        return None
    row = session.execute(select(Person.sort_name, Person.id).where(Person.id == person_id, wanted)).one_or_none()
    return None if row is None else (row[0], row[1])


def _lines(
    wanted: ColumnElement[bool], sort: Sort, place: tuple[str, int] | None, *, back: bool
) -> Select[*tuple[Any, ...]]:
    """One page and one more beyond the place; what else is shown of people is read for those alone."""
    down = (sort is not Sort.NAME) is not back
    keys = (Person.id,) if sort is Sort.NEWEST else (Person.sort_name, Person.id)
    order = [key.desc() if down else key.asc() for key in keys]
    found = select(Person.id).where(wanted).order_by(*order).limit(SIZE + 1)
    if place is not None:
        here, there = tuple_(*keys), tuple_(*(place if len(keys) == 2 else place[1:]))
        found = found.where(here < there if down else here > there)
    root = aliased(Organisation)
    shown = found.subquery()
    return (
        select(
            Person,
            Organisation.name.label("unit"),
            Position.name.label("position"),
            root.code,
            Credential.person_id.label("credential"),
        )
        .join(shown, shown.c.id == Person.id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(root, root.id == Person.employer_id)
        .outerjoin(Position, Position.id == Person.position_id)
        .outerjoin(Credential, Credential.person_id == Person.id)
        .order_by(*order)
    )


def _line(row: Row[Any], today: date) -> Line:
    person = row.Person
    return Line(
        id=PersonId(person.id),
        name=full_name(person),
        position=row.position or "",
        unit=row.unit or "",
        number=rules.sign_in_name(None, row.code, person.staff_number) if person.staff_number else "",
        email=person.email or "",
        joined_on=person.joined_on,
        left_on=person.left_on,
        gone=rules.has_left(person.left_on, today),
        signed_in=row.credential is not None,
    )


def _count(session: Session, wanted: ColumnElement[bool]) -> int | None:
    some = select(Person.id).where(wanted).limit(MOST_COUNTED + 1).subquery()
    found = session.scalar(select(func.count()).select_from(some)) or 0
    return found if found <= MOST_COUNTED else None


def _wanted(session: Session, actor: Actor, wish: Wish) -> Sequence[ColumnElement[bool]]:
    found = [within_scope(actor, Permission.PEOPLE_MANAGE), Person.merged_into_id.is_(None), _whom(wish.whom)]
    if wish.unit is not None:
        found.append(inside(wish.unit))
    if wish.position is not None:  # not the column itself: people are read by their units, not by all who hold a post
        found.append(func.coalesce(Person.position_id, 0) == wish.position)
    if wish.text:
        found.append(_matching(session, wish.text))
    return found


def _whom(whom: Whom) -> ColumnElement[bool]:
    return {
        Whom.HERE: present(),
        Whom.NEVER: and_(present(), never_in()),
        Whom.NO_EMAIL: and_(present(), Person.email.is_(None)),
        Whom.LEFT: ~present(),
        Whom.ALL: true(),
    }[whom]


def present() -> ColumnElement[bool]:
    """Of `Person`: who has not left."""
    return stays(clock.today())


def never_in() -> ColumnElement[bool]:
    """Of `Person`: who has never signed in; nobody does without having chosen a password."""
    proof = aliased(Credential)
    return ~exists().where(proof.person_id == Person.id)


def inside(unit: OrganisationId) -> ColumnElement[bool]:
    """Of `Person`: who works in the unit or below it."""
    top = aliased(Organisation)
    units = select(Organisation.id).join(top, below(Organisation.path, top.path)).where(top.id == unit)
    return Person.organisation_id.in_(units)


def _matching(session: Session, text: str) -> ColumnElement[bool]:
    """An e-mail where it has an @, a staff number where it has a digit, else a name."""
    if "@" in text:
        return Person.email.startswith(text.lower(), autoescape=True)
    if any(map(str.isdigit, text)):
        return _numbered(session, rules.normal_staff_number(text))
    return named(text)


def _numbered(session: Session, typed: str) -> ColumnElement[bool]:
    """By the beginning of the number, with its employer's code before it or without."""
    code, dash, number = typed.partition("-")
    root = session.scalar(select(Organisation.id).where(Organisation.code == code)) if dash else None
    bare = Person.staff_number.startswith(typed, autoescape=True)
    if root is None:
        return bare
    return or_(bare, and_(Person.employer_id == root, Person.staff_number.startswith(number, autoescape=True)))


def named(text: str) -> ColumnElement[bool]:
    """Whether each of the words typed begins a word of the name, whatever the capitals."""
    words = rules.sort_name("", text.replace(",", " "), "").split()[:MOST_WORDS]
    if not words:
        return false()
    begins = (
        or_(Person.sort_name.startswith(word, autoescape=True), Person.sort_name.contains(f" {word}", autoescape=True))
        for word in words
    )
    return and_(*begins)
