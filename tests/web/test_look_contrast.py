"""Every pair of colours that the look allows keeps its contrast, in both themes; ratios by the WCAG 2.2 formula."""

import re
from pathlib import Path

import pytest

from elearn.web import assets

CSS = assets.SOURCE / "css"
TOKEN = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]{6})")

TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("paper", "mist", "raised", "linden-wash", "honey-wash", "brick-wash")

TABLE = {
    "ink": ((16.4, 15.1, 16.4, 14.2, 14.9, 14.3), (15.3, 14.0, 13.1, 11.9, 12.5, 13.1)),
    "ink-2": ((7.7, 7.0, 7.7, 6.6, 7.0, 6.7), (9.5, 8.7, 8.1, 7.4, 7.8, 8.1)),
    "linden": ((7.1, 6.5, 7.1, 6.1, 6.5, 6.2), (9.9, 9.1, 8.5, 7.7, 8.1, 8.5)),
    "linden-deep": ((11.0, None, None, 9.5, None, None), (12.3, None, None, 9.6, None, None)),
    "honey-ink": ((7.3, 6.7, None, None, 6.6, None), (11.2, 10.3, None, None, 9.2, None)),
    "brick": ((7.0, 6.4, None, None, None, 6.1), (9.0, 8.2, None, None, None, 7.7)),
}
"""Text (row) on each ground, light and dark. None: the pair is not to be used."""

PAIRS = (
    ("on-linden", "linden", TEXT, 7.1, 9.4),
    ("on-linden", "linden-deep", TEXT, 11.0, 11.6),
    ("on-honey", "honey", TEXT, 9.0, 9.0),
    ("on-brick", "brick", TEXT, 7.0, 9.1),
    ("on-band", "band", TEXT, 10.2, 10.9),
    ("on-band-2", "band", TEXT, 7.6, 7.5),
    ("honey", "band", SHAPE, 5.6, 6.4),
    ("band-line", "band", SHAPE, 4.0, 4.6),
    ("honey-mark", "paper", SHAPE, 4.1, 8.0),
    ("honey-mark", "mist", SHAPE, 3.8, 7.3),
    ("honey-mark", "honey-wash", SHAPE, 3.7, 6.5),
    ("line-strong", "paper", SHAPE, 4.3, 5.7),
    ("line-strong", "mist", SHAPE, 3.9, 5.2),
    ("focus", "paper", SHAPE, 16.4, 18.0),
    ("focus", "mist", SHAPE, 15.1, 16.5),
    ("focus", "focus-gap", SHAPE, 9.0, 6.9),
    ("band-focus", "band", SHAPE, 10.2, 11.7),
    ("band-focus", "band-focus-gap", SHAPE, 6.9, 6.9),
)


def tokens(selector: str) -> dict[str, str]:
    block = (CSS / "tokens.css").read_text(encoding="utf-8").split(selector, 1)[1].split("}", 1)[0]
    return {name.removeprefix("--"): colour for name, colour in TOKEN.findall(block)}


LIGHT = tokens(":root {")
DARK = LIGHT | tokens('[data-bs-theme="dark"] {')


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def table() -> list[tuple[str, str, int, float]]:
    return [
        (text, ground, theme, figure)
        for text, themes in TABLE.items()
        for theme, figures in enumerate(themes)
        for ground, figure in zip(GROUNDS, figures, strict=True)
        if figure is not None
    ]


@pytest.mark.parametrize(("text", "ground", "theme", "stated"), table())
def test_text_reads_on_its_ground(text: str, ground: str, theme: int, stated: float) -> None:
    palette = (LIGHT, DARK)[theme]
    found = ratio(palette[text], palette[ground])
    assert found >= TEXT
    assert found == pytest.approx(stated, abs=0.06)


@pytest.mark.parametrize(("above", "below", "floor", "light", "dark"), PAIRS)
def test_a_shape_or_label_stands_out(above: str, below: str, floor: float, light: float, dark: float) -> None:
    for palette, stated in ((LIGHT, light), (DARK, dark)):
        found = ratio(palette[above], palette[below])
        assert found >= floor
        assert found == pytest.approx(stated, abs=0.06)


def test_the_dark_theme_is_the_same_by_system_and_by_choice() -> None:
    assert tokens(':root:not([data-bs-theme="light"]) {') == tokens('[data-bs-theme="dark"] {')


@pytest.mark.parametrize("sheet", assets.style_sheets(), ids=lambda path: path.stem)
def test_no_other_sheet_states_a_colour(sheet: Path) -> None:
    if sheet.stem != "tokens":
        css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[\s;,)])|rgba?\(|hsla?\(", css)
