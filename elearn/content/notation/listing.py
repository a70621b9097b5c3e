"""The list and the table of an answer: items with their boxes and feedback, rows with their cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from elearn.content.blocks import Block, split
from elearn.content.blocks import Item as Lines
from elearn.content.blocks import items as items_of
from elearn.content.notation import notes
from elearn.content.notation.context import Context
from elearn.content.notation.lines import box, collapse
from elearn.content.notation.parsed import Cell, Item, Table

_DEEPEST = 4
"""No answer has lists deeper than this within each other; what is deeper stays text."""
_ORDINAL = re.compile(r"\d+")
_CELL_END = re.compile(r"\\.|`[^`]*`|\|")


@dataclass(frozen=True, slots=True)
class Body:
    """Some lines of the file, normalised; `first` is the line of `lines[0]`, counting from 1."""

    lines: Sequence[str]
    first: int

    def part(self, block: Block) -> "Body":
        return Body(self.lines[block.first : block.last + 1], self.first + block.first)

    def has_box(self, block: Block) -> bool:
        """Whether an item of this list begins with a box."""
        return any(box(item.lines[0]) for item in items_of(self.lines, block.first, block.last))


def read_items(context: Context, body: Body, block: Block, depth: int = 0) -> tuple[Item, ...]:
    """The items of a list block, nested ones as children."""
    found = items_of(body.lines, block.first, block.last)
    return tuple(_item(context, item, body.first + item.first, depth) for item in found)


def _item(context: Context, item: Lines, line: int, depth: int) -> Item:
    head = item.lines[0]
    begun = box(head)
    if begun is not None and begun.right is None:
        context.error(line, "question.unknown-mark", begun.content, mark=begun.content)
    own = Body((head[begun.width :] if begun else head, *item.lines[1:]), line)
    text, feedback, children = _parts(context, own, depth)
    source = collapse(text)
    html = "" if _is_answer(source) else context.inline(text, line)
    number = _ORDINAL.match(item.mark)
    return Item(
        place=context.place(line, head.strip()),
        boxed=begun is not None,
        right=begun.right if begun else None,
        text=source,
        html=html,
        feedback_html=feedback,
        ordinal=int(number.group()) if number else None,
        children=children,
    )


def _is_answer(text: str) -> bool:
    begun = notes.keyword(text)
    return begun is not None and begun[0] == "answer"


def _parts(context: Context, own: Body, depth: int) -> tuple[str, str, tuple[Item, ...]]:
    """The text of an item, its feedback as HTML, and the items below it."""
    text, feedback = list(own.lines), ""
    children: list[Item] = []
    if len(own.lines) == 1:
        return own.lines[0], "", ()
    for block in split(own.lines):
        nested = block.kind == "list" and block.first > 0 and depth < _DEEPEST
        if block.kind != "quote" and not nested:
            continue
        text[block.first : block.last + 1] = [""] * (block.last + 1 - block.first)
        if nested:
            children.extend(read_items(context, own, block, depth + 1))
        else:
            feedback += _feedback(context, own.part(block))
    return "\n".join(text).rstrip(), feedback, tuple(children)


def _feedback(context: Context, quote: Body) -> str:
    lines = [notes.unquoted(text) for text in quote.lines]
    begun = notes.keyword(lines[0])
    if begun is not None and begun[0] != "answer":
        context.error(quote.first, "question.note-indented", lines[0].strip()[:40])
    if not "".join(lines).strip():
        context.error(quote.first, "question.empty-feedback")
        return ""
    return context.inline("\n".join(lines), quote.first)


def whole(item: Item) -> str:
    """The HTML of an item with the items below it, where they carry no meaning of their own."""
    if not item.children:
        return item.html
    return f"{item.html}<ul>{''.join(f'<li>{whole(child)}</li>' for child in item.children)}</ul>"


def read_table(context: Context, body: Body, block: Block) -> Table:
    """The table block: head and rows; the row of dashes is passed over."""
    rows = [_row(context, text, body.first + block.first + at) for at, text in enumerate(body.part(block).lines)]
    return Table(context.place(body.first + block.first), rows[0], tuple(row for at, row in enumerate(rows) if at > 1))


def _row(context: Context, text: str, line: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(context.place(line, cell or "|"), collapse(cell), context.inline(cell, line)) for cell in cells(text)
    )


def cells(row: str) -> list[str]:
    """The cells of a table row; a pipe in code or after a backslash separates nothing."""
    stripped = row.strip().removeprefix("|")
    found, start = [], 0
    for match in _CELL_END.finditer(stripped):
        if match.group() == "|":
            found.append(stripped[start : match.start()].strip())
            start = match.end()
    rest = stripped[start:].strip()
    return [*found, rest] if rest or not stripped.endswith("|") else found
