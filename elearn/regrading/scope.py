"""Which attempts a regrade is for: those that met chosen versions of the question, in a period, or named one by one.

Nobody decides on attempts of their own; and what would tell how one person answered takes answers opened with a reason.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.errors import Invalid, NotAllowed
from elearn.ids import AttemptId, PersonId
from elearn.permissions import Actor
from elearn.quizzes import openings
from elearn.quizzes.models import Attempt, Purpose
from elearn.quizzes.regrades import of_question
from elearn.regrading.versions import History

FEW = 5
"""A choice of fewer attempts tells by its numbers what somebody answered."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`versions` are digests. Days are named days, both included; `attempts` empty: all of them."""

    versions: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    attempts: tuple[int, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether fewer may be meant than all that met the versions."""
        return bool(self.since or self.until or self.attempts)


@dataclass(frozen=True, slots=True)
class Meant:
    """`attempts`: those of others, with whose they are; `own`: how many of the actor's are left out."""

    attempts: tuple[tuple[AttemptId, PersonId], ...]
    own: int


def meant(session: Session, actor: Actor, history: History, scope: Scope) -> Meant:
    """What the actor may decide on: another trainer decides on attempts of the actor's own.

    Raises NotAllowed("own_attempt") where one of these is named, and Invalid("regrade_few") where fewer than FEW were
    chosen by day or number and their answers are not open to the actor.
    """
    found = chosen(session, history, scope)
    others = tuple(one for one in found if one[1] != actor.person_id)
    own = len(found) - len(others)
    if own and scope.attempts:
        raise NotAllowed("own_attempt")
    if scope.narrowed and len(others) < FEW and actor.person_id is not None:
        ids = frozenset(attempt_id for attempt_id, _ in others)
        if ids != openings.opened_among(session, actor, ids, Purpose.OBJECTION, Purpose.AUDIT):
            raise Invalid("regrade_few", least=FEW)
    return Meant(others, own)


def chosen(
    session: Session,
    history: History,
    scope: Scope,
    *,
    ended_by: datetime | None = None,
    without: PersonId | None = None,
    only: PersonId | None = None,
) -> list[tuple[AttemptId, PersonId]]:
    """Finished attempts with whose they are, person by person. One SELECT.

    `ended_by`: later ones are left out; `without` those of this person, `only` those of all others.
    """
    snapshots = {one for version in history.chosen(scope.versions) for one in version.snapshots}
    query = select(Attempt.id, Attempt.person_id).where(
        *of_question(history.slug, history.ids), Attempt.snapshot_id.in_(snapshots)
    )
    if scope.since is not None:
        query = query.where(Attempt.submitted_at >= clock.end_of_day(scope.since - timedelta(days=1)))
    if scope.until is not None:
        query = query.where(Attempt.submitted_at < clock.end_of_day(scope.until))
    if ended_by is not None:
        query = query.where(Attempt.submitted_at <= ended_by)
    if without is not None:
        query = query.where(Attempt.person_id != without)
    if only is not None:
        query = query.where(Attempt.person_id == only)
    rows = session.execute(query.order_by(Attempt.person_id, Attempt.id))
    named = frozenset(scope.attempts)
    return [(AttemptId(one), PersonId(who)) for one, who in rows if not named or one in named]
