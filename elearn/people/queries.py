"""Reading people: what other features may know of a person."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from elearn.content.transliteration import latin
from elearn.errors import NotFound
from elearn.ids import OrganisationId, PersonId
from elearn.people.models import Organisation, Person, RoleGrant, SignInSession
from elearn.people.reach import inside_reach
from elearn.permissions import Actor, Permission, Role


@dataclass(frozen=True, slots=True)
class PersonView:
    """`name` is the whole name in Cyrillic; `email` is empty for who has none, and no letter reaches them; `language`
    is for letters, `bg` until the person chooses."""

    id: PersonId
    email: str
    name: str
    organisation_id: OrganisationId | None
    organisation_name: str
    language: str


@dataclass(frozen=True, slots=True)
class NameParts:
    """Three parts; the middle one may be empty."""

    given: str
    middle: str
    family: str

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.given, self.middle, self.family) if part)


@dataclass(frozen=True, slots=True)
class PaperNames:
    """The name as papers print it. `latin` is the official transliteration until the person confirms a spelling."""

    cyrillic: str
    latin: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnNames:
    """A person's name in both alphabets, part by part; the Latin parts are proposals until confirmed."""

    cyrillic: NameParts
    latin: NameParts
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A row of a person's list of sign-ins."""

    id: int
    address: str
    agent: str
    created_at: datetime
    last_seen_at: datetime


def person(session: Session, person_id: PersonId) -> PersonView:
    """One SELECT. Raises NotFound("person_unknown")."""
    row = session.execute(
        select(Person, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        raise NotFound("person_unknown")
    found, organisation = row
    return PersonView(
        id=PersonId(found.id),
        email=found.email or "",
        name=full_name(found),
        organisation_id=None if found.organisation_id is None else OrganisationId(found.organisation_id),
        organisation_name=organisation or "",
        language=found.language or "bg",
    )


def person_by_email(session: Session, email: str) -> PersonId | None:
    """`email` in its normal form (people.rules.normal_email)."""
    found = session.scalar(select(Person.id).where(Person.email == email))
    return None if found is None else PersonId(found)


def full_name(row: Person) -> str:
    return NameParts(row.given, row.middle, row.family).full


def own_names(session: Session, person_id: PersonId) -> OwnNames:
    """Raises NotFound("person_unknown")."""
    row = session.get(Person, person_id)
    if row is None:
        raise NotFound("person_unknown")
    cyrillic = NameParts(row.given, row.middle, row.family)
    proposed = NameParts(latin(row.given), latin(row.middle), latin(row.family))
    confirmed = NameParts(row.latin_given, row.latin_middle, row.latin_family)
    return OwnNames(cyrillic, confirmed if row.names_confirmed_at else proposed, row.names_confirmed_at)


def paper_names(session: Session, person_id: PersonId) -> PaperNames:
    """Raises NotFound("person_unknown")."""
    names = own_names(session, person_id)
    return PaperNames(names.cyrillic.full, names.latin.full, names.confirmed_at)


def open_sessions(session: Session, person_id: PersonId) -> list[OpenSession]:
    """A person's sign-ins that nobody has ended, the latest seen first."""
    rows = session.scalars(
        select(SignInSession)
        .where(SignInSession.person_id == person_id, SignInSession.ended_at.is_(None))
        .order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
    )
    return [OpenSession(row.id, row.address, row.agent, row.created_at, row.last_seen_at) for row in rows]


def roles(session: Session, person_id: PersonId) -> list[tuple[Role, str]]:
    """Each role with the name of its organisation; an empty name means everywhere."""
    rows = session.execute(
        select(RoleGrant.role, Organisation.name)
        .outerjoin(Organisation, Organisation.id == RoleGrant.organisation_id)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.id)
    )
    return [(role, name or "") for role, name in rows]


def stays(today: date, whom: type[Person] = Person) -> ColumnElement[bool]:
    """Of people: who has not left by `today`, see rules.has_left."""
    return or_(whom.left_on.is_(None), whom.left_on > today)


def within_scope(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """A condition on `Person`: those for whom the actor holds the permission.

    Jobs and the command line act everywhere; a role without organisation too; otherwise a role reaches the
    people of its organisation and of all below it. People without organisation are reached from everywhere only.
    """
    return inside_reach(actor, permission, Person.organisation_id)


def in_scope(session: Session, actor: Actor, permission: Permission, person_id: PersonId) -> bool:
    """Whether the actor holds the permission for this person's organisation."""
    found = session.scalar(select(Person.id).where(Person.id == person_id, within_scope(actor, permission)))
    return found is not None
