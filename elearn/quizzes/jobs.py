"""What the worker does for tests."""

from typing import Any

from elearn.quizzes import queries, service
from elearn.work import Work


def close_expired(work: Work, _payload: dict[str, Any]) -> None:
    """Submit what was saved in attempts whose time is over, each in a transaction of its own."""
    with work.reading() as session:
        over = service.expired(session)
    for attempt_id in over:
        with work.writing() as session:
            attempt = queries.any_open(session, attempt_id)
            if attempt is not None:
                service.close_if_over(session, work.actor, attempt)
