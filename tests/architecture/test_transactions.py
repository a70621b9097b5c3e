"""Only the two transaction owners commit, and a reading request cannot write."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from elearn.db import begin_reading, begin_writing
from elearn.extensions import database
from elearn.web.transaction import WriteInRead, writing

PACKAGE = Path(__file__).parents[2] / "elearn"
MAY_COMMIT = {"web/transaction.py", "work.py"}


def test_nothing_commits_outside_its_places() -> None:
    committing = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\.commit\(|\.begin\(\)", path.read_text(encoding="utf-8"))
    }
    assert committing <= MAY_COMMIT


def test_a_reading_transaction_cannot_write(app: Flask) -> None:
    with app.app_context():
        session = database.session()
        begin_reading(session)
        with pytest.raises(DBAPIError):
            session.execute(text("DELETE FROM job"))
        session.rollback()


def test_a_writing_transaction_can_write_after_a_reading_one(app: Flask) -> None:
    with app.app_context():
        session = database.session()
        begin_reading(session)
        begin_writing(session)
        session.execute(text("DELETE FROM job"))
        session.rollback()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_get_that_asks_to_write_is_a_defect(app: Flask, method: str) -> None:
    with app.test_request_context("/", method=method), pytest.raises(WriteInRead), writing():
        pass
