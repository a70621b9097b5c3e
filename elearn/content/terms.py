"""The terms of a test: what decides how it is taken and what it takes to pass."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from elearn.content.questions import Texts


class Review(StrEnum):
    """When a test shows what was right and wrong."""

    NEVER = "never"
    AFTER_ATTEMPT = "after-attempt"
    AFTER_PASS = "after-pass"  # noqa: S105 - a moment, not a password


class Counts(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"


class Layout(StrEnum):
    ONE = "one"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class QuizRules:
    """The terms of a test. `pass_percent` is compared without division; times are minutes; None means no limit."""

    pass_percent: int = 80
    attempts: int | None = None
    wait_minutes: int = 0
    counts: Counts = Counts.BEST
    time_minutes: int | None = None
    grace_seconds: int = 30
    review: Review = Review.AFTER_ATTEMPT
    show_key: bool = False
    """Whether right answers may be shown at review before the test has been passed."""
    shuffle: bool = True
    layout: Layout = Layout.ONE
    practice: bool = False
    anonymous: bool = False
    draw: int | None = None
    draw_by: Literal["objective"] | None = None
    pool: tuple[str, ...] = ()
    """Where questions are drawn from: quiz ids, or `exam` and `modules`; empty means the test's own."""
    marker: Texts = field(default_factory=dict)
    """Who marks its essays, by name or office; empty where the test has none."""
    marking_days: int | None = None
    """Within how many working days that is promised."""
    negative: bool = False
    """Whether a stated penalty can take a question below zero."""
