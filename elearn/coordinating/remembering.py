"""Counts over very many people, kept for a few minutes by the process that took long to make them.

What is quick is counted anew for every page. What is kept says of which moment it is, and the page says so too.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from elearn import clock

T = TypeVar("T")

KEPT_FOR = timedelta(minutes=5)
QUICK_SECONDS = 0.3
"""What takes less is never kept: a small administration always sees this very moment."""
MOST = 64


@dataclass(frozen=True, slots=True)
class AsOf(Generic[T]):
    """A value, and the instant at which it was so."""

    value: T
    at: datetime


class Remembered:
    """Values by their keys; one that is asked for by many at once is made once."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, AsOf[Any]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> AsOf[T]:
        """The value under `key`, made now unless one was kept. A key always names values of one type."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            found = self._held.get(key)
            if found is not None and clock.now() - found.at < KEPT_FOR:
                return found
            return self._made(key, make)

    def _made(self, key: Hashable, make: Callable[[], T]) -> AsOf[T]:
        at, start = clock.now(), time.perf_counter()
        made = AsOf(make(), at)
        with self._lock:
            self._held.pop(key, None)
            if time.perf_counter() - start >= QUICK_SECONDS:
                self._held[key] = made
            else:
                self._making.pop(key, None)
            while len(self._held) > MOST:
                dropped, _ = self._held.popitem(last=False)
                self._making.pop(dropped, None)
        return made
