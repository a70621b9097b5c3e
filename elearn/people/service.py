"""Adding people, granting roles, changing what a person says of themselves."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Conflict, Invalid
from elearn.events import PersonChanged, announce
from elearn.ids import OrganisationId, PersonId
from elearn.people import rules
from elearn.people.models import Credential, Organisation, Person, RoleGrant
from elearn.people.queries import NameParts
from elearn.permissions import Actor, Grant, Role
from elearn.settings import BadSetting


def create_person(
    session: Session,
    actor: Actor,
    *,
    email: str,
    given: str,
    middle: str,
    family: str,
    organisation_id: OrganisationId | None,
    staff_number: str = "",
    roles: Iterable[Role | Grant] = (Role.LEARNER,),
    password_hash: str | None = None,
    demo: bool = False,
) -> PersonId:
    """Add a person. A bare role holds for their own organisation and below; a `Grant` says its own scope.

    `password_hash` comes from people.passwords.hash_password, outside any transaction; without one the person
    gets in by a link. Who has a staff number needs no e-mail (an empty one). Raises Conflict("email_taken"),
    Conflict("staff_number_taken"), Invalid for a bad e-mail, name or number, and Invalid("role_without_organisation")
    for a bare coordinator of nothing.
    """
    names = NameParts(*(rules.normal_name(part, "") for part in (given, middle, family)))
    number = rules.checked_staff_number(staff_number) or None
    row = _new_person(session, rules.normal_email(email) if email or number is None else None, names)
    row.organisation_id, row.employer_id, row.demo = organisation_id, root_of(session, organisation_id), demo
    require_free_number(session, row.employer_id, number)
    row.staff_number = number
    session.add(row)
    session.flush()
    person_id = PersonId(row.id)
    record(session, actor, "person_created", ("person", person_id), organisation=organisation_id)
    for role in roles:
        grant_role(session, actor, person_id, role if isinstance(role, Grant) else _own_grant(role, organisation_id))
    if password_hash is not None:
        session.add(Credential(person_id=person_id, password_hash=password_hash, changed_at=clock.now()))
    announce(session, PersonChanged(actor, person_id))
    return person_id


def require_free_number(session: Session, employer_id: int | None, staff_number: str | None) -> None:
    """Raises Invalid("staff_number_nowhere") for one without an employer, and Conflict("staff_number_taken")."""
    if staff_number is None:
        return
    if employer_id is None:
        raise Invalid("staff_number_nowhere")
    same = select(Person.id).where(Person.employer_id == employer_id, Person.staff_number == staff_number)
    if session.scalar(same) is not None:
        raise Conflict("staff_number_taken", number=staff_number)


def root_of(session: Session, organisation_id: OrganisationId | None) -> int | None:
    """The root of the tree that a unit stands in."""
    unit = None if organisation_id is None else session.get(Organisation, organisation_id)
    return None if unit is None or unit.path is None else int(unit.path.split("/")[1])


def require_free_email(session: Session, email: str | None) -> None:
    """Raises Conflict("email_taken")."""
    if email is not None and session.scalar(select(Person.id).where(Person.email == email)) is not None:
        raise Conflict("email_taken", email=email)


def _new_person(session: Session, email: str | None, names: NameParts) -> Person:
    """A row with its name, not yet added. Latin spellings and language wait for the person's own choice."""
    if not names.given or not names.family:
        raise Invalid("name_missing")
    require_free_email(session, email)
    return Person(
        email=email,
        given=names.given,
        middle=names.middle,
        family=names.family,
        latin_given="",
        latin_middle="",
        latin_family="",
        created_at=clock.now(),
    )


def _own_grant(role: Role, organisation_id: OrganisationId | None) -> Grant:
    """A coordinator of everything is made by saying so (`Grant`), never by forgetting the organisation."""
    if role is Role.COORDINATOR and organisation_id is None:
        raise Invalid("role_without_organisation", role=role.value)
    return Grant(role, organisation_id)


def grant_role(session: Session, actor: Actor, person_id: PersonId, grant: Grant) -> None:
    """Give a role; giving it again changes nothing."""
    scope = grant.organisation_id
    where = RoleGrant.organisation_id.is_(None) if scope is None else RoleGrant.organisation_id == scope
    held = select(RoleGrant.id).where(RoleGrant.person_id == person_id, RoleGrant.role == grant.role, where)
    if session.scalar(held) is not None:
        return
    session.add(
        RoleGrant(person_id=person_id, role=grant.role, organisation_id=grant.organisation_id, created_at=clock.now())
    )
    record(
        session, actor, "role_granted", ("person", person_id), role=grant.role.value, organisation=grant.organisation_id
    )
    session.flush()


def confirm_names(session: Session, actor: Actor, *, cyrillic: NameParts, latin: NameParts) -> None:
    """The acting person's name as papers shall print it. Raises Invalid("name_missing"), ("name_characters", …)."""
    person = session.get_one(Person, actor.person_id)
    native = NameParts(
        *(rules.normal_name(part, "CYRILLIC") for part in (cyrillic.given, cyrillic.middle, cyrillic.family))
    )
    abroad = NameParts(*(rules.normal_name(part, "LATIN") for part in (latin.given, latin.middle, latin.family)))
    if not (native.given and native.family and abroad.given and abroad.family):
        raise Invalid("name_missing")
    before = NameParts(person.given, person.middle, person.family)
    person.given, person.middle, person.family = native.given, native.middle, native.family
    person.latin_given, person.latin_middle, person.latin_family = abroad.given, abroad.middle, abroad.family
    person.names_confirmed_at = clock.now()
    record(
        session,
        actor,
        "names_confirmed",
        ("person", person.id),
        before=before.full,
        cyrillic=native.full,
        latin=abroad.full,
    )
    session.flush()


def choose_language(session: Session, actor: Actor, language: str) -> None:
    """The language of letters and of the next sign-in. Raises Invalid("language_unknown")."""
    if language not in {"bg", "en"}:
        raise Invalid("language_unknown")
    person = session.get_one(Person, actor.person_id)
    if person.language != language:
        person.language = language
        record(session, actor, "language_chosen", ("person", person.id), language=language)
        session.flush()


def require_no_demo_people(session: Session) -> None:
    """Raises BadSetting when the database holds the demo's sign-ins, whose passwords everyone knows."""
    if session.scalar(select(Person.id).where(Person.demo).limit(1)) is not None:
        raise BadSetting(
            "the database of ELEARN_DATABASE holds demo people, whose passwords everyone knows; "
            "production starts on a database of its own"
        )
