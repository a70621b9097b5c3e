"""Gaps in a stem: inline code that is wholly `[…]`. A token stands for each while the stem is rendered."""

import html as html_escapes
import re
from collections.abc import Sequence

from elearn.content.notation.context import Context
from elearn.content.notation.lines import fence_mask
from elearn.content.notation.parsed import GapText

_GAP = re.compile(r"(?<!`)`\[(?P<body>[^`\[\]]*)\]`(?!`)")
_OPEN_TICK = re.compile(r"(?<!`)`\[(?![^`\[\]]*\]`)[^`]*(?:`|$)")
_UNTICKED = re.compile(r"(?<![`\]!])\[(?P<body>[^`\[\]@^]*?(?: / | \| |\*)[^`\[\]]*?)\](?![`(\[:])")
_TOKEN = re.compile("\ue000(\\d+)\ue001")


def take(context: Context, lines: Sequence[str], first: int) -> tuple[list[str], tuple[GapText, ...]]:
    """The lines with a token for each gap, and the gaps; `first` is the line of `lines[0]`, counting from 1."""
    fenced = fence_mask(lines)
    gaps: list[GapText] = []
    taken: list[str] = []
    for at, text in enumerate(lines):
        if fenced[at] or "`[" not in text:
            taken.append(text)
            continue

        def token(match: re.Match[str], line: int = first + at) -> str:
            gaps.append(GapText(context.place(line, match.group()), match["body"].strip()))
            return f"\ue000{len(gaps) - 1}\ue001"

        taken.append(_GAP.sub(token, text))
    return taken, tuple(gaps)


def check_unread(context: Context, lines: Sequence[str], first: int) -> None:
    """Report what was meant as a gap and is none: without backticks, or with one only."""
    for at, text in enumerate(lines):
        if match := _OPEN_TICK.search(text):
            context.error(first + at, "question.gap-open", match.group()[:40])
        elif match := _UNTICKED.search(text):
            context.error(first + at, "question.gap-without-backticks", match.group())


def spans_for_gaps(html: str) -> str:
    """The rendered stem with a `span` for each token: what a page fills with a field."""
    return _TOKEN.sub(r'<span data-gap="\1"></span>', html)


def code_for_gaps(html: str, gaps: Sequence[GapText]) -> str:
    """The rendered text with the code that stood for each token, where it turned out to be no gap."""
    return _TOKEN.sub(lambda match: f"<code>[{html_escapes.escape(gaps[int(match.group(1))].body)}]</code>", html)
