"""Judging many enrolments anew: what the worker does after an edition, and the command that rebuilds."""

import logging
import time
from collections.abc import Sequence
from typing import Any

from elearn.enrolment import queries as enrolments
from elearn.ids import EnrolmentId
from elearn.progress import rebuild
from elearn.progress.service import bring_up_to_date
from elearn.work import Work

log = logging.getLogger(__name__)

FOLLOW = "follow_editions"
MOST_BATCHES = 50
"""Of one run: the rest is the next run's, so that other jobs get their turn."""
PAUSE_SECONDS = 0.2
"""Between batches, with no transaction open. On SQLite whoever waits for the one writer looks every 0.1 seconds: with
no pause, learners would find it taken until all is done."""


class NotJudged(RuntimeError):
    """Some enrolments could not be judged; the others were. The log says why."""


def follow_editions(work: Work, _payload: dict[str, Any]) -> None:
    """Judge learners under way by the edition published now, a small batch in each transaction.

    Publishing does not wait for it: pages read stored facts against the current edition at once. This keeps the
    stored counts in step, and completes a course for whoever has already met all that a shorter edition asks.
    Raises NotJudged at the end.
    """
    failed: list[EnrolmentId] = []
    last = EnrolmentId(0)
    for _ in range(MOST_BATCHES):
        with work.reading() as session:
            batch = rebuild.outdated(session, after=last)
        if not batch:
            break
        failed += judge(work, batch)
        last = batch[-1]
        time.sleep(PAUSE_SECONDS)
    if failed:
        raise NotJudged(f"{len(failed)} enrolments, first {', '.join(str(one) for one in failed[:10])}")


def judge(work: Work, batch: Sequence[EnrolmentId]) -> list[EnrolmentId]:
    """Bring a batch up to date in one transaction; those that failed, each undone and logged by itself.

    All are held before any is judged: a learner who completes meanwhile waits for nothing that waits for them.
    """
    failed: list[EnrolmentId] = []
    with work.writing() as session:
        enrolments.hold(session, batch)
        for enrolment_id in batch:
            try:
                with session.begin_nested():
                    bring_up_to_date(session, work.actor, enrolment_id)
            except Exception:
                log.exception("enrolment %s was not judged", enrolment_id)
                failed.append(enrolment_id)
    return failed
