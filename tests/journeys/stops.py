"""A stop at a page: its template, who opens it, and what is done there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.served import Demo

Act = Callable[[Demo, Page], None]
STRANGER, ALONE = "", "alone"
STRANGERS = {STRANGER, ALONE}
"""Not signed in; who is alone leaves a browser that nobody else should use."""


@dataclass(frozen=True)
class Stop:
    """`address` may name states in braces; `act` goes on from there. `name` tells stops of a template apart."""

    template: str
    who: str
    address: str
    name: str = ""
    act: Act | None = None
    status: int = 200

    def __str__(self) -> str:
        return " ".join(filter(None, (self.template.removesuffix(".html"), self.name)))
