"""When a job that failed is tried again, and when it is given up."""

from datetime import timedelta

LEASE = timedelta(minutes=5)
"""After it another worker may take the job over. Whoever runs a long one renews its lease, so it ends with the worker
and not with the job."""

RENEWED_EVERY = LEASE / 5

MOST_ATTEMPTS = 8

KEEP_DONE = timedelta(days=7)

REST_OF_THE_DEAD = timedelta(hours=1)
"""After it, what recurs and has died is tried once more: letters and deadlines must not stop for good."""


def pause_before(attempt: int) -> timedelta:
    """How long to wait after the given attempt failed: 10 s, doubling, at most an hour."""
    return timedelta(seconds=min(3600, 10 * 2 ** max(0, attempt - 1)))
