"""The formulas beside Moodle's, computed another way, and beside numbers worked out by hand."""

import statistics
from fractions import Fraction
from math import isqrt, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.statistics import formulas

GUTTMAN = [[1.0, 1, 1, 0], [1.0, 1, 0, 0], [1.0, 0, 0, 0]]
"""Three questions, four attempts with totals 3, 2, 1, 0."""
MARKS = [
    [100, 0, 50, 100, 200, 0, 67],
    [100, 100, 50, 0, 150, 100, 100],
    [0, 0, 0, 100, 50, 0, 33],
    [100, 100, 100, 100, 200, 100, 100],
    [0, 100, 25, 0, 0, 0, 0],
    [100, 0, 75, 100, 100, 100, 67],
    [100, 100, 0, 0, 200, 0, 33],
    [0, 0, 50, 100, 100, 100, 67],
    [100, 100, 100, 100, 150, 0, 100],
    [100, 0, 0, 0, 50, 0, 0],
    [0, 100, 25, 100, 0, 100, 33],
]
"""Eleven attempts at seven questions, hundredths of points."""
TOTALS = [float(sum(row)) for row in MARKS]
ITEMS = [[float(mark) for mark in column] for column in zip(*MARKS, strict=True)]
EXACT = 1e-9


def moodle_sums(xs: list[float], ys: list[float]) -> Fraction:
    """Σxy − Σx·Σy/n over n − 1, in fractions: the other textbook form."""
    n = len(xs)
    products = sum(Fraction(x) * Fraction(y) for x, y in zip(xs, ys, strict=True))
    return (products - Fraction(sum(xs)) * Fraction(sum(ys)) / n) / (n - 1)


