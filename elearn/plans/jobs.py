"""Comparing plans with people: recurring, and asked for when something changed.

Every transaction is small and leaves whole what it did; whatever ends the job, the next run goes on from there.
"""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.exc import DBAPIError

from elearn.db import lost_race
from elearn.ids import PersonId
from elearn.plans import matching, settling
from elearn.plans.following import MATCH, enqueue_match
from elearn.work import Work

log = logging.getLogger(__name__)

__all__ = ["MATCH", "enqueue_match", "match_plans"]

PAUSE_SECONDS = 0.2
"""Between batches, with no transaction open: on SQLite whoever waits for the one writer comes in then."""
MOST_BATCHES = 200
"""Of one run, 10,000 people in about a minute: what is left is the next run's, well within a job's lease."""


def match_plans(work: Work, _payload: dict[str, Any]) -> None:
    """Bring in and let go, then enrol: all plans, all people who are to be looked at."""
    with work.reading() as session:
        plans = matching.active_plans(session)
    for plan_id in plans:
        _members(work, plan_id)
    _settle(work)


def _members(work: Work, plan_id: int) -> None:
    """Nothing is locked for a plan in which nothing has changed."""
    verbs: tuple[Callable[..., int], ...] = (matching.bring_in, matching.let_go, matching.set_due)
    with work.reading() as session:
        differs = matching.differs(session, plan_id)
    for verb in verbs if differs else ():
        done = matching.BATCH
        while done == matching.BATCH:
            with work.writing() as session:
                done = verb(session, work.actor, plan_id)
            time.sleep(PAUSE_SECONDS)


def _settle(work: Work) -> None:
    last = PersonId(0)
    for _ in range(MOST_BATCHES):
        with work.reading() as session:
            people = settling.waiting(session, after=last)
        if not people:
            return
        _settle_some(work, people)
        last = people[-1]
        time.sleep(PAUSE_SECONDS)
    with work.writing() as session:
        enqueue_match(session)


def _settle_some(work: Work, people: Sequence[PersonId]) -> None:
    """A race that was lost to one of them, who was enrolling at this moment, leaves all of them for the next run."""
    try:
        with work.writing() as session:
            settling.settle(session, work.actor, people)
    except DBAPIError as error:
        if not lost_race(error):
            raise
        log.warning("%d people are left for the next match", len(people))
