"""Working days against the calendars of known years, as the ministry of labour printed them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn import workdays

OFF = {
    # New Year, Liberation, Labour, St George, Letters, Unification, Independence, Christmas; Easter from Friday on
    2023: "01-01 01-02 03-03 04-14 04-15 04-16 04-17 05-01 05-06 05-08 05-24 09-06 09-22 12-24 12-25 12-26 12-27",
    2024: "01-01 03-03 03-04 05-01 05-03 05-04 05-05 05-06 05-24 09-06 09-22 09-23 12-24 12-25 12-26",
    2025: "01-01 03-03 04-18 04-19 04-20 04-21 05-01 05-06 05-24 05-26 09-06 09-08 09-22 12-24 12-25 12-26",
    2026: "01-01 03-03 04-10 04-11 04-12 04-13 05-01 05-06 05-24 05-25 09-06 09-07 09-22 12-24 12-25 12-26 12-28",
    2027: "01-01 03-03 04-30 05-01 05-02 05-03 05-04 05-06 05-24 09-06 09-22 12-24 12-25 12-26 12-27 12-28",
}
EASTERS = [
    "2021-05-02",
    "2022-04-24",
    "2023-04-16",
    "2024-05-05",
    "2025-04-20",
    "2026-04-12",
    "2027-05-02",
    "2028-04-16",
]
days = st.dates(date(2017, 1, 1), date(2099, 1, 1))


@pytest.mark.parametrize("year", OFF)
def test_the_days_off_are_those_of_the_law(year: int) -> None:
    assert sorted(day.isoformat()[5:] for day in workdays.holidays(year)) == OFF[year].split()


@pytest.mark.parametrize("day", EASTERS)
def test_easter_is_the_orthodox_one(day: str) -> None:
    assert workdays.easter(int(day[:4])).isoformat() == day


def test_a_holiday_on_easter_saturday_gives_the_day_after_easter_monday() -> None:
    """As in 2021 and again in 2027, when 1 May is the Saturday before Easter."""
    assert date(2021, 5, 4) in workdays.holidays(2021)
    assert not workdays.is_working(date(2027, 5, 4))
    assert workdays.is_working(date(2027, 5, 5))


def test_the_day_of_the_leaders_of_enlightenment_is_a_working_day_outside_schools() -> None:
    assert workdays.is_working(date(2027, 11, 1))


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        ("2026-11-26", 0, "2026-11-26"),
        ("2026-11-26", 1, "2026-11-27"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-28", 5, "2026-12-04"),  # from a Saturday
        ("2026-12-22", 2, "2026-12-29"),  # 24 to 28 are off
        ("2025-12-30", 3, "2026-01-05"),  # over the New Year
        ("2024-05-02", 1, "2024-05-07"),  # Easter, whose Monday is St George's too
    ],
)
def test_so_many_working_days_later(day: str, count: int, due: str) -> None:
    assert workdays.after(date.fromisoformat(day), count).isoformat() == due


@given(days, st.integers(1, 60))
def test_a_promise_ends_on_a_working_day_with_as_many_behind_it(day: date, count: int) -> None:
    due = workdays.after(day, count)
    between = (day + timedelta(days=n) for n in range(1, (due - day).days + 1))
    assert workdays.is_working(due)
    assert sum(workdays.is_working(one) for one in between) == count
