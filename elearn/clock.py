"""The one wall clock. Instants are UTC; a named day ends in the platform's own zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Sofia")


def now() -> datetime:
    """The current instant, in UTC, to the microsecond."""
    return datetime.now(UTC)  # noqa: TID251 - the one wall clock


def today() -> date:
    """The current day in Europe/Sofia."""
    return now().astimezone(ZONE).date()


def end_of_day(day: date) -> datetime:
    """The first instant after `day` in Europe/Sofia, as UTC: a deadline holds while now() is before it."""
    return datetime.combine(day + timedelta(days=1), time.min, ZONE).astimezone(UTC)


def day_of(instant: datetime) -> date:
    """The day in Europe/Sofia on which an instant falls."""
    return instant.astimezone(ZONE).date()
