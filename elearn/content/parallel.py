"""A translation beside its text, block by block: what is lost, what is too many, what says something else.

Questions are compared elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from elearn.content import agreement, aligning, blocks, keywords
from elearn.content.agreement import prose
from elearn.content.aligning import Part
from elearn.content.alphabets import left_over, unquoted
from elearn.content.blocks import Block
from elearn.content.figures import Prose
from elearn.content.notation.spans import Span
from elearn.content.problems import Problems
from elearn.content.source import SourceFile

_CYRILLIC = re.compile("[А-Яа-яЀ-ӿ]{3,}")
_TELLING_WORDS = 3
_SILENT = frozenset({"comment", "rule", "footnote", "reference"})
_INFO = re.compile(r"^\s*(?:`{3,}|~{3,})\s*(?P<word>\S*)")
_NUMBERED = re.compile(r"^[ \t>]*\d{1,3}[.)][ \t]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Text:
    """A file from line `start` (0-based) on, without its questions."""

    file: SourceFile
    language: str
    start: int
    questions: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    line: int
    part: Part
    rows: tuple[tuple[int, Part], ...]
    """The rows of a table or items of a list, with their lines (0-based)."""


def check(base: Text, translation: Text, problems: Problems) -> None:
    """Warn of blocks, rows and items that only one of the two has, and of what they say differently."""
    mine, theirs = _pieces(base), _pieces(translation)
    both = _Both(base, translation, problems)
    located = [(piece.line, piece.part) for piece in mine], [(piece.line, piece.part) for piece in theirs]
    for ours, other in _compared(*located, "block", translation.file, problems):
        rows, their_rows = mine[ours].rows, theirs[other].rows
        same = both.same_language(located[0][ours], located[1][other])
        if len(rows) != len(their_rows):
            pairs = [
                (rows[at], their_rows[to]) for at, to in _compared(rows, their_rows, "row", translation.file, problems)
            ]
        else:
            pairs = list(zip(rows, their_rows, strict=True)) or [(located[0][ours], located[1][other])]
        for row, their_row in pairs if same else ():
            both.check(row, their_row)
    notes, their_notes = _notes(base), _notes(translation)
    for name in notes.keys() & their_notes.keys():
        both.check(notes[name], their_notes[name])


@dataclass(frozen=True, slots=True)
class _Both:
    """What compares a piece of the text with its translation; a piece is a line (0-based) and a part."""

    base: Text
    translation: Text
    problems: Problems

    def same_language(self, mine: tuple[int, Part], theirs: tuple[int, Part]) -> bool:
        """Whether the whole block was translated; reported where it was not."""
        left = untranslated(mine[1].text, theirs[1].text)
        if left:
            self.problems.warning(self.translation.file.place(theirs[0] + 1), "translation.untranslated")
        return not left

    def check(self, mine: tuple[int, Part], theirs: tuple[int, Part]) -> None:
        base, other = mine[1].text, theirs[1].text
        if theirs[1].kind == "fence":
            return
        place = self.translation.file.place(theirs[0] + 1)
        self._check_language(base, other, theirs[0])
        said = Prose(_words(base), self.base.language), Prose(_words(other), self.translation.language)
        agreement.check_numbers(*said, place, self.problems)
        agreement.check_citations(agreement.cited(base), agreement.cited(other), place, self.problems)

    def _check_language(self, base: str, other: str, first: int) -> None:
        """Line by line: of a callout or a collapsible part one item alone may be left."""
        known = {line.strip() for line in prose(base).split("\n")}
        typed, whole = prose(other).split("\n"), untranslated(base, other)
        for at, line in enumerate(unquoted(prose(other)).split("\n")):
            same = line if typed[at].strip() in known else ""
            if whole or left_over(same, line, self.translation.language):
                self.problems.warning(self.translation.file.place(first + at + 1), "translation.untranslated")
                return


def _words(text: str) -> str:
    """The prose of a block without the numbers of its items."""
    return prose(_NUMBERED.sub(" ", text))


def untranslated(base: str, translation: str) -> bool:
    """Whether a translation only repeats the Cyrillic words of its text; names and numbers alone do not count."""
    same = " ".join(base.split()) == " ".join(translation.split())
    return same and len(_CYRILLIC.findall(base)) >= _TELLING_WORDS


def _compared(
    mine: Sequence[tuple[int, Part]],
    theirs: Sequence[tuple[int, Part]],
    what: str,
    file: SourceFile,
    problems: Problems,
) -> Iterator[tuple[int, int]]:
    """The pairs that belong together; the others are reported, a lost one as far below the last pair as in the base."""
    shift = 0
    for ours, other in aligning.align([part for _, part in mine], [part for _, part in theirs]):
        if ours is None and other is not None:
            problems.warning(file.place(theirs[other][0] + 1), f"translation.extra-{what}")
        elif ours is not None and other is None:
            line = max(0, min(mine[ours][0] + shift, len(file.lines) - 1))
            problems.warning(file.place(line + 1), f"translation.lost-{what}")
        elif ours is not None and other is not None:
            shift = theirs[other][0] - mine[ours][0]
            yield ours, other


def _pieces(text: Text) -> list[_Piece]:
    lines = list(text.file.lines[text.start :])
    for span in text.questions:
        lines[span.first - text.start : span.last + 1 - text.start] = [""] * (span.last + 1 - span.first)
    return [_piece(lines, block, text.start) for block in blocks.split(lines) if block.kind not in _SILENT]


def _notes(text: Text) -> dict[str, tuple[int, Part]]:
    """The footnotes by name."""
    lines = text.file.lines[text.start :]
    found = {}
    for block in blocks.split(lines):
        if block.kind == "footnote" and (match := blocks.FOOTNOTE.match(lines[block.first])):
            words = "\n".join([match["text"], *lines[block.first + 1 : block.last + 1]])
            found[match["id"]] = (text.start + block.first, Part(words))
    return found


def _piece(lines: Sequence[str], block: Block, start: int) -> _Piece:
    words = "\n".join(lines[block.first : block.last + 1])
    rows: list[tuple[int, Part]] = []
    if block.kind == "table":
        rows = [(at, Part(lines[at])) for at in range(block.first, block.last + 1) if at != block.first + 1]
    elif block.kind == "list":
        rows = [(item.first, Part("\n".join(item.lines))) for item in blocks.items(lines, block.first, block.last)]
    located = tuple((start + line, part) for line, part in rows)
    return _Piece(start + block.first, Part(words, _kind(lines[block.first], block)), located)


def _kind(first: str, block: Block) -> str:
    """The kind of a block as far as a translation must share it."""
    if block.kind == "heading":
        return f"heading {len(first) - len(first.lstrip('#'))}"
    if block.kind == "paragraph" and first.lstrip().startswith("!["):
        return "figure"
    if block.kind == "quote" and (callout := blocks.CALLOUT.match(first)):
        return f"callout {keywords.canonical(keywords.CALLOUTS, callout['name']) or ''}"
    if block.kind == "fence" and (info := _INFO.match(first)):
        return "diagram" if info["word"].lower() in keywords.DIAGRAM_FENCES else "fence"
    return block.kind
