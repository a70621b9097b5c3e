"""A value of a front matter with its place: what both readers of YAML give."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place in the file: text, a sequence of nodes, or entries by key as typed."""

    line: int
    column: int
    text: str | None = None
    items: tuple["Node", ...] = ()
    entries: Mapping[str, tuple["Node", "Node"]] = field(default_factory=dict)
    """Key as typed -> (the key's own node, the value's)."""
