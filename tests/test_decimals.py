"""Numbers as people read them."""

import pytest

from elearn import decimals


@pytest.mark.parametrize(
    ("hundredths", "bulgarian", "english"),
    [(-50, "−0,5", "−0.5"), (150, "1,5", "1.5"), (0, "0", "0"), (-133, "−1,33", "−1.33")],
)
def test_points_have_the_comma_of_their_language_and_a_minus_sign_that_is_no_hyphen(
    hundredths: int, bulgarian: str, english: str
) -> None:
    assert (decimals.points(hundredths, "bg"), decimals.points(hundredths, "en")) == (bulgarian, english)
