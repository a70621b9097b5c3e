"""Working days of the Bulgarian administration: Monday to Friday without the official holidays. Pure.

The holidays are those of Кодекс на труда, чл. 154, ал. 1 (ДВ бр. 107/2020): fixed days and Orthodox Easter from Good
Friday to Monday. 1 November is one for schools alone and counts as a working day here. By ал. 2 (ДВ бр. 105/2016, in
force since 2017) a fixed holiday on a Saturday or Sunday gives the first working day after it, two of them the first
two; Easter gives none. What the Council of Ministers moves for a single year (ал. 3) is not known here: a promise
counted without it ends a day or so early, never late by these rules.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

FIXED = ((1, 1), (3, 3), (5, 1), (5, 6), (5, 24), (9, 6), (9, 22), (12, 24), (12, 25), (12, 26))
"""Months and days."""

SATURDAY = 5
DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Orthodox Easter Sunday: the Julian computus (Meeus, Astronomical Algorithms, 2nd ed., ch. 8), as a date of today.

    >>> easter(2026)
    datetime.date(2026, 4, 12)
    """
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    behind = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=behind)


@cache
def holidays(year: int) -> frozenset[date]:
    """Every day off by law in the year, those that come instead of a weekend's among them."""
    fixed = [date(year, month, day) for month, day in FIXED]
    sunday = easter(year)
    off = {*fixed, *(sunday + n * DAY for n in (-2, -1, 0, 1))}
    for day in fixed:
        if day.weekday() >= SATURDAY:
            off.add(next(one for one in _from(day + DAY) if one.weekday() < SATURDAY and one not in off))
    return frozenset(off)


def is_working(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself never counts; for 0, the day itself."""
    for one in _from(day + DAY):
        if count <= 0:
            break
        if is_working(one):
            day, count = one, count - 1
    return day


def _from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += DAY
