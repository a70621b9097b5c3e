"""What the lists of invitations and of slips can be narrowed to, and how much is done at once. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from elearn.ids import OrganisationId

ONCE_IN = timedelta(days=1)
"""One address gets no second invitation within it."""

PEOPLE_OF_A_JOB = 100
PEOPLE_OF_A_TRANSACTION = 25

MOST_SLIPS = 120
"""Of one printing, which is rendered while somebody waits."""

LONGEST_TEXT = 80


class Asked(StrEnum):
    """Whom the list of invitations shows, of those who have never signed in."""

    ALL = "all"
    NEVER = "never"
    INVITED = "invited"
    FAILED = "failed"


class Held(StrEnum):
    """Whom the list of slips shows, of those without an e-mail: who never signed in, or everybody."""

    NEVER = "never"
    ALL = "all"


class SlipState(StrEnum):
    NONE = "none"
    OPEN = "open"
    USED = "used"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list is narrowed to: a unit with all below it, and beginnings of words of the name."""

    unit: OrganisationId | None = None
    text: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Wish":
        unit = given.get("unit", "")
        text = " ".join(given.get("q", "").split())[:LONGEST_TEXT]
        return cls(OrganisationId(int(unit)) if unit.isascii() and unit.isdigit() and len(unit) < 16 else None, text)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The people marked in a list, or all that the list's filter shows (`people` is None)."""

    people: tuple[int, ...] | None

    @classmethod
    def read(cls, everybody: bool, marked: Sequence[str]) -> "Chosen":
        known = [int(text) for text in marked if text.isascii() and text.isdigit() and len(text) < 16]
        return cls(None if everybody else tuple(dict.fromkeys(known)))


def in_parts(people: Sequence[int], size: int) -> list[list[int]]:
    """In order, so many at a time."""
    return [list(people[first : first + size]) for first in range(0, len(people), size)]


def job_keys(sending: str, count: int) -> list[str]:
    """The keys of one sending's jobs."""
    return [f"invite:{sending}:{number}" for number in range(count)]
