"""From attempts to statistics: pure, every formula in `formulas`, every limit in `rules`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from elearn.content.questions import Question
from elearn.ids import QuestionId, QuizId
from elearn.questions.answers import Answer, is_empty
from elearn.statistics import formulas, rules
from elearn.statistics.formulas import Interval
from elearn.statistics.rules import Flag
from elearn.statistics.tables import tables
from elearn.statistics.taken import Counts, Met, Table, by_third

BINS = 10
"""Of the histogram: each holds a tenth of the scale, the last one the full result too."""


class Basis(StrEnum):
    """What the items of the coefficient of internal consistency are.

    Where attempts draw different questions of equal number and points, the first of each attempt is one item, the
    second another, as in Moodle.
    """

    QUESTIONS = "questions"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Text:
    """A version of a question. `id` is its id today, also where it was met under a former one."""

    id: QuestionId
    version: str
    quiz: QuizId
    question: Question


@dataclass(frozen=True, slots=True)
class Given:
    """One question of an attempt, in hundredths.

    `earned` is what the answer is worth by the key of the version that was met, or by its marker, whatever was decided
    afterwards; `right`: all of it. `points` are those that count now; None: by a decision it does not count at all.
    """

    text: Text
    points: int | None
    answer: Answer | None
    earned: int
    right: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """A graded attempt, without whose it is: `taker` is a number that only tells persons apart.

    Points are hundredths, those that count now: `total` the sum of its questions' points, which deductions can take
    below zero, `points` its result, which is never below.
    """

    taker: int
    edition: int
    points: int
    total: int
    max_points: int
    passed: bool
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A test as a whole, by the points that count now, after whatever was decided on its questions.

    Means, median and deviation are per cent of what could be earned, of results that are never below zero; consistency
    and errors go by the sums of points, as in Moodle.
    """

    attempts: int
    takers: int
    passed: int
    mean: float | None
    median: float | None
    deviation: float | None
    histogram: tuple[int, ...]
    basis: Basis | None
    """None where attempts differ in number of questions or points: then the next three do not exist.

    Nor are they told of fewer than LEAST attempts, see `rules`.
    """
    consistency: float | None
    error_ratio: float | None
    standard_error: float | None
    """Hundredths of a point."""
    max_points: int | None
    """None where attempts differ."""

    @property
    def withheld(self) -> bool:
        """Too few attempts for what is said of the test as a measure."""
        return self.attempts < rules.LEAST


@dataclass(frozen=True, slots=True)
class VersionStatistics:
    """What attempts say of one version of a question. Shares are from 0 to 1, the rest per cent.

    All of it is by the version's own key, so that a decision on the question does not make it look better than it was
    answered: whoever got all points afterwards is not one who answered rightly, and a question that was dropped where
    that was no worse would else be left with those who had it right. The thirds are by each attempt's result as it
    would be without that decision; the rest of the test is as it counts now. `tables` is empty where too few people met
    it, see `rules`; `sizes` are the thirds.
    """

    text: Text
    editions: tuple[int, ...]
    """Numbers of the editions in which attempts met it."""
    attempts: int
    takers: int
    unanswered: int
    mean: float | None
    deviation: float | None
    right: int
    right_interval: Interval | None
    discrimination: float | None
    efficiency: float | None
    sizes: Counts
    tables: tuple[Table, ...]
    flags: tuple[Flag, ...]
    regraded: int
    """Attempts in which a decision gave the answer other points than the version's own key does."""
    dropped: int
    """Attempts in which by a decision the question counts no more."""

    @property
    def right_share(self) -> float | None:
        return self.right / self.attempts if self.attempts else None

    @property
    def withheld(self) -> bool:
        """Too few attempts for discrimination and flags."""
        return self.attempts < rules.LEAST

    @property
    def few(self) -> bool:
        return self.attempts < rules.FEW

    @property
    def thirds_tell(self) -> bool:
        return rules.thirds_tell(self.sizes)


