"""Lines into top-level blocks, and headings into spans: where questions, groups and cases begin and end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from elearn.content import keywords

FENCE = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})")
HEADING = re.compile(r"^(?P<level>#{1,6})\s+(?P<text>.*?)\s*#*\s*$")
HEAD = re.compile(r"^(?P<word>[^\W\d_]+)\s*(?P<rest>[(:：{].*|)$")
BULLET = re.compile(r"^(?P<indent> *)(?P<mark>[-*+•–—·]|\d{1,3}[.)])(?P<gap>[ \t]+)(?P<text>\S.*|)$")
BOX = re.compile(r"^(?:\[(?P<mark>[ xXхХ✓✔*])\]|(?P<sign>[☐☑☒✅]))\s*(?P<text>.*)$")
RULE = re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$")

SpanKind = Literal["question", "group", "case"]


@dataclass(frozen=True, slots=True)
class Span:
    """Lines `first` to `last` (0-based, both included) of one question, group or case; `level` of its heading."""

    kind: SpanKind
    first: int
    last: int
    level: int


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block of lines `first` to `last` (0-based, both included)."""

    kind: Literal["list", "table", "quote", "fence", "text"]
    first: int
    last: int


def fenced(lines: Sequence[str]) -> list[bool]:
    """For each line whether it stands in a fenced block, the fences included."""
    inside: str | None = None
    marks = []
    for line in lines:
        match = FENCE.match(line)
        if inside is None and match:
            inside = match["mark"]
            marks.append(True)
        elif inside is not None:
            marks.append(True)
            if match and match["mark"].startswith(inside) and not line.strip().strip(inside[0]):
                inside = None
        else:
            marks.append(False)
    return marks


def head_kind(text: str) -> SpanKind | None:
    """Which construct a heading's text begins, or None."""
    match = HEAD.match(text)
    if match is None:
        return None
    return cast("SpanKind | None", keywords.canonical(keywords.QUESTION_HEADS, match["word"]))


def spans(lines: Sequence[str], *, in_lesson: bool) -> list[Span]:
    """The outermost questions, groups and cases of a file, in order; a group's questions stand inside it."""
    code = fenced(lines)
    found: list[Span] = []
    index = 0
    while index < len(lines):
        heading = None if code[index] else HEADING.match(lines[index])
        kind = head_kind(heading["text"]) if heading else None
        if heading is None or kind is None:
            index += 1
            continue
        level = len(heading["level"])
        end = _end(lines, code, index, level, in_lesson=in_lesson)
        found.append(Span(kind, index, end, level))
        index = end + 1
    return found


def _end(lines: Sequence[str], code: Sequence[bool], first: int, level: int, *, in_lesson: bool) -> int:
    for index in range(first + 1, len(lines)):
        if code[index]:
            continue
        heading = HEADING.match(lines[index])
        if heading and len(heading["level"]) <= level:
            return index - 1
        if in_lesson and RULE.match(lines[index]):
            return index - 1
    return len(lines) - 1


def blocks(lines: Sequence[str], first: int, last: int) -> list[Block]:
    """The top-level blocks between two lines. A list keeps its indented and blank lines; tables begin with `|`."""
    found: list[Block] = []
    code = fenced(lines[first : last + 1])
    index = first
    while index <= last:
        line = lines[index]
        if not line.strip():
            index += 1
            continue
        kind = "fence" if code[index - first] else _kind(line)
        end = _block_end(lines, index, last, kind, code, first)
        found.append(Block(kind, index, end))
        index = end + 1
    return found


def _kind(line: str) -> Literal["list", "table", "quote", "text"]:
    bullet = BULLET.match(line)
    if bullet and len(bullet["indent"]) <= 1 and not RULE.match(line):
        return "list"
    if line.lstrip().startswith("|"):
        return "table"
    return "quote" if line.startswith(">") else "text"


def _block_end(lines: Sequence[str], first: int, last: int, kind: str, code: Sequence[bool], offset: int) -> int:
    end = first
    for index in range(first + 1, last + 1):
        line = lines[index]
        if kind == "fence":
            if not code[index - offset]:
                break
        elif kind == "list":
            if line.strip() and not line.startswith("  ") and _kind(line) != "list":
                break
        elif not line.strip() or _kind(line) != kind:
            break
        end = index if line.strip() else end
    return end
