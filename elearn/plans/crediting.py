"""Exempting from a course, and recognising what was completed elsewhere: with a reason, and taken back with one.

Either asks nothing more of the learner, who may study all the same. No certificate of ours rests on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from elearn import clock
from elearn.audit.service import record
from elearn.content.model import HoursKind
from elearn.enrolment import queries as enrolments
from elearn.enrolment import service as enrolment
from elearn.enrolment import slots as enrolment_slots
from elearn.enrolment.models import Enrolment, Origin
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.events import EnrolmentChanged, announce
from elearn.ids import CourseSlug, EnrolmentId, PersonId
from elearn.people.granting import require_person
from elearn.people.models import Person
from elearn.people.queries import full_name
from elearn.permissions import Actor, Permission, require
from elearn.plans.models import Credit, Substitute

LONGEST_REASON: Final = 2000
OLDEST: Final = timedelta(days=20 * 366)
"""What was completed longer ago is not recognised: nobody keeps its papers."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A stored file: the SHA-256 of its bytes, and the name it came with."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Given:
    """What is to stand in a course's place. `hours` are hundredths of an hour, with their kind or not at all."""

    kind: Substitute
    on: date
    reason: str
    hours: int | None = None
    hours_kind: HoursKind | None = None
    attached: Attached | None = None


@dataclass(frozen=True, slots=True)
class CreditView:
    """What was given, and by whom; `by` is empty for the command line."""

    id: int
    enrolment_id: EnrolmentId
    course: CourseSlug
    given: Given
    by: str
    given_at: datetime
    taken_back_at: datetime | None
    taken_back_by: str
    taken_back_why: str


def give(session: Session, actor: Actor, person_id: PersonId, slug: CourseSlug, given: Given) -> int:
    """Let it stand in the course's place; whoever has not taken up the course is enrolled by it. The credit's id.

    The very same a second time is the first time. Raises NotFound("person_unknown") for who is out of reach,
    NotAllowed("not_permitted", "person_is_oneself"), NotFound("course_unknown", "course_withdrawn"), Conflict
    ("completed_already", "credit_stands") and Invalid("reason_missing", "reason_too_long", "credit_day").
    """
    require_another(session, actor, person_id)
    reason = plain_reason(given.reason)
    today = clock.today()
    if not today - OLDEST <= given.on <= today:
        raise Invalid("credit_day")
    row = taken_up(session, actor, person_id, slug)
    require_open(session, row)
    if (stands := _standing(session, row.id)) is not None:
        if (stands.kind, stands.on, stands.reason) == (given.kind, given.on, reason):
            return stands.id
        raise Conflict("credit_stands")
    credit = Credit(
        enrolment_id=row.id,
        kind=given.kind,
        on=given.on,
        hours=given.hours,
        hours_kind=given.hours_kind,
        reason=reason,
        attachment=given.attached and given.attached.sha256,
        attachment_name=given.attached and given.attached.name,
        given_by=actor.person_id,
        given_at=clock.now(),
    )
    session.add(credit)
    _set(row, given.kind, given.on)
    session.flush()
    told: dict[str, Any] = {"course": slug, "kind": given.kind.value, "on": given.on.isoformat(), "reason": reason}
    told |= {"attachment": given.attached.name} if given.attached else {}
    record(session, actor, "credit.given", ("credit", credit.id), about=person_id, **told)
    announce(session, EnrolmentChanged(actor, EnrolmentId(row.id)))
    return credit.id


def take_back(session: Session, actor: Actor, person_id: PersonId, credit_id: int, reason: str) -> None:
    """The course is asked for again, if somebody asks for it. A second time is nothing.

    Raises as `give` does about the person and the reason, and NotFound("credit_unknown").
    """
    require_another(session, actor, person_id)
    why = plain_reason(reason)
    view = one(session, actor, person_id, credit_id)
    row = enrolments.held(session, view.enrolment_id)
    credit = session.get_one(Credit, credit_id, populate_existing=True)
    if credit.taken_back_at is not None:
        return
    credit.taken_back_at, credit.taken_back_by, credit.taken_back_why = clock.now(), actor.person_id, why
    _set(row, credit.kind, None)
    session.flush()
    told: dict[str, Any] = {"course": row.course_slug, "kind": credit.kind.value, "reason": why}
    record(session, actor, "credit.taken_back", ("credit", credit_id), about=person_id, **told)
    announce(session, EnrolmentChanged(actor, EnrolmentId(row.id)))


