"""The `>` notes after an answer: explanation, hint, criteria, former ids. Each keyword begins a new note."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elearn.content import keywords
from elearn.content.notation.context import Context
from elearn.content.notation.lines import collapse
from elearn.content.notation.parsed import Note
from elearn.content.schema import near

_QUOTED = re.compile(r"^\s*>[ \u00a0]?")
_KEYWORD = re.compile(r"^\s*[*_]*(?P<word>[^\W\d_]+(?:[ \u00a0][^\W\d_]+)?)[*_]*\s*[:：][*_]*[ \u00a0]*")
_LIKE_ENOUGH = 0.7
_NAMES = [word for word, name in sorted(keywords.NOTES.items()) if name != "answer"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quote from a keyword to the next. `name` is None before any keyword; `line` counts from 1."""

    name: str | None
    line: int
    lines: tuple[str, ...]


def unquoted(text: str) -> str:
    return _QUOTED.sub("", text, count=1)


def keyword(text: str) -> tuple[str, str] | None:
    """The canonical name of the note that `text` begins and the text after the colon."""
    match = _KEYWORD.match(text)
    name = keywords.canonical(keywords.NOTES, match["word"]) if match else None
    return (name, text[match.end() :]) if match and name else None


def resembles(text: str) -> str:
    """The keyword that a note without one seems to try, or nothing: `Обяснене: …`, `Обяснение - …`."""
    match = re.match(r"^\s*[*_]*(?P<word>[^\W\d_]{4,})[*_]*\s*(?:[:：.–—-]|$)", text)
    return near(match["word"], _NAMES, _LIKE_ENOUGH) if match else ""


def pieces(lines: Sequence[str], first: int) -> list[Piece]:
    """A quote that begins on line `first` (1-based), cut before each keyword."""
    found: list[tuple[str | None, int, list[str]]] = []
    for at, raw in enumerate(lines):
        text = unquoted(raw)
        begun = keyword(text)
        if begun is not None and begun[0] != "answer":
            found.append((begun[0], first + at, [begun[1]]))
        elif found:
            found[-1][2].append(text)
        else:
            found.append((None, first + at, [text]))
    return [Piece(name, line, tuple(texts)) for name, line, texts in found]


def collect(context: Context, found: Sequence[Piece]) -> Mapping[str, Note]:
    """The notes by name, rendered. Empty and repeated ones are problems."""
    notes: dict[str, Note] = {}
    for piece in found:
        if piece.name is None:
            continue
        source = "\n".join(piece.lines)
        _check_mistyped(context, piece)
        if not source.strip():
            context.error(piece.line, "question.empty-note")
        elif piece.name in notes:
            context.error(piece.line, "question.note-twice")
        else:
            html = context.block(source, piece.line) if piece.name != "formerly" else ""
            notes[piece.name] = Note(context.place(piece.line), collapse(source), html)
    return notes


def _check_mistyped(context: Context, piece: Piece) -> None:
    """A line inside a note that seems to try to begin the next one: `Подсказване: …`."""
    for at, text in enumerate(piece.lines[1:], start=1):
        like = resembles(text) if _KEYWORD.match(text) else ""
        if like:
            context.error(piece.line + at, "question.unknown-note", near=like)


def unknown(context: Context, piece: Piece, *, under_choice: bool) -> None:
    """Report a note that begins with no keyword: mistyped, feedback that slipped out of its choice, or neither."""
    text = piece.lines[0].strip()
    like = resembles(text)
    if like:
        context.error(piece.line, "question.unknown-note", near=like)
    elif under_choice:
        context.error(piece.line, "question.feedback-not-indented")
    else:
        context.error(piece.line, "question.note-without-keyword")
