"""Who has no e-mail, and how the slip of each stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select, true
from sqlalchemy.orm import Session, aliased

from elearn import clock
from elearn.errors import Conflict
from elearn.ids import PersonId
from elearn.invitations.people import kept
from elearn.invitations.rules import Held, SlipState, Wish
from elearn.people import naming, rules
from elearn.people.granting import no_wider
from elearn.people.models import Credential, Organisation, Person, SignInSlip
from elearn.people.queries import full_name
from elearn.people.roster import never_in
from elearn.permissions import Actor


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody without an e-mail. `sign_in_name` is the staff number behind the employer's code; `given_at` and
    `last_day` are of the last slip, None where there never was one."""

    id: PersonId
    name: str
    unit: str
    sign_in_name: str
    signed_in: bool
    slip: SlipState
    given_at: datetime | None
    last_day: date | None


def count(session: Session, actor: Actor, wish: Wish, held: Held) -> int:
    wanted = select(func.count()).select_from(Person).where(_without_email(actor, wish, held))
    return session.scalar(wanted) or 0


def holders(session: Session, actor: Actor, wish: Wish, held: Held, first: int, size: int) -> tuple[Holder, ...]:
    """Those from `first` on, counted from 0: who never signed in and holds no slip that works first, then by name."""
    now = clock.now()
    works = and_(SignInSlip.used_at.is_(None), SignInSlip.expires_at > now)
    later = case((Credential.person_id.is_not(None), 2), (works, 1), else_=0)
    wanted = _people().where(_without_email(actor, wish, held)).order_by(later, Person.sort_name, Person.id)
    return tuple(_holder(row, now) for row in session.execute(wanted.offset(first).limit(size)))


def to_print(
    session: Session, actor: Actor, wish: Wish, held: Held, people: Sequence[int] | None, most: int
) -> tuple[Holder, ...]:
    """Of these people, or of all whom the filter shows, those who can be given a slip, by unit and name; one more than
    `most` at most. Raises Conflict("slips_ambiguous", number) where a number without an employer's code would lead to
    nobody."""
    wanted = _people().where(_without_email(actor, wish, held))
    if people is not None:
        wanted = wanted.where(Person.id.in_(people))
    wanted = wanted.order_by(Organisation.path, Person.sort_name, Person.id).limit(most + 1)
    now = clock.now()
    found = tuple(_holder(row, now) for row in session.execute(wanted))
    _require_to_name(session, found)
    return found


def allowed(session: Session, actor: Actor, people: Iterable[PersonId]) -> set[int]:
    """Those of these people whom the actor may give a slip now."""
    wanted = select(Person.id).where(_without_email(actor, Wish(), Held.ALL), Person.id.in_(list(people)))
    return set(session.scalars(wanted))


def _require_to_name(session: Session, found: Iterable[Holder]) -> None:
    for holder in found:
        named = naming.find(session, rules.typed_sign_in(holder.sign_in_name))
        if named is None or named.id != holder.id:
            raise Conflict("slips_ambiguous", number=holder.sign_in_name)


def _people() -> Select[*tuple[Any, ...]]:
    root = aliased(Organisation)
    mine = select(func.max(SignInSlip.id)).where(SignInSlip.person_id == Person.id)
    last = mine.correlate(Person).scalar_subquery()
    return (
        select(Person, Organisation.name, root.code, Credential.person_id.label("credential"), SignInSlip)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(root, root.id == Person.employer_id)
        .outerjoin(Credential, Credential.person_id == Person.id)
        .outerjoin(SignInSlip, SignInSlip.id == last)
    )


def _without_email(actor: Actor, wish: Wish, held: Held) -> ColumnElement[bool]:
    """Nobody with a role that the actor could not give: whoever prints a slip could sign in with it."""
    here = and_(kept(actor, wish), Person.email.is_(None), Person.staff_number.is_not(None), no_wider(actor))
    return and_(here, never_in() if held is Held.NEVER else true())


def _holder(row: Row[Any], now: datetime) -> Holder:
    person, slip = row.Person, row.SignInSlip
    return Holder(
        id=PersonId(person.id),
        name=full_name(person),
        unit=row.name or "",
        sign_in_name=rules.sign_in_name(None, row.code, person.staff_number),
        signed_in=row.credential is not None,
        slip=_state(slip, now),
        given_at=None if slip is None else slip.created_at,
        last_day=None if slip is None else clock.day_of(slip.expires_at - timedelta(seconds=1)),
    )


def _state(slip: SignInSlip | None, now: datetime) -> SlipState:
    if slip is None:
        return SlipState.NONE
    if slip.used_at is not None:
        return SlipState.USED
    return SlipState.OPEN if slip.expires_at > now else SlipState.ENDED
