"""Lines of source as their author meant them: the traces of Word taken off where they carry structure.

Only what decides the structure is changed (spaces before and after a bullet, bullets, boxes, comments);
the words stay as typed.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
INVISIBLE = str.maketrans("", "", "\u200b\u2060\ufeff\u00ad\x00")
_BULLETS = "•·▪–—"
"""Bullets that the grammar of blocks reads itself, where they stand as bullets may."""
_SYMBOLS = "◦‣●○■\uf0b7\uf0a7"
"""Bullets of Word's symbol fonts: nothing else begins with them."""
_PREFIX = re.compile(
    rf"^(?:[\s>]|[-*+{_BULLETS}{_SYMBOLS}](?=[\s\[☐☒☑]|$)|\d{{1,3}}[.)](?=\s)|\[[^\]\[]{{0,3}}\](?!\()|[☐☒☑])*"
)
_WORD_BULLET = re.compile(
    rf"^([ >]*)(?:[{_SYMBOLS}][ ]*|[-*+{_BULLETS}](?:[ ]*(?=[☐☒☑]|\[[ ]*[xXхХ]?[ ]*\](?![(:\[]))))"
)
_BARE_SIGN = re.compile(r"^([ >]*)(?=[☐☒☑])")
_BOX = re.compile(r"(?:\[[ ]*(?P<mark>[^\]\[\s]{0,2})[ ]*\](?![(:\[])|(?P<sign>[☐☒☑]))[ ]*")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
RULE = re.compile(r"^ {0,3}(?:-[ ]*){3,}$|^ {0,3}(?:\*[ ]*){3,}$|^ {0,3}(?:_[ ]*){3,}$")


class Box(NamedTuple):
    """The box of a choice. `right` is None where neither a cross nor nothing stands in it."""

    right: bool | None
    content: str
    width: int


class Heading(NamedTuple):
    """The parts of a heading's line; `gap` is the space after the number signs, empty where it is forgotten."""

    level: str
    gap: str
    text: str


def heading(line: str) -> Heading | None:
    """The heading in this line, number signs at its end left out."""
    level = line[: len(line) - len(line.lstrip("#"))]
    if not 1 <= len(level) <= 6:
        return None
    rest = line[len(level) :].rstrip()
    text = rest.lstrip()
    while text.endswith("#") and (bare := text.rstrip("#")) != bare.rstrip():
        text = bare.rstrip()
    return Heading(level, rest[: len(rest) - len(rest.lstrip())], "" if not text.strip("#") else text)


def normal(lines: Sequence[str]) -> list[str]:
    """As many lines, comments blanked and the traces of Word at their beginnings normalised; fences stay."""
    fenced = fence_mask(lines)
    shown = uncommented(lines, fenced)
    return [text if inside else _straight(text) for text, inside in zip(shown, fenced, strict=True)]


def _straight(text: str) -> str:
    if text[:1].isalpha():
        return text
    match = _PREFIX.match(text)
    cut = match.end() if match else 0
    head = _SPACES.sub(" ", text[:cut].translate(INVISIBLE)).expandtabs(4) if cut else ""
    straight = head + text[cut:]
    if not head or head.isspace():
        return straight
    straight = _WORD_BULLET.sub(r"\1- ", straight, count=1)
    return _BARE_SIGN.sub(r"\1- ", straight, count=1)


def uncommented(lines: Sequence[str], fenced: Sequence[bool]) -> list[str]:
    """As many lines, HTML comments outside fences replaced by spaces."""
    if not any("<!--" in line for line in lines):
        return list(lines)
    joined = "\n".join("\x00" if inside else line for line, inside in zip(lines, fenced, strict=True))
    blanked = _COMMENT.sub(lambda match: re.sub(r"[^\n\x00]", " ", match.group()), joined).split("\n")
    return [old if inside else new for old, new, inside in zip(lines, blanked, fenced, strict=True)]


def fence_mask(lines: Sequence[str]) -> list[bool]:
    """For each line whether it belongs to a fenced block. A fence that is never closed opens nothing."""
    mask = [False] * len(lines)
    opened = -1
    fence = ""
    for at, text in enumerate(lines):
        match = _FENCE.match(text)
        if match is None:
            continue
        if opened < 0:
            opened, fence = at, match.group(1)
        elif text.strip().startswith(fence) and not text.strip().strip(fence[0]):
            mask[opened : at + 1] = [True] * (at + 1 - opened)
            opened = -1
    return mask


def box(text: str) -> Box | None:
    """The box that `text` begins with: `[x]`, `[ ]`, ☒, ☐; Cyrillic `х` counts as a cross."""
    match = _BOX.match(text)
    if match is None:
        return None
    if match["sign"]:
        return Box(match["sign"] != "☐", match["sign"], match.end())
    mark = match["mark"]
    right = False if not mark else True if mark in {"x", "X", "х", "Х"} else None
    return Box(right, mark, match.end())


def collapse(text: str) -> str:
    """`text` on one line, with single spaces."""
    return " ".join(text.translate(INVISIBLE).split())
