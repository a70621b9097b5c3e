from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from elearn import clock, wiring
from elearn.db import begin_writing
from elearn.ids import PersonId
from elearn.people import passwords
from elearn.settings import Settings
from tests.factories.people import a_person
from tests.people.browser import Browser

EMAIL = "maria@example.org"


@pytest.fixture
def maria(session) -> PersonId:
    """A learner with the e-mail EMAIL and the password PASSWORD, already in the database."""
    person_id = a_person(session, email=EMAIL)
    session.commit()
    return person_id


@pytest.fixture
def writing(settings: Settings, engine: Engine) -> Callable[[], AbstractContextManager[Session]]:
    """`with writing() as session:` is a transaction of its own, beside what the app does."""
    wiring.connect(settings)

    @contextmanager
    def transaction() -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session:
            begin_writing(session)
            yield session
            session.commit()

    return transaction


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def other_browser(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def hashes(monkeypatch) -> list[str]:
    """The kinds of hash work that were done, in order."""
    done: list[str] = []
    real = passwords.Hashing._run
    monkeypatch.setattr(passwords.Hashing, "_run", lambda self, work: (done.append("hash"), real(self, work))[1])
    return done


@pytest.fixture
def after_hashing(monkeypatch) -> Callable[[Callable[[], None]], None]:
    """`after_hashing(act)`: once, when the next password has been compared and nothing is stored yet."""

    def when_compared(act: Callable[[], None]) -> None:
        real, acts = passwords.Hashing.verify, [act]

        def verify(self, password_hash, password):
            verdict = real(self, password_hash, password)
            if acts:
                acts.pop()()
            return verdict

        monkeypatch.setattr(passwords.Hashing, "verify", verify)

    return when_compared


@pytest.fixture
def at(monkeypatch) -> Callable[..., None]:
    """`at(hours=3)`: so much later. The one clock is moved, and nothing sleeps."""
    real = clock.now
    shift: list[timedelta] = []

    def later(**delta: float) -> None:
        shift.append(timedelta(**delta))

    monkeypatch.setattr(clock, "now", lambda: sum(shift, start=real()))
    return later


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Every statement that the app sends to the database from here on."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SET TRANSACTION")):
            sent.append(statement)

    with app.app_context():
        engine: Engine = app.extensions["sqlalchemy"].engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
