"""Two people turned out to be one: what both have studied, and whose the certificates are from then on."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from elearn.certificates.models import Certificate
from elearn.enrolment import merging as enrolments
from elearn.enrolment.models import Enrolment
from elearn.events import PersonMerged
from elearn.ids import EnrolmentId, PersonId
from elearn.people.slots import Shared, Study
from elearn.progress.merging import standing
from elearn.publishing import library
from elearn.publishing.queries import pointer


def follow(session: Session, event: PersonMerged) -> None:
    """Handler: only whose they are changes; facts, number and paper never do."""
    mine = update(Certificate).where(Certificate.person_id == event.person_id)
    session.execute(mine.values(person_id=event.into_id))


def shared(session: Session, new: PersonId, old: PersonId) -> Sequence[Shared]:
    """The courses of two people, side by side, and which enrolment counts in the end; lent to people."""
    decided = enrolments.courses(session, old, new)
    rows = [row for course in decided for row in (course.counts, course.gives_way) if row is not None]
    far = standing(session, [EnrolmentId(row.id) for row in rows])
    papers = _papers(session, [row.id for row in rows])
    found = []
    for course in decided:
        whose = {
            row.person_id: _study(row, far, papers) for row in (course.counts, course.gives_way) if row is not None
        }
        now = pointer(session, course.slug)
        if now is not None:
            outline = library.outline(session, now.snapshot_id)
            counts = "new" if course.counts.person_id == new else "old"
            found.append(Shared(outline.title, outline.language, whose.get(new), whose.get(old), counts))
    return found


def _study(row: Enrolment, far: Mapping[EnrolmentId, tuple[bool, int]], papers: Mapping[int, int]) -> Study:
    completed, percent = far.get(EnrolmentId(row.id), (False, 0))
    begun = "doing" if percent else "open"
    instead = "exempt" if row.exempted_on is not None else begun
    kind = "done" if completed or row.credited_on is not None else instead
    return Study(kind, percent, row.withdrawn_at is not None, papers.get(row.id, 0))


def _papers(session: Session, enrolment_ids: Sequence[int]) -> Mapping[int, int]:
    """How many certificates were issued under each, whatever became of them."""
    counted = select(Certificate.enrolment_id, func.count()).where(Certificate.enrolment_id.in_(enrolment_ids))
    return {row[0]: row[1] for row in session.execute(counted.group_by(Certificate.enrolment_id))}
