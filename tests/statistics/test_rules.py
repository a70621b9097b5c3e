"""Thirds and flags: their exact limits, and that a small number claims nothing."""

from hypothesis import given
from hypothesis import strategies as st

from elearn.statistics import rules
from elearn.statistics.rules import BOTTOM, MIDDLE, TOP, Flag, FlagKind
from elearn.statistics.taken import Form, Line, Table

SIZES = (10, 10, 10)
NAMES = {0: "А", 1: "Б", 2: "В"}


def table(*taken: tuple[int, int, int], right: tuple[int, ...] = (0,), form: Form = "choice") -> Table:
    """A choice by how often each third took it."""
    lines = tuple(Line(at, {"bg": NAMES[at]}, at in right, counts) for at, counts in enumerate(taken))
    return Table(form, {}, lines, (0, 0, 0), (0, 0, 0))


def kinds(found: tuple[Flag, ...]) -> list[FlagKind]:
    return [flag.kind for flag in found]


def looked_at(
    *given: Table, sizes=SIZES, right=20, unanswered=0, discrimination: float | None = 40.0
) -> tuple[Flag, ...]:
    return rules.flags(given, sizes, right, unanswered, discrimination)


def test_thirds_are_by_rank_and_equal_totals_stay_together() -> None:
    assert rules.thirds([0.9, 0.1, 0.5]) == [TOP, BOTTOM, MIDDLE]
    assert rules.thirds([1, 2, 3, 4, 5, 6]) == [BOTTOM, BOTTOM, MIDDLE, MIDDLE, TOP, TOP]
    assert rules.thirds([0.5] * 7) == [MIDDLE] * 7
    assert rules.thirds([0.2, 1, 1, 1]) == [BOTTOM, MIDDLE, MIDDLE, MIDDLE]
    assert rules.thirds([]) == []


@given(st.lists(st.integers(0, 6), max_size=60))
def test_a_better_total_is_never_in_a_lower_third(totals) -> None:
    found = rules.thirds([float(total) for total in totals])
    pairs = list(zip(totals, found, strict=True))
    assert all(mine < theirs or third <= other for mine, third in pairs for theirs, other in pairs)
    assert all(mine != theirs or third == other for mine, third in pairs for theirs, other in pairs)
    mirrored = rules.thirds([-float(total) for total in totals])
    assert mirrored == [BOTTOM - third for third in found]


def test_the_best_choosing_a_wrong_answer_asks_to_check_the_key() -> None:
    (flag,) = looked_at(table((4, 6, 7), (6, 3, 2), (0, 1, 1)))
    assert (flag.kind, flag.answer, flag.position) == (FlagKind.CHECK_KEY, {"bg": "Б"}, 1)
    assert not looked_at(table((5, 6, 7), (5, 3, 2), (0, 1, 1)))  # as many took the right one
    assert not looked_at(table((3, 6, 7), (4, 3, 2), (3, 1, 1)))  # fewer than half of the top third


def test_a_wrong_one_of_several_taken_by_half_of_the_best_asks_to_check_the_key() -> None:
    several = {"form": "choices", "right": (0, 1)}
    (flag,) = looked_at(table((10, 9, 8), (10, 8, 7), (10, 10, 10), **several))  # as all the others did
    assert (flag.kind, flag.answer, flag.position) == (FlagKind.CHECK_KEY, {"bg": "В"}, 2)
    assert kinds(looked_at(table((10, 9, 8), (9, 8, 7), (5, 7, 9), **several))) == [FlagKind.CHECK_KEY]
    assert not looked_at(table((10, 9, 8), (9, 8, 7), (4, 9, 9), **several))


def test_thirds_too_small_tell_nothing_of_the_key() -> None:
    wrong = table((0, 9, 8), (2, 9, 2), (0, 1, 1))
    assert not looked_at(wrong, sizes=(4, 17, 11))
    assert looked_at(table((0, 9, 8), (3, 9, 2), (0, 1, 1)), sizes=(5, 17, 11))
    assert rules.thirds_tell((3, 3, 3))
    assert rules.thirds_tell((9, 0, 9))  # results of two sizes alone
    assert not rules.thirds_tell((40, 2, 40))
    assert not rules.thirds_tell((0, 50, 0))
    assert not rules.thirds_tell((0, 40, 10))


def test_a_choice_that_nobody_took_is_named_unless_everyone_is_right() -> None:
    idle = table((10, 5, 5), (0, 5, 5), (0, 0, 0))
    (flag,) = looked_at(idle)
    assert (flag.kind, flag.answer) == (FlagKind.NOBODY_CHOSE, {"bg": "В"})
    assert kinds(looked_at(table((10, 10, 10), (0, 0, 0), (0, 0, 0)), right=30)) == [FlagKind.EVERYONE_RIGHT]
    assert not looked_at(table((10, 10, 10), (0, 0, 0), right=(0,)))  # true or false
    assert not looked_at(table((10, 10, 9), (0, 0, 1), (0, 0, 0), form="part"))  # it belongs to another part


def test_nobody_right_below_zero_weak_and_left_out_have_their_limits() -> None:
    assert kinds(looked_at(right=0)) == [FlagKind.NOBODY_RIGHT]
    assert kinds(looked_at(discrimination=-0.1)) == [FlagKind.NEGATIVE]
    assert kinds(looked_at(discrimination=19.9, sizes=(17, 17, 16))) == [FlagKind.WEAK]
    assert not looked_at(discrimination=19.9, sizes=(17, 16, 16))
    assert not looked_at(discrimination=20.0, sizes=(17, 17, 16))
    assert kinds(looked_at(unanswered=6)) == [FlagKind.LEFT_OUT]
    assert not looked_at(unanswered=5)


def test_under_twenty_attempts_nothing_is_claimed() -> None:
    wrong = table((0, 6, 6), (7, 0, 0), (0, 0, 0))
    assert not looked_at(wrong, sizes=(7, 6, 6), right=0, discrimination=None)
    assert looked_at(wrong, sizes=(7, 7, 6), right=0, discrimination=None)


def test_trouble_is_ranked_by_the_worst_flag() -> None:
    key, idle = Flag(FlagKind.CHECK_KEY), Flag(FlagKind.NOBODY_CHOSE)
    assert rules.trouble([idle, key]) < rules.trouble([idle]) < rules.trouble([])


def test_a_typed_answer_that_earns_a_part_does_not_question_the_key() -> None:
    half = Line(-1, {"": "закона"}, right=False, taken=(8, 0, 0), partial=True)
    wrong = Line(-1, {"": "наредба"}, right=False, taken=(8, 0, 0))
    assert not looked_at(Table("typed", {}, (half,), (0, 0, 0), (0, 0, 0)))
    (flag,) = looked_at(Table("typed", {}, (wrong,), (0, 0, 0), (0, 0, 0)))
    assert (flag.kind, flag.position) == (FlagKind.CHECK_KEY, -1)
