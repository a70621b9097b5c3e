"""No test sees what another has had counted."""

import pytest

from elearn.coordinating import overview
from elearn.coordinating.remembering import Remembered


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "_remembered", Remembered())
