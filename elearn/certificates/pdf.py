"""The one door to WeasyPrint: a certificate's facts become PDF/A-3a bytes. Worker only."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import fontpkg_sofia_sans
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

from elearn.certificates import template
from elearn.certificates.rules import Facts

FONT = Path(fontpkg_sofia_sans.__file__).parent / "files" / "SofiaSans[wght].ttf"
VARIANT = "pdf/a-3a"


def render(facts: Facts, public_address: str) -> bytes:
    """One A4 page, tagged, with the font embedded. `public_address` is the platform's own."""
    page = template.render(facts, f"{public_address}/verify", _font_address())
    document = HTML(string=page, url_fetcher=_only_the_font)
    data: bytes = document.write_pdf(pdf_variant=VARIANT, font_config=_fonts(), custom_metadata=False)
    return data


def _font_address() -> str:
    return "file://" + quote(str(FONT))


@cache
def _fonts() -> Any:
    return FontConfiguration()


def _only_the_font(url: str) -> Any:
    """Nothing on a paper may fetch anything else: not a file of this machine, not a page of the network."""
    if url != _font_address():
        raise FatalURLFetchingError(f"a certificate may not load {url}")
    return URLFetcherResponse(url, FONT.read_bytes(), {"Content-Type": "font/ttf"})
