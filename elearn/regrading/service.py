"""The verbs of a regrade: decide, and go on. How one is carried out stands in `applying`."""

import logging
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.questions import SurveyQuestion
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import QuestionId, QuizId, SnapshotId
from elearn.jobs.service import enqueue
from elearn.permissions import Actor, Permission, require
from elearn.publishing.models import Published
from elearn.regrading import carried, scope
from elearn.regrading.carried import JOB
from elearn.regrading.judging import has_key
from elearn.regrading.models import Objection, Policy, Regrade, RegradeState
from elearn.regrading.scope import Scope
from elearn.regrading.versions import History, history_at

log = logging.getLogger(__name__)

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
    told: dict[str, Any] = {"course": row.course_slug, "question": row.question_id, "policy": row.policy.value}
    record(session, actor, "regrade.decided", ("regrade", row.id), attempts=row.total, reason=reason, **told)
    return row.id


def _require_unmoved(session: Session, history: History, decision: Decision) -> None:
    """Holds the course's pointer, so that nobody publishes or decides until the transaction ends."""
    current = select(Published.snapshot_id).where(Published.course_slug == history.slug).with_for_update()
    if session.scalar(current) != history.snapshot_id or history.newest.digest != decision.key:
        raise Conflict("regrade_moved")
    if latest(session, history) != decision.seen or _running(session, history):
        raise Conflict("regrade_moved")


def history_of(session: Session, row: Regrade) -> History:
    """The question as the edition of the decision knows it."""
    return history_at(session, SnapshotId(row.snapshot_id), QuizId(row.quiz_id), QuestionId(row.question_id))


def plan_of(row: Regrade) -> Plan:
    """What was decided."""
    attempts = tuple(row.attempts) if row.attempts is not None else ()
    return Plan(Scope(tuple(row.versions), attempts=attempts), row.policy, row.never_worse)


def _running(session: Session, history: History) -> bool:
    """Whether a decision on the question is still being carried out; one whose job has died is in nobody's way."""
    query = select(Regrade.id).where(
        Regrade.course_slug == history.slug,
        Regrade.question_id.in_(history.ids),
        Regrade.state != RegradeState.DONE,
    )
    return not carried.alive(session).isdisjoint(session.scalars(query))


def go_on(session: Session, actor: Actor, regrade_id: int) -> None:
    """Have a decision carried on whose job has died; nothing where it is done or its job is alive.

    Raises NotAllowed("not_permitted"), NotFound("regrade_unknown"), and Conflict("regrade_moved") once a later
    decision on the question has been made.
    """
    require(actor, Permission.ATTEMPT_MARK)
    row = session.get(Regrade, regrade_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound("regrade_unknown")
    if row.state is RegradeState.DONE or regrade_id in carried.alive(session):
        return
    if latest(session, history_of(session, row)) != regrade_id:
        raise Conflict("regrade_moved")
    times = carried.times(session, regrade_id)
    enqueue(session, JOB, {"regrade_id": regrade_id}, key=f"{JOB}:{regrade_id}:again-{times}")
    record(session, actor, "regrade.resumed", ("regrade", regrade_id), remaining=row.total - row.done)


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
