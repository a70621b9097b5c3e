"""Lines of Markdown into blocks: the one grammar that lessons, fragments and the translations lock read alike.

Kinder than the library's: two spaces nest a list, a list may follow a paragraph without an empty line,
indented text is text and not code, and the bullets that Word leaves (`•`, `–`) are bullets.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "heading", "setext", "rule", "fence", "container", "details", "comment", "quote", "table", "list",
    "definitions", "footnote", "reference", "paragraph",
]  # fmt: skip

FENCE = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
CONTAINER = re.compile(r"^(?P<mark>/{3,})[ \t]*(?P<name>[^\s|/]*)[ \t]*(?:\|[ \t]*(?P<title>.*?))?[ \t]*$")
DETAILS = re.compile(r"^\s{0,3}<details\b[^>]*>", re.IGNORECASE)
DETAILS_END = re.compile(r"</details\s*>\s*$", re.IGNORECASE)
HEADING = re.compile(r"^(?P<mark>#{1,6})(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*$")
RULE = re.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
SETEXT = re.compile(r"^ {0,3}(?:=+|-{2,})[ \t]*$")
ITEM = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>[-*+•·▪–—]|(?P<number>\d{1,3})[.)])(?P<gap>[ \t\u00a0]+|$)(?P<text>.*)$"
)
TABLE_RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
CALLOUT = re.compile(r"^>[ \t]*\[!(?P<name>[^\]\n]*)\][ \t]*(?P<title>.*)$")
DEFINITION = re.compile(r"^ {0,3}:[ \t]+(?P<text>.*)$")
FOOTNOTE = re.compile(r"^ {0,3}\[\^(?P<id>[^\]\s]+)\]:[ \t]*(?P<text>.*)$")
REFERENCE = re.compile(
    r"^ {0,3}\[(?P<id>[^\]^@!][^\]]*)\]:[ \t]*<?(?P<url>[^\s>]+)>?(?:[ \t]+[\"'(](?P<title>.*)[\"')])?[ \t]*$"
)
_COMMENT_END = re.compile(r"-->")
_MARKED: Mapping[str, Sequence[tuple[Kind, re.Pattern[str]]]] = {
    "#": (("heading", HEADING),),
    ">": (("quote", re.compile(r"")),),
    "`": (("fence", FENCE),),
    "~": (("fence", FENCE),),
    "/": (("container", re.compile(r"///")),),
    "-": (("rule", RULE),),
    "*": (("rule", RULE),),
    "_": (("rule", RULE),),
}
"""The first sign of a line -> the kind that it begins where the pattern holds: asked before tables."""
_UNMARKED: Sequence[tuple[Kind, re.Pattern[str]]] = (
    ("list", ITEM),
    ("details", DETAILS),
    ("comment", re.compile(r"\s*<!--")),
    ("footnote", FOOTNOTE),
    ("reference", REFERENCE),
)
"""Asked after tables, in order, of lines that begin with no letter."""
_WORD_DASHES = "–—"
_NESTED_DASH = re.compile(r"^[–—](?=[ \t])")
"""Inside an item a dash begins an inner item; at the top of a text it may be a dash."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `first` to `last` (0-based, both included) of the lines that were split; `closed` for what needs an end."""

    kind: Kind
    first: int
    last: int
    closed: bool = True


def split(lines: Sequence[str]) -> list[Block]:
    """The top-level blocks in order; empty lines belong to none."""
    found: list[Block] = []
    index = 0
    while index < len(lines):
        if not lines[index].strip():
            index += 1
            continue
        block = _read(lines, index)
        found.append(block)
        index = block.last + 1
    return found


def _read(lines: Sequence[str], first: int) -> Block:
    kind = _kind(lines, first)
    reader = _READERS.get(kind)
    return reader(lines, first) if reader is not None else Block(kind, first, first)


def _kind(lines: Sequence[str], at: int) -> Kind:
    line = lines[at]
    first = line.lstrip()[:1]
    if marked := _beginning(_MARKED.get(first, ()), line):
        return marked
    if _starts_table(lines, at):
        return "table"
    if not first.isalpha() and (found := _beginning(_UNMARKED, line)):
        return found
    return "definitions" if _starts_definition(lines, at) else "paragraph"


def _beginning(known: Sequence[tuple[Kind, re.Pattern[str]]], line: str) -> Kind | None:
    for kind, pattern in known:
        if pattern.match(line):
            return kind
    return None


def _starts_table(lines: Sequence[str], at: int) -> bool:
    return "|" in lines[at] and at + 1 < len(lines) and "|" in lines[at + 1] and bool(TABLE_RULE.match(lines[at + 1]))


def _starts_definition(lines: Sequence[str], at: int) -> bool:
    """A term: the next line with text, at most one empty line below, begins with a colon."""
    if lines[at].lstrip().startswith(":"):
        return False
    for line in lines[at + 1 : at + 3]:
        if line.strip():
            return bool(DEFINITION.match(line))
    return False


def _ordered(line: str) -> bool:
    match = ITEM.match(line)
    return bool(match and match["number"])


def interrupts(lines: Sequence[str], at: int) -> bool:
    """Whether a line ends the paragraph above it without an empty line between."""
    line = lines[at]
    first = line.lstrip()[:1]
    if first.isalpha() and "|" not in line:
        return False
    kind = _kind(lines, at)
    if kind != "list":
        return kind not in {"paragraph", "definitions", "reference"}
    match = ITEM.match(line)
    if match is None or len(match["indent"]) > 3:
        return False
    if match["mark"] in _WORD_DASHES:
        return lines[at - 1].rstrip().endswith((":", ";"))
    return match["number"] in {None, "1"}


