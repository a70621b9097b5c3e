"""The one wall clock, and a past that the demo can be told of."""

from datetime import timedelta

import pytest

from elearn import clock


def test_a_past_instant_stands_still_and_ends_with_its_block() -> None:
    then = clock.now() - timedelta(days=30)
    with clock.at(then):
        assert (clock.now(), clock.now()) == (then, then)
        assert clock.today() == clock.day_of(then)
    assert clock.now() > then + timedelta(days=29)


def test_it_ends_after_a_mistake_too() -> None:
    then = clock.now() - timedelta(days=30)
    with pytest.raises(RuntimeError), clock.at(then):
        raise RuntimeError
    assert clock.now() != then
