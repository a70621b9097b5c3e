"""Hashing passwords: the one door to argon2, in a few threads of lower priority.

A hash takes a core for 20 milliseconds. A pool of max(1, cores ÷ web processes) threads keeps a storm of
sign-ins off the cores that lessons need; who would have to wait behind a long queue is told so at once, and
the threads that serve pages stay free. Never call this inside a transaction.
"""

import os
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from elearn import ids
from elearn.errors import Refusal
from elearn.people.rules import LONGEST_PASSWORD
from elearn.settings import Settings
from elearn.web import turnstile

R = TypeVar("R")

LOWER_PRIORITY = 10
"""Niceness of the hashing threads; Linux keeps it for each thread."""


class Busy(Refusal):
    """So many people are signing in that this one should try again in a few seconds."""

    status: ClassVar[int] = 503


@dataclass(frozen=True, slots=True)
class Verdict:
    """`right`: the password fits. `stale`: the hash was made with weaker settings and should be renewed."""

    right: bool
    stale: bool = False


class Hashing:
    """argon2id with the settings' parameters (p = 1), and its threads."""

    def __init__(self, settings: Settings) -> None:
        self._hasher = PasswordHasher(
            time_cost=settings.argon2_time, memory_cost=settings.argon2_memory_kib, parallelism=1
        )
        self._nobodys = self._hasher.hash(ids.token())
        self._pool = ThreadPoolExecutor(
            max_workers=pool_size(settings.workers), thread_name_prefix="password", initializer=_step_back
        )
        self._places = threading.BoundedSemaphore(max(1, settings.threads * 3 // 4))

    def hash(self, password: str) -> str:
        """The text to store, parameters and salt included. Raises Busy."""
        return self._run(lambda: self._hasher.hash(_bytes(password)))

    def verify(self, password_hash: str | None, password: str) -> Verdict:
        """Compare. Without a hash (nobody has this e-mail) the same work is done, for nothing. Raises Busy."""
        return self._run(lambda: self._verdict(password_hash, password))

    def _verdict(self, password_hash: str | None, password: str) -> Verdict:
        stored = password_hash or self._nobodys
        try:
            self._hasher.verify(stored, _bytes(password))
        except (VerificationError, InvalidHashError):
            return Verdict(right=False)
        return Verdict(right=password_hash is not None, stale=self._hasher.check_needs_rehash(stored))

    def _run(self, work: Callable[[], R]) -> R:
        if not self._places.acquire(blocking=False):
            raise Busy("sign_in_busy")
        try:
            with turnstile.aside():
                return self._queued(work).result()
        finally:
            self._places.release()

    def _queued(self, work: Callable[[], R]) -> Future[R]:
        try:
            return self._pool.submit(work)
        except RuntimeError as ending:  # this process is told to end; another one takes the next press of the button
            raise Busy("sign_in_busy") from ending


def pool_size(workers: int) -> int:
    """Threads for each of so many web processes: one at least, all cores together at most."""
    return max(1, len(os.sched_getaffinity(0)) // max(1, workers))


def _step_back() -> None:
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWER_PRIORITY)


def _bytes(password: str) -> bytes:
    """One spelling of each letter (й may be typed as one sign or as two). Endless input costs no more than long."""
    return unicodedata.normalize("NFC", password)[: LONGEST_PASSWORD + 1].encode()


_hashing: Hashing | None = None


def configure(settings: Settings) -> None:
    """Use these settings in this process from now on."""
    global _hashing  # noqa: PLW0603 - one pool of threads for each process, like the process cache of publishing
    _hashing = Hashing(settings)


def current() -> Hashing:
    """The process's hashing; with the settings' defaults where nobody configured another."""
    if _hashing is None:
        configure(Settings())
    assert _hashing is not None  # noqa: S101 - configure() has just set it
    return _hashing


def hash_password(password: str) -> str:
    """The hash to hand to people.service, made outside any transaction."""
    return current().hash(password)
