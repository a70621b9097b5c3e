"""Where learners stand, read from what is kept; and the facts that it is computed from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from elearn.content.model import Outline
from elearn.enrolment import queries as enrolments
from elearn.ids import CourseSlug, EnrolmentId, PersonId, SnapshotId
from elearn.lessons import queries as lessons
from elearn.progress import rules
from elearn.progress.evidence import Facts, LessonFact, QuizFact
from elearn.progress.models import Completion, Progress, State
from elearn.quizzes import queries as quizzes
from elearn.quizzes.models import Attempt, Response
from elearn.quizzes.rules import QuizResult


@dataclass(frozen=True, slots=True)
class Kept:
    """What a progress row says. `done`: ids of lessons done and tests passed, sorted."""

    enrolment_id: EnrolmentId
    snapshot_id: SnapshotId
    steps_done: int
    steps_total: int
    percent: int
    state: State
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompletionView:
    """A stored completion, with the facts that met each rule (shape: progress.evidence)."""

    id: int
    enrolment_id: EnrolmentId
    snapshot_id: SnapshotId
    rule_version: int
    evidence: dict[str, Any]
    completed_at: datetime


def facts(session: Session, enrolment_id: EnrolmentId) -> Facts:
    """Every stored fact about one enrolment that a rule may read."""
    done = lessons.facts(session, enrolment_id)
    results = quizzes.results(session, enrolment_id)
    return Facts(
        lessons={
            lesson: LessonFact(fact.visit_id, fact.snapshot_id, fact.done_at, fact.how.value)
            for lesson, fact in done.items()
        },
        quizzes={quiz: fact for quiz, result in results.items() if (fact := _passed(result)) is not None},
        tried=frozenset(quiz for quiz, result in results.items() if result.attempt_id or result.waiting),
    )


def _passed(result: QuizResult) -> QuizFact | None:
    if result.passed_attempt_id is None or result.passed_at is None or result.attempt_id is None:
        return None
    return QuizFact(result.passed_attempt_id, result.passed_at, result.attempt_id, result.points, result.max_points)


def kept(
    enrolment_id: EnrolmentId, snapshot_id: SnapshotId, outline: Outline, facts: Facts, *, completed: bool
) -> Kept:
    """What the row must say of these facts, judged by this edition. What is completed counts as whole for ever."""
    where = rules.standing(outline, facts.ids)
    begun = State.IN_PROGRESS if facts.ids or facts.tried else State.NOT_STARTED
    return Kept(
        enrolment_id=enrolment_id,
        snapshot_id=snapshot_id,
        steps_done=where.total if completed else where.done,
        steps_total=where.total,
        percent=100 if completed else where.percent,
        state=State.COMPLETED if completed else begun,
        done=tuple(sorted(facts.ids)),
    )


def kept_in(row: Progress) -> Kept:
    return Kept(
        enrolment_id=EnrolmentId(row.enrolment_id),
        snapshot_id=SnapshotId(row.snapshot_id),
        steps_done=row.steps_done,
        steps_total=row.steps_total,
        percent=row.percent,
        state=row.state,
        done=tuple(row.done),
    )


def completion_row(session: Session, enrolment_id: EnrolmentId) -> Completion | None:
    return session.scalar(select(Completion).where(Completion.enrolment_id == enrolment_id))


def is_completed(session: Session, enrolment_id: EnrolmentId) -> bool:
    """Whether the enrolment has its completion; lent to enrolling."""
    return completion_row(session, enrolment_id) is not None


def has_completed(session: Session, person_id: PersonId, slug: CourseSlug) -> bool:
    """Whether a person's enrolment in the course, if there is one now, has its completion; lent to the course page."""
    enrolment = enrolments.active(session, person_id, slug)
    return enrolment is not None and is_completed(session, enrolment.id)


def completion(session: Session, enrolment_id: EnrolmentId) -> CompletionView | None:
    """The completion of an enrolment, if it has one."""
    row = completion_row(session, enrolment_id)
    return _view(row) if row is not None else None


def completion_by_id(session: Session, completion_id: int) -> CompletionView:
    """The completion that an event names."""
    return _view(session.get_one(Completion, completion_id))


def facts_on_ids(session: Session, slug: CourseSlug) -> frozenset[str]:
    """Ids of lessons, tests and questions of a course on which learners have facts."""
    tests = select(Attempt.quiz_id).where(Attempt.course_slug == slug)
    answered = select(Response.question_id).join(Attempt, Attempt.id == Response.attempt_id)
    questions = answered.where(Attempt.course_slug == slug, Response.revision > 0)
    return lessons.facts_on(session, slug) | frozenset(session.scalars(union(tests, questions)))


def _view(row: Completion) -> CompletionView:
    return CompletionView(
        id=row.id,
        enrolment_id=EnrolmentId(row.enrolment_id),
        snapshot_id=SnapshotId(row.snapshot_id),
        rule_version=row.rule_version,
        evidence=row.evidence,
        completed_at=row.completed_at,
    )
