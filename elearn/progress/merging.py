"""Which of two enrolments in one course is further; lent to enrolment."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.ids import EnrolmentId
from elearn.progress.models import Progress, State


def standing(session: Session, enrolment_ids: Sequence[EnrolmentId]) -> Mapping[EnrolmentId, tuple[bool, int]]:
    """Whether each is completed, and its percent; what was never judged is left out."""
    kept = select(Progress.enrolment_id, Progress.state, Progress.percent)
    rows = session.execute(kept.where(Progress.enrolment_id.in_(enrolment_ids)))
    return {EnrolmentId(row.enrolment_id): (row.state is State.COMPLETED, row.percent) for row in rows}
