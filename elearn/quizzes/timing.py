"""How long a person has for a test: its limit, and what was allowed beyond it. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from elearn.content.terms import QuizRules
from elearn.errors import Invalid

ORDINARY = 100
MOST_PERCENT = 1000
MOST_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Extra:
    """More time than the test's limit: either `percent` of it (150 is half as much again) or further `minutes`.

    100 percent is the ordinary time: it takes back what was allowed before.
    """

    percent: int | None = None
    minutes: int | None = None

    def __post_init__(self) -> None:
        """Raises Invalid("extra_time_unreadable") outside 100 to 1000 percent and 1 to 1440 minutes."""
        one = (self.percent is None) != (self.minutes is None)
        in_range = self.percent is None or ORDINARY <= self.percent <= MOST_PERCENT
        if not one or not in_range or (self.minutes is not None and not 1 <= self.minutes <= MOST_MINUTES):
            raise Invalid("extra_time_unreadable")

    def of(self, limit: int) -> int:
        """Whole minutes instead of `limit`; a part of a minute is a whole one."""
        if self.minutes is not None:
            return limit + self.minutes
        return -(-limit * (self.percent or ORDINARY) // 100)


def parsed(text: str) -> Extra:
    """`1.5`, `1,5` and `2` are factors, `+15` is minutes, `1` the ordinary time. Raises Invalid otherwise."""
    plain = text.strip().replace(",", ".")
    whole, _, part = plain.partition(".")
    if plain.startswith("+") and _digits(plain[1:]):
        return Extra(minutes=int(plain[1:]))
    if not _digits(whole) or ("." in plain and not _digits(part)) or len(part) > 2:
        raise Invalid("extra_time_unreadable")
    return Extra(percent=int(whole) * 100 + int(part.ljust(2, "0")))


def own_minutes(rules: QuizRules, extra: Extra | None) -> int | None:
    """The person's time for the test; None without a limit."""
    if rules.time_minutes is None or extra is None:
        return rules.time_minutes
    return extra.of(rules.time_minutes)


def deadlines(rules: QuizRules, extra: Extra | None, started_at: datetime) -> tuple[datetime | None, datetime | None]:
    """When the time is over, and when the grace on top of it is; None twice without a limit."""
    minutes = own_minutes(rules, extra)
    if minutes is None:
        return None, None
    due_at = started_at + timedelta(minutes=minutes)
    return due_at, due_at + timedelta(seconds=rules.grace_seconds)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 4
