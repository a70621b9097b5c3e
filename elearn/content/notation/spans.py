"""Where questions, groups and cases begin and end in a file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from elearn.content import keywords
from elearn.content.notation.lines import RULE, fence_mask, heading, uncommented

SpanKind = Literal["question", "group", "case"]
_FIRST_WORD = re.compile(r"^(?P<word>[^\W\d_]+)\s*(?P<rest>[(:：{].*|)$")


@dataclass(frozen=True, slots=True)
class Span:
    """Lines `first` to `last` (0-based, both included) of a construct; `level` is the one of its heading."""

    kind: SpanKind
    first: int
    last: int
    level: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading outside fences and comments, on a 0-based line."""

    line: int
    level: int
    text: str
    kind: SpanKind | None


def kind_of(text: str) -> SpanKind | None:
    """Which construct a heading's text begins, or None."""
    match = _FIRST_WORD.match(text)
    if match is None:
        return None
    return cast("SpanKind | None", keywords.canonical(keywords.QUESTION_HEADS, match["word"]))


def headings(lines: Sequence[str], start: int = 0, end: int | None = None) -> list[Heading]:
    """The headings between two lines (0-based, `end` not included)."""
    part = lines[start:end]
    fenced = fence_mask(part)
    found = []
    for at, text in enumerate(uncommented(part, fenced)):
        if text.startswith("#") and not fenced[at] and (read := heading(text)):
            found.append(Heading(start + at, len(read.level), read.text, kind_of(read.text)))
    return found


def spans(lines: Sequence[str], *, in_lesson: bool, start: int = 0, end: int | None = None) -> list[Span]:
    """The outermost constructs in order: what stands in a group or case belongs to it.

    A construct ends before the next heading of its level or above, in a lesson also before `---`. In a
    lesson only questions are constructs: a heading „Казус: …“ is text like any other.
    """
    stop = len(lines) if end is None else end
    found: list[Span] = []
    heads = headings(lines, start, stop)
    for position, head in enumerate(heads):
        if head.kind is None or (in_lesson and head.kind == "case"):
            continue
        if found and head.line <= found[-1].last:
            continue
        after = next((later.line for later in heads[position + 1 :] if later.level <= head.level), stop)
        if in_lesson:
            after = _rule(lines, head.line + 1, after)
        found.append(Span(head.kind, head.line, _trimmed(lines, head.line, after), head.level))
    return found


def _rule(lines: Sequence[str], first: int, after: int) -> int:
    fenced = fence_mask(lines[first:after])
    return next((at for at in range(first, after) if RULE.match(lines[at]) and not fenced[at - first]), after)


def _trimmed(lines: Sequence[str], first: int, after: int) -> int:
    """The last line with text."""
    last = after - 1
    while last > first and not lines[last].strip():
        last -= 1
    return last
