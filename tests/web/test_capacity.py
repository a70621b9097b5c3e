import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import render_template_string
from sqlalchemy import text
from sqlalchemy.orm import Session

from elearn import db
from elearn.people.passwords import Hashing
from elearn.settings import Settings


def test_a_storm_of_32_sign_ins_finds_a_place_even_in_one_process() -> None:
    hashing = Hashing(Settings())
    assert all(hashing._places.acquire(blocking=False) for _ in range(32))


def test_more_threads_than_connections_wait_their_turn(engine) -> None:
    together = threading.Barrier(db.CONNECTIONS)

    def read(number: int) -> int:
        with Session(engine) as session:
            db.begin_reading(session)
            if number < db.CONNECTIONS:
                together.wait(10)
            found: int = session.scalar(text("SELECT 1"))
            return found

    with ThreadPoolExecutor(4 * db.CONNECTIONS) as pool:
        assert list(pool.map(read, range(4 * db.CONNECTIONS))) == [1] * 4 * db.CONNECTIONS
    assert engine.pool.checkedout() == 0


@pytest.mark.parametrize("order", [("bg", "en", "bg"), ("en", "bg", "en")])
def test_each_request_speaks_its_own_language(app, order) -> None:
    said = []
    for language in order:
        with app.test_request_context(f"/?lang={language}"):
            said.append(
                render_template_string("{{ _('Sign in') }}|{{ ngettext('%(num)s lesson', '%(num)s lessons', 2) }}")
            )
    assert said[0] == said[2] != said[1]
    assert "Вход" in said[order.index("bg")]
    assert said[order.index("en")].startswith("Sign in|")
