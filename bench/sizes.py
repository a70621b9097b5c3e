"""The same requests at 1,000 and at 100,000 enrolments, inside this process: statements, plans, time.

Requests alternate between both applications, so that whatever else the machine does hits both alike.
"""

import cProfile
import gc
import pstats
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event
from werkzeug.test import Client, EnvironBuilder

from bench.browsers import Browsers
from bench.load import Request
from bench.seeding import Seeded
from bench.table import Row
from elearn.app import create_app
from elearn.extensions import database

REPEATS = 150
WARM = 10
SLOWER = 1.25


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of request: how many SELECTs the design allows it, if it says so, and the requests to send."""

    name: str
    requests: Sequence[Request]
    status: int
    method: str = "POST"
    content: str = "application/x-www-form-urlencoded"


class Side:
    """An application over one database, called without a network."""

    def __init__(self, seeded: Seeded) -> None:
        self.app: Flask = create_app(seeded.settings)
        with self.app.app_context():
            self.engine: Engine = database.engine
        self._client = Client(self.app, use_cookies=False)
        self.works = works(seeded)

    def send(self, work: Work, at: int) -> float:
        """Send one request; seconds until its last byte."""
        request = work.requests[at]
        headers = {"Cookie": request.cookie, "X-CSRFToken": request.token, "Accept": "text/html,application/json"}
        kind = work.content if request.body else None
        sent = EnvironBuilder(
            request.path, method=work.method, headers=headers, data=request.body, content_type=kind
        ).get_environ()
        start = time.perf_counter()
        answer = self._client.open(sent)
        body = answer.get_data()
        taken = time.perf_counter() - start
        assert answer.status_code == work.status, (request.path, answer.status, body[:200])
        answer.close()
        return taken


@contextmanager
def listening(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The statements sent to the database meanwhile, with their parameters."""
    heard: list[tuple[str, Any]] = []

    def hear(_c: object, _cursor: object, statement: str, parameters: Any, _x: object, _many: bool) -> None:
        heard.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def works(seeded: Seeded) -> list[Work]:
    """Lesson, save, finish, complete, sign in; every request of a kind by another learner."""
    browsers, crew = Browsers(seeded.settings), seeded.crew
    saves = browsers.saves(seeded)
    return [
        Work("lesson page", browsers.lessons(crew.savers), 200, "GET"),
        Work("saving one answer", saves[-REPEATS * 2 :], 200, content="application/json"),
        Work("finishing a 10-question test", browsers.submits(crew.finishers[::-1]), 303),
        Work("the same, when it completes the course", browsers.submits(crew.last[::-1]), 303),
        Work("sign-in", browsers.sign_ins(crew.finishers), 303),
    ]


def measure(small: Seeded, large: Seeded) -> list[Row]:
    """For each kind of request one row of time, one of statements, one of plans."""
    sides = Side(small), Side(large)
    rows = []
    for few, many in zip(sides[0].works, sides[1].works, strict=True):
        rows += _compare(sides, (few, many))
    return rows


def _compare(sides: tuple[Side, Side], pair: tuple[Work, Work]) -> list[Row]:
    times: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    for at in range(REPEATS):
        for which in (0, 1) if at % 2 else (1, 0):
            times[which].append(sides[which].send(pair[which], at) * 1000)
    few, many = (statistics.median(found[WARM:]) for found in times)
    heard = [_statements(side, work) for side, work in zip(sides, pair, strict=True)]
    name = pair[0].name
    counts = [_counted(found) for found in heard]
    same = [text for text, _ in heard[0]] == [text for text, _ in heard[1]]
    scans = sorted({scan for side, found in zip(sides, heard, strict=True) for scan in _scans(side.engine, found)})
    return [
        Row(
            f"{name}, at 100,000 enrolments", f"{many:.2f} ms", f"at 1,000: {few:.2f} ms", many / few, SLOWER, most=True
        ),
        Row(f"{name}, statements", counts[1], "the same at 1,000" if same else f"at 1,000: {counts[0]}", *_none(same)),
        Row(f"{name}, scans in its plans", ", ".join(scans) or "none", "", float(len(scans)), 0, most=True),
    ]


def _none(good: bool) -> tuple[float, float]:
    return (1.0, 1.0) if good else (0.0, 1.0)


def _statements(side: Side, work: Work) -> list[tuple[str, Any]]:
    """What one warm request asks the database."""
    with listening(side.engine) as heard:
        side.send(work, REPEATS)
    return heard


def _counted(heard: Sequence[tuple[str, Any]]) -> str:
    """`3 SELECT, 1 INSERT`."""
    kinds = [text.split()[0].upper() for text, _ in heard]
    kinds = [kind for kind in kinds if kind in {"SELECT", "INSERT", "UPDATE", "DELETE"}]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)) or "none"


def _scans(engine: Engine, heard: Sequence[tuple[str, Any]]) -> Iterator[str]:
    """Tables that a statement reads from end to end, by SQLite's own plan."""
    connection = engine.raw_connection()
    try:
        for text, parameters in heard:
            if text.split()[0].upper() not in {"SELECT", "UPDATE", "DELETE"}:
                continue
            one = parameters[0] if isinstance(parameters, list) else parameters
            for row in connection.cursor().execute(f"EXPLAIN QUERY PLAN {text}", one):
                if re.match(r"SCAN (?!CONSTANT)", row[3]):
                    yield row[3]
    finally:
        connection.close()


def profile(seeded: Seeded, name: str, lines: int = 45) -> None:
    """Print where the time of one kind of request goes."""
    side = Side(seeded)
    work = next(work for work in side.works if work.name == name)
    for at in range(WARM):
        side.send(work, at)
    profiler = cProfile.Profile()
    measured: Callable[[], None] = lambda: [side.send(work, at) for at in range(WARM, REPEATS)] and None  # noqa: E731 - what the profiler calls
    profiler.runcall(measured)
    found = pstats.Stats(profiler)
    found.strip_dirs().sort_stats("tottime").print_stats(lines)
    found.sort_stats("cumulative").print_stats(lines)
