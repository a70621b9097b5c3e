"""Who may start a test and when, and which of several attempts counts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from elearn.content.terms import Counts, QuizRules, Review
from elearn.ids import AttemptId, QuizId


@dataclass(frozen=True, slots=True)
class Past:
    """An attempt as the rules see it. `submitted_at` is None while it is open, `points` until it is graded."""

    id: AttemptId
    quiz_id: QuizId
    number: int
    counts: Counts
    max_points: int
    submitted_at: datetime | None
    points: int | None
    passed: bool
    marking_due: date | None = None

    @property
    def open(self) -> bool:
        return self.submitted_at is None

    @property
    def waiting(self) -> bool:
        """Ended, and not graded before its essays are marked; it counts as used."""
        return self.submitted_at is not None and self.points is None

    @property
    def graded(self) -> bool:
        return self.points is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands before a test. `allowed` is None without a limit; `opens_at` while one must wait.

    `unfinished` is an attempt that is open or waits for marking: no other can be started before it is graded.
    """

    used: int
    allowed: int | None
    opens_at: datetime | None
    unfinished: Past | None = None

    @property
    def left(self) -> int | None:
        return None if self.allowed is None else max(0, self.allowed - self.used)


@dataclass(frozen=True, slots=True)
class QuizResult:
    """A person's result in a test, by the attempt that counts; `points` of `max_points` are hundredths.

    `passed` is true once any attempt has passed and stays so: from then on only passing attempts count.
    `passed_attempt_id` and `passed_at` name the first that passed, `attempt_id` the one whose points these are
    (None, with 0 points, while no attempt has been graded). `waiting`: the attempt whose essays wait for marking.
    """

    quiz_id: QuizId
    attempts: int
    open_attempt_id: AttemptId | None
    passed: bool
    points: int
    max_points: int
    passed_at: datetime | None
    attempt_id: AttemptId | None
    passed_attempt_id: AttemptId | None
    waiting: Past | None = None


def standing(rules: QuizRules, past: Sequence[Past], granted: Sequence[datetime], now: datetime) -> Standing:
    """Granted attempts add to the limit, and one granted after the last attempt also lifts the waiting."""
    allowed = None if rules.attempts is None else rules.attempts + len(granted)
    ended = max((attempt.submitted_at for attempt in past if attempt.submitted_at is not None), default=None)
    opens_at = None
    if ended is not None and rules.wait_minutes and not any(at > ended for at in granted):
        opens_at = ended + timedelta(minutes=rules.wait_minutes)
    unfinished = next((attempt for attempt in past if not attempt.graded), None)
    return Standing(len(past), allowed, opens_at if opens_at is not None and opens_at > now else None, unfinished)


def result(past: Sequence[Past]) -> QuizResult:
    """The result in one test, from all attempts at it: at least one, in any order.

    The rule of the latest attempt's edition says which one counts; of two equally good ones, the earlier.
    """
    ordered = sorted(past, key=lambda attempt: attempt.number)
    graded = [attempt for attempt in ordered if attempt.graded]
    passing = next((attempt for attempt in graded if attempt.passed), None)
    counted = _counting([attempt for attempt in graded if attempt.passed] or graded)
    return QuizResult(
        quiz_id=ordered[-1].quiz_id,
        attempts=len(ordered),
        open_attempt_id=next((attempt.id for attempt in ordered if attempt.open), None),
        passed=passing is not None,
        points=(counted.points or 0) if counted else 0,
        max_points=counted.max_points if counted else 0,
        passed_at=passing.submitted_at if passing else None,
        attempt_id=counted.id if counted else None,
        passed_attempt_id=passing.id if passing else None,
        waiting=next((attempt for attempt in ordered if attempt.waiting), None),
    )


def may_review(rules: QuizRules, *, passed: bool) -> bool:
    """Whether the test shows how single answers did. `passed`: by any attempt of the person."""
    return rules.review is Review.AFTER_ATTEMPT or (rules.review is Review.AFTER_PASS and passed)


def may_see_key(rules: QuizRules, *, passed: bool) -> bool:
    """Whether the right answers may be shown as well."""
    return may_review(rules, passed=passed) and (passed or rules.show_key)


def _counting(graded: Sequence[Past]) -> Past | None:
    if not graded:
        return None
    rule = graded[-1].counts
    if rule is Counts.LAST:
        return graded[-1]
    if rule is Counts.FIRST:
        return graded[0]
    best = graded[0]
    for attempt in graded[1:]:
        if (attempt.points or 0) * best.max_points > (best.points or 0) * attempt.max_points:
            best = attempt
    return best
