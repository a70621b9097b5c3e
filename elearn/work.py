"""Transactions outside the web, for jobs and for the command line; with web/transaction.py, the only commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from elearn.db import begin_reading, begin_writing, engine_options, prepare
from elearn.permissions import Actor, Via
from elearn.settings import Settings


@dataclass(frozen=True)
class Work:
    """What a job or a command is given. Slow things (rendering, network, hashing) stand between transactions."""

    settings: Settings
    engine: Engine
    actor: Actor = field(default_factory=lambda: Actor(via=Via.JOB))

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One writing transaction: committed at the end, undone by any exception."""
        with Session(self.engine, expire_on_commit=False) as session:
            begin_writing(session)
            try:
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that cannot write."""
        with Session(self.engine, expire_on_commit=False) as session:
            begin_reading(session)
            yield session


@contextmanager
def open_work(settings: Settings, via: Via) -> Iterator[Work]:
    """Work on the database of the settings; its connections are closed at the end."""
    engine = create_engine(settings.database, **engine_options(settings.database))
    prepare(engine)
    try:
        yield Work(settings, engine, Actor(via=via))
    finally:
        engine.dispose()
