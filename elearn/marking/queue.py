"""What waits for marking: by course and test, the oldest promise first."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.content.model import Language, Outline
from elearn.ids import AttemptId, PersonId, QuizId, SnapshotId
from elearn.marking import rules
from elearn.marking.models import Mark
from elearn.people.models import Person
from elearn.people.queries import full_name
from elearn.permissions import Actor
from elearn.publishing import library
from elearn.quizzes import drawing, openings
from elearn.quizzes import queries as quizzes
from elearn.quizzes.models import Attempt, AttemptState, Purpose, Response

MOST_SHOWN = 200

_MARKED = select(Mark.attempt_id, func.count()).group_by(Mark.attempt_id)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An attempt in the queue. `who` is a name, or a code where the test is `anonymous`; `own`: the actor's.

    `days` are those left to the end of `due`, negative once it has passed; both None without a promise.
    """

    attempt_id: AttemptId
    who: str
    anonymous: bool
    own: bool
    opened: bool
    submitted_at: datetime
    due: date | None
    days: int | None
    essays: int
    marked: int


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits of one test, as its edition of the oldest promise calls it."""

    course: Mapping[Language, str]
    quiz: Mapping[Language, str]
    language: Language
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read for all rows at once, by person or attempt."""

    names: Mapping[int, str]
    opened: Collection[int]
    essays: Counter[int]
    marked: Mapping[int, int]


def count(session: Session) -> int:
    """How many attempts wait for marking, for the menu. One SELECT."""
    waiting = select(func.count()).select_from(Attempt).where(Attempt.state == AttemptState.SUBMITTED)
    return session.scalar(waiting) or 0


def queue(session: Session, actor: Actor, today: date) -> tuple[Pile, ...]:
    """The MOST_SHOWN oldest promises, by test; the test with the oldest comes first. Five SELECTs and the library."""
    attempts = session.scalars(
        select(Attempt)
        .where(Attempt.state == AttemptState.SUBMITTED)
        .order_by(Attempt.marking_due.nulls_last(), Attempt.submitted_at, Attempt.id)
        .limit(MOST_SHOWN)
    ).all()
    known = _known(session, actor, attempts)
    piles: dict[tuple[str, str], list[Attempt]] = {}
    for attempt in attempts:
        piles.setdefault((attempt.course_slug, attempt.quiz_id), []).append(attempt)
    return tuple(_pile(session, actor, found, known, today) for found in piles.values())


def _known(session: Session, actor: Actor, attempts: Sequence[Attempt]) -> _Known:
    ids = [attempt.id for attempt in attempts]
    people = session.scalars(select(Person).where(Person.id.in_({attempt.person_id for attempt in attempts})))
    return _Known(
        names={row.id: full_name(row) for row in people},
        opened=openings.opened_among(session, actor, [AttemptId(one) for one in ids], Purpose.MARKING),
        essays=_essays(session, attempts),
        marked={one: marks for one, marks in session.execute(_MARKED.where(Mark.attempt_id.in_(ids)))},  # noqa: C416 - rows
    )


def _essays(session: Session, attempts: Sequence[Attempt]) -> Counter[int]:
    """By attempt, its answers without points that are essays: a question that was dropped since has none either."""
    known = {attempt.id: attempt for attempt in attempts}
    empty = select(Response.attempt_id, Response.position).where(
        Response.attempt_id.in_(known), Response.points.is_(None)
    )
    return Counter(one for one, position in session.execute(empty) if _is_essay(session, known[one], position))


def _is_essay(session: Session, attempt: Attempt, position: int) -> bool:
    found = quizzes.question_at(session, SnapshotId(attempt.snapshot_id), attempt.paper, position)
    return found[1].kind == "essay"


def _pile(session: Session, actor: Actor, attempts: Sequence[Attempt], known: _Known, today: date) -> Pile:
    outline, rows = _outline(session, attempts[0]), []
    for attempt in attempts:
        anonymous = drawing.outline_of(_outline(session, attempt), QuizId(attempt.quiz_id)).rules.anonymous
        rows.append(_waiting(actor, attempt, known, today, anonymous=anonymous))
    quiz = drawing.outline_of(outline, QuizId(attempts[0].quiz_id))
    return Pile(outline.title, quiz.title, outline.language, tuple(rows))


def _outline(session: Session, attempt: Attempt) -> Outline:
    return library.outline(session, SnapshotId(attempt.snapshot_id))


def _waiting(actor: Actor, attempt: Attempt, known: _Known, today: date, *, anonymous: bool) -> Waiting:
    return Waiting(
        attempt_id=AttemptId(attempt.id),
        who=rules.code(attempt.seed) if anonymous else known.names[attempt.person_id],
        anonymous=anonymous,
        own=PersonId(attempt.person_id) == actor.person_id,
        opened=attempt.id in known.opened,
        submitted_at=attempt.submitted_at or attempt.started_at,
        due=attempt.marking_due,
        days=rules.days_left(attempt.marking_due, today),
        essays=known.essays[attempt.id],
        marked=known.marked.get(attempt.id, 0),
    )
