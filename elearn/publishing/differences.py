"""The blocks of a lesson's text that were added or dropped between two editions, as plain words. Pure."""

import html
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from elearn.content.foreign import unmarked
from elearn.content.model import LessonText

_BLOCK = re.compile(r'(?=<[a-z][a-z0-9]*\b[^>]*\bdata-block="\d+")')
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the text differs: paragraphs as they were, and as they are. Either may be empty."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(old: LessonText, new: LessonText) -> tuple[Difference, ...]:
    """Where two texts of a lesson differ, in order."""
    before, after = _blocks(old), _blocks(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        Difference(tuple(before[i1:i2]), tuple(after[j1:j2]))
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal"
    )


def _blocks(text: LessonText) -> list[str]:
    whole = "".join((text.lead_html, *text.segments))
    words = (_words(piece) for piece in _BLOCK.split(whole))
    return [text.title, *(piece for piece in words if piece)]


def _words(piece: str) -> str:
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", unmarked(piece)))).strip()
