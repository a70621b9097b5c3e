"""Decisions and objections as pages list them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from elearn.errors import NotFound
from elearn.ids import AttemptId, CourseSlug, PersonId, QuestionId, QuizId, SnapshotId
from elearn.people.models import Person
from elearn.people.queries import full_name
from elearn.progress.models import CompletionReview
from elearn.regrading import carried
from elearn.regrading.models import Objection, Policy, Regrade, Regraded, RegradeState
from elearn.regrading.naming import Who, named

MOST = 200
"""Names and objections that one list shows."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision. `by` is empty where nobody was signed in; `stalled`: it is not done and no job carries it on."""

    id: int
    slug: CourseSlug
    quiz_id: QuizId
    question_id: QuestionId
    snapshot_id: SnapshotId
    versions: tuple[str, ...]
    narrowed: bool
    policy: Policy
    never_worse: bool
    reason: str
    objection_id: int | None
    state: RegradeState
    total: int
    done: int
    created_at: datetime
    finished_at: datetime | None
    by: str
    by_id: PersonId | None
    stalled: bool

    @property
    def running(self) -> bool:
        return self.state is not RegradeState.DONE and not self.stalled


@dataclass(frozen=True, slots=True)
class Moved:
    """An attempt whose pass a decision changed."""

    attempt_id: AttemptId
    who: Who
    points: int
    max_points: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision has changed so far; the lists hold at most MOST, `passed` and `failed` count all."""

    changed: int
    passed: int
    failed: int
    newly_passed: tuple[Moved, ...]
    no_longer_passed: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection. `name` and `by` are for trainers."""

    id: int
    attempt_id: AttemptId
    position: int
    person_id: PersonId
    name: str
    slug: CourseSlug
    quiz_id: QuizId
    question_id: QuestionId
    text: str
    created_at: datetime
    upheld: bool | None
    answer: str
    answered_at: datetime | None
    by: str


def of_course(session: Session, slug: CourseSlug) -> list[Decided]:
    """A course's decisions, the latest first."""
    return _decided(session, _decisions().where(Regrade.course_slug == slug))


def of_question(session: Session, slug: CourseSlug, ids: frozenset[str]) -> list[Decided]:
    """Those on a question, under any of its ids, the latest first."""
    return _decided(session, _decisions().where(Regrade.course_slug == slug, Regrade.question_id.in_(ids)))


def decision(session: Session, regrade_id: int) -> Decided:
    """Raises NotFound("regrade_unknown")."""
    found = _decided(session, _decisions().where(Regrade.id == regrade_id))
    if not found:
        raise NotFound("regrade_unknown")
    return found[0]


def effect(session: Session, regrade_id: int) -> Effect:
    mine = Regraded.regrade_id == regrade_id
    passed = (mine, Regraded.passed_after.is_(True), Regraded.passed_before.is_(False))
    failed = (mine, Regraded.passed_before.is_(True), Regraded.passed_after.is_(False))
    return Effect(
        changed=_count(session, mine, changed()),
        passed=_count(session, *passed),
        failed=_count(session, *failed),
        newly_passed=_moved(session, *passed),
        no_longer_passed=_moved(session, *failed),
    )


def changed() -> ColumnElement[bool]:
    """Whether an attempt has anything else after than before."""
    return (
        (Regraded.question_before != Regraded.question_after)
        | (Regraded.points_before != Regraded.points_after)
        | (Regraded.max_before != Regraded.max_after)
        | (Regraded.passed_before != Regraded.passed_after)
    )


def lost(regrade_id: int) -> Select[int]:
    """The attempts that no longer pass by a decision."""
    return select(Regraded.attempt_id).where(
        Regraded.regrade_id == regrade_id, Regraded.passed_before, ~Regraded.passed_after
    )