def summary(takings: Sequence[Taking]) -> Summary:
    """The test as a whole; of nothing every value is None."""
    shares = [100 * taking.points / taking.max_points for taking in takings if taking.max_points]
    histogram = [0] * BINS
    for taking in takings:
        if taking.max_points:
            histogram[min(BINS - 1, taking.points * BINS // taking.max_points)] += 1
    basis, items = _items(takings)
    totals = [float(taking.total) for taking in takings]
    consistent = formulas.consistency(items, totals) if len(takings) >= rules.LEAST else None
    most = {taking.max_points for taking in takings}
    return Summary(
        attempts=len(takings),
        takers=len({taking.taker for taking in takings}),
        passed=sum(taking.passed for taking in takings),
        mean=formulas.mean(shares),
        median=formulas.median(shares),
        deviation=formulas.deviation(shares),
        histogram=tuple(histogram),
        basis=basis,
        consistency=consistent,
        error_ratio=formulas.error_ratio(consistent),
        standard_error=formulas.standard_error(consistent, formulas.deviation(totals)),
        max_points=most.pop() if len(most) == 1 else None,
    )


def _items(takings: Sequence[Taking]) -> tuple[Basis | None, list[list[float]]]:
    """Marks by item and attempt, of the questions that count; nothing where attempts cannot be compared."""
    counting = [[(one.text.id, one.points) for one in taking.given if one.points is not None] for taking in takings]
    shapes = {(len(each), taking.max_points) for each, taking in zip(counting, takings, strict=True)}
    if len(shapes) != 1:
        return None, []
    if len({frozenset(name for name, _ in each) for each in counting}) > 1:
        marks = [[float(points) for _, points in each] for each in counting]
        return Basis.PLACES, [list(column) for column in zip(*marks, strict=True)]
    by_question: dict[QuestionId, list[float]] = {}
    for each in counting:
        for name, points in each:
            by_question.setdefault(name, []).append(points)
    return Basis.QUESTIONS, list(by_question.values())


def versions(takings: Sequence[Taking]) -> tuple[VersionStatistics, ...]:
    """Each version of each question that was met, those in most trouble first."""
    met: dict[tuple[QuestionId, str], list[tuple[Taking, Given]]] = {}
    for taking in takings:
        for given in taking.given:
            if taking.max_points:
                met.setdefault((given.text.id, given.text.version), []).append((taking, given))
    found = [_version(pairs) for pairs in met.values()]
    return tuple(sorted(found, key=lambda one: (rules.trouble(one.flags), one.mean or 0.0, one.text.id)))


def _version(pairs: Sequence[tuple[Taking, Given]]) -> VersionStatistics:
    text = pairs[0][1].text
    most = text.question.points
    marks = [float(given.earned) for _, given in pairs]
    others = [_rest(taking, given) for taking, given in pairs]
    rest = [_share(earned, worth) for earned, worth in others]
    shares = [_share(mark + earned, most + worth) for mark, (earned, worth) in zip(marks, others, strict=True)]
    met = Met([given.answer for _, given in pairs], rules.thirds(shares), [taking.taker for taking, _ in pairs])
    right = sum(given.right for _, given in pairs)
    unanswered = sum(is_empty(answer) for answer in met.answers)
    told = len(pairs) >= rules.LEAST
    discrimination = formulas.discrimination(marks, rest) if told else None
    sizes, takers = by_third(met.thirds), len(set(met.takers))
    shown = tables(text.question, met) if takers >= rules.LEAST_SHOWN else ()
    facility, spread = formulas.facility(marks, most), formulas.deviation(marks)
    return VersionStatistics(
        text=text,
        editions=tuple(sorted({taking.edition for taking, _ in pairs})),
        attempts=len(pairs),
        takers=takers,
        unanswered=unanswered,
        mean=None if facility is None else facility / 100,
        deviation=None if spread is None or not most else spread / most,
        right=right,
        right_interval=formulas.wilson(right, len(pairs)),
        discrimination=discrimination,
        efficiency=formulas.efficiency(marks, rest) if told else None,
        sizes=sizes,
        tables=shown,
        flags=rules.flags(shown, sizes, right, unanswered, discrimination),
        regraded=sum(given.points not in {None, given.earned} for _, given in pairs),
        dropped=sum(given.points is None for _, given in pairs),
    )


def _share(points: float, most: int) -> float:
    """0 of nothing."""
    return points / most if most else 0.0


def _rest(taking: Taking, given: Given) -> tuple[int, int]:
    """What the attempt's other questions earned, and could earn, as they count now."""
    if given.points is None:
        return taking.total, taking.max_points
    return taking.total - given.points, taking.max_points - given.text.question.points


def by_question(found: Sequence[VersionStatistics]) -> Mapping[QuestionId, tuple[VersionStatistics, ...]]:
    """The versions of each question, in the order of the worst; of one question the latest met first."""
    grouped: dict[QuestionId, list[VersionStatistics]] = {}
    for one in found:
        grouped.setdefault(one.text.id, []).append(one)
    return {name: tuple(sorted(each, key=lambda one: one.editions, reverse=True)) for name, each in grouped.items()}
