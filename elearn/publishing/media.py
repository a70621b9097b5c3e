"""The files of courses: pictures, diagrams, documents. Bytes lie in the file store, types in the table `media`."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from sqlalchemy.orm import Session

from elearn.content.model import Outline
from elearn.db import insert_missing
from elearn.publishing.models import Media
from elearn.storage.files import Files


class WrongDigest(RuntimeError):
    """Bytes that are not what their digest says: the file was changed while it was being published."""


def store(files: Files, contents: Mapping[str, bytes | Path]) -> None:
    """Put files into the store before publishing, outside any transaction. `contents`: SHA-256 (hex) -> bytes or file.

    Raises WrongDigest.
    """
    for sha256, content in contents.items():
        data = content.read_bytes() if isinstance(content, Path) else content
        if files.put(data) != sha256:
            raise WrongDigest(sha256)


def admit(session: Session, sha256: str, mime: str, size: int) -> None:
    """Let a stored picture that belongs to no course be served like those of courses; again is nothing."""
    insert_missing(session, Media, [{"sha256": sha256, "mime": mime, "size": size}])


def addresses(outline: Outline) -> dict[str, str]:
    """Path inside the course -> address, for every file of an edition."""
    return {media.path: address(media.sha256, media.path) for media in outline.media}


def address(sha256: str, path: str) -> str:
    """`/media/<sha256>/<name>`."""
    return f"/media/{sha256}/{quote(PurePosixPath(path).name)}"
