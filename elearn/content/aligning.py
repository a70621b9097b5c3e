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
_MOST_PAIRS = 1_000_000
"""To be compared; a text of a thousand blocks is paired as it comes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block, row, item or choice. Parts of different `kind` never belong together."""

    text: str
    kind: str = ""


def align(base: Sequence[Part], other: Sequence[Part]) -> list[Pair]:
    """The cheapest way to pair the parts in order; parts that run alike in kind are paired one by one."""
    if len(base) * len(other) > _MOST_PAIRS or [part.kind for part in base] == [part.kind for part in other]:
        both = range(max(len(base), len(other)))
        return [(at if at < len(base) else None, at if at < len(other) else None) for at in both]
    distances = _distances(base, other)
    costs = [[at * _ALONE for at in range(len(other) + 1)]]
    for i in range(1, len(base) + 1):
        row = [i * _ALONE]
        for j in range(1, len(other) + 1):
            paired = costs[i - 1][j - 1] + distances[i - 1][j - 1]
            row.append(min(paired, costs[i - 1][j] + _ALONE, row[j - 1] + _ALONE))
        costs.append(row)
    return _path(costs, distances)


def _path(costs: Sequence[Sequence[float]], distances: Sequence[Sequence[float]]) -> list[Pair]:
    i, j = len(costs) - 1, len(costs[0]) - 1
    pairs: list[Pair] = []
    while i or j:
        if i and j and math.isclose(costs[i][j], costs[i - 1][j - 1] + distances[i - 1][j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and math.isclose(costs[i][j], costs[i - 1][j] + _ALONE):
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]


def _distances(base: Sequence[Part], other: Sequence[Part]) -> list[list[float]]:
    """How unlike each two parts are, by length and by what languages share."""
    mine = [(part.kind, len(part.text) + 4, set(_TELLING.findall(part.text))) for part in base]
    theirs = [(part.kind, len(part.text) + 4, set(_TELLING.findall(part.text))) for part in other]
    return [
        [
            _OTHER_KIND
            if kind != their_kind
            else min(abs(math.log(size / their_size)), 1.0) + min(len(telling ^ their_telling) * _STRANGE, 1.2)
            for their_kind, their_size, their_telling in theirs
        ]
        for kind, size, telling in mine
    ]


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
