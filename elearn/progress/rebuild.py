"""Recomputing every progress row from the stored facts: to prove that nothing drifted, or to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.enrolment.models import Enrolment
from elearn.ids import EnrolmentId, SnapshotId
from elearn.progress import queries, rules
from elearn.progress.models import Progress, State
from elearn.progress.queries import Kept
from elearn.publishing import library
from elearn.publishing.models import Published, Snapshot

BATCH = 20
"""Few enough to be judged in a tenth of a second: on SQLite nobody else writes meanwhile."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An enrolment whose row does not say what its facts say. `found` is None where the row is missing."""

    enrolment_id: EnrolmentId
    expected: Kept | None
    found: Kept | None
    completion_missing: bool = False


def enrolments(session: Session) -> int:
    """How many there are, for a progress bar."""
    return session.scalar(select(func.count()).select_from(Enrolment)) or 0


def batches(session: Session) -> Iterator[tuple[EnrolmentId, ...]]:
    """All enrolments by id, BATCH at a time."""
    query = select(Enrolment.id).order_by(Enrolment.id).limit(BATCH)
    last = 0
    while batch := tuple(EnrolmentId(found) for found in session.scalars(query.where(Enrolment.id > last))):
        yield batch
        last = batch[-1]


def outdated(session: Session, *, after: EnrolmentId) -> tuple[EnrolmentId, ...]:
    """Up to BATCH enrolments under way whose row was judged by an edition that is no longer the published one.

    By id, from the one after `after` on.
    """
    query = (
        select(Progress.enrolment_id)
        .join(Snapshot, Snapshot.id == Progress.snapshot_id)
        .join(Published, Published.course_slug == Snapshot.course_slug)
        .where(
            Progress.enrolment_id > after,
            Published.withdrawn_at.is_(None),
            Snapshot.id != Published.snapshot_id,
            Progress.state.in_([State.NOT_STARTED, State.IN_PROGRESS]),
        )
        .order_by(Progress.enrolment_id)
        .limit(BATCH)
    )
    return tuple(EnrolmentId(found) for found in session.scalars(query))


def difference(session: Session, enrolment_id: EnrolmentId) -> Difference | None:
    """What is wrong with one enrolment's row, judged against the edition the row names; None when nothing is."""
    enrolment = session.get_one(Enrolment, enrolment_id)
    row = session.get(Progress, enrolment_id)
    if row is None:
        return Difference(enrolment_id, None, None)
    outline = library.outline(session, SnapshotId(row.snapshot_id))
    facts = queries.facts(session, enrolment_id)
    completed = queries.completion_row(session, enrolment_id) is not None
    expected = queries.kept(enrolment_id, SnapshotId(row.snapshot_id), outline, facts, completed=completed)
    found = queries.kept_in(row)
    missing = not completed and enrolment.withdrawn_at is None and rules.standing(outline, facts.ids).complete
    if expected == found and not missing:
        return None
    return Difference(enrolment_id, expected, found, missing)
