"""Who may start when, and which attempt counts."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from elearn.content.terms import Counts, QuizRules, Review
from elearn.ids import AttemptId, QuizId
from elearn.quizzes import rules
from elearn.quizzes.rules import Past

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def past(number: int, points: int | None, *, passed: bool = False, counts: Counts = Counts.BEST, ago: int = 0) -> Past:
    """An attempt of 10 points, submitted `ago` minutes before NOW; open when `points` is None."""
    at = None if points is None else NOW - timedelta(minutes=ago)
    return Past(AttemptId(number), QuizId("t/quiz"), number, counts, 1000, at, points, passed)


def test_without_limits_anyone_may_start_at_once() -> None:
    standing = rules.standing(QuizRules(), [past(1, 100), past(2, 0)], [], NOW)
    assert (standing.left, standing.opens_at) == (None, None)


def test_the_limit_counts_every_attempt_and_a_grant_adds_one() -> None:
    both = [past(1, 0), past(2, 0)]
    assert rules.standing(QuizRules(attempts=2), both, [], NOW).left == 0
    assert rules.standing(QuizRules(attempts=2), both, [NOW], NOW).left == 1
    assert rules.standing(QuizRules(attempts=1), both, [], NOW).left == 0


def test_waiting_ends_to_the_minute() -> None:
    waiting = QuizRules(wait_minutes=60)
    assert rules.standing(waiting, [past(1, 0, ago=59)], [], NOW).opens_at == NOW + timedelta(minutes=1)
    assert rules.standing(waiting, [past(1, 0, ago=60)], [], NOW).opens_at is None


def test_a_grant_after_the_last_attempt_lifts_the_waiting_and_an_older_one_does_not() -> None:
    waiting = QuizRules(wait_minutes=60)
    attempts = [past(1, 0, ago=10)]
    assert rules.standing(waiting, attempts, [NOW - timedelta(minutes=5)], NOW).opens_at is None
    assert rules.standing(waiting, attempts, [NOW - timedelta(minutes=15)], NOW).opens_at is not None


def test_best_last_and_first() -> None:
    def counted(rule: Counts) -> int:
        attempts = [past(1, 300, counts=rule), past(2, 500, counts=rule), past(3, 400, counts=rule)]
        return rules.result(attempts).points

    assert [counted(rule) for rule in (Counts.BEST, Counts.LAST, Counts.FIRST)] == [500, 400, 300]


def test_passed_never_unhappens() -> None:
    for rule in Counts:
        attempts = [past(1, 200, counts=rule), past(2, 900, passed=True, counts=rule), past(3, 100, counts=rule)]
        found = rules.result(attempts)
        assert found.passed
        assert (found.points, found.attempt_id, found.passed_attempt_id) == (900, 2, 2)


def test_an_open_attempt_is_named_and_does_not_count() -> None:
    found = rules.result([past(1, 300), past(2, None)])
    assert (found.open_attempt_id, found.points, found.attempts) == (2, 300, 2)
    alone = rules.result([past(1, None)])
    assert (alone.attempt_id, alone.points, alone.passed) == (None, 0, False)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=4))
def test_the_order_in_which_attempts_are_read_never_matters(points) -> None:
    attempts = [past(n, p, passed=p >= 800) for n, p in enumerate(points, start=1)]
    assert len({rules.result(list(order)) for order in permutations(attempts)}) == 1


def test_the_review_policy() -> None:
    def may(review: Review, *, passed: bool, show_key: bool = False) -> tuple[bool, bool]:
        terms = QuizRules(review=review, show_key=show_key)
        return rules.may_review(terms, passed=passed), rules.may_see_key(terms, passed=passed)

    assert may(Review.NEVER, passed=True, show_key=True) == (False, False)
    assert may(Review.AFTER_ATTEMPT, passed=False) == (True, False)
    assert may(Review.AFTER_ATTEMPT, passed=False, show_key=True) == (True, True)
    assert may(Review.AFTER_ATTEMPT, passed=True) == (True, True)
    assert may(Review.AFTER_PASS, passed=False, show_key=True) == (False, False)
    assert may(Review.AFTER_PASS, passed=True) == (True, True)
