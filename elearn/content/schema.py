"""What a front matter may say: for each kind of file its keys, and how a text becomes a value.

Every reader takes a located node and reports what is wrong with it; it returns None then.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from elearn.content import keywords
from elearn.content.node import Node
from elearn.content.problems import Problems
from elearn.content.source import SourceFile


@dataclass(frozen=True, slots=True)
class Reading:
    """The file being read and where problems go."""

    file: SourceFile
    problems: Problems

    def wrong(self, node: Node, code: str, /, **details: object) -> None:
        self.problems.error(
            self.file.place(node.line, node.column), code, length=len(node.text or ""), value=node.text or "", **details
        )


Reader = Callable[[Node, Reading], Any]
Schema = Mapping[str, Reader]


@dataclass(frozen=True, slots=True)
class Value:
    """A value as read and the node it came from."""

    value: Any
    node: Node
    key: Node


Values = Mapping[str, Value]


def read(root: Node | None, schema: Schema, reading: Reading) -> dict[str, Value]:
    """Canonical key -> value. Unknown and doubled keys and wrong values are problems and left out."""
    found: dict[str, Value] = {}
    for typed, (key, node) in (root.entries if root else {}).items():
        name = keywords.canonical(keywords.KEYS, typed)
        if name is None or name not in schema:
            reading.wrong(key, "front.unknown-key", near=_near(typed, schema))
            continue
        if name in found:
            reading.wrong(key, "front.doubled-key", key=typed)
            continue
        value = schema[name](node, reading)
        if value is not None:
            found[name] = Value(value, node, key)
    return found


def _near(typed: str, schema: Schema) -> str:
    """The closest key that this file may have, in the author's own alphabet where possible."""
    known = [spelling for spelling, name in keywords.KEYS.items() if name in schema]
    match = difflib.get_close_matches(typed.lower(), known, n=1, cutoff=0.6)
    return match[0] if match else ""


def near(word: str, known: list[str], cutoff: float = 0.6) -> str:
    """The closest known word, or nothing; `cutoff` from 0 (anything) to 1 (the same)."""
    match = difflib.get_close_matches(word.lower(), known, n=1, cutoff=cutoff)
    return match[0] if match else ""


# --- readers ---------------------------------------------------------------------------------------


def text(node: Node, reading: Reading) -> str | None:
    if node.text is None:
        reading.wrong(node, "front.not-text")
        return None
    if not node.text:
        reading.wrong(node, "front.empty")
        return None
    return node.text


def words(table: Mapping[str, str]) -> Reader:
    """One of a fixed set of words."""

    def reader(node: Node, reading: Reading) -> str | None:
        typed = text(node, reading)
        if typed is None:
            return None
        found = keywords.canonical(table, typed)
        if found is None:
            known = keywords.spellings(table)
            reading.wrong(node, "front.unknown-word", near=near(typed, known), known=", ".join(known))
        return found

    return reader


def yes_no(node: Node, reading: Reading) -> bool | None:
    found = words(keywords.YES_NO)(node, reading)
    return None if found is None else found == "yes"


def whole(low: int, high: int) -> Reader:
    """A whole number within bounds; a trailing unit that people write (`мин.`, `дни`) is not accepted."""

    def reader(node: Node, reading: Reading) -> int | None:
        typed = text(node, reading)
        if typed is None:
            return None
        if not re.fullmatch(r"-?\d+", typed):
            reading.wrong(node, "front.not-number")
            return None
        if not low <= int(typed) <= high:
            reading.wrong(node, "front.out-of-bounds", low=low, high=high)
            return None
        return int(typed)

    return reader


def decimal(node: Node, reading: Reading) -> Decimal | None:
    """A positive number, with a decimal comma or point."""
    typed = text(node, reading)
    if typed is None:
        return None
    try:
        number = Decimal(typed.replace(",", "."))
    except InvalidOperation:
        reading.wrong(node, "front.not-number")
        return None
    if not Decimal("0.1") <= number <= Decimal(1000):
        reading.wrong(node, "front.out-of-bounds", low="0.1", high=1000)
        return None
    return number


def percent(node: Node, reading: Reading) -> int | None:
    """`80 %` or `80`: a whole percent from 1 to 100."""
    typed = text(node, reading)
    if typed is None:
        return None
    match = re.fullmatch(r"(-?\d+)\s*%?", typed)
    if match is None:
        reading.wrong(node, "front.not-number")
        return None
    if not 1 <= int(match.group(1)) <= 100:
        reading.wrong(node, "front.out-of-bounds", low=1, high=100)
        return None
    return int(match.group(1))


def day(node: Node, reading: Reading) -> date | None:
    """`2027-03-31` or `31.03.2027`."""
    typed = text(node, reading)
    if typed is None:
        return None
    plain = re.sub(r"\s*г\.$", "", typed)
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain)
    parts = match.groups() if match else None
    if parts is None and (match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", plain)):
        parts = match.groups()[::-1]
    if parts is None:
        reading.wrong(node, "front.not-date")
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        reading.wrong(node, "front.impossible-date")
        return None


def list_of(item: Reader) -> Reader:
    """A YAML list, or words separated by commas with or without brackets."""

    def reader(node: Node, reading: Reading) -> tuple[Any, ...] | None:
        if node.entries:
            reading.wrong(node, "front.not-list")
            return None
        values = [item(part, reading) for part in listed(node)]
        return tuple(value for value in values if value is not None)

    return reader


def listed(node: Node) -> tuple[Node, ...]:
    """The items of a list, however it is written."""
    inner = (node.text or "").strip().removeprefix("[").removesuffix("]")
    return node.items or tuple(Node(node.line, node.column, part.strip()) for part in inner.split(",") if part.strip())


def mapping(schema: Schema) -> Reader:
    """Keys of their own; returns canonical key -> Value."""

    def reader(node: Node, reading: Reading) -> dict[str, Value] | None:
        if node.text is not None or node.items:
            reading.wrong(node, "front.not-keys-here")
            return None
        return read(node, schema, reading)

    return reader


def texts_by_id(node: Node, reading: Reading) -> dict[str, Value] | None:
    """`deadlines: …` entries: ids in `[a-z0-9-]+` -> text."""
    if node.text is not None or node.items:
        reading.wrong(node, "front.not-keys-here")
        return None
    found: dict[str, Value] = {}
    for typed, (key, child) in node.entries.items():
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", typed):
            reading.wrong(key, "front.bad-id")
            continue
        value = text(child, reading)
        if value is not None:
            found[typed] = Value(value, child, key)
    return found


def texts_by_language(node: Node, reading: Reading) -> dict[str, Value] | None:
    """`bg: …` and `en: …`: language codes -> text."""
    if node.text is not None or node.items:
        reading.wrong(node, "front.not-keys-here")
        return None
    found: dict[str, Value] = {}
    for typed, (key, child) in node.entries.items():
        if not re.fullmatch(r"[a-z]{2}", typed):
            reading.wrong(key, "front.bad-language")
            continue
        value = text(child, reading)
        if value is not None:
            found[typed] = Value(value, child, key)
    return found


def language(node: Node, reading: Reading) -> str | None:
    """A language's code of two letters."""
    typed = text(node, reading)
    if typed is not None and not re.fullmatch(r"[a-z]{2}", typed):
        reading.wrong(node, "front.bad-language")
        return None
    return typed
