"""What stands inside lines of text, with its place: links, images, citations, footnote marks, raw tags.

The renderer makes HTML; this scanner makes checks. Code is masked first, so that an example is never a mistake.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from elearn.content.blocks import FENCE

_CODE = re.compile(r"(?:(?<![\\`])|(?<=\\`))(`++)(.+?)(?<!`)\1(?!`)")
_ESCAPED = re.compile(r"\\[\\`*_{}\[\]()<>#+\-.!|@^]")
_LABEL = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*"
_LINK = re.compile(
    rf"(?P<image>!?)\[(?P<text>{_LABEL})\]\([ \t]*(?:<(?P<angled>[^<>]*)>|(?P<target>(?:[^\s()\\]|\\.|\([^\s()]*\))*))"
    r"(?:[ \t]+(?P<title>\"[^\"]*\"|'[^']*'|„[^“]*“))?[ \t]*\)"
)
_AUTOLINK = re.compile(r"<(?P<target>(?:https?|ftp|mailto|javascript|data|vbscript|file):[^<>\s]*)>", re.IGNORECASE)
_REFERENCE_USE = re.compile(rf"(?P<image>!?)\[(?P<text>{_LABEL})\]\[(?P<id>[^\[\]]*)\]")
_CITATION = re.compile(r"\[@(?P<body>[^\[\]]*)\]")
_FOOTNOTE = re.compile(r"\[\^(?P<id>[^\[\]\s]*)\](?P<colon>:?)")
_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:\s[^<>]*|/)?)>|<(?P<open>[A-Za-z]+)\s[^<>]*$"
)
_LOOSE = re.compile(r"\[[^\[\]^@!\s][^\[\]]*\][ \t]+\((?:https?://|\.{0,2}/|media/|[\w-]+\.md)[^()\s]*\)")
_REVERSED = re.compile(r"(?<![\]\w])\((?P<text>[^()\[\]]+)\)\[(?:https?://|\.{0,2}/|media/|[\w./-]+\.md)[^\[\]\s]*\]")
_UNCLOSED = re.compile(rf"\[{_LABEL}\]\([^()\s]*(?:$|[ \t]+[^()\[\]\"'„]*(?:$|\[))")
_SPACED = re.compile(rf"\[{_LABEL}\]\([ \t]*[^()\s<\"'„]+(?:[ \t]+[^()\s\"'„]+)+[ \t]*\)")

MarkKind = Literal[
    "link", "image", "citation", "footnote", "tag", "reference", "loose-link", "reversed-link", "unclosed-link",
    "spaced-link",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """`line` counts from 0 in the lines scanned, `column` from 1. `text` is the label, `target` what it points to."""

    kind: MarkKind
    line: int
    column: int
    text: str
    target: str
    length: int
    title: str = ""


def fenced(lines: Sequence[str]) -> list[bool]:
    """For each line whether it stands in fenced code, the fences included."""
    marks: list[bool] = []
    mark = ""
    for line in lines:
        stripped = line.strip()
        if mark:
            marks.append(True)
            if len(stripped) >= len(mark) and not stripped.strip(mark[0]):
                mark = ""
            continue
        opening = FENCE.match(line.lstrip("> \t")) if "```" in line or "~~~" in line else None
        mark = opening["mark"] if opening else ""
        marks.append(bool(mark))
    return marks


def scan(lines: Sequence[str], code: Sequence[bool] | None = None) -> list[Mark]:
    """Every mark of the lines, in order. `code` tells fenced lines, when the caller knows them."""
    inside = code if code is not None else fenced(lines)
    found: list[Mark] = []
    for number, line in enumerate(lines):
        if not inside[number] and ("[" in line or "<" in line):
            found += _scan_line(number, masked(line))
    return found


def masked(line: str) -> str:
    """The line with code and escaped signs blanked, every column kept."""
    if "`" in line:
        line = _CODE.sub(lambda match: " " * len(match.group()), line)
    return _ESCAPED.sub("  ", line) if "\\" in line else line


def _scan_line(number: int, line: str) -> Iterator[Mark]:
    if "[" in line:
        yield from _links(number, line)
        yield from _brackets(number, line)
        yield from _slips(number, line)
    if "<" in line:
        for match in _AUTOLINK.finditer(line):
            yield Mark("link", number, match.start() + 1, match["target"], match["target"], len(match.group()))
        for match in _TAG.finditer(_AUTOLINK.sub(lambda auto: " " * len(auto.group()), line)):
            name = (match["name"] or match["open"]).lower()
            yield Mark("tag", number, match.start() + 1, match.group(), name, len(match.group()))


def _links(number: int, line: str) -> Iterator[Mark]:
    for match in _LINK.finditer(line):
        target = match["angled"] if match["angled"] is not None else match["target"]
        kind: MarkKind = "image" if match["image"] else "link"
        title = (match["title"] or "")[1:-1]
        yield Mark(kind, number, match.start() + 1, match["text"], target, len(match.group()), title)
        if "[" in match["text"]:
            yield from _links(number, " " * (match.start() + 1 + len(match["image"])) + match["text"])


def _brackets(number: int, line: str) -> Iterator[Mark]:
    for match in _CITATION.finditer(line):
        yield Mark("citation", number, match.start() + 1, match["body"], match["body"], len(match.group()))
    for match in _FOOTNOTE.finditer(line):
        if not (match["colon"] and not line[: match.start()].strip()):
            yield Mark("footnote", number, match.start() + 1, match["id"], match["id"], len(match.group()))
    for match in _REFERENCE_USE.finditer(line):
        if not match["text"].startswith(("^", "@", "!", " ", "x", "х")) and not match["id"].startswith(("^", "@")):
            target = match["id"] or match["text"]
            yield Mark("reference", number, match.start() + 1, match["text"], target, len(match.group()))


def _slips(number: int, line: str) -> Iterator[Mark]:
    slips: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
        ("loose-link", _LOOSE), ("reversed-link", _REVERSED), ("unclosed-link", _UNCLOSED),
        ("spaced-link", _SPACED),
    )  # fmt: skip
    for kind, pattern in slips:
        for match in pattern.finditer(line):
            yield Mark(kind, number, match.start() + 1, match.group(), "", len(match.group()))


@dataclass(frozen=True, slots=True)
class Cited:
    """One source of a citation: `[@zni чл. 22в, ал. 1]` has key `zni` and locus `чл. 22в, ал. 1`."""

    key: str
    locus: str


def citation(body: str) -> tuple[Cited, ...]:
    """The sources between `[@` and `]`; several are parted by semicolons, each with its own `@` or without."""
    found = []
    for part in body.split(";"):
        key, _, locus = part.strip().removeprefix("@").strip().partition(" ")
        found.append(Cited(key.rstrip(",:"), " ".join(locus.split()).lstrip(", ")))
    return tuple(found)
