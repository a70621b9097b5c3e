"""Where many enrolments stand at once, and the rows of those that were just made."""

from collections.abc import Mapping, Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.enrolment.models import Enrolment
from elearn.errors import NotFound
from elearn.events import EnrolmentsMade
from elearn.ids import CourseSlug, EnrolmentId, SnapshotId
from elearn.plans.slots import Standing
from elearn.progress import queries
from elearn.progress.evidence import Facts
from elearn.progress.models import Completion, Progress, State
from elearn.progress.queries import Kept
from elearn.publishing import library
from elearn.publishing.queries import current

NOTHING = Facts({}, {})


def begin(session: Session, event: EnrolmentsMade) -> None:
    """Handler: the rows of enrolments under which nothing is stored yet, as `service.refresh` would write them."""
    whose = select(Enrolment.id, Enrolment.course_slug).where(Enrolment.id.in_(event.enrolment_ids))
    courses: dict[str, Kept | None] = {}
    rows = []
    for enrolment_id, slug in session.execute(whose.order_by(Enrolment.id)):
        if slug not in courses:
            courses[slug] = _untouched(session, CourseSlug(slug))
        if (kept := courses[slug]) is not None:
            rows.append(_row(enrolment_id, kept))
    if rows:
        session.execute(insert(Progress), rows)


def standings(session: Session, enrolment_ids: Sequence[EnrolmentId]) -> Mapping[EnrolmentId, Standing]:
    """Lent to plans."""
    query = (
        select(Progress.enrolment_id, Progress.state, Completion.completed_at)
        .outerjoin(Completion, Completion.enrolment_id == Progress.enrolment_id)
        .where(Progress.enrolment_id.in_(enrolment_ids))
    )
    return {
        EnrolmentId(row.enrolment_id): Standing(
            begun=row.state is not State.NOT_STARTED,
            done_on=None if row.completed_at is None else clock.day_of(row.completed_at),
        )
        for row in session.execute(query)
    }


def _untouched(session: Session, slug: CourseSlug) -> Kept | None:
    """What the row of a new enrolment says; None for a course that is not given."""
    try:
        snapshot_id: SnapshotId = current(session, slug)
    except NotFound:
        return None
    return queries.kept(EnrolmentId(0), snapshot_id, library.outline(session, snapshot_id), NOTHING, completed=False)


def _row(enrolment_id: int, kept: Kept) -> dict[str, object]:
    return {
        "enrolment_id": enrolment_id,
        "snapshot_id": kept.snapshot_id,
        "state": kept.state,
        "done": list(kept.done),
        "steps_done": kept.steps_done,
        "steps_total": kept.steps_total,
        "percent": kept.percent,
        "updated_at": clock.now(),
    }
