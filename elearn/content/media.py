"""Files of a course: a fixed list of types, their digests, and whether each is what its name says."""

import hashlib
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import quote

from elearn.content.page import Picture
from elearn.content.problems import Place, Problems

MOST_BYTES = 25 * 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
TYPES: Mapping[str, tuple[str, bytes]] = MappingProxyType(
    {
        ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
        ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
        ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
        ".gif": ("image/gif", b"GIF8"),
        ".webp": ("image/webp", b"RIFF"),
        ".svg": ("image/svg+xml", b""),
        ".pdf": ("application/pdf", b"%PDF-"),
        ".docx": (f"{_OFFICE}.wordprocessingml.document", b"PK"),
        ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", b"PK"),
        ".pptx": (f"{_OFFICE}.presentationml.presentation", b"PK"),
        ".odt": (f"{_OPEN}.text", b"PK"),
        ".ods": (f"{_OPEN}.spreadsheet", b"PK"),
        ".odp": (f"{_OPEN}.presentation", b"PK"),
        ".csv": ("text/csv", b""),
        ".txt": ("text/plain", b""),
    }
)
"""Suffix -> MIME type and the bytes such a file begins with."""
_HOSTILE_SVG = re.compile(
    rb"<script|<foreignObject|\son[a-z]+\s*=|javascript:|<!ENTITY|(?:xlink:)?href\s*=\s*[\"'](?!#|data:image/)",
    re.IGNORECASE,
)
_VIEW_BOX = re.compile(rb"viewBox\s*=\s*[\"']\s*[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)")


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file under `media/`: `path` inside the course."""

    path: str
    sha256: str
    mime: str
    size: int
    width: int | None = None
    height: int | None = None

    @property
    def url(self) -> str:
        return f"/media/{self.sha256}/{quote(PurePosixPath(self.path).name)}"

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")

    @property
    def picture(self) -> Picture:
        return Picture(self.url, self.width, self.height)


def read(root: Path, course: PurePosixPath, path: PurePosixPath, problems: Problems) -> MediaFile | None:
    """One file, or None with a problem."""
    place = Place(course / path)
    known = TYPES.get(path.suffix.lower())
    if known is None:
        problems.error(place, "media.unknown-type", suffix=path.suffix or path.name, known=", ".join(TYPES))
        return None
    full = root / course / path
    size = full.stat().st_size
    if size == 0 or size > MOST_BYTES:
        problems.error(place, "media.too-large" if size else "media.empty", limit="25 MB")
        return None
    data = full.read_bytes()
    if broken := fault(path.suffix, data):
        problems.error(place, broken, suffix=path.suffix)
        return None
    mime, _signature = known
    width, height = dimensions(data, mime)
    return MediaFile(str(path), hashlib.sha256(data).hexdigest(), mime, size, width, height)


def fault(suffix: str, data: bytes) -> str:
    """The code of the problem with the bytes of a file of a known suffix; empty where there is none."""
    mime, signature = TYPES[suffix.lower()]
    if not data.startswith(signature) or (mime == "image/svg+xml" and b"<svg" not in data[:4096]):
        return "media.not-what-it-says"
    return "media.active-svg" if mime == "image/svg+xml" and _HOSTILE_SVG.search(data) else ""


def dimensions(data: bytes, mime: str) -> tuple[int | None, int | None]:
    """Width and height in pixels of a PNG, GIF or SVG; unknown for others."""
    if mime == "image/png" and len(data) >= 24:
        return struct.unpack(">II", data[16:24])
    if mime == "image/gif" and len(data) >= 10:
        return struct.unpack("<HH", data[6:10])
    if mime == "image/svg+xml" and (match := _VIEW_BOX.search(data[:4096])):
        return round(float(match.group(1))), round(float(match.group(2)))
    return None, None
