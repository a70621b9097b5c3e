"""The numbered blocks of a lesson's text, by their first words: how a report names the place it means. Pure."""

import html
import re

from elearn.content.model import LessonText

MOST_LETTERS = 70

_BLOCK = re.compile(r'<[a-z0-9]+\b[^>]*\bdata-block="(\d+)"[^>]*>')
_WITHIN_WORDS = re.compile(
    r"</?(?:a|abbr|b|button|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]+>")


def excerpts(text: LessonText) -> dict[int, str]:
    """Block number -> its first words as plain text, in the order of the lesson; blocks without words are left out."""
    pieces = _BLOCK.split("".join((text.lead_html, *text.segments)))
    numbered = zip(pieces[1::2], pieces[2::2], strict=True)
    found = {int(number): _first_words(piece) for number, piece in numbered}
    return {number: words for number, words in found.items() if words}


def _first_words(piece: str) -> str:
    plain = " ".join(html.unescape(_TAG.sub(" ", _WITHIN_WORDS.sub("", piece))).split())
    if len(plain) <= MOST_LETTERS:
        return plain
    return plain[:MOST_LETTERS].rsplit(" ", 1)[0].rstrip(",;:") + "…"
