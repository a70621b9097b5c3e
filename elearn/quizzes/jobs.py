"""What the worker does for tests."""

import logging
from typing import Any

from elearn.ids import AttemptId
from elearn.quizzes import queries, service
from elearn.work import Work

log = logging.getLogger(__name__)


class NotClosed(RuntimeError):
    """Some attempts could not be closed; the others were. The log says why."""


def close_expired(work: Work, _payload: dict[str, Any]) -> None:
    """Submit what was saved in attempts whose time is over, each in a transaction of its own.

    Raises NotClosed at the end, naming the first of those that failed.
    """
    failed: list[AttemptId] = []
    with work.reading() as session:
        over = service.expired(session)
    for attempt_id in over:
        try:
            _close(work, attempt_id)
        except Exception:
            log.exception("attempt %s was not closed", attempt_id)
            failed.append(attempt_id)
    if failed:
        raise NotClosed(f"{len(failed)} attempts, first {', '.join(str(one) for one in failed[:10])}")


def _close(work: Work, attempt_id: AttemptId) -> None:
    with work.writing() as session:
        attempt = queries.any_open(session, attempt_id)
        if attempt is not None:
            service.close_if_over(session, work.actor, attempt)
