"""Who has never signed in, when each was invited last, and what became of the letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, and_, case, cast, func, literal, select, true
from sqlalchemy.orm import Session

from elearn.ids import PersonId
from elearn.invitations.people import kept
from elearn.invitations.rules import Asked, Wish
from elearn.mail.models import Letter, LetterState
from elearn.people.models import AccountLink, LinkPurpose, Organisation, Person
from elearn.people.queries import full_name
from elearn.people.roster import never_in
from elearn.permissions import Actor


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody who has an e-mail and never signed in. `invited_at` of the last invitation; `letter` is None for who
    was never invited, and where the letter is kept no longer."""

    id: PersonId
    name: str
    unit: str
    email: str
    invited_at: datetime | None
    letter: LetterState | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Of those who have an e-mail and never signed in."""

    all: int
    never: int
    waiting: int
    failed: int

    @property
    def invited(self) -> int:
        return self.all - self.never


def awaited(session: Session, actor: Actor, wish: Wish, asked: Asked, first: int, size: int) -> tuple[Awaited, ...]:
    """Those from `first` on, counted from 0: who was never invited before who was, then by name."""
    wanted = _with_letters(Person, Organisation.name, AccountLink.created_at, Letter.state)
    wanted = wanted.outerjoin(Organisation, Organisation.id == Person.organisation_id)
    wanted = wanted.where(_without_password(actor, wish), _in_state(asked))
    order = (AccountLink.id.is_not(None), Person.sort_name, Person.id)
    return tuple(map(_awaited, session.execute(wanted.order_by(*order).offset(first).limit(size))))


def counts(session: Session, actor: Actor, wish: Wish) -> Counts:
    """One SELECT over the people of the filter."""
    on_its_way = Letter.state.in_((LetterState.QUEUED, LetterState.SENDING))
    tallies = (_tally(AccountLink.id.is_(None)), _tally(on_its_way), _tally(Letter.state == LetterState.FAILED))
    row = session.execute(_with_letters(func.count(), *tallies).where(_without_password(actor, wish))).one()
    return Counts(*(count or 0 for count in row))


def by_unit(session: Session, actor: Actor, wish: Wish) -> tuple[tuple[int, str, int, int], ...]:
    """Id and name of each unit, how many of its own people never signed in, and how many of them were never invited;
    people without a unit are left out. The longest first."""
    missing, never = func.count(), _tally(AccountLink.id.is_(None))
    wanted = _with_letters(Organisation.id, Organisation.name, missing, never)
    wanted = wanted.join(Organisation, Organisation.id == Person.organisation_id)
    grouped = wanted.where(_without_password(actor, wish)).group_by(Organisation.id, Organisation.name)
    rows = session.execute(grouped.order_by(missing.desc(), Organisation.name))
    return tuple((unit, name, count, alone or 0) for unit, name, count, alone in rows)


def to_invite(
    session: Session, actor: Actor, wish: Wish, asked: Asked, people: Sequence[int] | None = None
) -> tuple[PersonId, ...]:
    """Of these people, or of all whom the filter shows, those who can be invited; in the order of the list."""
    wanted = _with_letters(Person.id).where(_without_password(actor, wish), _in_state(asked))
    if people is not None:
        wanted = wanted.where(Person.id.in_(people))
    order = (AccountLink.id.is_not(None), Person.sort_name, Person.id)
    return tuple(map(PersonId, session.scalars(wanted.order_by(*order))))


def addresses(session: Session, actor: Actor, people: Sequence[int], since: datetime) -> Sequence[tuple[str, str]]:
    """E-mail and language of those of these people who can be invited and were not since then."""
    recent = select(AccountLink.id).where(
        AccountLink.email == Person.email,
        AccountLink.purpose == LinkPurpose.INVITATION,
        AccountLink.created_at > since,
    )
    wanted = select(Person.email, Person.language).where(
        _without_password(actor, Wish()), Person.id.in_(people), ~recent.exists()
    )
    return [(email or "", language or "bg") for email, language in session.execute(wanted.order_by(Person.id))]


def letters_since(session: Session, people: Sequence[int], since: datetime) -> dict[LetterState, int]:
    """How many invitations were written to these people since then, by the state of their letters."""
    invited = and_(AccountLink.email == Person.email, AccountLink.purpose == LinkPurpose.INVITATION)
    counted = (
        select(Letter.state, func.count().label("letters"))
        .select_from(Person)
        .join(AccountLink, and_(invited, AccountLink.created_at >= since))
        .join(Letter, _letter_of_link())
        .where(Person.id.in_(people))
        .group_by(Letter.state)
    )
    return {row.state: row.letters for row in session.execute(counted)}


def _with_letters(*columns: Any) -> Select[*tuple[Any, ...]]:
    """These columns of people, of their last invitations and of the letters of those."""
    link = select(func.max(AccountLink.id)).where(
        AccountLink.email == Person.email, AccountLink.purpose == LinkPurpose.INVITATION
    )
    last = link.correlate(Person).scalar_subquery()
    people = select(*columns).select_from(Person).outerjoin(AccountLink, AccountLink.id == last)
    return people.outerjoin(Letter, _letter_of_link())


def _letter_of_link() -> ColumnElement[bool]:
    """See links.issue, which names the letter so."""
    return Letter.key == literal("link:").concat(cast(AccountLink.id, String))


def _without_password(actor: Actor, wish: Wish) -> ColumnElement[bool]:
    return and_(kept(actor, wish), Person.email.is_not(None), never_in())


def _in_state(asked: Asked) -> ColumnElement[bool]:
    return {
        Asked.ALL: true(),
        Asked.NEVER: AccountLink.id.is_(None),
        Asked.INVITED: AccountLink.id.is_not(None),
        Asked.FAILED: Letter.state == LetterState.FAILED,
    }[asked]


def _tally(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _awaited(row: Row[Any]) -> Awaited:
    person = row.Person
    return Awaited(PersonId(person.id), full_name(person), row.name or "", person.email, row.created_at, row.state)
