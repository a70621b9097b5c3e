"""Logos of projects: pictures small and plain enough for every paper, by the rules of courses' media."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree

from elearn.content import media
from elearn.errors import Invalid

EU: Final = "eu"
MOST_LOGOS: Final = 3
MOST_KILOBYTES: Final = 200
MOST_PIXELS: Final = 4_000_000
NAMES: Final = ".png,.svg,.jpg,.jpeg"
_SUFFIXES: Final = frozenset(NAMES.split(","))

_DRAWN: Final = frozenset(
    (
        *("svg", "g", "defs", "title", "desc", "metadata", "style", "text", "tspan"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop"),
    )
)
"""What a logo is drawn with. Neither pictures within pictures nor parts used again and again, by which a file of one
kilobyte can keep a renderer busy for hours."""
_OUR_OWN: Final = "http://www.w3.org/2000/svg"
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of JPEG (ITU-T T.81, table B.1) after which height, width and the number of colours stand."""
_COLOURS: Final = (1, 3)


@dataclass(frozen=True, slots=True)
class Picture:
    data: bytes
    mime: str


def read(name: str, data: bytes) -> Picture:
    """An uploaded file as a logo.

    Raises Invalid: `logo_type`, `logo_large` (most, in KB), `logo_damaged`, `logo_active`, `logo_not_plain`,
    `logo_many_pixels` or `logo_for_print` for four colours, which a screen and PDF/A know nothing of.
    """
    suffix = PurePosixPath(name.lower()).suffix
    if suffix not in _SUFFIXES:
        raise Invalid("logo_type")
    if len(data) > MOST_KILOBYTES * 1024:
        raise Invalid("logo_large", most=MOST_KILOBYTES)
    if broken := media.fault(suffix, data):
        raise Invalid("logo_active" if broken == "media.active-svg" else "logo_damaged")
    mime = media.TYPES[suffix][0]
    if suffix == ".svg":
        _require_plain(data)
    else:
        _require_printable(*(_jpeg(data) if mime == "image/jpeg" else media.dimensions(data, mime)))
    return Picture(data, mime)


def _require_plain(data: bytes) -> None:
    if re.search(rb"<!DOCTYPE[^>]*\[", data):
        raise Invalid("logo_not_plain")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - it declares no entities, and libexpat bounds the rest
    except ElementTree.ParseError:
        raise Invalid("logo_damaged") from None
    for element in root.iter():
        space, _, tag = element.tag.rpartition("}")
        if space.lstrip("{") == _OUR_OWN and tag not in _DRAWN:
            raise Invalid("logo_not_plain")
    if root.tag != f"{{{_OUR_OWN}}}svg":
        raise Invalid("logo_damaged")


def _require_printable(width: int | None, height: int | None, colours: int = 3) -> None:
    if not width or not height:
        raise Invalid("logo_damaged")
    if width * height > MOST_PIXELS:
        raise Invalid("logo_many_pixels")
    if colours not in _COLOURS:
        raise Invalid("logo_for_print")


def _jpeg(data: bytes) -> tuple[int | None, int | None, int]:
    """Width, height and the number of colours, from the header of its frame."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            height, width = (int.from_bytes(data[start : start + 2], "big") for start in (at + 5, at + 7))
            return width, height, data[at + 9]
        at += 2 + length
    return None, None, 0
