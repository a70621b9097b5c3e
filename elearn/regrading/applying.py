"""Carrying a decision out: what is left of it, a batch, the end. How answers count anew stands in `quizzes`."""

import logging
from collections.abc import Sequence

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.enrolment.queries import hold
from elearn.events import AttemptGraded
from elearn.ids import AttemptId, PersonId
from elearn.jobs.service import enqueue
from elearn.permissions import Actor
from elearn.quizzes import regrades
from elearn.quizzes.models import Attempt
from elearn.regrading import letters, scope
from elearn.regrading.judging import Judge, Judged
from elearn.regrading.models import Regrade, Regraded, RegradeState
from elearn.regrading.rules import Verdict
from elearn.regrading.service import plan_of
from elearn.regrading.versions import History
from elearn.settings import Settings

MARKED = "regrade_marked"

log = logging.getLogger(__name__)


def left(session: Session, row: Regrade, history: History) -> list[tuple[AttemptId, PersonId]]:
    """The attempts of a decision that it has not regraded yet, person by person: those that had ended when it was made,
    without those of who made it."""
    ended_by = None if row.attempts is not None else row.created_at
    maker = PersonId(row.created_by) if row.created_by is not None else None
    chosen = scope.chosen(session, history, plan_of(row).scope, ended_by=ended_by, without=maker)
    done = set(session.scalars(select(Regraded.attempt_id).where(Regraded.regrade_id == row.id)))
    return [one for one in chosen if one[0] not in done]


def apply_batch(
    session: Session,
    actor: Actor,
    settings: Settings,
    regrade_id: int,
    history: History,
    attempt_ids: Sequence[AttemptId],
    *,
    late: bool = False,
) -> list[PersonId]:
    """Regrade some of the attempts, whole persons at once; those that have it already stay as they are.

    Those of which only their marks will say what becomes of them are left for then; `late`: it is then, and the
    decision may be done with all others. All enrolments are held before any is judged. If one person's cannot be
    regraded, hers are left as they were and the others are done; those persons are returned.
    """
    row = session.get_one(Regrade, regrade_id, with_for_update=True, populate_existing=True)
    if row.state is RegradeState.DONE and not late:
        return []
    known = select(Regraded.attempt_id).where(Regraded.regrade_id == row.id, Regraded.attempt_id.in_(attempt_ids))
    already = set(session.scalars(known))
    judge = Judge(session, history, history.newest, row.policy, never_worse=row.never_worse)
    found = judge.judge([one for one in attempt_ids if one not in already], lock=True)
    judged = [one for one in found if one.verdict is not Verdict.LATER]
    hold(session, sorted({one.met.enrolment_id for one in judged}))
    failed = _store_each(session, actor, settings, row, history, judged)
    row.done += sum(one.met.person_id not in failed for one in judged)
    row.state = RegradeState.DONE if row.state is RegradeState.DONE else RegradeState.RUNNING
    row.total = max(row.total, row.done)
    session.flush()
    return failed


def follow(session: Session, event: AttemptGraded) -> None:
    """Handler: an attempt that was marked meets the decisions made while it waited, in a job of its own."""
    if standing(session, event.attempt_id):
        enqueue(session, MARKED, {"attempt_id": event.attempt_id}, key=f"{MARKED}:{event.attempt_id}")


def standing(session: Session, attempt_id: AttemptId) -> list[int]:
    """The decisions of its course, since the attempt ended, that have not regraded it, in their order."""
    attempt = session.get_one(Attempt, attempt_id)
    query = select(Regrade.id).where(
        Regrade.course_slug == attempt.course_slug,
        Regrade.created_at >= attempt.submitted_at,
        ~exists().where(Regraded.regrade_id == Regrade.id, Regraded.attempt_id == attempt_id),
    )
    return list(session.scalars(query.order_by(Regrade.id)))


def _store_each(
    session: Session, actor: Actor, settings: Settings, row: Regrade, history: History, judged: Sequence[Judged]
) -> list[PersonId]:
    """All at once; where that fails, person by person, to leave out only those who make it fail."""
    if _stored(session, actor, settings, row, history, judged):
        return []
    by_person: dict[PersonId, list[Judged]] = {}
    for one in judged:
        by_person.setdefault(one.met.person_id, []).append(one)
    return [who for who, own in by_person.items() if not _stored(session, actor, settings, row, history, own)]


def _stored(
    session: Session, actor: Actor, settings: Settings, row: Regrade, history: History, judged: Sequence[Judged]
) -> bool:
    """Whether what was judged could be stored, with all that follows; nothing of it is where it could not."""
    try:
        with session.begin_nested():
            if judged:
                session.execute(insert(Regraded), [_line(row, one) for one in judged])
            changed = [one for one in judged if one.verdict is Verdict.CHANGED]
            regrades.apply(session, actor, [one.change() for one in changed])
            letters.queue(session, settings, row, history, changed)
            session.flush()
    except Exception:
        log.exception("regrade %s: attempts %s", row.id, [one.met.attempt_id for one in judged][:10])
        return False
    return True


def finish(session: Session, actor: Actor, regrade_id: int) -> None:
    """Every attempt has been looked at; again is nothing."""
    row = session.get_one(Regrade, regrade_id, with_for_update=True, populate_existing=True)
    if row.state is RegradeState.DONE:
        return
    row.state, row.finished_at, row.total = RegradeState.DONE, clock.now(), row.done
    session.flush()
    record(session, actor, "regrade.done", ("regrade", row.id), attempts=row.done)


def _line(row: Regrade, judged: Judged) -> dict[str, object]:
    """A question that does not count has earned 0."""
    before, after = judged.before, judged.after
    return {
        "regrade_id": row.id,
        "attempt_id": judged.met.attempt_id,
        "at": clock.now(),
        "question_before": before.question or 0,
        "question_after": after.question or 0,
        "points_before": before.points,
        "points_after": after.points,
        "max_before": before.max_points,
        "max_after": after.max_points,
        "passed_before": before.passed,
        "passed_after": after.passed,
    }
