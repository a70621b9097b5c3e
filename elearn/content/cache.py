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
        self._file = folder / "compiled" if folder is not None else None
        self._entries: dict[str, Any] = {}
        self._stored: dict[str, bytes] = {}
        self._used: set[str] = set()
        self._changed = False
        self._texts: dict[Path, tuple[tuple[int, int, int], Any]] = {}
        if self._file is not None:
            self._stored = _read(self._file)

    def find(self, name: str) -> Any | None:
        """The result under a key, or None."""
        if name not in self._entries and name in self._stored:
            self._entries[name] = pickle.loads(self._stored[name])  # noqa: S301 - the user's own folder, as .pyc files are
        if name in self._entries:
            self._used.add(name)
        return self._entries.get(name)

    def keep(self, name: str, result: object) -> None:
        self._entries[name] = result
        self._used.add(name)
        self._changed = True

    def remember(self, name: str, make: Callable[[], T]) -> T:
        """The result under a key, made when it is not there."""
        found: T | None = self.find(name)
        if found is None:
            found = make()
            self.keep(name, found)
        return found

    def unchanged(self, path: Path, read: Callable[[], T | None]) -> T | None:
        """What `read` made of a file, as long as the file's time, size and number stay the same; in memory only."""
        stat = path.stat()
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
        """Forget what this run did not use and write the rest; a folder that cannot be written is passed over."""
        self._entries = {name: self._entries[name] for name in self._used}
        stale = self._changed or len(self._used) < len(self._stored)
        if self._file is not None and stale:
            self._stored = {name: self._stored.get(name) or pickle.dumps(self._entries[name]) for name in self._used}
            _write(self._file, self._stored)
        self._used = set()
        self._changed = False


def _read(file: Path) -> dict[str, bytes]:
    try:
        stored = pickle.loads(file.read_bytes())  # noqa: S301 - the user's own folder, as .pyc files are
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, AttributeError, ImportError, IndexError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _write(file: Path, stored: dict[str, bytes]) -> None:
    part = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_bytes(pickle.dumps(stored))
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
