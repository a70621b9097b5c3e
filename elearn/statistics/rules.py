"""What may be said of how many attempts, who is in which third, and what deserves a trainer's look.

Numbers below which nothing is claimed:

* under 5 people (`LEAST_SHOWN`) no table says what was answered: it would tell what somebody answered;
* under 3 attempts in a third that has any (`LEAST_THIRD`) the thirds are not told apart, for the same reason;
* under 5 attempts in the top third (`LEAST_BEST`) nothing is said of what the best learners chose;
* under 20 attempts (`LEAST`) discrimination, its efficiency, internal consistency and the standard error are withheld,
  and nothing is flagged;
* under 50 attempts (`FEW`) everything comes with a warning that it may be chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from elearn.content.questions import Texts
from elearn.statistics.taken import Counts, Line, Table

LEAST_SHOWN = 5
LEAST_THIRD = 3
LEAST_BEST = 5
LEAST = 20
FEW = 50
WEAK_PERCENT = 20.0
"""A discrimination from 0 to below this tells hardly anybody apart: Moodle's guide calls it very weak."""
LEFT_OUT = 5
"""A question is left out by many where at least one in so many gave no answer."""

TOP, MIDDLE, BOTTOM = range(3)


class FlagKind(StrEnum):
    """In the order of trouble, the worst first. Each needs at least LEAST attempts."""

    CHECK_KEY = "check-key"
    """At least LEAST_BEST attempts are in the top third; at least half of them took a wrong answer, and more than took
    a right one. Where several are to be picked, at least half is enough: nobody gives up a right one for it."""
    NOBODY_RIGHT = "nobody-right"
    """No attempt earned the question's full points by the key of the version that it met."""
    NEGATIVE = "negative"
    """Discrimination is below 0: who did well in the rest of the test did worse here."""
    WEAK = "weak"
    """At least FEW attempts, and a discrimination from 0 to below WEAK_PERCENT."""
    LEFT_OUT = "left-out"
    """At least one in LEFT_OUT left the whole question unanswered."""
    EVERYONE_RIGHT = "everyone-right"
    """Every attempt earned the question's full points by the key of the version that it met."""
    NOBODY_CHOSE = "nobody-chose"
    """A wrong choice, of three or more, that no attempt took; not told where everyone gets the question right."""


@dataclass(frozen=True, slots=True)
class Flag:
    """`part` names the part of a question it is about, `answer` the answer; `position` is its choice's, -1 for none."""

    kind: FlagKind
    part: Texts = field(default_factory=dict)
    answer: Texts = field(default_factory=dict)
    position: int = -1


def thirds(shares: Sequence[float]) -> list[int]:
    """For each total TOP, MIDDLE or BOTTOM by its rank; equal totals always fall into the same third.

    A block of equal totals stands where its middle does: in the bottom third when fewer than a third of all attempts
    lie below its middle. So thirds need not be equal, and where all totals are equal everybody is in the middle.
    """
    ordered = sorted(range(len(shares)), key=lambda at: shares[at])
    found = [MIDDLE] * len(shares)
    first = 0
    while first < len(ordered):
        last = first
        while last + 1 < len(ordered) and shares[ordered[last + 1]] == shares[ordered[first]]:
            last += 1
        for at in ordered[first : last + 1]:
            found[at] = _third(first + last + 1, len(shares))
        first = last + 1
    return found


def _third(twice_the_middle: int, of: int) -> int:
    if 3 * twice_the_middle < 2 * of:
        return BOTTOM
    return TOP if 3 * twice_the_middle > 4 * of else MIDDLE


def thirds_tell(sizes: Counts) -> bool:
    """Whether there is a top and a bottom third, and none so small that it would tell what somebody answered."""
    return all(size >= LEAST_THIRD for size in sizes if size) and bool(sizes[TOP] and sizes[BOTTOM])


def flags(
    tables: Sequence[Table], sizes: Counts, right: int, unanswered: int, discrimination: float | None
) -> tuple[Flag, ...]:
    """What deserves a look, the worst first. `sizes`: attempts by third; `right` and `unanswered`: attempts."""
    met = sum(sizes)
    if met < LEAST:
        return ()
    found = [flag for table in tables for flag in _wrong_of_the_best(table, sizes)]
    if right == 0:
        found.append(Flag(FlagKind.NOBODY_RIGHT))
    if discrimination is not None and discrimination < 0:
        found.append(Flag(FlagKind.NEGATIVE))
    if discrimination is not None and met >= FEW and 0 <= discrimination < WEAK_PERCENT:
        found.append(Flag(FlagKind.WEAK))
    if unanswered * LEFT_OUT >= met:
        found.append(Flag(FlagKind.LEFT_OUT))
    if right == met:
        found.append(Flag(FlagKind.EVERYONE_RIGHT))
    else:
        found += [flag for table in tables for flag in _never_taken(table)]
    return tuple(found)


def trouble(found: Sequence[Flag]) -> int:
    """For sorting: the rank of the worst flag, from 0; without any, after all of them."""
    order = list(FlagKind)
    return min((order.index(flag.kind) for flag in found), default=len(order))


def _wrong_of_the_best(table: Table, sizes: Counts) -> list[Flag]:
    if not thirds_tell(sizes) or sizes[TOP] < LEAST_BEST:
        return []
    best = sum(line.taken[TOP] for line in table.lines if line.right or line.partial)

    def misleads(line: Line) -> bool:
        if line.right or line.partial or line.taken[TOP] * 2 < sizes[TOP]:
            return False
        return table.form == "choices" or line.taken[TOP] > best

    return [Flag(FlagKind.CHECK_KEY, table.words, line.words, line.position) for line in table.lines if misleads(line)]


def _never_taken(table: Table) -> list[Flag]:
    if table.form not in {"choice", "choices"} or len(table.lines) < 3:
        return []
    idle = (line for line in table.lines if not line.right and not line.total)
    return [Flag(FlagKind.NOBODY_CHOSE, table.words, line.words, line.position) for line in idle]
