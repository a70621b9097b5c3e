"""Which part of a translation belongs to which part of its text: by length, numbers and kind, never by words.

A translation is about as long as its text and repeats its numbers and addresses; so where the two have not the
same number of parts, the one that is lost or too many can be told (after Gale and Church, 1993).
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[int | None, int | None]
"""Positions that belong together; None where the other side has nothing."""

_TELLING = re.compile(r"\d+|\]\([^)\s]*|@[\w-]+")
_ALONE = 0.9
_STRANGE = 0.4
_OTHER_KIND = 9.0


@dataclass(frozen=True, slots=True)
class Part:
    """A block, row, item or choice. Parts of different `kind` never belong together."""

    text: str
    kind: str = ""


def align(base: Sequence[Part], other: Sequence[Part]) -> list[Pair]:
    """The cheapest way to pair the parts in order."""
    costs = [[at * _ALONE for at in range(len(other) + 1)]]
    for i, mine in enumerate(base, start=1):
        row = [i * _ALONE]
        for j, theirs in enumerate(other, start=1):
            paired = costs[i - 1][j - 1] + _distance(mine, theirs)
            row.append(min(paired, costs[i - 1][j] + _ALONE, row[j - 1] + _ALONE))
        costs.append(row)
    return _path(costs, base, other)


def _path(costs: Sequence[Sequence[float]], base: Sequence[Part], other: Sequence[Part]) -> list[Pair]:
    i, j = len(base), len(other)
    pairs: list[Pair] = []
    while i or j:
        if i and j and math.isclose(costs[i][j], costs[i - 1][j - 1] + _distance(base[i - 1], other[j - 1])):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and math.isclose(costs[i][j], costs[i - 1][j] + _ALONE):
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def _distance(mine: Part, theirs: Part) -> float:
    if mine.kind != theirs.kind:
        return _OTHER_KIND
    lengths = abs(math.log((len(mine.text) + 4) / (len(theirs.text) + 4)))
    strange = set(_TELLING.findall(mine.text)) ^ set(_TELLING.findall(theirs.text))
    return min(lengths, 1.0) + min(len(strange) * _STRANGE, 1.2)


def lost(base: Sequence[Part], other: Sequence[Part]) -> list[int]:
    """For each part of the base that has no counterpart, the position in the other where it should stand."""
    found, following = [], 0
    for mine, theirs in align(base, other):
        if theirs is None and mine is not None:
            found.append(following)
        elif theirs is not None:
            following = theirs + 1
    return found


def surplus(base: Sequence[Part], other: Sequence[Part]) -> list[int]:
    """The positions of the parts that the base does not have."""
    return [theirs for mine, theirs in align(base, other) if mine is None and theirs is not None]
