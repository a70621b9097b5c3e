"""Results of compiling that need not be made twice: in memory, and in a file under the user's cache folder.

A key is a digest over everything that a result depends on, the compiler's own sources included, so an entry
is right or it is not found. The file keeps what the last run used, and nothing else.
"""

import hashlib
import os
import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from elearn.content.pack import Pack

T = TypeVar("T")
_PACKAGE = Path(__file__).parent


@cache
def compiler_version() -> str:
    """A digest over the compiler's sources and the interface's catalogues, by size and time of change."""
    state = hashlib.sha256()
    files = [*_PACKAGE.rglob("*.py"), *(_PACKAGE.parent / "translations").rglob("*.mo")]
    for path in sorted(files):
        stat = path.stat()
        state.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return state.hexdigest()


def key(*parts: object) -> str:
    """A key from texts and numbers that tell everything a result depends on."""
    return hashlib.sha256("\x00".join([compiler_version(), *map(str, parts)]).encode()).hexdigest()


class Cache:
    """`folder` None keeps results in memory only. One Cache serves one tree."""

    def __init__(self, folder: Path | None = None) -> None:
        self._pack = Pack(folder / "compiled") if folder is not None else None
        self._entries: dict[str, Any] = {}
        self._used: set[str] = set()
        self._texts: dict[str, tuple[tuple[int, int, int], Any]] = {}

    def find(self, name: str) -> Any | None:
        """The result under a key, or None."""
        found = self._entries.get(name)
        if found is None and self._pack is not None and (packed := self._pack.get(name)) is not None:
            found = self._entries[name] = pickle.loads(packed)  # noqa: S301 - the user's own folder, as .pyc files are
        if found is not None:
            self._used.add(name)
        return found

    def keep(self, name: str, result: object) -> None:
        self._entries[name] = result
        self._used.add(name)

    def unchanged(self, path: str, read: Callable[[], T | None]) -> T | None:
        """What `read` made of a file, as long as the file's time, size and number stay the same; in memory only."""
        stat = os.stat(path)  # noqa: PTH116 - a thousand files a run: a Path each is what costs
        state = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        known = self._texts.get(path)
        if known is not None and known[0] == state:
            found: T = known[1]
            return found
        made = read()
        if made is not None:
            self._texts[path] = (state, made)
        return made

    def close(self) -> None:
        """Forget what this run did not use and write what is new."""
        self._entries = {name: self._entries[name] for name in self._used}
        if self._pack is not None:
            self._pack.store({name: self._entries[name] for name in self._used if name not in self._pack}, self._used)
        self._used = set()
