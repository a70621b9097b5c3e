"""Two transactions that overlap, always in the same way."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from elearn.db import begin_reading, begin_writing

Act = Callable[[Session], object]

LONGEST_SECONDS = 30.0
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


def overlapping(engine: Engine, first: Act, second: Act) -> object:
    """Do `first` without ending its transaction, then `second` in another, up to its end or to where it waits.

    Then the first transaction ends, and the second goes on. Returns what `second` returns. On SQLite, where there
    is one writer, `second` waits at its beginning.
    """
    with ThreadPoolExecutor(1) as pool, Session(engine, expire_on_commit=False) as session:
        begin_writing(session)
        first(session)
        session.flush()
        waiting = pool.submit(_in_transaction, engine, second)
        _until_it_waits(engine, waiting)
        session.commit()
        return waiting.result(LONGEST_SECONDS)


def _in_transaction(engine: Engine, act: Act) -> object:
    with Session(engine, expire_on_commit=False) as session:
        begin_writing(session)
        done = act(session)
        session.commit()
    return done


def _until_it_waits(engine: Engine, other: "Future[object]") -> None:
    if engine.dialect.name == "sqlite":
        return
    end = time.monotonic() + LONGEST_SECONDS
    while not other.done() and time.monotonic() < end:
        with Session(engine) as session:
            begin_reading(session)
            if session.scalar(text(WAITING)):
                return
        time.sleep(0.01)
