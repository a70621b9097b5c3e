"""Checking, applying and undoing batches in the background: killed anywhere, they go on where they were."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from elearn.permissions import Actor
from elearn.staff import applying, checking, service, undoing
from elearn.staff.checking import Doors
from elearn.staff.service import APPLY, UNDO
from elearn.work import Work

BATCH = 50
"""Rows of one transaction: on SQLite nobody else writes meanwhile."""
MOST_BATCHES = 200
"""Of one run: the rest is the next run's, so that no run outlives its lease."""
PAUSE_SECONDS = 0.02
"""Between batches, with no transaction open, so that learners who wait for the one writer get their turn."""

Some = Callable[[Session, Actor, int, int, int], int | None]
Finish = Callable[[Session, Actor, int], None]


def check_batch(work: Work, payload: dict[str, Any]) -> None:
    """Judge the rows of a table that was too large to be judged while somebody waited."""
    checking.carry_out(Doors(work.reading, work.writing), int(payload["batch_id"]))


def apply_batch(work: Work, payload: dict[str, Any]) -> None:
    """Apply every row that has not been applied yet."""
    _carry_out(work, int(payload["batch_id"]), APPLY, 0, applying.apply_some, applying.finish)


def undo_batch(work: Work, payload: dict[str, Any]) -> None:
    """Undo every row that has not been undone yet."""
    _carry_out(work, int(payload["batch_id"]), UNDO, undoing.START, undoing.undo_some, undoing.finish)


def forget_unapplied(work: Work, _payload: dict[str, Any]) -> None:
    """Throw away tables that nobody has applied for a month."""
    with work.writing() as session:
        service.forget_unapplied(session)


def _carry_out(work: Work, batch_id: int, kind: str, at: int, some: Some, finish: Finish) -> None:
    for _ in range(MOST_BATCHES):
        with work.writing() as session:
            last = some(session, work.actor, batch_id, at, BATCH)
        if last is None:
            with work.writing() as session:
                finish(session, work.actor, batch_id)
            return
        at = last
        time.sleep(PAUSE_SECONDS)
    with work.writing() as session:
        service.again(session, batch_id, kind)
