"""Waiting in order: a semaphore of threads that hands each freed place to whoever has waited longest.

The locks of `threading` wake a waiter, too, but let any running thread be faster; under load the unlucky wait hundreds
of times as long as the lucky.
"""

import threading
from collections import deque


class Places:
    """So many places. Whoever finds none free waits behind those who came before."""

    def __init__(self, count: int) -> None:
        self._guard = threading.Lock()
        self._free = count
        self._waiting: deque[threading.Lock] = deque()

    def take(self, patience: float = -1) -> bool:
        """Wait for a place, for so many seconds (-1: for ever); False when none came free in time."""
        with self._guard:
            if self._free:
                self._free -= 1
                return True
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        if gate.acquire(timeout=patience):
            return True
        with self._guard:
            if gate not in self._waiting:
                return True  # it was handed over in the last moment
            self._waiting.remove(gate)
            return False

    def give_back(self) -> None:
        """The place goes to the first who waits."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return len(self._waiting)
