"""Whose turn it is to write to an SQLite database: one thread of one process, the others waiting in order.

SQLite itself has a waiting writer ask again and again with growing pauses, up to a tenth of a second, and whoever asks
at the right moment wins; of eight writers the unlucky one waited a second. Here a thread waits for the others of its
process at a lock, in order, and for other processes at locks on two files beside the database. Whoever waits for the
turn holds the queue, so that who has just had it cannot be faster and take it again. Whoever writes without asking here
(a backup, the sqlite3 shell) is still held off by SQLite.
"""

import fcntl
import time
from pathlib import Path
from typing import IO

from elearn.queueing import Places

PATIENCE_SECONDS = 15.0
PAUSE_SECONDS = 0.0002
"""Between two looks at a lock that another process holds: one thread of each process looks, the others sleep."""


class Busy(TimeoutError):
    """Somebody has been writing for all of our patience."""


class Turns:
    """The turns of one process at the database of one file."""

    def __init__(self, database: Path) -> None:
        self._paths = tuple(database.with_name(database.name + suffix) for suffix in ("-queue", "-turn"))
        self._within = Places(1)
        self._files: tuple[IO[bytes], ...] = ()

    def take(self) -> None:
        """Wait for the turn. Raises Busy."""
        end = time.monotonic() + PATIENCE_SECONDS
        if not self._within.take(PATIENCE_SECONDS):
            raise Busy(str(self._paths[-1]))
        try:
            self._files = self._files or tuple(path.open("ab") for path in self._paths)
            queue, turn = self._files
            _lock(queue, end)
            try:
                _lock(turn, end)
            finally:
                fcntl.flock(queue, fcntl.LOCK_UN)
        except BaseException:
            self._within.give_back()
            raise

    def give_back(self) -> None:
        """The next one's turn. The end of the process gives it back, too."""
        fcntl.flock(self._files[-1], fcntl.LOCK_UN)
        self._within.give_back()

    def close(self) -> None:
        """Nobody comes again."""
        for file in self._files:
            file.close()
        self._files = ()


def _lock(file: IO[bytes], end: float) -> None:
    """Raises Busy when the lock is not free until then; the system's own waiting would know no end."""
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise Busy(file.name) from None
            time.sleep(PAUSE_SECONDS)
        else:
            return
