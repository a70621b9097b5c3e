"""The one wall clock. Instants are UTC; a named day ends in the platform's own zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Sofia")

_meant: ContextVar[datetime | None] = ContextVar("meant", default=None)


def now() -> datetime:
    """The current instant, in UTC, to the microsecond."""
    return _meant.get() or datetime.now(UTC)  # noqa: TID251 - the one wall clock


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """As if it were that instant: for the demo, whose people have a past."""
    before = _meant.set(instant)
    try:
        yield
    finally:
        _meant.reset(before)


def today() -> date:
    """The current day in Europe/Sofia."""
    return now().astimezone(ZONE).date()


def end_of_day(day: date) -> datetime:
    """The first instant after `day` in Europe/Sofia, as UTC: a deadline holds while now() is before it."""
    return datetime.combine(day + timedelta(days=1), time.min, ZONE).astimezone(UTC)


def day_of(instant: datetime) -> date:
    """The day in Europe/Sofia on which an instant falls."""
    return instant.astimezone(ZONE).date()
