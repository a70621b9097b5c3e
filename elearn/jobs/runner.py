"""Running jobs: claim, work outside any transaction, write down how it went."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from elearn.jobs import rules, service
from elearn.work import Work

FORGET = "forget_done_jobs"

log = logging.getLogger(__name__)

JobHandler = Callable[[Work, dict[str, Any]], None]
"""Called as handler(work, payload); at least once, so it must be idempotent."""


def run_one(
    work: Work, handlers: Mapping[str, JobHandler], periods: Mapping[str, timedelta] = MappingProxyType({})
) -> bool:
    """Run the next due job; False when there is none. A failure is stored and logged, never raised.

    `periods`: of the kinds that recur.
    """
    with work.writing() as session:
        job = service.claim(session, periods)
        if job is None:
            return False
        held, kind, payload = service.Held(job.id, job.began_at), job.kind, job.payload
        every = periods.get(kind) if job.key == kind else None
    with _renewing(work, held):
        error = _attempt(work, handlers, kind, payload)
    with work.writing() as session:
        if every is not None:
            service.again(session, held, every, error)
        elif error is None:
            service.finish(session, held)
        else:
            service.fail(session, held, error)
    return True


@contextmanager
def _renewing(work: Work, held: service.Held) -> Iterator[None]:
    """Renew the lease while the job runs, from a thread that ends with the process, however it ends."""
    over = threading.Event()

    def renew() -> None:
        while not over.wait(rules.RENEWED_EVERY.total_seconds()):
            try:
                with work.writing() as session:
                    service.renew(session, held)
            except Exception:
                log.exception("the lease of job %s was not renewed", held.job_id)

    thread = threading.Thread(target=renew, name=f"lease of job {held.job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def run_all(work: Work, handlers: Mapping[str, JobHandler]) -> int:
    """Run jobs until none is due; how many were run."""
    count = 0
    while run_one(work, handlers):
        count += 1
    return count


def forget_done(work: Work, _payload: dict[str, Any]) -> None:
    with work.writing() as session:
        service.forget_done(session)


def _attempt(work: Work, handlers: Mapping[str, JobHandler], kind: str, payload: dict[str, Any]) -> str | None:
    try:
        handlers[kind](work, payload)
    except Exception as error:
        log.exception("job %s failed", kind)
        return f"{type(error).__name__}: {error}"
    return None
