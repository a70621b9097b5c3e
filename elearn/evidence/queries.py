"""Printed evidence, and the attempts of a person whose results somebody may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.model import Language, Outline
from elearn.enrolment.service import require_over
from elearn.errors import NotFound
from elearn.evidence.models import EvidencePaper
from elearn.ids import AttemptId, PersonId, QuizId, SnapshotId
from elearn.people.queries import in_scope, person_by_email
from elearn.people.rules import normal_email
from elearn.permissions import Actor, Permission
from elearn.publishing import library
from elearn.quizzes import drawing, queries
from elearn.quizzes.models import Attempt, AttemptState
from elearn.quizzes.queries import Sitting


@dataclass(frozen=True, slots=True)
class Taken:
    """An attempt by state, dates and result: what a coordinator sees without opening any answer."""

    id: AttemptId
    outline: Outline
    quiz: QuizId
    title: dict[Language, str]
    number: int
    state: AttemptState
    started_at: datetime
    submitted_at: datetime | None
    points: int | None
    max_points: int
    passed: bool | None


def sitting_of(session: Session, attempt_id: AttemptId) -> Sitting:
    """Anybody's attempt with all it asks: the caller has looked who may. Raises NotFound("attempt_unknown")."""
    attempt = session.get(Attempt, attempt_id)
    if attempt is None:
        raise NotFound("attempt_unknown")
    outline = library.outline(session, SnapshotId(attempt.snapshot_id))
    quiz = drawing.outline_of(outline, QuizId(attempt.quiz_id))
    return Sitting(attempt, outline, quiz, queries.asked(session, attempt))


def paper(session: Session, attempt_id: AttemptId, digest: str, language: str) -> EvidencePaper | None:
    """The printed form of a document, asked for before; rendered once its `sha256` is set."""
    query = select(EvidencePaper).filter_by(attempt_id=attempt_id, digest=digest, language=language)
    return session.scalar(query)


def person_within_reach(session: Session, actor: Actor, email: str) -> PersonId | None:
    """Who has the address, in the actor's scope; somebody outside it is not told apart from nobody."""
    found = person_by_email(session, normal_email(email))
    known = found is not None and in_scope(session, actor, Permission.ATTEMPT_OPEN, found)
    return found if known else None


def learner_of(session: Session, attempt_id: AttemptId) -> PersonId:
    """Raises NotFound("attempt_unknown")."""
    found = session.scalar(select(Attempt.person_id).where(Attempt.id == attempt_id))
    if found is None:
        raise NotFound("attempt_unknown")
    return PersonId(found)


def of_person(session: Session, actor: Actor, person_id: PersonId) -> Sequence[Taken]:
    """A person's attempts, the latest first. Raises NotAllowed("not_permitted") outside the actor's scope."""
    require_over(session, actor, Permission.ATTEMPT_OPEN, person_id)
    query = select(Attempt).where(Attempt.person_id == person_id).order_by(Attempt.started_at.desc())
    found = []
    for row in session.scalars(query):
        outline = library.outline(session, SnapshotId(row.snapshot_id))
        quiz = drawing.outline_of(outline, QuizId(row.quiz_id))
        found.append(
            Taken(
                id=AttemptId(row.id),
                outline=outline,
                quiz=quiz.id,
                title=dict(quiz.title),
                number=row.number,
                state=row.state,
                started_at=row.started_at,
                submitted_at=row.submitted_at,
                points=row.points,
                max_points=row.max_points,
                passed=row.passed,
            )
        )
    return found
