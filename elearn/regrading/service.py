"""The verbs of a regrade: decide, apply a batch, finish. Where a learner's answers count anew stands in `quizzes`."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.questions import SurveyQuestion
from elearn.errors import Conflict, Invalid, NotAllowed
from elearn.ids import AttemptId, PersonId
from elearn.jobs.service import enqueue
from elearn.permissions import Actor, Permission, require
from elearn.publishing.models import Published
from elearn.quizzes import regrades
from elearn.regrading import letters, scope
from elearn.regrading.judging import Judge, Judged, has_key
from elearn.regrading.models import Objection, Policy, Regrade, Regraded, RegradeState
from elearn.regrading.rules import Verdict
from elearn.regrading.scope import Scope
from elearn.regrading.versions import History
from elearn.settings import Settings

JOB = "regrade"
LONGEST_REASON = 2000
BY_KEY = frozenset({Policy.NEW_KEY, Policy.BOTH_KEYS})


@dataclass(frozen=True, slots=True)
class Plan:
    """How the question is to count, and for which attempts."""

    scope: Scope
    policy: Policy
    never_worse: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """A plan with its reason, and what its preview showed.

    `seen`: the question's latest regrade at that moment, 0 for none; `key`: the version that gave the new key.
    """

    plan: Plan
    reason: str
    seen: int
    key: str
    objection_id: int | None = None


def latest(session: Session, history: History) -> int:
    """The id of the question's latest regrade; 0 for none."""
    query = select(func.max(Regrade.id)).where(
        Regrade.course_slug == history.slug, Regrade.question_id.in_(history.ids)
    )
    return session.scalar(query) or 0


def check(history: History, plan: Plan) -> None:
    """Raises Invalid("regrade_no_versions" | "regrade_no_key")."""
    if isinstance(history.newest.question, SurveyQuestion):
        raise Invalid("regrade_no_key")
    if not history.chosen(plan.scope.versions):
        raise Invalid("regrade_no_versions")
    if plan.policy in BY_KEY and not has_key(history.newest.question):
        raise Invalid("regrade_no_key")


def decide(session: Session, actor: Actor, history: History, decision: Decision) -> int:
    """Store the decision and leave the rest to its job; the regrade's id.

    Two who decide on one question at once do so one after the other: the second is told that things have moved on, and
    so is who saw another key than the one published now.
    Raises NotAllowed("not_permitted"), Invalid("reason_missing" | "regrade_reason_too_long"), what `check` and
    `scope.meant` raise, Conflict("regrade_moved") and Conflict("regrade_nobody").
    """
    require(actor, Permission.ATTEMPT_MARK)
    reason = _reason(decision.reason)
    check(history, decision.plan)
    _require_unmoved(session, history, decision)
    wanted = decision.plan.scope
    found = scope.meant(session, actor, history, wanted)
    attempts = [attempt_id for attempt_id, _ in found.attempts]
    if not attempts:
        raise NotAllowed("own_attempt") if found.own else Conflict("regrade_nobody")
    row = Regrade(
        course_slug=history.slug,
        quiz_id=history.quiz_id,
        question_id=history.question_id,
        snapshot_id=history.snapshot_id,
        versions=[version.digest for version in history.chosen(wanted.versions)],
        attempts=attempts if wanted.narrowed else None,
        policy=decision.plan.policy,
        never_worse=decision.plan.never_worse,
        reason=reason,
        objection_id=_objection(session, history, decision.objection_id),
        state=RegradeState.QUEUED,
        total=len(attempts),
        done=0,
        created_at=clock.now(),
        created_by=actor.person_id,
    )
    session.add(row)
    session.flush()
    enqueue(session, JOB, {"regrade_id": row.id}, key=f"{JOB}:{row.id}")
    facts = {"course": row.course_slug, "question": row.question_id, "policy": row.policy.value, "reason": reason}
    record(session, actor, "regrade.decided", ("regrade", row.id), attempts=row.total, **facts)
    return row.id


def _require_unmoved(session: Session, history: History, decision: Decision) -> None:
    """Holds the course's pointer, so that nobody publishes or decides until the transaction ends."""
    current = select(Published.snapshot_id).where(Published.course_slug == history.slug).with_for_update()
    if session.scalar(current) != history.snapshot_id or history.newest.digest != decision.key:
        raise Conflict("regrade_moved")
    if latest(session, history) != decision.seen or _running(session, history):
        raise Conflict("regrade_moved")


def plan_of(row: Regrade) -> Plan:
    """What was decided."""
    attempts = tuple(row.attempts) if row.attempts is not None else ()
    return Plan(Scope(tuple(row.versions), attempts=attempts), row.policy, row.never_worse)


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
) -> None:
    """Regrade some of the attempts, whole persons at once; those that have it already stay as they are."""
    row = session.get_one(Regrade, regrade_id, with_for_update=True, populate_existing=True)
    if row.state is RegradeState.DONE:
        return
    known = select(Regraded.attempt_id).where(Regraded.regrade_id == row.id, Regraded.attempt_id.in_(attempt_ids))
    already = set(session.scalars(known))
    judge = Judge(session, history, history.newest, row.policy, never_worse=row.never_worse)
    judged = judge.judge([one for one in attempt_ids if one not in already], lock=True)
    if judged:
        session.execute(insert(Regraded), [_line(row, one) for one in judged])
    changed = [one for one in judged if one.verdict is Verdict.CHANGED]
    regrades.apply(session, actor, [one.change() for one in changed])
    letters.queue(session, settings, row, history, changed)
    row.state, row.done = RegradeState.RUNNING, row.done + len(judged)
    row.total = max(row.total, row.done)
    session.flush()


def finish(session: Session, actor: Actor, regrade_id: int) -> None:
    """Every attempt has been looked at; again is nothing."""
    row = session.get_one(Regrade, regrade_id, with_for_update=True, populate_existing=True)
    if row.state is RegradeState.DONE:
        return
    row.state, row.finished_at, row.total = RegradeState.DONE, clock.now(), row.done
    session.flush()
    record(session, actor, "regrade.done", ("regrade", row.id), attempts=row.done)


def _running(session: Session, history: History) -> bool:
    query = select(Regrade.id).where(
        Regrade.course_slug == history.slug,
        Regrade.question_id.in_(history.ids),
        Regrade.state != RegradeState.DONE,
    )
    return session.scalar(query.limit(1)) is not None


def _reason(text: str) -> str:
    reason = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not reason:
        raise Invalid("reason_missing")
    if len(reason) > LONGEST_REASON:
        raise Invalid("regrade_reason_too_long", most=LONGEST_REASON)
    return reason


def _objection(session: Session, history: History, objection_id: int | None) -> int | None:
    """The objection it follows, where that is one to this question."""
    found = session.get(Objection, objection_id) if objection_id is not None else None
    fits = found is not None and found.course_slug == history.slug and found.question_id in history.ids
    return objection_id if fits else None


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
