"""Callables that a downstream feature lends to an upstream page.

A lesson page shows ticks that only `progress` knows, and may not import it. It declares a `Slot`;
`wiring.py` fills it; an empty slot refuses start-up. Slots are process-wide, like imports.
"""

from typing import Any, Generic, TypeVar

F = TypeVar("F")

_slots: dict[str, "Slot[Any]"] = {}


class EmptySlot(RuntimeError):
    """A slot that wiring.py does not fill."""


class Slot(Generic[F]):
    """A typed place for one callable: `rail: Slot[Callable[[Session, Actor], Rail]] = Slot("lessons.rail")`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._callable: F | None = None
        _slots[name] = self

    def fill(self, lent: F) -> None:
        self._callable = lent

    @property
    def call(self) -> F:
        """The callable. Raises EmptySlot before wiring."""
        if self._callable is None:
            raise EmptySlot(self.name)
        return self._callable


def require_filled() -> None:
    """Raises EmptySlot naming every slot without a callable."""
    empty = sorted(name for name, slot in _slots.items() if slot._callable is None)
    if empty:
        raise EmptySlot(f"not lent in wiring.py: {', '.join(empty)}")
