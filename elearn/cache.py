"""What one process remembers: immutable values, least recently used out.

Keys name content, not places (a part's digest, a snapshot's computed id), so nothing here can go stale.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")


class Cache:
    """A mapping bounded by the bytes its values weigh. Safe to share between threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, load: Callable[[], tuple[T, int]]) -> T:
        """The value under `key`; `load` gives it with its weight in bytes and may run twice in a race."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
                return found[0]  # type: ignore[return-value]  # a key always names values of one type
        value, weight = load()
        self._keep(key, value, weight)
        return value

    def _keep(self, key: Hashable, value: object, weight: int) -> None:
        with self._lock:
            if key in self._held or weight > self._limit:
                return
            self._held[key] = (value, weight)
            self._bytes += weight
            while self._bytes > self._limit:
                _, (_, dropped) = self._held.popitem(last=False)
                self._bytes -= dropped

    @property
    def weight(self) -> int:
        """Bytes held now."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._held)

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
            self._bytes = 0
