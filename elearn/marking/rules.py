"""What a marker may give, and how an attempt is called whose learner is not to be known. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from elearn.content.questions import Criterion

MOST_BY_RADIO = 9
"""Whole points up to here are chosen with one press of a digit; beyond, and for parts of a point, they are typed."""

MOST_LETTERS = 4000


class Wrong(StrEnum):
    """What is wrong with typed points."""

    MISSING = "missing"
    NO_NUMBER = "no_number"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Sent:
    """A mark as its form sends it: hundredths by measure, and `base`, the version of the mark that the page showed."""

    points: tuple[int, ...]
    comment: str
    base: str


def code(seed: str) -> str:
    """A short name for an attempt that leads to nobody: of its secret seed, which no page tells."""
    return hashlib.sha256(f"marking {seed}".encode()).hexdigest()[:6]


def choices(most: int) -> tuple[int, ...]:
    """The hundredths to choose from for a measure worth `most`; empty where they are typed."""
    whole, rest = divmod(most, 100)
    return tuple(100 * n for n in range(whole + 1)) if not rest and whole <= MOST_BY_RADIO else ()


def hundredths(typed: Decimal | None, most: int) -> int | Wrong:
    """Typed points as hundredths, from 0 to `most`."""
    if typed is None or typed < 0 or (typed * 100) % 1:
        return Wrong.NO_NUMBER
    return int(typed * 100) if typed * 100 <= most else Wrong.TOO_MANY


def fits(points: Sequence[int], measures: Sequence[Criterion]) -> bool:
    """Whether these are points for these measures."""
    return len(points) == len(measures) and all(
        0 <= given <= one.points for given, one in zip(points, measures, strict=True)
    )


def days_left(due: date | None, today: date) -> int | None:
    """Days until the end of the promised one, 0 on it, negative when it has passed; None without a promise."""
    return None if due is None else (due - today).days
