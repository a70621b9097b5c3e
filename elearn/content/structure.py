"""What is gathered while one text is rendered: headings, footnotes, and the parts of definition lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from elearn.content import blocks
from elearn.content.blocks import Block
from elearn.content.markup import append, atomic, plain
from elearn.content.page import Page
from elearn.content.source import slug


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's text and the line (0-based in the file) it begins at."""

    lines: tuple[str, ...]
    line: int


@dataclass
class State:
    """What is gathered while one text is rendered."""

    page: Page
    notes: dict[str, Note] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    starts: list[tuple[int, int]] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    level: int = 1
    depth: int = 0
    heading: str = ""
    tables: dict[str, int] = field(default_factory=dict)
    """By name, how many tables without a caption there have been."""


def check_heading(state: State, line: int, level: int, text: str) -> None:
    if not text:
        state.page.error(line, "heading.empty")
    if level == 1:
        state.page.error(line, "heading.title-in-text")
    elif level > state.level + 1:
        state.page.error(line, "heading.jump", level=level, expected=state.level + 1)


def name_headings(state: State, root: Element) -> None:
    for element in root:
        if element.tag in {"h2", "h3", "h4", "h5", "h6"}:
            name = slug(plain(element)) or "part"
            state.anchors[name] = state.anchors.get(name, 0) + 1
            if state.anchors[name] > 1:
                name = f"{name}-{state.anchors[name]}"
                state.anchors[name] = 1
            element.set("id", f"{state.page.anchor}-{name}")


def remember_note(block: Block, lines: Sequence[str], offset: int, state: State) -> None:
    match = blocks.FOOTNOTE.match(lines[block.first])
    if match is None:
        return
    line = offset + block.first
    if match["id"] in state.notes:
        state.page.error(line, "footnote.doubled", name=match["id"])
    inner = [match["text"], *(text.strip() for text in lines[block.first + 1 : block.last + 1])]
    if not any(inner):
        state.page.error(line, "footnote.empty", name=match["id"])
    state.notes.setdefault(match["id"], Note(tuple(inner), line))


def remember_reference(block: Block, lines: Sequence[str], state: State) -> None:
    """The address behind `[text][id]`."""
    match = blocks.REFERENCE.match(lines[block.first])
    if match is not None:
        state.references[match["id"].lower()] = (match["url"], match["title"] or "")


def note_mark(name: str, state: State) -> Element | None:
    if name not in state.notes:
        return None
    first = name not in state.noted
    if first:
        state.noted.append(name)
    position = state.noted.index(name) + 1
    mark = Element("sup")
    link = append(
        mark, "a", atomic(str(position)), href=f"#{state.page.anchor}-note-{position}", class_="footnote-mark"
    )
    link.set("role", "doc-noteref")
    if first:
        mark.set("id", f"{state.page.anchor}-mark-{position}")
    return mark


def definitions(lines: Sequence[str], block: Block) -> list[tuple[str, int, list[str] | None]]:
    """The parts of a definition list: a term (no lines), or a meaning (its lines and where they begin)."""
    found: list[tuple[str, int, list[str] | None]] = []
    for at in range(block.first, block.last + 1):
        line = lines[at]
        match = blocks.DEFINITION.match(line)
        current = found[-1][2] if found else None
        if match:
            found.append(("", at, [match["text"]]))
        elif current is not None and (
            not line.strip() or line[:1] in " \t" or (lines[at - 1].strip() and not _is_term(lines, at))
        ):
            current.append(line.strip())
        elif line.strip():
            found.append((line.strip(), at, None))
    return found


def _is_term(lines: Sequence[str], at: int) -> bool:
    return any(blocks.DEFINITION.match(line) for line in lines[at + 1 : at + 3])


def stretches(first: int, end: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """Free and taken stretches of lines in order: start, end (excluded), whether taken."""
    found = []
    at = first
    for start, last in taken:
        found += [(at, start, False), (start, last + 1, True)]
        at = last + 1
    return [*found, (at, end, False)]
