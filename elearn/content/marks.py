"""Checks of what stands in the lines of a text: links, images, citations, footnotes, raw HTML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from elearn.content import blocks, inlines, markup
from elearn.content.inlines import Mark
from elearn.content.links import Found, Links
from elearn.content.model import Source
from elearn.content.problems import Place, Problems
from elearn.content.schema import near
from elearn.content.source import SourceFile

_ACTIVE_TAGS = frozenset({
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "link", "meta", "base", "svg", "math",
    "video", "audio", "applet", "frame", "frameset", "template", "textarea", "select",
})  # fmt: skip
_PLAIN_TAGS = frozenset({
    "a", "img", "div", "p", "font", "center", "table", "tr", "td", "th", "thead", "tbody", "ul", "ol", "li", "h1",
    "h2", "h3", "h4", "h5", "h6", "pre", "code", "blockquote", "hr", "strike", "big", "section", "article", "figure",
    "figcaption", "html", "body", "head", "title",
})  # fmt: skip
_HANDLER = re.compile(r"\bon[a-z]+\s*=|javascript:|\bstyle\s*=", re.IGNORECASE)
_BOLD = re.compile(r"\*\*")
_NO_SPACE_HEADING = re.compile(r"^#{1,6}[^\s#!]")
_CALLOUT_OUTSIDE = re.compile(r"^\s*\[!([^\]\n]+)\]")
_OPEN_CITATION = re.compile(r"\[@[^\[\]`]*(?:$|(?=\[))")
_OPEN_CALLOUT = re.compile(r"^>\s*\[!([^\]\s]*)\s*$")
_FILE_NAME = re.compile(r"^[\w. -]+\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)


@dataclass
class Gathered:
    """What a text refers to. Lines count from 0 in the file."""

    citations: list[tuple[int, inlines.Cited]] = field(default_factory=list)
    anchors: list[tuple[Place, str, str]] = field(default_factory=list)
    """Place of the link, id of the page (`.` for its own), anchor."""
    media: dict[str, str] = field(default_factory=dict)
    """Path of a file that is used -> the words of the link to it, empty for an image."""


@dataclass(frozen=True)
class Checker:
    """Checks one file; everything gathered and every problem goes to the given places."""

    file: SourceFile
    links: Links
    sources: Mapping[str, Source]
    problems: Problems
    notes_allowed: bool = True

    def run(self, first: int) -> Gathered:
        """Scan the file from line `first` (0-based) on."""
        gathered = Gathered()
        lines = self.file.lines
        code = inlines.fenced(lines)
        defined = {match["id"] for line in lines[first:] if (match := blocks.FOOTNOTE.match(line))}
        references = self._references(lines, first, code)
        for mark in inlines.scan(lines, [*[True] * first, *code[first:]]):
            self._check(mark, gathered, defined, references)
        self._lines(lines, first, code)
        return gathered

    def _error(self, mark: Mark, code: str, /, **details: object) -> None:
        self.problems.error(self.file.place(mark.line + 1, mark.column), code, length=mark.length, **details)

    def _warning(self, mark: Mark, code: str, /, **details: object) -> None:
        self.problems.warning(self.file.place(mark.line + 1, mark.column), code, length=mark.length, **details)

    def _check(self, mark: Mark, gathered: Gathered, defined: set[str], references: Mapping[str, str]) -> None:
        if mark.kind == "link":
            self._link(mark, gathered)
        elif mark.kind == "image":
            self._image(mark, gathered)
        elif mark.kind == "citation":
            self._citation(mark, gathered)
        elif mark.kind == "footnote":
            self._footnote(mark, defined)
        elif mark.kind == "tag":
            self._tag(mark)
        elif mark.kind != "reference":
            self._error(mark, f"link.{mark.kind.removesuffix('-link')}")
        elif mark.target.lower() not in references:
            self._error(mark, "link.undefined-reference", name=mark.target)

    def _footnote(self, mark: Mark, defined: set[str]) -> None:
        if not self.notes_allowed:
            self._error(mark, "footnote.not-here", name=mark.target)
        elif mark.target not in defined:
            self._error(mark, "footnote.undefined", name=mark.target, near=near(mark.target, sorted(defined)))

    def _references(self, lines: Sequence[str], first: int, code: Sequence[bool]) -> dict[str, str]:
        found = {}
        for at in range(first, len(lines)):
            match = None if code[at] else blocks.REFERENCE.match(lines[at])
            if match:
                found[match["id"].lower()] = match["url"]
        return found

    def _link(self, mark: Mark, gathered: Gathered) -> None:
        if not mark.text.strip():
            self._error(mark, "link.no-text")
        found = self.links.find(mark.target)
        if found.odd:
            self._warning(mark, found.odd, target=mark.target, near=found.near)
        if found.wrong:
            self._error(mark, found.wrong, target=mark.target, near=found.near)
        elif found.media is not None:
            gathered.media[found.media.path] = mark.text
        elif found.anchor and found.page is not None:
            gathered.anchors.append((self.file.place(mark.line + 1, mark.column), found.page, found.anchor))

    def _image(self, mark: Mark, gathered: Gathered) -> None:
        if not mark.text.strip():
            self._error(mark, "image.no-alt", target=mark.target)
        elif _FILE_NAME.match(mark.text.strip()):
            self._error(mark, "image.alt-is-name", target=mark.target)
        found = self.links.find(mark.target)
        if code := _image_code(found):
            self._error(mark, code, target=mark.target, near=found.near)
        elif found.media is not None:
            gathered.media.setdefault(found.media.path, "")

    def _citation(self, mark: Mark, gathered: Gathered) -> None:
        for cited in inlines.citation(mark.text):
            if not cited.key:
                self._error(mark, "citation.empty")
            elif cited.key not in self.sources:
                self._error(mark, "citation.unknown-source", key=cited.key, near=near(cited.key, list(self.sources)))
            else:
                gathered.citations.append((mark.line, cited))

    def _tag(self, mark: Mark) -> None:
        if mark.target in _ACTIVE_TAGS or _HANDLER.search(mark.text):
            self._error(mark, "html.active", tag=mark.target)
        elif mark.target in _PLAIN_TAGS:
            self._error(mark, "html.not-allowed", tag=mark.target)

    # --- line by line ------------------------------------------------------------------------------

    def _lines(self, lines: Sequence[str], first: int, code: Sequence[bool]) -> None:
        for at in range(first, len(lines)):
            line = lines[at]
            if code[at] or not line.strip():
                continue
            if line.startswith("#") and _NO_SPACE_HEADING.match(line):
                self.problems.error(self.file.place(at + 1), "heading.no-space")
            self._slips(lines, at)
            outside = _CALLOUT_OUTSIDE.match(line) if "[!" in line else None
            if outside:
                self.problems.error(self.file.place(at + 1), "callout.not-quoted", name=outside.group(1))
            if "<" in line:
                self._pairs(line, at)
        self._bold(lines, first, code)

    def _slips(self, lines: Sequence[str], at: int) -> None:
        """What was begun like a heading, table, citation or callout and is none."""
        line = lines[at]
        if line.startswith("#######"):
            self.problems.error(self.file.place(at + 1), "heading.jump", length=0, level=7, expected=6)
        if line.startswith("|") and not (at and "|" in lines[at - 1]) and not _has_dashes(lines, at):
            self.problems.error(self.file.place(at + 1), "table.without-dashes")
        if match := _OPEN_CITATION.search(line):
            self.problems.error(self.file.place(at + 1, match.start() + 1), "citation.unclosed")
        if match := _OPEN_CALLOUT.match(line):
            self.problems.error(self.file.place(at + 1), "callout.unknown", length=0, name=match.group(1))

    def _pairs(self, line: str, at: int) -> None:
        """Harmless tags must be closed on their own line."""
        names = [
            mark for mark in inlines.scan([line], [False]) if mark.kind == "tag" and mark.target in markup.RAW_PAIRS
        ]
        for name in {mark.target for mark in names}:
            same = [mark for mark in names if mark.target == name]
            opened = sum(1 for mark in same if not mark.text.startswith("</"))
            if opened * 2 != len(same):
                self.problems.error(self.file.place(at + 1, same[0].column), "html.unclosed", tag=name)

    def _bold(self, lines: Sequence[str], first: int, code: Sequence[bool]) -> None:
        """Two asterisks come in pairs within a paragraph."""
        start, count = first, 0
        for at in range(first, len(lines) + 1):
            blank = at == len(lines) or code[at] or not lines[at].strip() or lines[at].startswith(("|", "#"))
            if not blank:
                count += len(_BOLD.findall(inlines.masked(lines[at]))) if "**" in lines[at] else 0
                continue
            if count % 2:
                self.problems.warning(self.file.place(start + 1), "markup.unclosed-bold")
            start, count = at + 1, 0


def _has_dashes(lines: Sequence[str], at: int) -> bool:
    """Whether the row of dashes that makes a table stands below this line."""
    return at + 1 < len(lines) and blocks.TABLE_RULE.match(lines[at + 1]) is not None


def _image_code(found: Found) -> str:
    if found.destination is not None and found.destination.external:
        return "image.external"
    if found.wrong:
        return "image.lost" if found.wrong in {"link.lost-file", "link.lost-lesson"} else found.wrong
    if found.media is None or not found.media.is_image:
        return "image.not-image"
    return ""
