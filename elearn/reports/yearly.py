"""What a person completed in a calendar year, for the yearly statement that is annexed to an appraisal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from elearn import clock
from elearn.content.model import HoursKind
from elearn.content.phrases import N_, say
from elearn.enrolment.models import Enrolment
from elearn.errors import NotFound
from elearn.ids import EnrolmentId, PersonId, SnapshotId
from elearn.people import rules as people_rules
from elearn.people.granting import require_person
from elearn.people.models import Organisation, Person, Position
from elearn.people.queries import full_name
from elearn.permissions import Actor
from elearn.plans.models import Credit, Plan, Substitute
from elearn.plans.projects import project_of
from elearn.progress.models import Completion
from elearn.publishing import library
from elearn.publishing.models import Published
from elearn.reports.orders import course_title
from elearn.reports.standing_rows import certificate_numbers

FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One completed training. `how` is None for a course taken here. `hours` is None where nobody has said."""

    title: str
    edition: str
    how: Substitute | None
    on: date
    hours: Decimal | None
    hours_kind: HoursKind | None
    certificates: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Statement:
    """`totals`: hours by their kind, those kinds that there are. `names`: of the unit and those above it."""

    year: int
    name: str
    number: str
    position: str
    unit: str
    employer: str
    lines: tuple[Line, ...]
    totals: tuple[tuple[HoursKind, Decimal], ...]


def title(year: int, name: str, language: str) -> str:
    """What the statement is called among files."""
    return f"{say(language, N_('Statement of completed trainings'))} {year}: {name}"


def person_of(session: Session, actor: Actor, wanted: int | None) -> PersonId:
    """Whom it is about: oneself, or somebody whom the actor keeps. Raises NotFound("person_unknown")."""
    if wanted is not None and wanted != actor.person_id:
        return PersonId(require_person(session, actor, PersonId(wanted)).id)
    if actor.person_id is None:
        raise NotFound("person_unknown")
    return actor.person_id


def statement(session: Session, person_id: PersonId, year: int, language: str) -> Statement:
    """Of a person in reach: the caller has looked. Raises NotFound("person_unknown")."""
    root = aliased(Organisation)
    found = session.execute(
        select(Person, Organisation.name, root.name, root.code, Position.name)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(root, root.id == Person.employer_id)
        .outerjoin(Position, Position.id == Person.position_id)
        .where(Person.id == person_id)
    ).one_or_none()
    if found is None:
        raise NotFound("person_unknown")
    who, unit, employer, code, position = found
    lines = sorted(_lines(session, person_id, year, language), key=lambda line: (line.on, line.title))
    return Statement(
        year=year,
        name=full_name(who),
        number=people_rules.sign_in_name(None, code, who.staff_number) if who.staff_number else "",
        position=position or "",
        unit=unit or "",
        employer=employer or "",
        lines=tuple(lines),
        totals=totals(lines),
    )


def totals(lines: Sequence[Line]) -> tuple[tuple[HoursKind, Decimal], ...]:
    """Academic and astronomical hours are never added to each other."""
    sums: dict[HoursKind, Decimal] = {}
    for line in lines:
        if line.hours is not None and line.hours_kind is not None:
            sums[line.hours_kind] = sums.get(line.hours_kind, Decimal(0)) + line.hours
    return tuple((kind, sums[kind]) for kind in HoursKind if kind in sums)


def years(session: Session, person_id: PersonId) -> Sequence[int]:
    """This year and every year in which something was completed, the latest first."""
    at = select(Completion.completed_at).join(Enrolment, Enrolment.id == Completion.enrolment_id)
    on = select(Credit.on).join(Enrolment, Enrolment.id == Credit.enrolment_id).where(*_counts())
    mine = Enrolment.person_id == person_id
    found = {clock.day_of(moment).year for moment in session.scalars(at.where(mine))}
    found |= {day.year for day in session.scalars(on.where(mine))}
    return sorted(found | {clock.today().year}, reverse=True)


def _counts() -> tuple[ColumnElement[bool], ...]:
    """Of `Credit`: a completion elsewhere that was not taken back. An exemption is no training."""
    return Credit.kind != Substitute.EXEMPTION, Credit.taken_back_at.is_(None)


def _lines(session: Session, person_id: PersonId, year: int, language: str) -> Iterator[Line]:
    here = list(_completed(session, person_id, year))
    numbers = certificate_numbers(session, [enrolment.id for enrolment, *_ in here])
    for enrolment, completion, plan in here:
        outline = library.outline(session, SnapshotId(completion.snapshot_id))
        yield Line(
            title=course_title(outline, language),
            edition=outline.edition,
            how=None,
            on=clock.day_of(completion.completed_at),
            hours=outline.hours,
            hours_kind=outline.hours_kind,
            certificates=numbers.get(enrolment.id, ()),
            basis=_basis(session, enrolment.id, plan, language),
        )
    yield from _elsewhere(session, person_id, year, language, {enrolment.id for enrolment, *_ in here})


def _completed(session: Session, person_id: PersonId, year: int) -> Iterator[tuple[Enrolment, Completion, str]]:
    query = (
        select(Enrolment, Completion, Plan.name)
        .join(Completion, Completion.enrolment_id == Enrolment.id)
        .outerjoin(Plan, Plan.id == Enrolment.plan_id)
        .where(Enrolment.person_id == person_id)
        .where(Completion.completed_at >= _begins(year), Completion.completed_at < _begins(year + 1))
    )
    for enrolment, completion, plan in session.execute(query):
        yield enrolment, completion, plan or ""


def _begins(year: int) -> datetime:
    """The first instant of a year in Europe/Sofia."""
    return clock.end_of_day(date(year, 1, 1) - timedelta(days=1))


def _elsewhere(session: Session, person_id: PersonId, year: int, language: str, here: set[int]) -> Iterator[Line]:
    """In a classroom or at another institution; once where the course was completed here as well."""
    query = (
        select(Credit, Published.snapshot_id)
        .join(Enrolment, Enrolment.id == Credit.enrolment_id)
        .join(Published, Published.course_slug == Enrolment.course_slug)
        .where(Enrolment.person_id == person_id, *_counts())
        .where(Credit.on >= date(year, 1, 1), Credit.on <= date(year, 12, 31), Credit.enrolment_id.not_in(here))
    )
    for credit, snapshot_id in session.execute(query):
        yield Line(
            title=course_title(library.outline(session, SnapshotId(snapshot_id)), language),
            edition="",
            how=credit.kind,
            on=credit.on,
            hours=None if credit.hours is None else Decimal(credit.hours) / 100,
            hours_kind=credit.hours_kind,
            certificates=(),
            basis=credit.reason,
        )


def _basis(session: Session, enrolment_id: int, plan: str, language: str) -> str:
    """The plan that asked for the course, and the order that its project rests on."""
    project = project_of(session, EnrolmentId(enrolment_id))
    order = "" if project is None else project.basis.get(language) or project.basis.get("bg", "")
    return "; ".join(part for part in (plan, order) if part)
