"""Links sent by letter: made, looked at without harm, and used up once."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn import clock, ids
from elearn.audit.service import record
from elearn.errors import Conflict, NotAllowed, NotFound
from elearn.ids import PersonId
from elearn.mail import service as mail
from elearn.people import letters, rules, service, sign_in, tries
from elearn.people.models import AccountLink, Credential, LinkPurpose, Person
from elearn.people.queries import NameParts
from elearn.people.sessions import digest
from elearn.permissions import Actor, Grant, Role
from elearn.settings import Settings

LIFETIME = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.RESET: timedelta(hours=2),
    LinkPurpose.REGISTRATION: timedelta(hours=24),
}
AT_MOST_EVERY = timedelta(minutes=2)
"""Letters to one address, however often someone asks."""


class LinkState(StrEnum):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class LinkView:
    """What its page shows. `name` is empty for a registration, whose person does not exist yet."""

    purpose: LinkPurpose
    state: LinkState
    person_id: PersonId | None
    email: str
    name: str
    names: tuple[str, ...]


def issue(
    session: Session, actor: Actor, settings: Settings, *, email: str, purpose: LinkPurpose, language: str
) -> str:
    """Make a link and queue its letter; the address of the link, which is stored nowhere but in the letter, until that
    is sent.

    Raises NotFound("person_unknown") for an invitation or reset to an e-mail that nobody has.
    """
    person = session.scalars(select(Person).where(Person.email == email)).one_or_none()
    registering = purpose is LinkPurpose.REGISTRATION
    if person is None and not registering:
        raise NotFound("person_unknown")
    token, now = ids.token(), clock.now()
    row = AccountLink(
        person_id=None if registering or person is None else person.id,
        email=email,
        purpose=purpose,
        token_sha256=digest(token),
        language=language,
        created_at=now,
        expires_at=now + LIFETIME[purpose],
        used_at=None,
    )
    session.add(row)
    session.flush()
    address = f"{settings.address}{mail.LINK_PATH}{token}"
    name = "" if person is None else f"{person.given} {person.family}"
    words = letters.write(purpose, language, settings, name=name, link=address, until=row.expires_at)
    owner = None if row.person_id is None else PersonId(row.person_id)
    mail.send(session, to=email, subject=words.subject, text=words.text, key=f"link:{row.id}", person_id=owner)
    record(session, actor, "link_sent", ("account_link", row.id), about=row.person_id, purpose=purpose.value)
    return address


def send_fitting(session: Session, actor: Actor, settings: Settings, *, email: str, language: str) -> None:
    """Send what helps whoever reads this e-mail: a first password, a new one, or a registration; or nothing.

    Nothing is sent to strangers unless they may register, nor twice within AT_MOST_EVERY.
    """
    recent = select(AccountLink.id).where(
        AccountLink.email == email, AccountLink.created_at > clock.now() - AT_MOST_EVERY, AccountLink.used_at.is_(None)
    )
    if session.scalar(recent.limit(1)) is not None:
        return
    purpose = purpose_for(session, settings, email)
    if purpose is None:
        return
    chosen = session.scalar(select(Person.language).where(Person.email == email))
    issue(session, actor, settings, email=email, purpose=purpose, language=chosen or language)


def purpose_for(session: Session, settings: Settings, email: str) -> LinkPurpose | None:
    """An invitation for people without a password, a reset for those with one, nothing for who has left; strangers may
    at most register."""
    row = session.execute(
        select(Person.id, Credential.person_id, Person.left_on)
        .outerjoin(Credential, Credential.person_id == Person.id)
        .where(Person.email == email)
    ).one_or_none()
    if row is not None and rules.has_left(row[2], clock.today()):
        return None
    if row is not None:
        return LinkPurpose.INVITATION if row[1] is None else LinkPurpose.RESET
    allowed = settings.registration and rules.may_register(email, settings.registration_domains)
    return LinkPurpose.REGISTRATION if allowed else None


def look(session: Session, token: str) -> LinkView:
    """What a link is for and whether it still works; looking changes nothing. Raises NotFound("link_unknown")."""
    found = session.execute(
        select(AccountLink, Person)
        .outerjoin(Person, Person.id == AccountLink.person_id)
        .where(AccountLink.token_sha256 == digest(token))
    ).one_or_none()
    if found is None:
        raise NotFound("link_unknown")
    row, person = found
    return LinkView(
        purpose=row.purpose,
        state=_state(row),
        person_id=None if row.person_id is None else PersonId(row.person_id),
        email=row.email,
        name="" if person is None else f"{person.given} {person.family}",
        names=() if person is None else (person.given, person.middle, person.family),
    )


def now_at(session: Session, view: LinkView) -> str:
    """The e-mail to which a new one goes: the one that the account has by now, empty for none; of a registration, the
    one that was to be registered."""
    if view.person_id is None:
        return view.email
    return session.scalar(select(Person.email).where(Person.id == view.person_id)) or ""


def _state(row: AccountLink) -> LinkState:
    if row.used_at is not None:
        return LinkState.USED
    return LinkState.OPEN if row.expires_at > clock.now() else LinkState.EXPIRED


def use_up(session: Session, token: str) -> AccountLink:
    """Take the link, once: of two at the same time one wins. Raises NotFound("link_unknown"), Conflict("link_used")
    or Conflict("link_expired"). Every other open link of the same e-mail ends with it."""
    now = clock.now()
    mine = AccountLink.token_sha256 == digest(token)
    taken = session.execute(
        update(AccountLink)
        .where(mine, AccountLink.used_at.is_(None), AccountLink.expires_at > now)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    row = session.scalars(select(AccountLink).where(mine).execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound("link_unknown")
    if taken.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise Conflict("link_used" if row.used_at is not None else "link_expired")
    session.execute(
        update(AccountLink).where(AccountLink.email == row.email, AccountLink.used_at.is_(None)).values(used_at=now)
    )
    return row


def set_password(session: Session, actor: Actor, token: str, password_hash: str) -> PersonId:
    """Use an invitation or a reset: the password is stored, every sign-in ended, the lock lifted.

    Raises what use_up raises, and NotAllowed("account_closed") for who has left meanwhile."""
    row = use_up(session, token)
    if row.person_id is None:
        raise NotFound("link_unknown")
    person_id = PersonId(row.person_id)
    if rules.has_left(session.get_one(Person, person_id).left_on, clock.today()):
        raise NotAllowed("account_closed")
    record(session, actor, "link_used", ("account_link", row.id), about=person_id)
    sign_in.change_password(session, actor, person_id, password_hash)
    tries.forgive_name(session, row.email)
    return person_id


def register(
    session: Session, actor: Actor, settings: Settings, token: str, names: NameParts, password_hash: str
) -> PersonId:
    """Use a registration: the person comes to be. Raises what use_up raises, and
    Conflict("registration_closed") when registering has been switched off since."""
    row = use_up(session, token)
    if row.person_id is not None:
        raise NotFound("link_unknown")
    if not settings.registration or not rules.may_register(row.email, settings.registration_domains):
        raise Conflict("registration_closed")
    person_id = service.create_person(
        session,
        actor,
        email=row.email,
        given=names.given,
        middle=names.middle,
        family=names.family,
        organisation_id=None,
        roles=(Grant(Role.LEARNER),),
        password_hash=password_hash,
    )
    record(session, actor, "link_used", ("account_link", row.id), about=person_id)
    return person_id
