"""Papers that prove what stands in a course's place: read as what they say they are, and kept under their digest."""

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from elearn.content import media
from elearn.errors import Invalid

MOST_MEGABYTES: Final = 10
MOST_BYTES: Final = MOST_MEGABYTES * 1024 * 1024
NAMES: Final = (".pdf", ".png", ".jpg", ".jpeg")
LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Paper:
    data: bytes
    name: str


def read(name: str, data: bytes) -> Paper:
    """An uploaded file. Raises Invalid: `attachment_type`, `attachment_large` (most, in MB), `attachment_damaged`."""
    suffix = PurePosixPath(name.lower()).suffix
    if suffix not in NAMES:
        raise Invalid("attachment_type")
    if len(data) > MOST_BYTES:
        raise Invalid("attachment_large", most=MOST_MEGABYTES)
    if media.fault(suffix, data):
        raise Invalid("attachment_damaged")
    return Paper(data, _plain(name, suffix))


def mime(name: str) -> str:
    return media.TYPES[PurePosixPath(name.lower()).suffix][0]


def _plain(name: str, suffix: str) -> str:
    """The name without folders and signs that are not to be seen."""
    last = unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name)
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*')
    return f"{seen[: -len(suffix)].strip('. ')[:LONGEST_NAME] or 'attachment'}{suffix}"
