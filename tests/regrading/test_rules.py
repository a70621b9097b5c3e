"""What a regrade makes of one attempt: never worse, whatever the key and the points."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from elearn.questions.grading import passed
from elearn.regrading.rules import Standing, Terms, Verdict, regraded, worse

TERMS = Terms(worth=100, pass_percent=80, graded=True)


def standing(question: int | None, total: int, of: int) -> Standing:
    return Standing(question, total, max(0, total), of, passed(max(0, total), of, 80))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Standing, Terms, int | None]:
    """A question of an attempt with others beside it, perhaps with deductions below zero, and what it is to earn."""
    worth, others = draw(st.integers(1, 500)), draw(st.integers(0, 2000))
    percent = draw(st.integers(0, 100))
    earned = draw(st.none() | st.integers(-worth, worth))
    rest = draw(st.integers(-others, others))
    question = draw(st.none() | st.integers(-worth, worth))
    total = rest + (question or 0)
    of = others + (worth if question is not None else 0)
    points = max(0, total)
    before = Standing(question, total, points, of, passed(points, of, percent))
    return before, Terms(worth, percent, graded=True), earned


@given(situations())
def test_never_worse_means_neither_points_nor_pass_nor_percentage_fall(found) -> None:
    before, terms, earned = found
    _verdict, after = regraded(before, terms, earned, never_worse=True)
    assert after.passed >= before.passed
    assert after.points * before.max_points >= before.points * after.max_points
    if before.question is not None and after.question is not None:
        assert after.question >= before.question


@given(situations())
def test_what_is_stored_always_holds_together(found) -> None:
    before, terms, earned = found
    verdict, after = regraded(before, terms, earned, never_worse=False)
    if verdict is Verdict.UNGRADABLE:
        assert after == before
        return
    assert 0 <= after.points <= after.max_points
    assert after.passed is passed(after.points, after.max_points, terms.pass_percent)
    assert after.question == earned


@given(situations())
def test_a_second_time_changes_nothing_more(found) -> None:
    before, terms, earned = found
    verdict, once = regraded(before, terms, earned, never_worse=False)
    if verdict is not Verdict.UNGRADABLE:
        assert regraded(once, terms, earned, never_worse=False) == (Verdict.SAME, once)


@given(situations())
def test_dropping_a_question_and_asking_it_again_gives_back_what_was(found) -> None:
    before, terms, _earned = found
    verdict, dropped = regraded(before, terms, None, never_worse=False)
    if before.question is None or verdict is Verdict.UNGRADABLE:
        return
    assert regraded(dropped, terms, before.question, never_worse=False)[1] == before


def test_dropping_a_question_that_was_right_would_lower_the_percentage() -> None:
    before = standing(100, 500, 600)
    assert regraded(before, TERMS, None, never_worse=True) == (Verdict.KEPT, before)


def test_dropping_a_question_that_was_wrong_raises_it_and_may_pass() -> None:
    verdict, after = regraded(standing(0, 400, 600), TERMS, None, never_worse=True)
    assert (verdict, after) == (Verdict.CHANGED, Standing(None, 400, 400, 500, passed=True))


def test_a_pass_at_the_very_mark_is_not_lost_by_rounding() -> None:
    assert regraded(standing(0, 7999, 10000), Terms(1, 80, graded=True), 1, never_worse=True)[1].passed
    assert not regraded(standing(0, 7998, 10000), Terms(1, 80, graded=True), 1, never_worse=True)[1].passed


def test_an_attempt_that_asks_nothing_else_cannot_lose_its_only_question() -> None:
    before = standing(0, 0, 100)
    assert regraded(before, TERMS, None, never_worse=False) == (Verdict.UNGRADABLE, before)


def test_an_attempt_that_waits_for_marking_passes_by_nothing() -> None:
    _verdict, after = regraded(standing(0, 0, 100), Terms(100, 80, graded=False), 100, never_worse=True)
    assert (after.points, after.passed) == (100, False)


def test_fewer_points_for_the_question_are_worse_even_where_the_test_does_not_feel_it() -> None:
    before = Standing(50, -100, 0, 600, passed=False)
    after = Standing(0, -150, 0, 600, passed=False)
    assert worse(before, after)


@given(situations(), st.integers(0, 1500), st.integers(0, 100))
def test_never_worse_holds_whatever_the_marks_of_an_attempt_that_waits_will_be(found, waiting, share) -> None:
    before, graded, earned = found
    before = replace(before, max_points=before.max_points + waiting, passed=False)
    terms = Terms(graded.worth, graded.pass_percent, graded=False, waiting=waiting)
    verdict, after = regraded(before, terms, earned, never_worse=True)
    assert verdict is not Verdict.KEPT  # its marks will tell
    marks = waiting * share // 100
    had, has = (max(0, one.total + marks) for one in (before, after))
    assert has * before.max_points >= had * after.max_points


def test_a_question_that_counts_again_may_cost_the_pass_that_the_essay_brings() -> None:
    before = Standing(None, 0, 0, 900, passed=False)
    verdict, after = regraded(before, Terms(100, 55, graded=False, waiting=900), 25, never_worse=True)
    assert (verdict, after) == (Verdict.LATER, before)
