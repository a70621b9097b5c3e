"""What the worker does for progress."""

from typing import Any

from elearn.progress import rebuild
from elearn.progress.service import bring_up_to_date
from elearn.work import Work

FOLLOW = "follow_editions"


def follow_editions(work: Work, _payload: dict[str, Any]) -> None:
    """Judge learners under way by the edition published now, a batch in each transaction.

    Publishing does not wait for it: pages read stored facts against the current edition at once. This keeps the
    stored counts in step, and completes a course for whoever has already met all that a shorter edition asks.
    """
    while True:
        with work.writing() as session:
            batch = rebuild.outdated(session)
            for enrolment_id in batch:
                bring_up_to_date(session, work.actor, enrolment_id)
        if len(batch) < rebuild.BATCH:
            return
