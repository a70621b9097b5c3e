"""The plain part of YAML that nearly every front matter keeps to, read directly: fifty times as fast as the library.

Keys with text on their line, keys with deeper keys or items below. Whatever else stands in the lines, or is
wrong with them, gives None: then the library reads them, and it alone reports.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from elearn.content.node import Node

_LINE = re.compile(
    r"^(?P<indent> *)(?:(?P<dash>- +)|(?P<key>[^\W\d][\w -]*?):(?=\s|$) *)(?P<value>[^\s&*!|>'\"%@`{}\[\]#?:-].*)?$"
)
_COMMENT = re.compile(r"(?:^|\s\s)#.*$")


@dataclass
class _Reader:
    lines: Sequence[str]
    first_line: int
    at: int = 0
    entries: list[re.Match[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def scan(self) -> bool:
        """Match every line with text; False where one is not plain."""
        for number, raw in enumerate(self.lines):
            if "\t" in raw or "\N{NO-BREAK SPACE}" in raw:
                return False
            line = _COMMENT.sub("", raw).rstrip() if "#" in raw else raw.rstrip()
            if not line:
                continue
            match = _LINE.match(line)
            if match is None or not (match["key"] or (match["dash"] and match["value"])):
                return False
            self.entries.append(match)
            self.numbers.append(self.first_line + number)
        return True

    def block(self, indent: int) -> Node | None:
        """The keys or items at this indent, which begin here."""
        entry = self.entries[self.at]
        line, column = self.numbers[self.at], indent + 1
        return self._items(indent, line, column) if entry["dash"] else self._keys(indent, line, column)

    def _items(self, indent: int, line: int, column: int) -> Node | None:
        items = []
        while self.at < len(self.entries) and len(self.entries[self.at]["indent"]) == indent:
            entry = self.entries[self.at]
            if not entry["dash"]:
                return None
            items.append(self._text(entry))
        return Node(line, column, items=tuple(items))

    def _keys(self, indent: int, line: int, column: int) -> Node | None:
        found: dict[str, tuple[Node, Node]] = {}
        while self.at < len(self.entries) and len(self.entries[self.at]["indent"]) == indent:
            entry, number = self.entries[self.at], self.numbers[self.at]
            if entry["dash"] or entry["key"] in found:
                return None
            key = Node(number, indent + 1, entry["key"])
            value = self._text(entry) if entry["value"] else self._below(indent)
            if value is None:
                return None
            found[entry["key"]] = (key, value)
        return Node(line, column, entries=found)

    def _below(self, indent: int) -> Node | None:
        """What stands under a key without a text of its own."""
        self.at += 1
        if self.at == len(self.entries):
            return None
        deeper = len(self.entries[self.at]["indent"])
        return self.block(deeper) if deeper > indent else None

    def _text(self, entry: re.Match[str]) -> Node:
        number = self.numbers[self.at]
        self.at += 1
        return Node(number, entry.start("value") + 1, " ".join(entry["value"].split()))


def read(lines: Sequence[str], first_line: int) -> Node | None:
    """The lines as a located tree, or None when they are not plain."""
    reader = _Reader(lines, first_line)
    if not reader.scan() or not reader.entries or reader.entries[0]["indent"] or reader.entries[0]["dash"]:
        return None
    root = reader.block(0)
    if root is None or reader.at < len(reader.entries):
        return None
    return Node(first_line, 1, entries=root.entries)
