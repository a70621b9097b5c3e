"""What pages of people must know and only downstream knows: lent in wiring.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.content.model import Language
from elearn.ids import PersonId
from elearn.web.lending import Slot

live_certificates: Slot[Callable[[Session, PersonId], int]] = Slot("people.live_certificates")
"""How many certificates of a person are neither superseded nor revoked."""


@dataclass(frozen=True, slots=True)
class Study:
    """One of two people in a course. `kind` is a state: done, exempt, doing, open; `left`: the course was left."""

    kind: str
    percent: int
    left: bool
    certificates: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A course of two people who are to become one; `title` by language. `counts`: whose enrolment counts, `new`
    (who remains) or `old`."""

    title: Mapping[Language, str]
    language: Language
    new: Study | None
    old: Study | None
    counts: str


shared: Slot[Callable[[Session, PersonId, PersonId], Sequence[Shared]]] = Slot("people.shared")
"""The courses of the one who remains and of the other, and what becomes of each."""
