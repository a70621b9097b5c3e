"""What stands below the heading of a question: the stem, the answer, the notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.content.blocks import Block, split
from elearn.content.notation import notes
from elearn.content.notation.context import Context
from elearn.content.notation.heads import Head
from elearn.content.notation.listing import Body
from elearn.content.notation.notes import Piece

LISTED = frozenset({"single", "multiple", "true-false", "text", "number", "ordering", "sorting"})
BOXED = frozenset({"single", "multiple", "true-false"})
TABLED = frozenset({"matching", "matrix"})
UNLISTED = frozenset({"gaps", "essay"})
_SILENT = frozenset({"comment", "rule", "footnote", "reference"})


@dataclass(frozen=True, slots=True)
class Division:
    """The blocks of a body told apart. `answer` is one block, or a list that quotes have cut into several."""

    stem: tuple[Block, ...]
    answer: tuple[Block, ...]
    notes: tuple[Piece, ...]


def effective_kind(context: Context, head: Head) -> str | None:
    """The type by which the body is read; None where a translation leaves it to the base language."""
    if head.options.kind is not None:
        return head.options.kind
    return None if context.is_translation else "single"


def divide(context: Context, head: Head, body: Body) -> Division:
    """Tell stem, answer and notes apart; whatever stands where it would be lost is a problem."""
    kind = effective_kind(context, head)
    found = split(body.lines)
    at = _answer_at(head, kind, body, found)
    if at is None:
        stem, pieces = _stem_and_notes(context, body, found, answered=False)
        return Division(stem, (), pieces)
    first = _first_of_cut_list(context, body, found, at)
    stem, early = _stem_and_notes(context, body, found[:first], answered=True)
    late = _after(context, body, found, at)
    return Division(stem, tuple(block for block in found[first : at + 1] if block.kind != "quote"), (*early, *late))


def _answer_at(head: Head, kind: str | None, body: Body, found: Sequence[Block]) -> int | None:
    """The index of the answer's block: the last top-level list or table that this type can mean."""
    if kind in UNLISTED or (kind == "survey" and (head.options.scale or head.options.form == "text")):
        return None
    wanted = {"list"} if kind in LISTED or kind == "survey" else {"table"} if kind in TABLED else {"list", "table"}
    candidates = [at for at, block in enumerate(found) if block.kind in wanted]
    if kind in BOXED:
        candidates = [at for at in candidates if body.has_box(found[at])] or candidates
    if not candidates:
        candidates = [at for at, block in enumerate(found) if block.kind in {"list", "table"}]
    return candidates[-1] if candidates else None


def _first_of_cut_list(context: Context, body: Body, found: Sequence[Block], at: int) -> int:
    """Where the list really begins: a quote at the margin under a choice cuts it and belongs indented."""
    while at >= 2 and found[at - 1].kind == "quote" and found[at - 2].kind == "list" and found[at].kind == "list":
        quote = body.part(found[at - 1])
        text = notes.unquoted(quote.lines[0])
        if text.startswith("[!") or not body.has_box(found[at - 2]) or not body.has_box(found[at]):
            break
        begun = notes.keyword(text)
        code = "question.note-before-answer" if begun else "question.feedback-not-indented"
        context.error(quote.first, code)
        at -= 2
    return at


def _stem_and_notes(
    context: Context, body: Body, found: Sequence[Block], *, answered: bool
) -> tuple[tuple[Block, ...], tuple[Piece, ...]]:
    """The blocks of the stem, and the notes among them; with `answered` a note stands too early."""
    stem: list[Block] = []
    kept: list[Piece] = []
    for block in found:
        pieces = _pieces(body, block)
        named = [piece for piece in pieces if piece.name]
        if block.kind == "list" and answered and body.has_box(block):
            context.error(body.first + block.first, "question.boxes-in-stem")
        if not named:
            _check_likeness(context, pieces)
            if block.kind == "comment":
                continue
            if kept and not answered and block.kind not in _SILENT:
                context.error(body.first + block.first, "question.text-after-notes")
            stem.append(block)
            continue
        if answered:
            context.error(named[0].line, "question.note-before-answer")
        kept.extend(named)
    return tuple(stem), tuple(kept)


def _pieces(body: Body, block: Block) -> list[Piece]:
    if block.kind != "quote":
        return []
    quote = body.part(block)
    return [] if notes.unquoted(quote.lines[0]).startswith("[!") else notes.pieces(quote.lines, quote.first)


def _check_likeness(context: Context, pieces: Sequence[Piece]) -> None:
    """A quote of the stem that tries to be a note: `> Критери: …`."""
    for piece in pieces:
        if notes.resembles(piece.lines[0].strip()):
            notes.unknown(context, piece, under_choice=False)


def _after(context: Context, body: Body, found: Sequence[Block], at: int) -> list[Piece]:
    """The notes after the answer; anything else there is a problem."""
    kept: list[Piece] = []
    for position in range(at + 1, len(found)):
        block = found[position]
        pieces = _pieces(body, block)
        if not pieces and block.kind not in _SILENT:
            context.error(body.first + block.first, "question.text-after-answer")
        adjacent = position == at + 1 and block.first == found[at].last + 1
        for piece in pieces:
            if piece.name is None:
                notes.unknown(context, piece, under_choice=adjacent and body.has_box(found[at]))
            else:
                kept.append(piece)
    return kept
