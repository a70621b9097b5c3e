"""Carrying a decision out, a batch of whole persons in each transaction: killed anywhere, it goes on where it was."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from elearn.ids import AttemptId, PersonId
from elearn.jobs.service import enqueue
from elearn.regrading import applying
from elearn.regrading.carried import JOB
from elearn.regrading.models import Regrade, RegradeState
from elearn.regrading.service import history_of
from elearn.regrading.versions import History
from elearn.work import Work

BATCH = 150
"""Attempts of one transaction: on SQLite nobody else writes meanwhile."""
MOST_BATCHES = 200
"""Of one run: the rest is the next run's, so that no run outlives its lease."""
PAUSE_SECONDS = 0.02
"""Between batches, with no transaction open, so that learners who wait for the one writer get their turn."""

Chosen = tuple[AttemptId, PersonId]


class NotRegraded(RuntimeError):
    """Some could not be regraded; the others were. The log says why."""


def regrade(work: Work, payload: dict[str, Any]) -> None:
    """Regrade every attempt of a decision that has not been regraded by it yet.

    Raises NotRegraded at the end where some could not be: the next run tries them again.
    """
    regrade_id = int(payload["regrade_id"])
    found = _left(work, regrade_id)
    if found is None:
        return
    history, left = found
    failed: list[PersonId] = []
    for run, batch in enumerate(batches(left)):
        if run == MOST_BATCHES:
            _later(work, regrade_id, batch[0])
            return
        with work.writing() as session:
            failed += applying.apply_batch(session, work.actor, work.settings, regrade_id, history, batch)
        time.sleep(PAUSE_SECONDS)
    if failed:
        raise NotRegraded(f"{len(failed)} persons, first {', '.join(map(str, failed[:10]))}")
    with work.writing() as session:
        applying.finish(session, work.actor, regrade_id)


def regrade_marked(work: Work, payload: dict[str, Any]) -> None:
    """Carry out, for an attempt that has just been marked, what was decided while it waited. Raises NotRegraded."""
    attempt_id = AttemptId(int(payload["attempt_id"]))
    with work.reading() as session:
        decisions = applying.standing(session, attempt_id)
    for regrade_id in decisions:
        with work.writing() as session:
            row = session.get_one(Regrade, regrade_id)
            history = history_of(session, row)
            if attempt_id not in {one for one, _ in applying.left(session, row, history)}:
                continue
            given = (session, work.actor, work.settings, regrade_id, history, [attempt_id])
            if applying.apply_batch(*given, late=True):
                raise NotRegraded(f"attempt {attempt_id}")


def batches(chosen: Sequence[Chosen], size: int = BATCH) -> Iterator[list[AttemptId]]:
    """About `size` attempts at a time, those of one person never apart: she gets one letter. `chosen` by person."""
    batch: list[AttemptId] = []
    last: PersonId | None = None
    for attempt_id, person_id in chosen:
        if len(batch) >= size and person_id != last:
            yield batch
            batch = []
        batch.append(attempt_id)
        last = person_id
    if batch:
        yield batch


def _left(work: Work, regrade_id: int) -> tuple[History, list[Chosen]] | None:
    """What is still to be done; None when all is."""
    with work.reading() as session:
        row = session.get_one(Regrade, regrade_id)
        if row.state is RegradeState.DONE:
            return None
        history = history_of(session, row)
        return history, applying.left(session, row, history)


def _later(work: Work, regrade_id: int, first: AttemptId) -> None:
    with work.writing() as session:
        enqueue(session, JOB, {"regrade_id": regrade_id}, key=f"{JOB}:{regrade_id}:{first}")
