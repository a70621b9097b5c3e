"""More days for one person in one course, beyond what a plan gives: with a reason, and taken back with one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import Session, aliased

from elearn import clock
from elearn.audit.service import record
from elearn.enrolment import queries as enrolments
from elearn.enrolment.models import Enrolment
from elearn.errors import Conflict, Invalid, NotFound
from elearn.events import EnrolmentChanged, announce
from elearn.ids import CourseSlug, EnrolmentId, PersonId
from elearn.people.granting import require_person
from elearn.people.models import Person
from elearn.people.queries import full_name
from elearn.permissions import Actor, Permission, require
from elearn.plans import rules, settling
from elearn.plans.crediting import plain_reason, require_another, require_open, taken_up
from elearn.plans.models import Extension

FARTHEST: Final = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """`last`: of those that stand the one given last, which alone can be taken back. `by` is empty for the command
    line."""

    id: int
    course: CourseSlug
    due_before: date | None
    due: date
    reason: str
    by: str
    given_at: datetime
    taken_back_at: datetime | None
    taken_back_why: str
    last: bool


def extend(session: Session, actor: Actor, person_id: PersonId, slug: CourseSlug, due: date, reason: str) -> int:
    """`due` is the new last day, inclusive. Whoever has not taken up the course is enrolled by it; the extension's id.

    What had no deadline has it by hand from now on, whatever plans ask.
    The very same a second time is the first time. Raises as `crediting.give` does about the person, the course and the
    reason, Conflict("completed_already", "credit_stands") where nothing is due, and Invalid("extension_day") for a day
    that is past, too far or not later than the deadline there is.
    """
    require_another(session, actor, person_id)
    why = plain_reason(reason)
    row = taken_up(session, actor, person_id, slug)
    require_open(session, row)
    if row.exempted_on is not None or row.credited_on is not None:
        raise Conflict("credit_stands")
    last = _last(session, row.id)
    if last is not None and (last.due, last.reason, row.due) == (due, why, due):
        return last.id
    today = clock.today()
    if not max(today, row.due + timedelta(days=1) if row.due else today) <= due <= today + FARTHEST:
        raise Invalid("extension_day")
    extension = Extension(
        enrolment_id=row.id, due_before=row.due, due=due, reason=why, given_by=actor.person_id, given_at=clock.now()
    )
    session.add(extension)
    row.own_due = due if row.due is None else row.own_due
    row.due = due
    session.flush()
    told: dict[str, Any] = {
        "course": slug,
        "due_before": extension.due_before and extension.due_before.isoformat(),
        "due": due.isoformat(),
    }
    record(session, actor, "extension.given", ("extension", extension.id), about=person_id, **told, reason=why)
    announce(session, EnrolmentChanged(actor, EnrolmentId(row.id)))
    return extension.id


def take_back(session: Session, actor: Actor, person_id: PersonId, extension_id: int, reason: str) -> None:
    """The deadline is again what was set by hand, what plans ask, and what was given before. A second time is nothing.

    Raises as `extend` does about the person and the reason, NotFound("extension_unknown") and
    Conflict("extension_not_last").
    """
    require_another(session, actor, person_id)
    why = plain_reason(reason)
    found = select(Extension).join(Enrolment, Enrolment.id == Extension.enrolment_id)
    extension = session.scalar(found.where(Extension.id == extension_id, Enrolment.person_id == person_id))
    if extension is None:
        raise NotFound("extension_unknown")
    row = enrolments.held(session, EnrolmentId(extension.enrolment_id))
    session.refresh(extension)
    if extension.taken_back_at is not None:
        return
    last = _last(session, row.id)
    if last is None or last.id != extension_id:
        raise Conflict("extension_not_last")
    extension.taken_back_at, extension.taken_back_by, extension.taken_back_why = clock.now(), actor.person_id, why
    if extension.due_before is None and row.own_due == extension.due:
        row.own_due = None
    session.flush()
    row.due = _due(session, row)
    session.flush()
    told: dict[str, Any] = {"course": row.course_slug, "due": row.due and row.due.isoformat(), "reason": why}
    record(session, actor, "extension.taken_back", ("extension", extension_id), about=person_id, **told)
    announce(session, EnrolmentChanged(actor, EnrolmentId(row.id)))


def hand_over(session: Session, actor: Actor, person_id: PersonId) -> None:
    """Of two who were one, the time given under an enrolment that gave way is given under the one that counts."""
    later, farther = aliased(Enrolment), aliased(Enrolment)
    after = and_(later.person_id == Enrolment.person_id, later.course_slug == Enrolment.course_slug)
    beyond = and_(farther.person_id == later.person_id, farther.course_slug == later.course_slug)
    standing = select(Extension, later).join(Enrolment, Enrolment.id == Extension.enrolment_id).join(later, after)
    rows = session.execute(
        standing.where(Enrolment.person_id == person_id, Enrolment.withdrawn_at.is_not(None))
        .where(later.cycle > Enrolment.cycle, ~exists().where(beyond, farther.cycle > later.cycle))
        .where(Extension.taken_back_at.is_(None))
    )
    for extension, counts in rows.all():
        extension.enrolment_id = counts.id
        session.flush()
        if counts.exempted_on is None and counts.credited_on is None and counts.withdrawn_at is None:
            counts.due = _due(session, counts)
        session.flush()
        due = counts.due and counts.due.isoformat()
        record(session, actor, "extension.moved", ("extension", extension.id), about=person_id, due=due)


def one(session: Session, actor: Actor, person_id: PersonId, extension_id: int) -> ExtensionView:
    """Of somebody in reach. Raises NotFound("person_unknown", "extension_unknown")."""
    require(actor, Permission.PEOPLE_MANAGE)
    require_person(session, actor, person_id)
    row = session.execute(_views(person_id).where(Extension.id == extension_id)).one_or_none()
    if row is None:
        raise NotFound("extension_unknown")
    last = _last(session, row[0].enrolment_id)
    return _view(*row, last=last is not None and last.id == extension_id)


def history(session: Session, person_id: PersonId, slug: CourseSlug) -> Sequence[ExtensionView]:
    """Every extension of a person in a course, the latest first. Who asks has been let in."""
    query = _views(person_id).where(Enrolment.course_slug == slug).order_by(Extension.id.desc())
    rows = session.execute(query).all()
    last = {row.enrolment_id: row.id for row, _, _ in reversed(rows) if row.taken_back_at is None}
    return [_view(row, slug, by, last=last.get(row.enrolment_id) == row.id) for row, slug, by in rows]


def _due(session: Session, row: Enrolment) -> date | None:
    """The last day by what is set by hand, asked for by plans, and given beyond."""
    given = settling.extended(session, [EnrolmentId(row.id)]).get(row.id)
    return rules.due_of(row.own_due, settling.asked_due(session, row), given)


def _views(person_id: PersonId) -> Select[Extension, str, Person]:
    giver = aliased(Person)
    return (
        select(Extension, Enrolment.course_slug, giver)
        .join(Enrolment, Enrolment.id == Extension.enrolment_id)
        .outerjoin(giver, giver.id == Extension.given_by)
        .where(Enrolment.person_id == person_id)
    )


def _view(row: Extension, slug: str, giver: Person | None, *, last: bool) -> ExtensionView:
    return ExtensionView(
        id=row.id,
        course=CourseSlug(slug),
        due_before=row.due_before,
        due=row.due,
        reason=row.reason,
        by=full_name(giver) if giver else "",
        given_at=row.given_at,
        taken_back_at=row.taken_back_at,
        taken_back_why=row.taken_back_why or "",
        last=last,
    )


def _last(session: Session, enrolment_id: int) -> Extension | None:
    query = select(Extension).where(Extension.enrolment_id == enrolment_id, Extension.taken_back_at.is_(None))
    return session.scalar(query.order_by(Extension.id.desc()).limit(1))
