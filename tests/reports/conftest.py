"""Two municipalities, and a platform on which every file is large."""

import pytest
from sqlalchemy.orm import Session

from elearn.reports import jobs, rules
from tests.reports.desk import Two


@pytest.fixture
def two(session: Session) -> Two:
    return Two(session)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is too large to be made while its reader waits."""
    for module in (rules, jobs):
        monkeypatch.setattr(module, "SMALL", 0)
    monkeypatch.setattr("elearn.reports.views.SMALL", 0)
