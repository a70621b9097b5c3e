"""The one spelling of a text: what Word and haste leave behind, put the way the format writes it.

Only the spelling changes: a text means the same before and after, and tidying twice is tidying once.
Fenced blocks and comments stay as they are.
"""

import re
from collections.abc import Iterator, Sequence

from elearn.content import blocks, keywords
from elearn.content.blocks import Block
from elearn.content.notation import notes
from elearn.content.notation.lines import Heading, box, fence_mask, heading, normal, uncommented
from elearn.content.notation.spans import kind_of

_TRAILING = re.compile(r"[ \t\u00a0]+$")
_DEEPEST = 12
"""Lists and quotes within each other beyond this are no text but an attack on the stack."""
_WORD_MARKS = frozenset("•·▪–—")
_HEAD = re.compile(r"^(?P<word>[^\W\d_]+)\s*(?:\((?P<options>(?:[^()]|\([^()]*\))*)\)\s*)?[:：]\s*(?P<rest>.*)$")
_TOLERANCE = re.compile(r"(?<=\d)\s*(?:\+-|\+/-|±)\s*(?=\d)")
_ANSWER = re.compile(r"^\s*[-*+]\s+(?P<word>[^\W\d_]+)\s*:")
_GAP = re.compile(r"`\[[^`\[\]]*\]`")
_CROSS_CELL = re.compile(r"(?<=\|)(\s*)(?:[XхХ✓✔☒☑]|\[\s*[xXхХ]\s*\])(\s*)(?=\|)")
_POINTS = re.compile(r"^(?P<number>[\d.,]+)\s*(?P<word>[^\W\d_]+\.?)$")


def tidy(lines: Sequence[str], start: int) -> list[str]:
    """As many lines, those from `start` (0-based, where the front matter ends) on in their one spelling."""
    body = list(lines[start:])
    fenced = fence_mask(body)
    kept = [inside or raw != shown for inside, raw, shown in zip(fenced, body, uncommented(body, fenced), strict=True)]
    straight = [old if keep else _line(new) for old, new, keep in zip(body, normal(body), kept, strict=True)]
    for _ in range(_DEEPEST):
        changed = _with_marks(straight, kept)
        if changed == straight:
            break
        straight = changed
    return [*lines[:start], *straight]


def _with_marks(lines: Sequence[str], kept: Sequence[bool]) -> list[str]:
    """The lines with bullets and boxes as written here; a bullet set right may show another one behind it."""
    made = list(lines)
    for at, mark, better in _marks(lines):
        if not kept[at]:
            made[at] = _replaced(made[at], mark, better)
    return made


def _line(text: str) -> str:
    if text[:1].isalpha() and not text[-1].isspace() and "`[" not in text:
        return text
    trailing = _TRAILING.search(text)
    text = text.rstrip() + "  " if trailing and trailing.group().startswith("  ") and text.strip() else text.rstrip()
    read = heading(text)
    if read is not None:
        return _heading(text, read)
    if text.lstrip().startswith("|"):
        return _CROSS_CELL.sub(r"\1x\2", text)
    answer = _ANSWER.match(text)
    if answer is not None and keywords.canonical(keywords.NOTES, answer["word"]) == "answer":
        return _TOLERANCE.sub(" ± ", text)
    return _GAP.sub(lambda gap: _TOLERANCE.sub(" ± ", gap.group()), text)


def _heading(line: str, read: Heading) -> str:
    """The heading of a construct with its keyword, options and colon as written here; others only spaced."""
    head = _HEAD.match(read.text)
    if kind_of(read.text) is None or head is None:
        return f"{read.level} {read.text}".rstrip() if read.gap else line
    options = f" ({_options(head['options'])})" if head["options"] else ""
    word = head["word"][0].upper() + head["word"][1:].lower()
    return f"{read.level} {word}{options}: {head['rest'].strip()}".rstrip()


def _options(text: str) -> str:
    parts = [" ".join(part.split()) for part in re.split(r"[,;]\s+|;", text)]
    return ", ".join(_option(part) for part in parts)


def _option(text: str) -> str:
    kind = text.replace("–", "-")
    if keywords.canonical(keywords.KINDS, kind) is not None:
        return kind.lower()
    match = _POINTS.match(text)
    if match and match["word"].lower() in keywords.POINTS:
        return f"{match['number']} {match['word'].lower()}"
    return text


def _marks(lines: Sequence[str], depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """Line, what stands there and what should: the bullets and boxes of every list, nested ones too."""
    if depth > _DEEPEST:
        return
    for block in blocks.split(lines):
        if block.kind == "list":
            yield from _list_marks(lines, block, depth)
        elif block.kind == "quote":
            inner = [notes.unquoted(text) for text in lines[block.first : block.last + 1]]
            yield from ((block.first + at, mark, better) for at, mark, better in _marks(inner, depth + 1))


def _list_marks(lines: Sequence[str], block: Block, depth: int) -> Iterator[tuple[int, str, str]]:
    for item in blocks.items(lines, block.first, block.last):
        if item.mark in _WORD_MARKS:
            yield item.first, item.mark, "-"
        begun = box(item.lines[0])
        if begun is not None and begun.right is not None:
            typed = item.lines[0][: begun.width]
            yield item.first, typed, "[x] " if begun.right else "[ ] "
        yield from ((item.first + at, mark, better) for at, mark, better in _marks(item.lines, depth + 1))


def _replaced(text: str, mark: str, better: str) -> str:
    """The first occurrence replaced; after a bullet there is one space."""
    at = text.find(mark)
    if at < 0:
        return text
    rest = text[at + len(mark) :]
    return text[:at] + better + (rest if better != "-" or rest.startswith(" ") else f" {rest}".rstrip())
