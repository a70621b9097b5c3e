"""Statistics of takings put together by hand: a test whose deductions can take a question below zero."""

import statistics

import pytest

from elearn.ids import QuizId
from elearn.statistics import computing
from elearn.statistics.computing import Given, Taking, Text
from tests.factories.content import a_choice_question

EXACT = 1e-9
MARKS = [(100 - 40 * (at % 5), 100 * (at % 3) - 100, -50 * (at % 2)) for at in range(24)]
"""Hundredths of three questions; the sum is below zero for some."""


def text(number: int) -> Text:
    question = a_choice_question(f"t#q{number}")
    return Text(question.id, f"v{number}", QuizId("t"), question)


def a_taking(taker: int, marks: tuple[int, ...]) -> Taking:
    given = tuple(Given(text(at), mark, {"choice": 0}, mark, right=mark >= 100) for at, mark in enumerate(marks))
    return Taking(taker, 1, max(0, sum(marks)), sum(marks), 300, passed=False, given=given)


TAKINGS = [a_taking(taker, marks) for taker, marks in enumerate(MARKS)]
TOTALS = [sum(marks) for marks in MARKS]


def test_the_rest_of_a_test_is_the_sum_of_its_questions_also_below_zero() -> None:
    assert min(TOTALS) < 0
    for one in computing.versions(TAKINGS):
        mine = [marks[int(one.text.id[-1])] for marks in MARKS]
        rest = [total - mark for total, mark in zip(TOTALS, mine, strict=True)]
        assert one.discrimination == pytest.approx(100 * statistics.correlation(mine, rest), abs=EXACT)
        largest = statistics.covariance(sorted(mine), sorted(rest))
        assert one.efficiency == pytest.approx(100 * statistics.covariance(mine, rest) / largest, abs=EXACT)


def test_alpha_and_standard_error_go_by_these_sums_and_results_do_not() -> None:
    whole = computing.summary(TAKINGS)
    parts = sum(statistics.variance(column) for column in zip(*MARKS, strict=True))
    alpha = 3 / 2 * (1 - parts / statistics.variance(TOTALS))
    assert whole.consistency == pytest.approx(100 * alpha, abs=EXACT)
    assert whole.standard_error == pytest.approx((1 - alpha) ** 0.5 * statistics.stdev(TOTALS), abs=EXACT)
    assert whole.mean == pytest.approx(statistics.fmean(max(0, total) / 3 for total in TOTALS), abs=EXACT)
