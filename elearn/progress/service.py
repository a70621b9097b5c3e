"""Keeping progress and completion true, in the transaction of the fact that changes them."""

from typing import Any

from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.model import Outline
from elearn.enrolment import queries as enrolments
from elearn.enrolment.models import Enrolment
from elearn.errors import NotFound
from elearn.events import CourseCompleted, Event, announce
from elearn.ids import CourseSlug, EnrolmentId, SnapshotId
from elearn.permissions import Actor
from elearn.progress import queries, rules
from elearn.progress.evidence import Facts, evidence
from elearn.progress.models import Completion, Progress
from elearn.progress.queries import Kept
from elearn.publishing import library
from elearn.publishing.queries import current


def refresh(session: Session, event: Event) -> None:
    """Handler: bring the event's enrolment up to date, and complete its course when the last fact is in."""
    bring_up_to_date(session, event.actor, event.enrolment_id)


def bring_up_to_date(session: Session, actor: Actor, enrolment_id: EnrolmentId) -> None:
    """Recompute one progress row against the edition published now; complete the course when every rule is met.

    A completion is never removed or changed: once it stands, the row speaks of the edition it was given for.
    """
    enrolment = enrolments.held(session, enrolment_id)
    row = session.get(Progress, enrolment_id, populate_existing=True)
    completion = queries.completion_row(session, enrolment_id)
    snapshot_id = completion.snapshot_id if completion is not None else _edition(session, enrolment, row)
    if snapshot_id is None:
        return
    outline = library.outline(session, SnapshotId(snapshot_id))
    facts = queries.facts(session, enrolment_id)
    if completion is not None:
        _write(session, row, queries.kept(enrolment_id, SnapshotId(snapshot_id), outline, facts, completed=True))
        return
    completed = enrolment.withdrawn_at is None and rules.standing(outline, facts.ids).complete
    _write(session, row, queries.kept(enrolment_id, SnapshotId(snapshot_id), outline, facts, completed=completed))
    if completed:
        _complete(session, actor, enrolment, SnapshotId(snapshot_id), outline, facts)


def _edition(session: Session, enrolment: Enrolment, row: Progress | None) -> int | None:
    """The published edition; of a withdrawn course the one judged last; None when it was never judged."""
    try:
        return current(session, CourseSlug(enrolment.course_slug))
    except NotFound:
        return row.snapshot_id if row is not None else None


def _write(session: Session, row: Progress | None, kept: Kept) -> None:
    if row is None:
        row = Progress(enrolment_id=kept.enrolment_id)
        session.add(row)
    row.snapshot_id, row.state, row.done = kept.snapshot_id, kept.state, list(kept.done)
    row.steps_done, row.steps_total, row.percent = kept.steps_done, kept.steps_total, kept.percent
    row.updated_at = clock.now()
    session.flush()


def _complete(
    session: Session, actor: Actor, enrolment: Enrolment, snapshot_id: SnapshotId, outline: Outline, facts: Facts
) -> None:
    now = clock.now()
    completion = Completion(
        enrolment_id=enrolment.id,
        snapshot_id=snapshot_id,
        rule_version=rules.RULE_VERSION,
        evidence=evidence(outline, facts, due=enrolment.due),
        completed_at=now,
    )
    session.add(completion)
    session.flush()
    told: dict[str, Any] = {"course": enrolment.course_slug, "snapshot": snapshot_id}
    record(session, actor, "course.completed", ("enrolment", enrolment.id), about=enrolment.person_id, **told)
    announce(session, CourseCompleted(actor=actor, enrolment_id=EnrolmentId(enrolment.id), completion_id=completion.id))
