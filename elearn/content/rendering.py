"""Blocks of Markdown into a tree, and the tree into sanitised HTML, block by block.

Containers (quotes, callouts, lists, details, footnotes) are built here by recursion; what stands in a line is
left to `markup.py`; what a finished tree still needs is done in `dressing.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from elearn.content import blocks, dressing, foreign, phrases
from elearn.content.building import Builder
from elearn.content.inlines import citation
from elearn.content.markup import Engine, append, plain
from elearn.content.model import Term
from elearn.content.page import Page
from elearn.content.sanitising import clean
from elearn.content.structure import (
    State,
    name_headings,
    note_mark,
    stretches,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A top-level block as HTML. `number` counts from 1, the same in all languages; `line` is 0-based in the file."""

    number: int
    line: int
    kind: str
    html: str


@dataclass(frozen=True, slots=True)
class Rendered:
    pieces: tuple[Piece, ...]
    terms: tuple[Term, ...]
    words: int
    anchors: frozenset[str]
    """The ids that links may lead to, without the page's prefix."""
    taken: tuple[int, ...]
    """The numbers of the blocks that others read, in order."""
    lines: tuple[tuple[int, int], ...]
    """Number and first line (0-based) of every block, those of others included."""
    first: str
    """The first paragraph as plain text."""


class Renderer:
    """Renders texts one after another with one Markdown engine. Not for use by two threads at once."""

    def __init__(self) -> None:
        self._engine = Engine()
        self._builder = Builder(self._engine)

    def document(self, page: Page, lines: Sequence[str], first: int, taken: Sequence[tuple[int, int]] = ()) -> Rendered:
        """Render the lines of a file from line `first` (0-based) on. `taken` are spans (both ends included, ascending)
        that others read; each still counts as one block."""
        state = State(page)
        root = Element("div")
        owners: list[tuple[int, int, str, Element]] = []
        number = 0
        for start, end, is_taken in stretches(first, len(lines), taken):
            if is_taken:
                number += 1
                state.taken.append((number, start))
                continue
            part = lines[start:end]
            for block in blocks.split(part):
                number += 1
                before = len(root)
                state.starts.append((number, start + block.first))
                self._builder.build(root, block, part, start, state)
                owners += [(number, start + block.first, block.kind, element) for element in list(root)[before:]]
        return self._finish(state, root, owners)

    def fragment(self, page: Page, text: str, line: int) -> str:
        """A piece of a question: sanitised HTML, without block numbers. `line` is 1-based, as problems show it."""
        state = State(page, level=6)
        root = Element("div")
        self._builder.blocks(root, text.split("\n"), line - 1, state)
        self._refuse_crowded(page, root, line - 1)
        self._dress(state, root)
        return clean("".join(self._engine.html(element) for element in root)).strip()

    # --- from the tree to HTML ---------------------------------------------------------------------

    def _refuse_crowded(self, page: Page, element: Element, line: int) -> None:
        """What an element from `line` (0-based) on holds too much of for the library."""
        for signs, count in self._engine.take_crowded(element):
            page.error(line, "text.crowded", signs=signs, count=count)

    def _dress(self, state: State, root: Element) -> dressing.Dressed:
        engine = self._engine
        engine.cite = lambda body: dressing.cite(citation(body), state.page)
        engine.note = lambda name: note_mark(name, state)
        engine.set_references(state.references)
        engine.inline(root)
        dressed = dressing.dress(root, state.page)
        foreign.mark(root, state.page)
        return dressed

    def _finish(self, state: State, root: Element, owners: list[tuple[int, int, str, Element]]) -> Rendered:
        for _, line, _, element in owners:
            self._refuse_crowded(state.page, element, line)
        dressed = self._dress(state, root)
        notes = self._notes(state)
        name_headings(state, root)
        pieces = []
        for number, line, kind, element in owners:
            if element.tag != "removed":
                element.set("data-block", str(number))
                pieces.append(Piece(number, line, kind, clean(self._engine.html(element))))
        if notes:
            pieces.append(Piece(0, 0, "notes", notes))
        taken = tuple(number for number, _ in state.taken)
        first = next((plain(element) for _, _, kind, element in owners if kind == "paragraph"), "")
        starts = (*state.starts, *state.taken)
        return Rendered(tuple(pieces), dressed.terms, dressed.words, frozenset(state.anchors), taken, starts, first)

    def _notes(self, state: State) -> str:
        """The footnotes in the order of their marks, each with a way back."""
        page = state.page
        for name, note in state.notes.items():
            if name not in state.noted:
                page.warning(note.line, "footnote.unused", name=name)
        if not any(name in state.notes for name in state.noted):
            return ""
        section = Element("section", {"class": "footnotes", "role": "doc-endnotes"})
        section.set("aria-label", phrases.say(page.language, phrases.FOOTNOTES))
        listing = append(section, "ol")
        for position, name in enumerate(state.noted, start=1):
            item = append(listing, "li", id=f"{page.anchor}-note-{position}")
            if name in state.notes:
                note = state.notes[name]
                self._builder.blocks(item, note.lines, note.line, state)
                self._refuse_crowded(page, item, note.line)
        self._dress(state, section)
        for position, item in enumerate(listing, start=1):
            last = item[-1] if len(item) and item[-1].tag == "p" else item
            back = append(last, "a", "↩", href=f"#{page.anchor}-mark-{position}", class_="footnote-back")
            back.set("aria-label", phrases.say(page.language, phrases.BACK_TO_TEXT))
        return clean(self._engine.html(section))
