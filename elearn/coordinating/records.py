"""A person's training record: every state, date and result, and the facts that met each rule. Never an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from elearn.certificates import queries as certificates
from elearn.certificates.models import Certificate
from elearn.certificates.queries import CertificateView
from elearn.content.model import Outline
from elearn.coordinating import steps
from elearn.coordinating.queries import NEEDED, state_of
from elearn.coordinating.rules import State
from elearn.coordinating.steps import Step
from elearn.enrolment.models import Enrolment
from elearn.errors import NotAllowed
from elearn.ids import OrganisationId, PersonId, SnapshotId
from elearn.people.models import Credential, Organisation, Person, Position
from elearn.people.queries import full_name, within_scope
from elearn.permissions import Actor
from elearn.plans.models import Credit, Extension, Plan
from elearn.progress.models import Completion, Progress
from elearn.publishing import library
from elearn.publishing.models import Published


@dataclass(frozen=True, slots=True)
class Who:
    """`merged_into`: the person of whom this was a duplicate."""

    id: PersonId
    name: str
    email: str
    staff_number: str
    unit_id: OrganisationId | None
    unit: str
    position: str
    joined_on: date | None
    left_on: date | None
    signed_in: bool
    merged_into: PersonId | None


@dataclass(frozen=True, slots=True)
class Study:
    """One enrolment. `latest`: of the course's latest cycle, and not withdrawn: the one that counts now.

    `completion` is the stored one with its evidence, `completed_edition` the edition whose rules it met.
    """

    enrolment: Enrolment
    outline: Outline
    state: State
    latest: bool
    plan: str
    steps_done: int
    steps_total: int
    completion: Completion | None
    completed_edition: str
    steps: tuple[Step, ...]
    credits: tuple[Credit, ...]
    extensions: tuple[Extension, ...]
    certificates: tuple[CertificateView, ...]


def who(session: Session, actor: Actor, person_id: PersonId) -> Who:
    """Raises NotAllowed("not_permitted") for somebody out of reach, and for nobody."""
    query = (
        select(Person, Organisation.name.label("unit"), Position.name.label("position"))
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(Position, Position.id == Person.position_id)
        .add_columns(exists().where(Credential.person_id == Person.id).label("signed_in"))
        .where(Person.id == person_id, within_scope(actor, NEEDED))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotAllowed("not_permitted", permission=NEEDED.value)
    found = row.Person
    return Who(
        id=PersonId(found.id),
        name=full_name(found),
        email=found.email or "",
        staff_number=found.staff_number or "",
        unit_id=None if found.organisation_id is None else OrganisationId(found.organisation_id),
        unit=row.unit or "",
        position=row.position or "",
        joined_on=found.joined_on,
        left_on=found.left_on,
        signed_in=bool(row.signed_in),
        merged_into=None if found.merged_into_id is None else PersonId(found.merged_into_id),
    )


def studies(session: Session, person_id: PersonId, today: date) -> Sequence[Study]:
    """Every enrolment of a person in reach: what counts now first, then what was. Seven SELECTs."""
    rows = session.execute(_enrolments(person_id, today)).all()
    ids = [row.Enrolment.id for row in rows]
    more = _More(
        facts=steps.facts(session, ids),
        credits=_grouped(session, Credit, ids),
        extensions=_grouped(session, Extension, ids),
        certificates=_certificates(session, person_id),
    )
    found = [_study(session, row, more) for row in rows]
    return sorted(found, key=lambda one: not one.latest)


@dataclass(frozen=True, slots=True)
class _More:
    """What stands under enrolments, by their ids."""

    facts: steps.Facts
    credits: Mapping[int, Sequence[Credit]]
    extensions: Mapping[int, Sequence[Extension]]
    certificates: Mapping[int, Sequence[CertificateView]]


def _enrolments(person_id: PersonId, today: date) -> Any:
    later = aliased(Enrolment)
    same = (later.person_id == Enrolment.person_id, later.course_slug == Enrolment.course_slug)
    return (
        select(
            Enrolment,
            Progress,
            Completion,
            Published.snapshot_id,
            Plan.name.label("plan"),
            state_of(today).label("state"),
            exists().where(*same, later.cycle > Enrolment.cycle).label("renewed"),
        )
        .join(Published, Published.course_slug == Enrolment.course_slug)
        .outerjoin(Progress, Progress.enrolment_id == Enrolment.id)
        .outerjoin(Completion, Completion.enrolment_id == Enrolment.id)
        .outerjoin(Plan, Plan.id == Enrolment.plan_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Enrolment.course_slug, Enrolment.cycle.desc())
    )


def _study(session: Session, row: Any, more: _More) -> Study:
    enrolment, kept, completion = row.Enrolment, row.Progress, row.Completion
    judged_by = SnapshotId(row.snapshot_id if completion is None else completion.snapshot_id)
    outline = library.outline(session, judged_by)
    return Study(
        enrolment=enrolment,
        outline=library.outline(session, SnapshotId(row.snapshot_id)),
        state=State(row.state),
        latest=enrolment.withdrawn_at is None and not row.renewed,
        plan=row.plan or "",
        steps_done=0 if kept is None else kept.steps_done,
        steps_total=0 if kept is None else kept.steps_total,
        completion=completion,
        completed_edition="" if completion is None else outline.edition,
        steps=steps.of(outline, more.facts, enrolment.id, None if completion is None else completion.evidence),
        credits=tuple(more.credits.get(enrolment.id, ())),
        extensions=tuple(more.extensions.get(enrolment.id, ())),
        certificates=tuple(more.certificates.get(enrolment.id, ())),
    )


def _grouped(session: Session, model: Any, enrolment_ids: Sequence[int]) -> Mapping[int, Sequence[Any]]:
    """Rows of a table by enrolment, in the order of their making."""
    found: dict[int, list[Any]] = {}
    for row in session.scalars(select(model).where(model.enrolment_id.in_(enrolment_ids)).order_by(model.id)):
        found.setdefault(row.enrolment_id, []).append(row)
    return found


def _certificates(session: Session, person_id: PersonId) -> Mapping[int, Sequence[CertificateView]]:
    """By enrolment, the newest first."""
    query = select(Certificate.id, Certificate.enrolment_id).where(Certificate.person_id == person_id)
    whose = {row.id: row.enrolment_id for row in session.execute(query)}
    found: dict[int, list[CertificateView]] = {}
    for view in certificates.of_person(session, person_id):
        found.setdefault(whose[view.id], []).append(view)
    return found