def one(session: Session, actor: Actor, person_id: PersonId, credit_id: int) -> CreditView:
    """Of somebody in reach. Raises NotFound("person_unknown", "credit_unknown")."""
    require(actor, Permission.PEOPLE_MANAGE)
    require_person(session, actor, person_id)
    found = session.execute(_views().where(Credit.id == credit_id, Enrolment.person_id == person_id)).one_or_none()
    if found is None:
        raise NotFound("credit_unknown")
    return _view(*found)


def history(session: Session, person_id: PersonId, slug: CourseSlug) -> Sequence[CreditView]:
    """Everything that ever stood in the course's place for a person, the latest first. Who asks has been let in."""
    query = _views().where(Enrolment.person_id == person_id, Enrolment.course_slug == slug)
    return [_view(*row) for row in session.execute(query.order_by(Credit.id.desc()))]


def standing(session: Session, ids: Sequence[EnrolmentId]) -> Mapping[EnrolmentId, CreditView]:
    """What stands in the place of these enrolments' courses now. One SELECT, none for no ids."""
    if not ids:
        return {}
    query = _views().where(Credit.enrolment_id.in_(ids), Credit.taken_back_at.is_(None))
    return {view.enrolment_id: view for row in session.execute(query) for view in (_view(*row),)}


def plain_reason(text: str) -> str:
    """Raises Invalid("reason_missing", "reason_too_long")."""
    if not text.strip():
        raise Invalid("reason_missing")
    if len(text) > LONGEST_REASON:
        raise Invalid("reason_too_long")
    return text.strip()


def require_another(session: Session, actor: Actor, person_id: PersonId) -> None:
    """Somebody in the actor's reach who is not the actor."""
    require(actor, Permission.PEOPLE_MANAGE)
    require_person(session, actor, person_id)
    if actor.person_id == person_id:
        raise NotAllowed("person_is_oneself")


def taken_up(session: Session, actor: Actor, person_id: PersonId, slug: CourseSlug) -> Enrolment:
    """The person's enrolment in the course, this transaction's alone; made by the coordinator where there is none."""
    found = enrolments.active(session, person_id, slug)
    if found is not None:
        return enrolments.held(session, found.id)
    return enrolments.held(session, enrolment.enrol(session, actor, person_id, slug, source=Origin.COORDINATOR))


def require_open(session: Session, row: Enrolment) -> None:
    """Raises Conflict("completed_already"): what was completed here needs nothing in its place, and has no deadline."""
    if enrolment_slots.completed.call(session, EnrolmentId(row.id)):
        raise Conflict("completed_already")


def _set(row: Enrolment, kind: Substitute, on: date | None) -> None:
    if kind is Substitute.EXEMPTION:
        row.exempted_on = on
    else:
        row.credited_on = on


def _standing(session: Session, enrolment_id: int) -> Credit | None:
    query = select(Credit).where(Credit.enrolment_id == enrolment_id, Credit.taken_back_at.is_(None))
    return session.scalar(query.order_by(Credit.id.desc()).limit(1))


def _views() -> Select[Credit, str, Person, Person]:
    giver, taker = aliased(Person), aliased(Person)
    return (
        select(Credit, Enrolment.course_slug, giver, taker)
        .join(Enrolment, Enrolment.id == Credit.enrolment_id)
        .outerjoin(giver, giver.id == Credit.given_by)
        .outerjoin(taker, taker.id == Credit.taken_back_by)
    )


def _view(row: Credit, slug: str, giver: Person | None, taker: Person | None) -> CreditView:
    attached = Attached(row.attachment, row.attachment_name or "") if row.attachment else None
    return CreditView(
        id=row.id,
        enrolment_id=EnrolmentId(row.enrolment_id),
        course=CourseSlug(slug),
        given=Given(row.kind, row.on, row.reason, row.hours, row.hours_kind, attached),
        by=full_name(giver) if giver else "",
        given_at=row.given_at,
        taken_back_at=row.taken_back_at,
        taken_back_by=full_name(taker) if taker else "",
        taken_back_why=row.taken_back_why or "",
    )
