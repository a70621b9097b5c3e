"""What may be given, and names that lead to nobody."""

from decimal import Decimal

import pytest

from elearn.ids import CODE_ALPHABET
from elearn.marking import rules
from elearn.marking.rules import Wrong


@pytest.mark.parametrize(
    ("most", "offered"),
    [(100, 2), (200, 3), (900, 10), (1000, 0), (150, 0)],
)
def test_few_whole_points_are_chosen_and_others_typed(most: int, offered: int) -> None:
    assert len(rules.choices(most)) == offered
    assert rules.choices(200) == (0, 100, 200)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0", 0),
        ("1.25", 125),
        ("1.5", 150),
        ("2", 200),
        ("2.01", Wrong.TOO_MANY),
        ("-1", Wrong.NO_NUMBER),
        ("1.005", Wrong.NO_NUMBER),
    ],
)
def test_typed_points_are_hundredths_up_to_the_most(typed: str, read: int | Wrong) -> None:
    assert rules.hundredths(Decimal(typed), 200) == read
    assert rules.hundredths(None, 200) is Wrong.NO_NUMBER


def test_a_code_is_short_stable_and_no_part_of_the_seed() -> None:
    seeds = [f"{letter}" * 16 for letter in CODE_ALPHABET]
    codes = [rules.code(seed) for seed in seeds]
    assert codes == [rules.code(seed) for seed in seeds]
    assert {len(one) for one in codes} == {6}  # with 200 that wait, two share one in 0.1 % of cases
    assert len(set(codes)) == len(codes)
