"""The most frequent answers typed, so grouped and so counted that none of them can name a person."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from elearn.content.questions import Texts
from elearn.questions import reading
from elearn.statistics.taken import Line, Met, Table, by_third

LEAST_TYPED = 3
"""Different people who must have typed a text before it is shown; the rest stands as "other"."""
MOST_TYPED = 12
"""Texts that are shown by themselves."""


@dataclass(slots=True)
class _Group:
    """Answers that compare as equal."""

    spellings: Counter[str] = field(default_factory=Counter)
    thirds: list[int] = field(default_factory=list)
    takers: set[int] = field(default_factory=set)


def table(
    words: Texts, typed: Sequence[str], met: Met, alike: Callable[[str], str], share: Callable[[str], Fraction]
) -> Table:
    """The most frequent first, each as most people wrote it. `typed`: by attempt, empty for nothing.

    `alike` gives texts that count as one the same name, `share` the share of the points that a text earns.
    """
    names = {text: alike(text) for text in set(typed) if text}
    groups: defaultdict[str, _Group] = defaultdict(_Group)
    for text, third, taker in zip(typed, met.thirds, met.takers, strict=True):
        if text:
            group = groups[names[text]]
            group.spellings[" ".join(text.split())] += 1
            group.thirds.append(third)
            group.takers.add(taker)
    ordered = sorted(groups, key=lambda name: (-len(groups[name].thirds), name))
    shown = [name for name in ordered if len(groups[name].takers) >= LEAST_TYPED][:MOST_TYPED]
    other = (third for name in set(ordered) - set(shown) for third in groups[name].thirds)
    blank = (third for text, third in zip(typed, met.thirds, strict=True) if not text)
    return Table("typed", words, tuple(_line(groups[name], share) for name in shown), by_third(other), by_third(blank))


def number_name(text: str, units: Iterable[str] = ()) -> str:
    """Numbers by their value, anything else by its letters."""
    value = reading.number(text, units)
    return reading.normalised(text) if value is None else f"{value.normalize():f}"


def _line(group: _Group, share: Callable[[str], Fraction]) -> Line:
    text = min(group.spellings, key=lambda spelling: (-group.spellings[spelling], spelling))
    earned = share(text)
    return Line(-1, {"": text}, earned == 1, by_third(group.thirds), partial=0 < earned < 1)
