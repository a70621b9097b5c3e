"""Bytes under their SHA-256. Putting the same bytes twice is putting them once; nothing is ever changed."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from elearn.errors import NotFound

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Files:
    """A content-addressed folder: `<root>/ab/cd/<sha256>`."""

    root: Path

    @classmethod
    def of(cls, data: Path) -> "Files":
        """The store inside the settings' data folder."""
        return cls(data / "files")

    def put(self, data: bytes) -> str:
        """Store and return the SHA-256 in hexadecimal. Complete on disk before it returns, or not there at all."""
        digest = hashlib.sha256(data).hexdigest()
        target = self._path(digest)
        if target.exists():
            return digest
        _make_folder(target.parent)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
            draft.write(data)
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(target)
        _flush_folder(target.parent)
        return digest

    def keep(self, made: Path) -> str:
        """Take in a file that was made, like `put`, without reading it whole; it is moved out of its place, which
        must be on the same disk."""
        with made.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        target = self._path(digest)
        _make_folder(target.parent)
        made.replace(target)
        _flush_folder(target.parent)
        return digest

    def discard(self, digest: str) -> None:
        """Remove what nothing names any more: only for a store of passing files."""
        self._path(digest).unlink(missing_ok=True)

    def read(self, digest: str) -> bytes:
        """The bytes. Raises NotFound("file_unknown") for a digest that is malformed or not stored."""
        path = self.path(digest)
        return path.read_bytes()

    def path(self, digest: str) -> Path:
        """Where the bytes lie, for a server that sends files itself. Raises NotFound("file_unknown")."""
        path = self._path(digest)
        if not path.is_file():
            raise NotFound("file_unknown")
        return path

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise NotFound("file_unknown")
        return self.root / digest[:2] / digest[2:4] / digest


def _make_folder(folder: Path) -> None:
    """Make the folder and those above it that lack, each entered durably in the one that holds it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    """Put the folder's own entries on disk: without it a file whose bytes are there may have no name after a crash."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
