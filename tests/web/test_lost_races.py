"""What is tried once more because another was faster, and what is not."""

import psycopg.errors
import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from elearn.db import lost_race


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (IntegrityError("", {}, Exception("a unique key")), True),
        (OperationalError("", {}, psycopg.errors.DeadlockDetected()), True),
        (OperationalError("", {}, psycopg.errors.DiskFull()), False),
        (OperationalError("", {}, Exception("unable to open database file")), False),
    ],
)
def test_a_lost_race_is_told_from_other_failures(error: DBAPIError, again: bool) -> None:
    assert lost_race(error) is again
