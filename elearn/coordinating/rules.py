"""In which of six states an enrolment is, and how many are in each. Pure values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=14)
"""A deadline is near from so long before its day."""


class State(StrEnum):
    """In the order of every list; the values are the names of the shapes."""

    DONE = "done"
    DOING = "doing"
    SOON = "soon"
    LATE = "late"
    OPEN = "open"
    EXEMPT = "exempt"


DRAWN = tuple(state for state in State if state is not State.EXEMPT)
"""What a bar is made of: the exempt are named beside it."""


def standing(*, exempted: bool, done: bool, begun: bool, due: date | None, today: date) -> State:
    """The state of an enrolment that was not withdrawn. `due` is the last day, inclusive.

    An exemption comes before all else, and what is done stays done however late it was. A deadline is told before
    whether its learner has begun.
    """
    if exempted or done:
        return State.EXEMPT if exempted else State.DONE
    if due is not None and due < today:
        return State.LATE
    if due is not None and due <= today + SOON:
        return State.SOON
    return State.DOING if begun else State.OPEN


@dataclass(frozen=True, slots=True)
class Tally:
    """How many enrolments are in each state; those in none are left out."""

    counts: Mapping[State, int] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Iterable[tuple[State, int]]) -> "Tally":
        """The sum of the parts."""
        counts: dict[State, int] = {}
        for state, count in parts:
            counts[state] = counts.get(state, 0) + count
        return cls(counts)

    def __getitem__(self, state: State | str) -> int:
        return self.counts.get(State(state), 0)

    def __iter__(self) -> Iterator[tuple[State, int]]:
        return iter(self.counts.items())

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def asked(self) -> int:
        """Without the exempt: what the share of those done is taken of."""
        return self.total - self[State.EXEMPT]

    @property
    def percent(self) -> int | None:
        """Of what is asked, how much is done; whole percents, cut off, so that 100 means all."""
        return 100 * self[State.DONE] // self.asked if self.asked else None

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """For a bar."""
        return tuple((state.value, self[state]) for state in DRAWN)


@dataclass(frozen=True, slots=True)
class Heads:
    """People who are asked for anything: how many, how many have done all of it, are late, or (not late) due soon."""

    people: int = 0
    finished: int = 0
    late: int = 0
    soon: int = 0

    def __add__(self, other: "Heads") -> "Heads":
        return Heads(
            self.people + other.people,
            self.finished + other.finished,
            self.late + other.late,
            self.soon + other.soon,
        )
