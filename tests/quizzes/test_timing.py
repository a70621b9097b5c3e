"""How long a person has: factors and minutes, how they are written, and the grace on top."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.terms import QuizRules
from elearn.errors import Invalid
from elearn.quizzes import timing
from elearn.quizzes.timing import Extra

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "of_thirty"),
    [
        ("1.5", 45),
        ("1,5", 45),
        ("2", 60),
        (" 2.0 ", 60),
        ("1.25", 38),
        ("+15", 45),
        ("1", 30),
        ("10", 300),
        ("+1440", 1470),
    ],
)
def test_what_is_written_is_what_is_given(text, of_thirty) -> None:
    assert timing.parsed(text).of(30) == of_thirty


WRONG = [
    *("", "0", "0.5", "0.99", "10.01", "11", "+0", "+1441", "+", "-15", "+-5", "1.555", "1.", ".5", "x", "1e1", "٢"),
    *("15 min", "9" * 5_000, "+" + "9" * 5_000),
]


@pytest.mark.parametrize("text", WRONG)
def test_anything_else_is_no_extra_time(text) -> None:
    with pytest.raises(Invalid, match="extra_time_unreadable"):
        timing.parsed(text)


@pytest.mark.parametrize("both", [{}, {"percent": 150, "minutes": 5}])
def test_it_is_either_a_factor_or_minutes(both) -> None:
    with pytest.raises(Invalid):
        Extra(**both)


@given(st.integers(1, 600), st.integers(100, 1000), st.integers(1, 1440))
def test_extra_time_never_takes_time_away_and_no_part_of_a_minute_is_lost(limit, percent, minutes) -> None:
    own = Extra(percent=percent).of(limit)
    assert limit <= own
    assert 0 <= own * 100 - limit * percent < 100
    assert Extra(minutes=minutes).of(limit) == limit + minutes


def test_the_grace_stays_on_top() -> None:
    rules = QuizRules(time_minutes=30, grace_seconds=40)
    due_at, closes_at = timing.deadlines(rules, Extra(percent=150), AT)
    assert due_at == AT + timedelta(minutes=45)
    assert closes_at == due_at + timedelta(seconds=40)
    assert timing.deadlines(rules, None, AT)[0] == AT + timedelta(minutes=30)


def test_where_there_is_no_limit_there_is_nothing_to_extend() -> None:
    assert timing.deadlines(QuizRules(), Extra(percent=200), AT) == (None, None)
    assert timing.own_minutes(QuizRules(), Extra(minutes=5)) is None
