"""Where people stand in courses, for tables: read in pieces, so that memory does not grow with the people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from elearn import clock
from elearn.certificates.models import Certificate
from elearn.content.phrases import N_
from elearn.coordinating import choices, matrix
from elearn.coordinating.filters import Sort, Wish
from elearn.coordinating.naming import STATES
from elearn.coordinating.queries import Circle, counted, planned, state_of, within
from elearn.enrolment.models import Enrolment
from elearn.people import rules as people_rules
from elearn.people.models import Organisation, Person, Position
from elearn.people.queries import NameParts
from elearn.progress.models import Completion, Progress
from elearn.reports.orders import Fact, Order, course_title, plan_facts, unit_fact
from elearn.reports.rules import Column

PIECE = 500


@dataclass(frozen=True, slots=True)
class Someone:
    name: str
    unit: str
    position: str
    number: str


@dataclass(frozen=True, slots=True)
class Stand:
    """One person in one course. `done_on`: the day of an exemption, of completion here or elsewhere."""

    slug: str
    state: str
    due: date | None
    done_on: date | None
    enrolment_id: int


def someone(order: Order) -> tuple[Column, ...]:
    """The columns of a `Someone`."""
    return (
        Column(order.say(N_("Name")), width=36),
        Column(order.say(N_("Unit")), width=36),
        Column(order.say(N_("Position")), width=28),
        Column(order.say(N_("Staff number")), width=14),
    )


def people_ids(session: Session, circle: Circle, wish: Wish, today: date, most: int | None = None) -> Sequence[int]:
    """Everybody whom the filters leave, in the order asked for; at most so many."""
    query = select(Person.id).where(within(circle, today), matrix.wanted(circle, wish, today)).limit(most)
    if wish.sort is Sort.UNIT:
        query = query.outerjoin(Organisation, Organisation.id == Person.organisation_id)
        return session.scalars(query.order_by(Organisation.path, Person.sort_name, Person.id)).all()
    down = wish.sort is Sort.NAME_DOWN
    keys = (Person.sort_name, Person.id)
    return session.scalars(query.order_by(*(key.desc() if down else key.asc() for key in keys))).all()


def standing(
    session: Session, circle: Circle, ids: Sequence[int], today: date
) -> Iterator[tuple[Someone, Sequence[Stand]]]:
    """Each person with every course that counts, of the circle's plan if it has one; in the order of `ids`. Two SELECTs
    for each piece."""
    for start in range(0, len(ids), PIECE):
        piece = ids[start : start + PIECE]
        known, stands = _people(session, piece), _stands(session, circle, piece, today)
        for person_id in piece:
            yield known[person_id], stands.get(person_id, ())


def _people(session: Session, ids: Sequence[int]) -> Mapping[int, Someone]:
    root = aliased(Organisation)
    columns = (Person.id, Person.given, Person.middle, Person.family, Person.staff_number)
    rows = session.execute(
        select(*columns, Organisation.name, Position.name, root.code)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Position, Position.id == Person.position_id)
        .outerjoin(root, root.id == Person.employer_id)
        .where(Person.id.in_(ids))
    )
    return {
        person_id: Someone(NameParts(given, middle, family).full, unit or "", position or "", _number(code, number))
        for person_id, given, middle, family, number, unit, position, code in rows
    }


def _number(code: str | None, number: str | None) -> str:
    return people_rules.sign_in_name(None, code, number) if number else ""


def _stands(session: Session, circle: Circle, ids: Sequence[int], today: date) -> Mapping[int, Sequence[Stand]]:
    rows = session.execute(
        select(
            Enrolment.person_id,
            Enrolment.course_slug,
            state_of(today),
            Enrolment.due,
            Enrolment.exempted_on,
            Enrolment.credited_on,
            Completion.completed_at,
            Enrolment.id,
        )
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id.in_(ids), counted(), planned(circle))
    )
    found: dict[int, list[Stand]] = {}
    for person_id, slug, state, due, exempted, credited, at, enrolment_id in rows:
        completed = None if at is None else clock.day_of(at)
        one = Stand(slug, state, due, exempted or completed or credited, enrolment_id)
        found.setdefault(person_id, []).append(one)
    return found


def narrowed(session: Session, order: Order, wish: Wish) -> tuple[Fact, ...]:
    """What the filters ask for, in words."""
    found = list(unit_fact(session, order, wish.unit))
    if wish.plan is not None:
        found += plan_facts(session, order, wish.plan, choices.plan_name(session, order.actor, wish.plan))
    if wish.course is not None:
        outline = choices.outlines(session).get(wish.course)
        found.append((order.say(N_("Course")), course_title(outline, order.language) if outline else "–"))
    if wish.state is not None:
        found.append((order.say(N_("State")), order.say(STATES[wish.state])))
    for label, day in ((N_("Completed from"), wish.since), (N_("Completed until"), wish.until)):
        found += [(order.say(label), order.day(day))] if day else []
    if wish.words:
        found.append((order.say(N_("Name")), wish.words))
    if wish.with_leavers:
        found.append((order.say(N_("Leavers")), order.say(N_("with those who have left"))))
    return tuple(found)


def certificate_numbers(session: Session, enrolment_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """By enrolment, of the certificates that stand."""
    live = (Certificate.superseded_at.is_(None), Certificate.revoked_at.is_(None))
    query = select(Certificate.enrolment_id, Certificate.number).where(Certificate.enrolment_id.in_(enrolment_ids))
    found: dict[int, tuple[str, ...]] = {}
    for enrolment_id, number in session.execute(query.where(*live).order_by(Certificate.id)):
        found[enrolment_id] = (*found.get(enrolment_id, ()), number)
    return found
