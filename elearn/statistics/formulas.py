"""The formulas of a test's statistics, over plain numbers.

Named as in Moodle's "Quiz statistics calculations" (docs.moodle.org/dev/Quiz_statistics_calculations; the code is
mod/quiz/report/statistics and question/classes/statistics), and equal to them: variances and covariances divide by
n − 1, and what Moodle states in per cent is in per cent here. None where a value does not exist: nothing to divide by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

Z_95 = 1.959963984540054
"""The 97.5th percentile of the normal distribution: for an interval of 95 %."""

Numbers = Sequence[float]


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends are shares from 0 to 1."""

    low: float
    high: float


def mean(values: Numbers) -> float | None:
    """None of nothing."""
    return fsum(values) / len(values) if values else None


def median(values: Numbers) -> float | None:
    """The middle value, or the mean of the two; None of nothing."""
    ordered, half = sorted(values), len(values) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def variance(values: Numbers) -> float | None:
    """Σ(x − x̄)² ÷ (n − 1); None of fewer than two."""
    return covariance(values, values)


def deviation(values: Numbers) -> float | None:
    """The standard deviation: the root of the variance."""
    found = variance(values)
    return None if found is None else sqrt(found)


def covariance(xs: Numbers, ys: Numbers) -> float | None:
    """Σ(x − x̄)(y − ȳ) ÷ (n − 1); None of fewer than two pairs."""
    if len(xs) < 2:
        return None
    x_mean, y_mean = fsum(xs) / len(xs), fsum(ys) / len(ys)
    return fsum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / (len(xs) - 1)


def facility(marks: Numbers, most: float) -> float | None:
    """Moodle's facility index, per cent: 100 × the mean of the marks ÷ the most that can be earned."""
    found = mean(marks)
    return None if found is None or not most else 100 * found / most


def discrimination(marks: Numbers, rest: Numbers) -> float | None:
    """Moodle's discrimination index, per cent: 100 × the correlation of a question's marks with the rest of the test.

    That is the corrected item-total correlation: `rest` is each attempt's total without this question (Henrysson 1963,
    "Correction of item-total correlations in item analysis", Psychometrika 28). None where either does not vary.
    """
    together, of_marks, of_rest = covariance(marks, rest), variance(marks), variance(rest)
    if together is None or not of_marks or not of_rest:
        return None
    return 100 * together / sqrt(of_marks * of_rest)


def efficiency(marks: Numbers, rest: Numbers) -> float | None:
    """Moodle's discriminative efficiency, per cent: 100 × the covariance ÷ the largest that these marks could have.

    The largest is that of both put in rising order: every better mark with a better rest. None where that is nothing.
    """
    together, largest = covariance(marks, rest), covariance(sorted(marks), sorted(rest))
    return None if together is None or not largest else 100 * together / largest


def consistency(items: Sequence[Numbers], totals: Numbers) -> float | None:
    """Moodle's coefficient of internal consistency, per cent: 100 × Cronbach's alpha.

    k ÷ (k − 1) × (1 − Σ variance of each item ÷ variance of the totals), k items; `items[i][a]` is what attempt a
    earned by item i (Cronbach 1951, "Coefficient alpha and the internal structure of tests", Psychometrika 16). None of
    fewer than two items, or where the totals do not vary.
    """
    whole = variance(totals)
    if len(items) < 2 or not whole:
        return None
    parts = fsum(variance(marks) or 0.0 for marks in items)
    return 100 * len(items) / (len(items) - 1) * (1 - parts / whole)


def error_ratio(consistent: float | None) -> float | None:
    """Moodle's error ratio, per cent: 100 × √(1 − alpha): the share of the deviation that is chance."""
    return None if consistent is None else 100 * sqrt(max(0.0, 1 - consistent / 100))


def standard_error(consistent: float | None, spread: float | None) -> float | None:
    """Moodle's standard error: the error ratio × the deviation of the totals, in the unit of the totals.

    The standard error of measurement of classical test theory (Lord and Novick 1968, "Statistical Theories of Mental
    Test Scores"): how far a result may lie from what the learner knows, two times out of three.
    """
    ratio = error_ratio(consistent)
    return None if ratio is None or spread is None else ratio * spread / 100


def wilson(successes: int, of: int, z: float = Z_95) -> Interval | None:
    """The score interval for a share, of 95 % unless `z` says otherwise (Wilson 1927, "Probable inference, the law of
    succession, and statistical inference", JASA 22). Honest for few attempts and near 0 and 1; None of nothing."""
    if not of:
        return None
    share, square = successes / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))
