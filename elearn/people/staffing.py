"""Adding people, changing what is kept of them, marking who left and who came back: within one's reach."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.transliteration import latin
from elearn.errors import Invalid, NotAllowed
from elearn.events import NameCorrected, PersonChanged, announce
from elearn.ids import OrganisationId, PersonId
from elearn.people import positions, rules, service, sign_in
from elearn.people.granting import require_not_wider, require_person
from elearn.people.models import Person, RoleGrant
from elearn.people.queries import NameParts
from elearn.people.reach import require_place
from elearn.permissions import Actor, Grant, Permission, Role

PARTS = ("given", "middle", "family")
PLACE = ("organisation_id", "position_id", "joined_on")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of a person, as it was typed: e-mail, staff number and position may be empty, not both of the
    first."""

    names: NameParts
    email: str
    staff_number: str
    organisation_id: OrganisationId | None
    position: str
    joined_on: date | None


def add(session: Session, actor: Actor, entry: Entry) -> PersonId:
    """A learner of a unit in reach.

    Raises NotAllowed("not_permitted"), Invalid("person_unreachable") and what `service.create_person` raises.
    """
    require_place(session, actor, Permission.PEOPLE_MANAGE, entry.organisation_id)
    _require_reachable(entry)
    person_id = service.create_person(
        session,
        actor,
        email=entry.email.strip(),
        given=entry.names.given,
        middle=entry.names.middle,
        family=entry.names.family,
        organisation_id=entry.organisation_id,
        staff_number=entry.staff_number,
        roles=(Grant(Role.LEARNER, entry.organisation_id),),
    )
    row = session.get_one(Person, person_id)
    row.position_id, row.joined_on = positions.find_or_add(session, actor, entry.position), entry.joined_on
    announce(session, PersonChanged(actor, person_id))
    return person_id


def change(session: Session, actor: Actor, person_id: PersonId, entry: Entry, *, correcting: bool = False) -> None:
    """Set what is kept of a person. A new e-mail ends every sign-in and every open link of the old one.

    `correcting`: the name was wrong, so that certificates that carry it are issued anew. Raises
    NotFound("person_unknown"), NotAllowed("person_has_wider_role"), NotAllowed("not_permitted") for a unit out of
    reach, Invalid("person_unreachable") and what `service.create_person` raises.
    """
    row = require_person(session, actor, person_id)
    require_not_wider(session, actor, person_id)
    if entry.organisation_id != row.organisation_id:
        require_place(session, actor, Permission.PEOPLE_MANAGE, entry.organisation_id)
    _require_reachable(entry)
    wanted = _values(session, actor, row, entry)
    before = {name: getattr(row, name) for name in wanted}
    changed = {name: value for name, value in wanted.items() if value != before[name]}
    if not changed:
        return
    _respell(row, changed)
    for name, value in changed.items():
        setattr(row, name, value)
    shown = {name: [_plain(before[name]), _plain(value)] for name, value in changed.items()}
    record(session, actor, "person_changed", ("person", person_id), changes=shown)
    session.flush()
    _follow(session, actor, person_id, set(changed), correcting=correcting)


def leave(session: Session, actor: Actor, person_id: PersonId, on: date) -> None:
    """From that day on the person signs in no more; everything earned stays.

    Raises NotFound("person_unknown"), NotAllowed("person_is_oneself"), NotAllowed("person_has_wider_role") and
    Invalid("left_before_joined").
    """
    row = require_person(session, actor, person_id)
    if actor.person_id == person_id:
        raise NotAllowed("person_is_oneself")
    require_not_wider(session, actor, person_id)
    if row.joined_on is not None and on < row.joined_on:
        raise Invalid("left_before_joined")
    row.left_on = on
    record(session, actor, "person_left", ("person", person_id), on=on.isoformat())
    session.flush()
    if rules.has_left(on, clock.today()):
        sign_in.end_every_way_in(session, actor, person_id)
    announce(session, PersonChanged(actor, person_id))


def come_back(session: Session, actor: Actor, person_id: PersonId) -> None:
    """Take the mark of having left away again. Raises NotFound("person_unknown")."""
    row = require_person(session, actor, person_id)
    require_not_wider(session, actor, person_id)
    if row.left_on is None:
        return
    before, row.left_on = row.left_on, None
    record(session, actor, "person_returned", ("person", person_id), left=before.isoformat())
    announce(session, PersonChanged(actor, person_id))


def _values(session: Session, actor: Actor, row: Person, entry: Entry) -> dict[str, object]:
    """What the columns are to say, checked."""
    names = {part: rules.normal_name(getattr(entry.names, part), "") for part in PARTS}
    if not names["given"] or not names["family"]:
        raise Invalid("name_missing")
    email = rules.normal_email(entry.email) if entry.email.strip() else None
    number = rules.checked_staff_number(entry.staff_number) or None
    employer_id = service.root_of(session, entry.organisation_id)
    if email != row.email:
        service.require_free_email(session, email)
    if (employer_id, number) != (row.employer_id, row.staff_number):
        service.require_free_number(session, employer_id, number)
    return names | {
        "email": email,
        "organisation_id": entry.organisation_id,
        "employer_id": employer_id,
        "staff_number": number,
        "position_id": positions.find_or_add(session, actor, entry.position),
        "joined_on": entry.joined_on,
    }


def _respell(row: Person, changed: dict[str, object]) -> None:
    """A confirmed Latin spelling follows the parts that changed; the others stay as they were confirmed."""
    if row.names_confirmed_at is not None:
        for part in PARTS:
            if part in changed:
                setattr(row, f"latin_{part}", latin(str(changed[part])))


def _follow(session: Session, actor: Actor, person_id: PersonId, changed: set[str], *, correcting: bool) -> None:
    if "email" in changed:
        sign_in.end_every_way_in(session, actor, person_id)
    if "organisation_id" in changed:
        _follow_learner(session, person_id)
    if changed.intersection(PLACE):
        announce(session, PersonChanged(actor, person_id))
    if correcting and changed.intersection(PARTS):
        announce(session, NameCorrected(actor, person_id))


def _follow_learner(session: Session, person_id: PersonId) -> None:
    """The role of a learner goes with the unit; every other one stands where it was given."""
    session.execute(delete(RoleGrant).where(RoleGrant.person_id == person_id, RoleGrant.role == Role.LEARNER))
    unit_id = session.get_one(Person, person_id).organisation_id
    session.add(RoleGrant(person_id=person_id, role=Role.LEARNER, organisation_id=unit_id, created_at=clock.now()))
    session.flush()


def _require_reachable(entry: Entry) -> None:
    if not entry.email.strip() and not entry.staff_number.strip():
        raise Invalid("person_unreachable")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
