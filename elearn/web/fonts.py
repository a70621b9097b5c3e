"""Sofia Sans cut down to what the interface writes, as WOFF2. The only importer of fontTools.

Cutting takes seconds, so that set-up does it once, into `built/`; every installation of this source copies from there.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

import fontpkg_sofia_sans
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(fontpkg_sofia_sans.__file__).parent / "files"
SOURCES = {
    "fonts/sofia-sans.woff2": FOLDER / "SofiaSans[wght].ttf",
    "fonts/sofia-sans-italic.woff2": FOLDER / "SofiaSans-Italic[wght].ttf",
}

BUILT = Path(__file__).parent / "built"
WEIGHTS = (400, 800)
FEATURES = ("locl", "tnum", "case", "frac", "kern", "mark", "mkmk", "ccmp", "rvrn", "numr", "dnom")
"""`locl` draws the Bulgarian letterforms where `lang="bg"`; `tnum` keeps columns of figures straight."""

CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin of European names
    *range(0x400, 0x460),  # Cyrillic, also of the neighbours
    *(0x300, 0x301),  # stress marks, and the grave of ѝ typed apart
    *range(0x2010, 0x2016),  # hyphens and dashes
    *(0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2030, 0x202F, 0x2039, 0x203A),
    *(0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
)


def build() -> None:
    """Write the subsets into `built/`, unless they stand there for these sources. Safe in several processes at once."""
    now = stamp([*SOURCES.values(), Path(__file__)])
    whole = all((BUILT / name).is_file() for name in (*SOURCES, "stamp"))
    if whole and (BUILT / "stamp").read_text() == now:
        return
    for name, path in SOURCES.items():
        _replace(BUILT / name, _subset(path))
    _replace(BUILT / "stamp", now.encode())


def subsets() -> Mapping[str, bytes]:
    """WOFF2 bytes by asset name; built first where set-up has not."""
    build()
    return {name: (BUILT / name).read_bytes() for name in SOURCES}


def stamp(paths: Iterable[Path]) -> str:
    """A digest of names and bytes: another one when something was changed."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)


def _subset(path: Path) -> bytes:
    options = Options()
    options.flavor = "woff2"
    options.layout_features = list(FEATURES)
    options.name_IDs = [0, 1, 2, 13, 14]  # the names and the licence stay with the font
    options.notdef_outline = True
    options.hinting = False
    with TTFont(path, recalcTimestamp=False) as font:
        instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=CHARACTERS)
        subsetter.subset(font)
        font.flavor = "woff2"
        written = BytesIO()
        font.save(written)
    return written.getvalue()
