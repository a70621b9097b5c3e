"""Unpacking what a trainer sends: a ZIP or one Markdown file, which may have been made to do harm.

Nothing is written outside the given folder, nothing but plain files and folders is written at all, and
sizes are counted while unpacking, whatever the archive says of itself.
"""

import errno
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from elearn.errors import Invalid

MOST_FILES = 2_000
MOST_BYTES = 64 * 1024 * 1024
MOST_RATIO = 200
RATIO_FROM_BYTES = 1024 * 1024
"""Small files may compress as well as they like."""
LONGEST_NAME = 200
LONGEST_PART_BYTES = 255
"""Of one file's or folder's own name, as disks count it: Cyrillic letters are two bytes each."""
DEEPEST = 8
CHUNK = 64 * 1024

_BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error),
    *(EOFError, IndexError, NotImplementedError, OverflowError, ValueError),
)
"""What `zipfile` raises over archives that are damaged or made to be."""
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_NESTED = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".jar", ".cab", ".iso"})
_LEFT_OUT = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".git"})
_RESERVED = frozenset('<>:"|?*')


@dataclass(frozen=True, slots=True)
class _Member:
    info: zipfile.ZipInfo
    path: PurePosixPath


def unpack(archive: IO[bytes], target: Path) -> None:
    """Unpack a ZIP into the folder `target`, which exists and is empty.

    Raises Invalid with a code that begins with `archive.`: nothing of such an archive is to be used.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            _unpack(opened, target)
    except _BROKEN as error:
        raise Invalid("archive.broken") from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # a place before the archive's beginning, looked for in a file on disk
            raise Invalid("archive.broken") from error
        raise


def _unpack(archive: zipfile.ZipFile, target: Path) -> None:
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        raise Invalid("archive.too-many-files", most=MOST_FILES)
    members = [member for info in infos if not info.is_dir() and (member := _member(info)) is not None]
    _refuse_doubled(members)
    if sum(member.info.file_size for member in members) > MOST_BYTES:
        raise Invalid("archive.too-large", most=MOST_BYTES // 1024 // 1024)
    left = MOST_BYTES
    for member in members:
        left -= _write(archive, member, target, left)


def _member(info: zipfile.ZipInfo) -> _Member | None:
    """The member, or None for what operating systems leave in archives."""
    name = _name(info)
    path = _safe(name)
    if _LEFT_OUT & set(path.parts):
        return None
    _refuse_kind(info, name)
    if path.suffix.lower() in _NESTED:
        raise Invalid("archive.nested", name=name)
    if info.file_size > RATIO_FROM_BYTES and info.file_size > info.compress_size * MOST_RATIO:
        raise Invalid("archive.bomb", name=name)
    return _Member(info, path)


def _refuse_kind(info: zipfile.ZipInfo, name: str) -> None:
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode not in {0, stat.S_IFREG}:
        raise Invalid("archive.link", name=name)
    if info.flag_bits & _ENCRYPTED:
        raise Invalid("archive.encrypted", name=name)
    if info.compress_type not in _METHODS:
        raise Invalid("archive.method", name=name)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker saw it: old Windows archives write Cyrillic in the DOS code page and do not say so."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp866"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _safe(name: str) -> PurePosixPath:
    """The path inside the archive. Raises Invalid("archive.bad-name") for one that leads out or that disks refuse."""
    parts = name.split("/")
    bad = (
        not name
        or len(name) > LONGEST_NAME
        or len(parts) > DEEPEST
        or any(_is_bad(part) for part in parts)
        or any(not character.isprintable() or character in _RESERVED for character in name)
    )
    if bad:
        raise Invalid("archive.bad-name", name=ascii(name[:80]) if not name.isprintable() else name[:80])
    return PurePosixPath(*parts)


def _is_bad(part: str) -> bool:
    return part in {"", ".", ".."} or part != part.strip() or len(part.encode("utf-8", "replace")) > LONGEST_PART_BYTES


def _refuse_doubled(members: list[_Member]) -> None:
    seen: set[str] = set()
    for member in members:
        folded = str(member.path).casefold()
        if folded in seen:
            raise Invalid("archive.doubled", name=str(member.path))
        seen.add(folded)


def _write(archive: zipfile.ZipFile, member: _Member, target: Path, left: int) -> int:
    """Bytes written."""
    place = target / member.path
    written = 0
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            for chunk in _chunks(archive, member.info):
                written += len(chunk)
                if written > left:
                    raise Invalid("archive.too-large", most=MOST_BYTES // 1024 // 1024)
                file.write(chunk)
    except (FileExistsError, NotADirectoryError) as error:
        raise Invalid("archive.doubled", name=str(member.path)) from error
    return written


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as content:
        while chunk := content.read(CHUNK):
            yield chunk
