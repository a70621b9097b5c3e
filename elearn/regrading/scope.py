"""Which attempts a regrade is for: those that met chosen versions of the question, in a period, or named one by one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.ids import AttemptId, PersonId
from elearn.quizzes.models import Attempt
from elearn.quizzes.regrades import of_question
from elearn.regrading.versions import History


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


def chosen(
    session: Session, history: History, scope: Scope, *, ended_by: datetime | None = None
) -> list[tuple[AttemptId, PersonId]]:
    """Finished attempts with whose they are, person by person. `ended_by`: later ones are left out. One SELECT."""
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
    rows = session.execute(query.order_by(Attempt.person_id, Attempt.id))
    named = frozenset(scope.attempts)
    return [(AttemptId(one), PersonId(who)) for one, who in rows if not named or one in named]
