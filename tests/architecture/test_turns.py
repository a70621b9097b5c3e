"""Writers of an SQLite database take turns: none is ever told that the database is locked."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session

from elearn.db import begin_reading, begin_writing, engine_options, prepare
from elearn.turns import Busy, Turns

HOLD = """
import sys, time
from pathlib import Path
from elearn.turns import Turns
turns = Turns(Path(sys.argv[1]))
turns.take()
print("taken", flush=True)
time.sleep(60)
"""


def impatient(path: Path) -> Engine:
    """An engine that fails at once where SQLite would wait: what another process of the product would have."""
    address = f"sqlite:///{path}"
    engine = create_engine(address, **engine_options(address))
    prepare(engine)
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=0"))
    return engine


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    pair = impatient(tmp_path / "some.db"), impatient(tmp_path / "some.db")
    with Session(pair[0]) as session:
        begin_writing(session)
        session.execute(text("CREATE TABLE tally (n INTEGER)"))
        session.commit()
    yield pair
    for engine in pair:
        engine.dispose()


def test_writers_of_two_processes_never_meet_a_lock(engines: tuple[Engine, Engine]) -> None:
    def write(engine: Engine) -> None:
        for _ in range(40):
            with Session(engine) as session:
                begin_reading(session)
                session.execute(text("SELECT count(*) FROM tally")).all()
                begin_writing(session)
                session.execute(text("INSERT INTO tally VALUES (1)"))
                session.commit()

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(write, engine) for engine in engines * 4]:
            done.result(60)
    with Session(engines[0]) as session:
        assert session.scalar(text("SELECT count(*) FROM tally")) == 320


def test_a_transaction_that_fails_gives_its_turn_back(engines: tuple[Engine, Engine]) -> None:
    def fail() -> None:
        with Session(engines[0]) as session:
            begin_writing(session)
            raise ZeroDivisionError

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            fail()
    with Session(engines[1]) as session:
        begin_writing(session)
        session.rollback()


def test_reading_needs_no_turn(engines: tuple[Engine, Engine]) -> None:
    with Session(engines[0]) as writer, Session(engines[1]) as reader:
        begin_writing(writer)
        begin_reading(reader)
        assert reader.scalar(text("SELECT count(*) FROM tally")) == 0
        writer.rollback()


def test_the_turn_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    assert holder.stdout is not None
    assert holder.stdout.readline() == "taken\n"
    turns, taken = Turns(path), threading.Event()
    thread = threading.Thread(target=lambda: (turns.take(), taken.set()))
    thread.start()
    assert not taken.wait(0.3)
    holder.send_signal(signal.SIGKILL)
    assert taken.wait(30)
    thread.join()
    holder.communicate()
    turns.give_back()
    turns.close()


def test_patience_ends_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elearn.turns.PATIENCE_SECONDS", 0.01)
    turns = Turns(tmp_path / "some.db")
    turns.take()
    with pytest.raises(Busy):
        turns.take()
    turns.give_back()
    turns.close()
