"""Opening somebody else's answers: for a purpose, with a reason, for a while, and in a log that the learner reads."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.enrolment.service import require_over
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import AttemptId, PersonId
from elearn.people import queries as people
from elearn.permissions import GRANTS, Actor, Permission, Role, require
from elearn.quizzes.models import AnswersOpened, Attempt, AttemptState, Purpose

LASTS = timedelta(hours=24)
"""How long answers stay open once they were opened."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A line of the log. `roles`: those of the person that allow it, as held today."""

    opened_at: datetime
    until: datetime
    name: str
    roles: tuple[Role, ...]
    purpose: Purpose
    reason: str


def open_answers(session: Session, actor: Actor, attempt_id: AttemptId, purpose: Purpose, reason: str) -> None:
    """Open an attempt's answers to the actor for LASTS; again for the same reason while they are open is nothing.

    Marking and objections take Permission.ATTEMPT_MARK, which holds everywhere; an audit takes ATTEMPT_OPEN over the
    person. Raises NotAllowed("not_permitted" | "own_answers"), NotFound("no_such_attempt"),
    Conflict("attempt_still_open") and Invalid("reason_missing").
    """
    attempt = _openable(session, actor, attempt_id, purpose)
    if not reason.strip():
        raise Invalid("reason_missing")
    person_id, now = actor.person_id, clock.now()
    if person_id is None:
        raise NotAllowed("not_permitted")  # the log names a person
    known = (AnswersOpened.purpose == purpose, AnswersOpened.reason == reason.strip(), AnswersOpened.until > now)
    mine = (AnswersOpened.attempt_id == attempt_id, AnswersOpened.opened_by == person_id)
    if session.scalar(select(AnswersOpened.id).where(*mine, *known).limit(1)) is not None:
        return
    opening = AnswersOpened(
        attempt_id=attempt.id,
        opened_by=person_id,
        purpose=purpose,
        reason=reason.strip(),
        opened_at=now,
        until=now + LASTS,
    )
    session.add(opening)
    session.flush()
    facts: dict[str, Any] = {"purpose": purpose.value, "reason": opening.reason}
    record(session, actor, "answers.open", ("attempt", attempt.id), about=attempt.person_id, **facts)


def opened(session: Session, actor: Actor, attempt_id: AttemptId, *purposes: Purpose) -> bool:
    """Whether the actor has the answers open now, for one of `purposes` (any where none is named). One SELECT."""
    return bool(opened_among(session, actor, [attempt_id], *purposes))


def opened_among(
    session: Session, actor: Actor, attempt_ids: Collection[AttemptId], *purposes: Purpose
) -> frozenset[AttemptId]:
    """Those of the attempts whose answers the actor has open now. One SELECT."""
    query = select(AnswersOpened.attempt_id).where(
        AnswersOpened.attempt_id.in_(attempt_ids),
        AnswersOpened.opened_by == actor.person_id,
        AnswersOpened.purpose.in_(purposes or tuple(Purpose)),
        AnswersOpened.until > clock.now(),
    )
    return frozenset(AttemptId(one) for one in session.scalars(query))


def openings(session: Session, attempt_id: AttemptId) -> tuple[Opening, ...]:
    """Who has opened the attempt's answers, the latest first."""
    rows = session.scalars(
        select(AnswersOpened)
        .where(AnswersOpened.attempt_id == attempt_id)
        .order_by(AnswersOpened.opened_at.desc(), AnswersOpened.id.desc())
    ).all()
    known = _openers(session, {PersonId(row.opened_by) for row in rows})
    return tuple(_opening(row, *known[PersonId(row.opened_by)]) for row in rows)


def _openable(session: Session, actor: Actor, attempt_id: AttemptId, purpose: Purpose) -> Attempt:
    attempt = session.get(Attempt, attempt_id)
    if attempt is None:
        raise NotFound("no_such_attempt")
    if attempt.person_id == actor.person_id:
        raise NotAllowed("own_answers")
    if purpose is Purpose.AUDIT:
        require_over(session, actor, Permission.ATTEMPT_OPEN, PersonId(attempt.person_id))
    else:
        require(actor, Permission.ATTEMPT_MARK)
    if attempt.state is AttemptState.OPEN:
        raise Conflict("attempt_still_open")
    return attempt


def _openers(session: Session, ids: Iterable[PersonId]) -> dict[PersonId, tuple[str, tuple[Role, ...]]]:
    return {one: (people.person(session, one).name, tuple(r for r, _ in people.roles(session, one))) for one in ids}


def _opening(row: AnswersOpened, name: str, roles: tuple[Role, ...]) -> Opening:
    allowing = Permission.ATTEMPT_OPEN if row.purpose is Purpose.AUDIT else Permission.ATTEMPT_MARK
    fitting = tuple(dict.fromkeys(role for role in roles if allowing in GRANTS[role]))
    return Opening(row.opened_at, row.until, name, fitting, row.purpose, row.reason)
