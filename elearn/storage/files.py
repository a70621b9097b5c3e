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
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
            draft.write(data)
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(target)
        return digest

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
