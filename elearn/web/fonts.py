"""Sofia Sans cut down to what the interface writes, as WOFF2. The only importer of fontTools."""

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


def subsets() -> dict[str, bytes]:
    """WOFF2 bytes by asset name."""
    return {name: _subset(path) for name, path in SOURCES.items()}


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
