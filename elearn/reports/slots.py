"""What reports tell and only operations, beside them, knows: lent in wiring.py."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from elearn.permissions import Actor
from elearn.web.lending import Slot


class Entry(Protocol):
    """An entry of the record in words."""

    @property
    def id(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def act(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def door(self) -> str: ...
    @property
    def details(self) -> tuple[tuple[str, str], ...]: ...


Acts = Callable[[Session, Actor, Mapping[str, str], int | None, str], tuple[Sequence[Entry], bool]]

kind_of_act: Slot[Callable[[str, str], str]] = Slot("reports.kind_of_act")
"""Called as (sign, language): the words of a kind of act, empty for a sign that is none."""

acts: Slot[Acts] = Slot("reports.acts")
"""Called as (session, actor, asked, before, language): some entries in reach, the newest first, and whether there are
more."""
