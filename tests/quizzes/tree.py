"""Chromium's own accessibility tree of a page, as a screen reader meets it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page


@dataclass
class Node:
    """`description`: what the element is described by."""

    role: str
    name: str
    description: str
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Everything inside, in reading order."""
        for child in self.children:
            yield child
            yield from child.walk()

    def within(self, role: str, name: str) -> "Node":
        """The one node of this role and name inside."""
        [found] = [node for node in self.walk() if (node.role, node.name) == (role, name)]
        return found


def tree(page: Page) -> Node:
    """What the tree leaves out as of no meaning is left out; its children stand in its place."""
    client = page.context.new_cdp_session(page)
    listed = client.send("Accessibility.getFullAXTree")["nodes"]
    client.detach()
    [root] = _made(listed[0]["nodeId"], {node["nodeId"]: node for node in listed})
    return root


def _made(node_id: str, by_id: dict[str, Any]) -> list[Node]:
    node = by_id[node_id]
    children = [made for child in node.get("childIds", []) if child in by_id for made in _made(child, by_id)]
    if node["ignored"]:
        return children
    name, description = (" ".join(node.get(key, {}).get("value", "").split()) for key in ("name", "description"))
    return [Node(node["role"]["value"], name, description, children)]
