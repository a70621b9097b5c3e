"""The head of a file as located values: YAML's structure, but every single-line value is text to its line's end.

So `заглавие: Тест: класове` and `издание: 1.10` mean what they say. The schema, not YAML, decides what a
text becomes (`schema.py`). Comments need two spaces and `#`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError

from elearn.content import plainyaml
from elearn.content.node import Node
from elearn.content.problems import Problems
from elearn.content.source import SourceFile

FENCE = "---"
_ENTRY = re.compile(r"^(?P<lead>\s*)(?P<key>[^\s:#'\"\[\]{}][^:'\"\[\]{}]*?):(?:[ \t]+(?P<value>\S.*))?$")
_ITEM = re.compile(r"^(?P<lead>\s*- +)(?P<value>\S.*)$")
_COMMENT = re.compile(r"(?:^|\s\s)#.*$")
_BLOCK_SCALAR = re.compile(r"^[|>][+-]?$")


@dataclass(frozen=True, slots=True)
class Head:
    """The front matter of a file and where its body begins (1-based line)."""

    root: Node | None
    body_line: int


def split(file: SourceFile, problems: Problems) -> Head:
    """Find and read the front matter. No front matter is an empty head; an unclosed one is a problem."""
    lines = file.lines
    if not lines or lines[0].rstrip() != FENCE:
        return Head(None, 1)
    for index in range(1, len(lines)):
        if lines[index].rstrip() in {FENCE, "..."}:
            return Head(parse(file, lines[1:index], 2, problems), index + 2)
    problems.error(file.place(1), "front.unclosed")
    return Head(None, len(lines) + 1)


def parse(file: SourceFile, lines: Sequence[str], first_line: int, problems: Problems) -> Node | None:
    """YAML lines -> a located tree; None with a problem when its structure cannot be read."""
    plain = plainyaml.read(lines, first_line)
    return plain if plain is not None else by_library(file, lines, first_line, problems)


def by_library(file: SourceFile, lines: Sequence[str], first_line: int, problems: Problems) -> Node | None:
    """The same by ruamel.yaml, which knows all of YAML and says what is wrong."""
    text = "\n".join(_quoted(lines))
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    try:
        loaded = yaml.load(text)
    except DuplicateKeyError as error:
        mark = error.problem_mark
        key = re.search(r'"([^"]*)"', str(error.problem))
        problems.error(
            file.place(first_line + mark.line, mark.column + 1), "front.doubled-key", key=key.group(1) if key else ""
        )
        return None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, len(lines) - 1) if mark else 0
        problems.error(file.place(first_line + line, (mark.column if mark else 0) + 1), "front.syntax")
        return None
    except RecursionError:  # the library descends into every bracket, and into every key of a key
        longest = max(range(len(lines)), key=lambda at: len(lines[at]))
        problems.error(file.place(first_line + longest), "front.syntax")
        return None
    if loaded is None:
        return Node(first_line, 1)
    if not isinstance(loaded, CommentedMap):
        problems.error(file.place(first_line), "front.not-keys")
        return None
    return _node(loaded, first_line, 1, first_line)


def _quoted(lines: Iterable[str]) -> Iterable[str]:
    """Each single-line value in quotes, so that YAML reads it as text whatever it holds."""
    block_indent: int | None = None
    for raw in lines:
        line = raw.replace("\t", "  ").replace("\N{NO-BREAK SPACE}", " ").rstrip()
        indent = len(line) - len(line.lstrip())
        if block_indent is not None and (not line or indent > block_indent):
            yield line
            continue
        block_indent = None
        line = _COMMENT.sub("", line).rstrip()
        match = _ITEM.match(line) or _ENTRY.match(line)
        if match is None or match["value"] is None:
            yield line
            continue
        value = match["value"].strip()
        if _BLOCK_SCALAR.match(value):
            block_indent = indent
            yield line
        elif value in {"{}", "[]"} or _is_quoted(value):
            yield line
        else:
            yield line[: match.start("value")] + "'" + value.replace("'", "''") + "'"


def _is_quoted(value: str) -> bool:
    return len(value) > 1 and value[0] in "'\"" and value.find(value[0], 1) == len(value) - 1


def _node(value: Any, line: int, column: int, first_line: int) -> Node:
    if isinstance(value, CommentedMap):
        entries = {}
        for key in value:
            key_line, key_column = value.lc.key(key)
            value_line, value_column = value.lc.value(key) if value[key] is not None else value.lc.key(key)
            key_node = Node(first_line + key_line, key_column + 1, str(key))
            entries[str(key)] = (key_node, _node(value[key], first_line + value_line, value_column + 1, first_line))
        return Node(line, column, entries=entries)
    if isinstance(value, CommentedSeq):
        places = [value.lc.item(index) for index in range(len(value))]
        items = tuple(
            _node(item, first_line + at[0], at[1] + 1, first_line) for item, at in zip(value, places, strict=True)
        )
        return Node(line, column, items=items)
    return Node(line, column, text="" if value is None else " ".join(str(value).split()))
