"""Completions that a regrade no longer supports: marked for somebody to look at, never taken back by themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.enrolment.models import Enrolment
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.events import AttemptRegraded
from elearn.ids import AttemptId, EnrolmentId, PersonId, SnapshotId
from elearn.people.models import Person
from elearn.people.queries import full_name
from elearn.permissions import Actor, Permission, require
from elearn.progress import queries, rules
from elearn.progress.models import Completion, CompletionReview
from elearn.progress.service import bring_up_to_date
from elearn.publishing import library

LONGEST_CONCLUSION = 2000


@dataclass(frozen=True, slots=True)
class Review:
    """A completion to look at; `conclusion` is empty until somebody settles it."""

    id: int
    completion_id: int
    attempt_id: AttemptId
    enrolment_id: EnrolmentId
    person_id: PersonId
    name: str
    raised_at: datetime
    settled_at: datetime | None
    conclusion: str


def follow(session: Session, event: AttemptRegraded) -> None:
    """Handler: where a regrade changed whether an attempt passed, progress follows; a completion only ever comes.

    Progress counts tests passed, not their points: where the pass stayed, there is nothing to do.
    """
    if event.was_passed == event.passed:
        return
    bring_up_to_date(session, event.actor, event.enrolment_id)
    if event.was_passed:
        _mark_if_unsupported(session, event.actor, event.enrolment_id, event.attempt_id)


def settle(session: Session, actor: Actor, review_id: int, conclusion: str) -> None:
    """Write down what was concluded, once and not about oneself; it changes neither completion nor certificate.

    Raises NotAllowed("not_permitted" | "own_completion"), NotFound("review_unknown"), Invalid("conclusion_missing" |
    "conclusion_too_long") and Conflict("review_settled").
    """
    require(actor, Permission.AUTHOR)
    words = conclusion.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise Invalid("conclusion_missing")
    if len(words) > LONGEST_CONCLUSION:
        raise Invalid("conclusion_too_long", most=LONGEST_CONCLUSION)
    row = session.get(CompletionReview, review_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("review_unknown")
    if _whose(session, row) == actor.person_id:
        raise NotAllowed("own_completion")
    if row.settled_at is not None:
        raise Conflict("review_settled")
    row.settled_at, row.settled_by, row.conclusion = clock.now(), actor.person_id, words
    session.flush()
    subject = ("completion", row.completion_id)
    record(session, actor, "completion.review_settled", subject, about=_whose(session, row), conclusion=words)


def of_attempts(session: Session, attempt_ids: Select[int]) -> list[Review]:
    """Those that a regrade of these attempts raised, open ones first."""
    rows = session.execute(
        select(CompletionReview, Completion.enrolment_id, Person)
        .join(Completion, Completion.id == CompletionReview.completion_id)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(CompletionReview.attempt_id.in_(attempt_ids))
        .order_by(CompletionReview.settled_at.is_not(None), CompletionReview.id)
    )
    return [_view(row, enrolment_id, person) for row, enrolment_id, person in rows]


def supported(session: Session, completion: Completion, done: Collection[str]) -> bool:
    """Whether these lessons and tests still meet all that the completion's edition asks."""
    return rules.standing(library.outline(session, SnapshotId(completion.snapshot_id)), done).complete


def _whose(session: Session, row: CompletionReview) -> int | None:
    query = select(Enrolment.person_id).join(Completion, Completion.enrolment_id == Enrolment.id)
    return session.scalar(query.where(Completion.id == row.completion_id))


def _mark_if_unsupported(session: Session, actor: Actor, enrolment_id: EnrolmentId, attempt_id: AttemptId) -> None:
    completion = queries.completion_row(session, enrolment_id)
    if completion is None or supported(session, completion, queries.facts(session, enrolment_id).ids):
        return
    waiting = select(CompletionReview.id).where(
        CompletionReview.completion_id == completion.id, CompletionReview.settled_at.is_(None)
    )
    if session.scalar(waiting.limit(1)) is not None:
        return
    session.add(CompletionReview(completion_id=completion.id, attempt_id=attempt_id, raised_at=clock.now()))
    session.flush()
    about = session.scalar(select(Enrolment.person_id).where(Enrolment.id == completion.enrolment_id))
    record(session, actor, "completion.review_raised", ("completion", completion.id), about=about, attempt=attempt_id)


def _view(row: CompletionReview, enrolment_id: int, person: Person) -> Review:
    return Review(
        id=row.id,
        completion_id=row.completion_id,
        attempt_id=AttemptId(row.attempt_id),
        enrolment_id=EnrolmentId(enrolment_id),
        person_id=PersonId(person.id),
        name=full_name(person),
        raised_at=row.raised_at,
        settled_at=row.settled_at,
        conclusion=row.conclusion or "",
    )