def root(value: Fraction) -> float:
    """To thirty digits, by whole numbers."""
    scale = 10**30
    return float(Fraction(isqrt(value.numerator * scale * scale // value.denominator), scale))


def test_alpha_error_ratio_and_standard_error_are_those_worked_out_by_hand() -> None:
    totals = [3.0, 2, 1, 0]
    alpha = formulas.consistency(GUTTMAN, totals)
    assert alpha == pytest.approx(75, abs=EXACT)  # 3/2 × (1 − (5/6) ÷ (5/3))
    assert formulas.error_ratio(alpha) == pytest.approx(50, abs=EXACT)
    deviation = formulas.deviation(totals)
    assert deviation == pytest.approx(1.2909944487358056, abs=EXACT)  # √(5/3)
    assert formulas.standard_error(alpha, deviation) == pytest.approx(0.6454972243679028, abs=EXACT)


def test_discrimination_and_efficiency_are_those_worked_out_by_hand() -> None:
    rest = [2.0, 1, 1, 0]
    assert formulas.discrimination(GUTTMAN[1], rest) == pytest.approx(70.71067811865476, abs=EXACT)  # √½
    assert formulas.efficiency(GUTTMAN[1], rest) == pytest.approx(100, abs=EXACT)
    crossed = [0.0, 1, 1, 2]
    assert formulas.discrimination(GUTTMAN[1], crossed) == pytest.approx(-70.71067811865476, abs=EXACT)
    assert formulas.efficiency(GUTTMAN[1], crossed) == pytest.approx(-100, abs=EXACT)
    assert formulas.efficiency([1.0, 0, 1, 0], [3.0, 2, 1, 0]) == pytest.approx(50, abs=EXACT)  # ⅓ of ⅔


@pytest.mark.parametrize("item", range(7))
def test_a_question_has_the_index_that_moodle_s_sums_give(item) -> None:
    marks = ITEMS[item]
    rest = [total - mark for total, mark in zip(TOTALS, marks, strict=True)]
    together, of_marks, of_rest = moodle_sums(marks, rest), moodle_sums(marks, marks), moodle_sums(rest, rest)
    expected = 100 * float(together) / root(of_marks * of_rest)
    assert formulas.discrimination(marks, rest) == pytest.approx(expected, abs=EXACT)
    assert formulas.discrimination(marks, rest) == pytest.approx(100 * statistics.correlation(marks, rest), abs=EXACT)
    largest = moodle_sums(sorted(marks), sorted(rest))
    assert formulas.efficiency(marks, rest) == pytest.approx(float(100 * together / largest), abs=EXACT)
    assert formulas.facility(marks, 200) == pytest.approx(float(sum(marks) * Fraction(1, 11) / 2), abs=EXACT)
    assert formulas.deviation(marks) == pytest.approx(statistics.stdev(marks), abs=EXACT)


def test_a_test_has_the_coefficient_that_moodle_s_sums_give() -> None:
    whole = moodle_sums(TOTALS, TOTALS)
    parts = sum((moodle_sums(marks, marks) for marks in ITEMS), Fraction(0))
    expected = Fraction(7, 6) * (1 - parts / whole)
    alpha = formulas.consistency(ITEMS, TOTALS)
    assert alpha == pytest.approx(float(100 * expected), abs=EXACT)
    assert formulas.error_ratio(alpha) == pytest.approx(100 * root(1 - expected), abs=EXACT)
    error = formulas.standard_error(alpha, formulas.deviation(TOTALS))
    assert error == pytest.approx(root((1 - expected) * whole), abs=EXACT)


def test_wilson_s_interval_is_the_root_of_his_equation() -> None:
    z = formulas.Z_95
    assert statistics.NormalDist().inv_cdf(0.975) == pytest.approx(z, abs=EXACT)
    for successes, of in ((0, 10), (7, 20), (10, 10), (499, 500), (1, 1)):
        found = formulas.wilson(successes, of)
        assert found is not None
        share = successes / of
        for end in (found.low, found.high):  # both ends solve (p̂ − p)² = z² p(1 − p) ÷ n
            assert (share - end) ** 2 == pytest.approx(z * z * end * (1 - end) / of, abs=EXACT)
    nothing = formulas.wilson(0, 10)
    assert nothing is not None
    assert (nothing.low, nothing.high) == pytest.approx((0, 0.27753279), abs=1e-8)  # z² ÷ (n + z²)


def test_what_cannot_be_computed_is_none_and_never_a_number() -> None:
    assert formulas.wilson(0, 0) is None
    assert formulas.mean([]) is formulas.median([]) is None
    assert formulas.variance([1.0]) is formulas.deviation([]) is None
    assert formulas.discrimination([1.0, 1, 1], [1.0, 2, 3]) is None
    assert formulas.discrimination([1.0, 2, 3], [5.0, 5, 5]) is None
    assert formulas.efficiency([1.0, 1], [1.0, 2]) is None
    assert formulas.consistency([[1.0, 2]], [1.0, 2]) is None
    assert formulas.consistency([[1.0, 0], [0.0, 1]], [1.0, 1]) is None
    assert (
        formulas.error_ratio(None) is formulas.standard_error(None, 1.0) is formulas.standard_error(3.0, None) is None
    )
    assert formulas.facility([1.0], 0) is None


SCORES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 4000)), min_size=2, max_size=40)


@given(SCORES, st.integers(1, 50))
def test_indices_stay_in_their_range_and_do_not_mind_the_unit(pairs, unit) -> None:
    marks, rest = [float(mark) for mark, _ in pairs], [float(other) for _, other in pairs]
    found = formulas.discrimination(marks, rest)
    if found is None:
        return
    assert abs(found) <= 100 + 1e-6
    scaled = formulas.discrimination(marks, [unit * other for other in rest])
    assert scaled == pytest.approx(found, abs=1e-6)
    best = formulas.efficiency(marks, rest)
    assert best is not None
    assert found <= best + 1e-6 if found >= 0 else best <= found + 1e-6


@given(st.integers(0, 300), st.integers(1, 300))
def test_an_interval_holds_its_share_and_lies_between_nothing_and_all(successes, of) -> None:
    share = min(successes, of) / of
    found = formulas.wilson(min(successes, of), of)
    assert found is not None
    assert 0 <= found.low <= share + 1e-12
    assert share - 1e-12 <= found.high <= 1
    assert found.high - found.low <= 2 * formulas.Z_95 * sqrt(0.25 / of) + 1e-12