def _table_end(lines: Sequence[str], first: int) -> int:
    end = first
    while end + 1 < len(lines) and "|" in lines[end + 1]:
        end += 1
    return end


def _until(lines: Sequence[str], first: int, kind: Kind, ending: re.Pattern[str]) -> Block:
    for at in range(first, len(lines)):
        if ending.search(lines[at]):
            return Block(kind, first, at)
    return Block(kind, first, len(lines) - 1, closed=False)


def _fence(lines: Sequence[str], first: int) -> Block:
    opening = FENCE.match(lines[first])
    mark = opening["mark"] if opening else "```"
    for at in range(first + 1, len(lines)):
        stripped = lines[at].strip()
        if len(stripped) >= len(mark) and not stripped.strip(mark[0]):
            return Block("fence", first, at)
    return Block("fence", first, len(lines) - 1, closed=False)


def _container(lines: Sequence[str], first: int) -> Block:
    opening = CONTAINER.match(lines[first])
    if opening is None or not opening["name"]:
        return Block("container", first, first, closed=False)
    for at in range(first + 1, len(lines)):
        if lines[at].rstrip() == opening["mark"]:
            return Block("container", first, at)
    return Block("container", first, first, closed=False)


def _quote_end(lines: Sequence[str], first: int) -> int:
    end = first
    for at in range(first + 1, len(lines)):
        line = lines[at]
        if line.startswith(">"):
            if CALLOUT.match(line):
                break
        elif not line.strip() or interrupts(lines, at) or lines[at - 1].strip() == ">":
            break
        end = at
    return end


def _list_end(lines: Sequence[str], first: int, *, ordered: bool) -> int:
    end = first
    for at in range(first + 1, len(lines)):
        line = lines[at]
        if not line.strip():
            continue
        item = ITEM.match(line)
        nested = line[:1] in " \t"
        same = item is not None and not RULE.match(line) and (nested or bool(item["number"]) == ordered)
        lazy = end == at - 1 and not interrupts(lines, at) and item is None
        if not (nested or same or lazy):
            break
        end = at
    return end


def _indented_end(lines: Sequence[str], first: int, *, definitions: bool) -> int:
    end = first
    for at in range(first + 1, len(lines)):
        line = lines[at]
        if not line.strip():
            continue
        goes_on = line[:1] in " \t" or (end == at - 1 and not interrupts(lines, at) and not FOOTNOTE.match(line))
        if definitions:
            goes_on = goes_on or bool(DEFINITION.match(line)) or _starts_definition(lines, at)
        if not goes_on:
            break
        end = at
    return end


def _paragraph(lines: Sequence[str], first: int) -> Block:
    for at in range(first + 1, len(lines)):
        if SETEXT.match(lines[at]):
            return Block("setext", first, at)
        if not lines[at].strip() or interrupts(lines, at):
            return Block("paragraph", first, at - 1)
    return Block("paragraph", first, len(lines) - 1)


_READERS: Mapping[Kind, Callable[[Sequence[str], int], Block]] = {
    "fence": _fence,
    "container": _container,
    "details": lambda lines, first: _until(lines, first, "details", DETAILS_END),
    "comment": lambda lines, first: _until(lines, first, "comment", _COMMENT_END),
    "quote": lambda lines, first: Block("quote", first, _quote_end(lines, first)),
    "table": lambda lines, first: Block("table", first, _table_end(lines, first)),
    "list": lambda lines, first: Block("list", first, _list_end(lines, first, ordered=_ordered(lines[first]))),
    "definitions": lambda lines, first: Block("definitions", first, _indented_end(lines, first, definitions=True)),
    "footnote": lambda lines, first: Block("footnote", first, _indented_end(lines, first, definitions=False)),
    "paragraph": _paragraph,
}
"""How far a block goes; kinds that are not here are one line."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its lines without mark and indent, and the line (0-based, as split) of the first."""

    first: int
    lines: tuple[str, ...]
    mark: str


def items(lines: Sequence[str], first: int, last: int) -> list[Item]:
    """The items of a list block; what is indented by two columns or more belongs to the item above."""
    opening = ITEM.match(lines[first])
    base = len(opening["indent"].expandtabs(4)) if opening else 0
    starts = [at for at in range(first, last + 1) if (match := ITEM.match(lines[at])) and _at_base(match, base)]
    found = []
    for start, following in zip(starts, [*starts[1:], last + 1], strict=True):
        match = ITEM.match(lines[start])
        if match is not None:
            inner = [match["text"], *_dedented(lines[start + 1 : following], base)]
            found.append(Item(start, tuple(inner), match["mark"]))
    return found


def _at_base(match: re.Match[str], base: int) -> bool:
    return len(match["indent"].expandtabs(4)) <= base + 1


def _dedented(lines: Sequence[str], base: int) -> list[str]:
    """Without the indent that the lines share, so that two, three or four columns nest alike."""
    plain = [line.expandtabs(4) for line in lines]
    indents = [len(line) - len(line.lstrip()) for line in plain if line.strip()]
    deeper = [indent for indent in indents if indent > base]
    cut = min(deeper, default=0)
    own = [line[min(cut, len(line) - len(line.lstrip())) :] if line.strip() else "" for line in plain]
    return [_NESTED_DASH.sub("-", line) for line in own]
