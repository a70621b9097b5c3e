"""Adding people, changing what is kept of them, marking who left and who came back: within one's reach."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.errors import Invalid, NotAllowed
from elearn.events import NameCorrected, PersonChanged, announce
from elearn.ids import OrganisationId, PersonId
from elearn.people import employing, positions, rules, service, sign_in
from elearn.people.employing import PARTS
from elearn.people.granting import require_not_wider, require_person
from elearn.people.models import Person
from elearn.people.queries import NameParts
from elearn.people.reach import require_place
from elearn.permissions import Actor, Permission


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

    Raises NotAllowed("not_permitted"), Invalid("person_unreachable", "name_missing"), Conflict("email_taken",
    "staff_number_taken") and what the rules for e-mail, name, number and position raise.
    """
    require_place(session, actor, Permission.PEOPLE_MANAGE, entry.organisation_id)
    _require_reachable(entry)
    return employing.employ(session, actor, _facts(session, actor, entry))


def change(session: Session, actor: Actor, person_id: PersonId, entry: Entry, *, correcting: bool = False) -> None:
    """Set what is kept of a person. A new e-mail ends every sign-in and every open link of the old one.

    `correcting`: the name was wrong, so that certificates that carry it are issued anew. Raises
    NotFound("person_unknown"), NotAllowed("person_has_wider_role"), NotAllowed("not_permitted") for a unit out of
    reach, and what `add` raises.
    """
    row = require_person(session, actor, person_id)
    require_not_wider(session, actor, person_id)
    if entry.organisation_id != row.organisation_id:
        require_place(session, actor, Permission.PEOPLE_MANAGE, entry.organisation_id)
    _require_reachable(entry)
    facts = _facts(session, actor, entry, row)
    changed = {name: value for name, value in facts.items() if value != getattr(row, name)}
    if changed:
        employing.amend(session, actor, person_id, changed)
    if correcting and changed.keys() & set(PARTS):
        announce(session, NameCorrected(actor, person_id))


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


def _facts(session: Session, actor: Actor, entry: Entry, row: Person | None = None) -> dict[str, object]:
    """What the columns of a person, of a new one without `row`, are to say, checked."""
    names = {part: rules.normal_name(getattr(entry.names, part), "") for part in PARTS}
    if not names["given"] or not names["family"]:
        raise Invalid("name_missing")
    email = rules.normal_email(entry.email) if entry.email.strip() else None
    number = rules.checked_staff_number(entry.staff_number) or None
    employer_id = service.root_of(session, entry.organisation_id)
    if row is None or email != row.email:
        service.require_free_email(session, email)
    if row is None or (employer_id, number) != (row.employer_id, row.staff_number):
        service.require_free_number(session, employer_id, number)
    return names | {
        "email": email,
        "organisation_id": entry.organisation_id,
        "staff_number": number,
        "position_id": positions.find_or_add(session, actor, entry.position),
        "joined_on": entry.joined_on,
    }


def _require_reachable(entry: Entry) -> None:
    if not entry.email.strip() and not entry.staff_number.strip():
        raise Invalid("person_unreachable")
