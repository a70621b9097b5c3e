"""The one door to WeasyPrint: HTML of our own becomes PDF/A-3a bytes, tagged, with its font embedded. Worker only."""

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import fontpkg_sofia_sans
from fontTools.subset import Options, Subsetter, load_font
from PIL.ImageCms import ImageCmsProfile, createProfile
from weasyprint import HTML
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

FONT = Path(fontpkg_sofia_sans.__file__).parent / "files" / "SofiaSans[wght].ttf"
VARIANT = "pdf/a-3a"
COLOURS = "screen"
LETTERS = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x300, 0x304),
    (0x400, 0x45F),
    (0x2010, 0x2044),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
)
"""Latin with its diacritics, Cyrillic, punctuation, the euro and the numero sign."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture of the type `mime`."""

    data: bytes
    mime: str


def write(page: str, pictures: Mapping[str, Picture] | None = None) -> bytes:
    """The page as PDF. It may load nothing but the font, from `font_address()`, and these pictures by their address."""

    def fetch(url: str) -> Any:
        if pictures and url in pictures:
            return URLFetcherResponse(url, pictures[url].data, {"Content-Type": pictures[url].mime})
        return only_the_font(url)

    data: bytes = HTML(string=page, url_fetcher=fetch).write_pdf(**options())
    return data


def options() -> dict[str, Any]:
    """How WeasyPrint writes a paper."""
    colours = {"color_profiles": {COLOURS: _colours()}, "output_intent": COLOURS}
    return {"pdf_variant": VARIANT, "font_config": _fonts(), "custom_metadata": False, **colours}


def _colours() -> ColorProfile:
    """What PDF/A asks for: the meaning of the page's colours, sRGB as lcms states it in 588 bytes.

    Its header says version 4.2 of the ICC's format (ISO 15076-1:2005), all of which it keeps to, and a fixed date, so
    that the same facts make the same bytes.
    """
    made = bytearray(ImageCmsProfile(createProfile("sRGB")).tobytes())
    made[8:12] = b"\x04\x20\x00\x00"
    made[24:36] = struct.pack(">6H", 2005, 1, 1, 0, 0, 0)
    return ColorProfile(io.BytesIO(made), COLOURS, "relative-colorimetric", (["r"], ["g"], ["b"]))


def font_address() -> str:
    return "file://" + quote(str(FONT))


@cache
def _fonts() -> Any:
    return FontConfiguration()


def only_the_font(url: str) -> Any:
    """Nothing on a paper may fetch anything else: not a file of this machine, not a page of the network."""
    if url != font_address():
        raise FatalURLFetchingError(f"a paper may not load {url}")
    return URLFetcherResponse(url, _font(), {"Content-Type": "font/ttf"})


@cache
def _font() -> bytes:
    """Sofia Sans with the letters a paper can hold: fewer glyphs to number make a smaller file, and faster layout.

    `locl` stays, since it gives the Bulgarian letterforms.
    """
    options = Options(
        layout_features=["locl", "kern", "ccmp", "mark"], drop_tables=["DSIG", "STAT"], name_IDs=[1, 2, 4, 6]
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in LETTERS for code in range(first, last + 1)])
    out = io.BytesIO()
    with load_font(str(FONT), options) as font:
        subsetter.subset(font)
        font.save(out)
    return out.getvalue()