def open_reviews(session: Session, slug: CourseSlug) -> dict[int, int]:
    """By decision, how many completions that it no longer supports wait to be looked at."""
    query = (
        select(Regrade.id, func.count())
        .join(Regraded, Regraded.regrade_id == Regrade.id)
        .join(CompletionReview, CompletionReview.attempt_id == Regraded.attempt_id)
        .where(Regrade.course_slug == slug, CompletionReview.settled_at.is_(None))
        .where(Regraded.passed_before.is_(True), Regraded.passed_after.is_(False))
        .group_by(Regrade.id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def open_objections(session: Session) -> int:
    """How many wait for an answer."""
    return session.scalar(select(func.count()).select_from(Objection).where(Objection.answered_at.is_(None))) or 0


def objections(session: Session) -> list[Objected]:
    """Open ones first, the oldest of them first; then those answered, the latest first."""
    waiting = _objections().where(Objection.answered_at.is_(None)).order_by(Objection.created_at)
    answered = _objections().where(Objection.answered_at.is_not(None)).order_by(Objection.answered_at.desc())
    return [_objected(row) for query in (waiting, answered) for row in session.execute(query.limit(MOST))]


def objection(session: Session, objection_id: int) -> Objected:
    """Raises NotFound("objection_unknown")."""
    row = session.execute(_objections().where(Objection.id == objection_id)).one_or_none()
    if row is None:
        raise NotFound("objection_unknown")
    return _objected(row)


def of_attempt(session: Session, attempt_id: AttemptId) -> dict[int, Objected]:
    """By the position of the question."""
    rows = session.execute(_objections().where(Objection.attempt_id == attempt_id).order_by(Objection.position))
    return {found.position: found for found in map(_objected, rows)}


def _decisions() -> Select[Regrade, Person]:
    return select(Regrade, Person).outerjoin(Person, Person.id == Regrade.created_by).order_by(Regrade.id.desc())


def _decided(session: Session, query: Select[Regrade, Person]) -> list[Decided]:
    rows = session.execute(query).all()
    undone = {row.id for row, _ in rows if row.state is not RegradeState.DONE}
    stalled = undone - carried.alive(session) if undone else frozenset[int]()
    return [
        Decided(
            id=row.id,
            slug=CourseSlug(row.course_slug),
            quiz_id=QuizId(row.quiz_id),
            question_id=QuestionId(row.question_id),
            snapshot_id=SnapshotId(row.snapshot_id),
            versions=tuple(row.versions),
            narrowed=row.attempts is not None,
            policy=row.policy,
            never_worse=row.never_worse,
            reason=row.reason,
            objection_id=row.objection_id,
            state=row.state,
            total=row.total,
            done=row.done,
            created_at=row.created_at,
            finished_at=row.finished_at,
            by=full_name(person) if person is not None else "",
            by_id=PersonId(person.id) if person is not None else None,
            stalled=row.id in stalled,
        )
        for row, person in rows
    ]


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Regraded).where(*conditions)) or 0


def _moved(session: Session, *conditions: ColumnElement[bool]) -> tuple[Moved, ...]:
    rows = session.scalars(select(Regraded).where(*conditions).order_by(Regraded.attempt_id).limit(MOST)).all()
    names = named(session, (AttemptId(row.attempt_id) for row in rows))
    found = ((AttemptId(row.attempt_id), row) for row in rows)
    moved = (Moved(one, names[one], row.points_after, row.max_after) for one, row in found)
    return tuple(sorted(moved, key=lambda one: one.who.words))


def _objections() -> Select[Objection, Person, Person]:
    trainer = aliased(Person)
    query = select(Objection, Person, trainer).join(Person, Person.id == Objection.person_id)
    return query.outerjoin(trainer, trainer.id == Objection.answered_by)


def _objected(row: Row[Objection, Person, Person]) -> Objected:
    objection, person, trainer = row
    return Objected(
        id=objection.id,
        attempt_id=AttemptId(objection.attempt_id),
        position=objection.position,
        person_id=PersonId(objection.person_id),
        name=full_name(person),
        slug=CourseSlug(objection.course_slug),
        quiz_id=QuizId(objection.quiz_id),
        question_id=QuestionId(objection.question_id),
        text=objection.text,
        created_at=objection.created_at,
        upheld=objection.upheld,
        answer=objection.answer or "",
        answered_at=objection.answered_at,
        by=full_name(trainer) if trainer is not None else "",
    )
