"""What learners do, by the load generator at the large database: lessons, answers, finished tests, sign-ins."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
from sqlalchemy import create_engine, func, select

from bench import floors, load, servers
from bench.browsers import LESSON_MARKER, Browsers
from bench.load import Request, Run, Supply
from bench.seeding import Seeded
from bench.table import Row
from elearn.progress.models import Completion
from elearn.quizzes.models import Attempt, AttemptState, Response

CONNECTIONS = 8
CALM, STORM = 1, 32
HASHING_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Arena:
    """Both servers running over their databases."""

    folder: Path
    floor: str
    product: str
    process: psutil.Process
    seeded: Seeded

    def supply(self, name: str, requests: list[Request], marker: str, **more: object) -> Supply:
        """Requests to the product."""
        return Supply(self.product, self.folder / f"{name}.tsv", requests, marker, **more)  # type: ignore[arg-type]  # fields of Supply

    def floor_supply(self, path: str, method: str) -> Supply:
        return Supply(self.floor, self.folder / "floor.tsv", [Request(path)], floors.MARKER, method)


@contextmanager
def arena(folder: Path, seeded: Seeded) -> Iterator[Arena]:
    """Floor and product on the same server with the same settings."""
    address = f"sqlite:///{folder}/floor.db"
    floors.fill(address)
    bare = replace(seeded.settings, database=address)
    with (
        servers.serving(bare, "bench.floors:app", **{floors.ADDRESS: address}) as (floor, _),
        servers.serving(seeded.settings) as (product, process),
    ):
        yield Arena(folder, floor, product, process, seeded)


def lessons(at: Arena) -> list[Row]:
    """The lesson page against the page floor."""
    supply = at.supply("lessons", Browsers(at.seeded.settings).lessons(at.seeded.crew.savers), LESSON_MARKER)
    floor = at.floor_supply("/page", "GET")
    rows = []
    for connections in (1, CONNECTIONS, 32):
        found = _beside(supply, floor, connections)
        budget = 0.5 if connections == CONNECTIONS else None
        rows.append(_rates(f"lesson page, {connections} connections", found, budget))
    tail = found["product"].p99 / found["product"].p50
    words = f"p99 {found['product'].p99:.1f} ms, p50 {found['product'].p50:.1f} ms"
    floor_tail = f"floor: {found['floor'].p99 / found['floor'].p50:.2f}"
    return [*rows, Row("lesson page, 32 connections, p99 / p50", words, floor_tail, tail, 3, most=True)]


def answers(at: Arena) -> list[Row]:
    """Saving an answer and finishing a test against the commit floor; every write looked for afterwards."""
    browsers, crew = Browsers(at.seeded.settings), at.seeded.crew
    saves = at.supply("saves", browsers.saves(at.seeded), '"revision":1', method="POST", once=True)
    form = {"method": "POST", "status": 303, "content": "application/x-www-form-urlencoded", "once": True}
    tests = at.supply("tests", browsers.submits(crew.finishers), "/result", **form)
    courses = at.supply("courses", browsers.submits(crew.last), "/result", **form)
    floor = at.floor_supply("/commit", "POST")
    before = _stored(at)
    rows = [
        _rates("saving one answer, 8 connections", _beside(saves, floor), 0.6),
        _rates("finishing a 10-question test, 8 connections", _beside(tests, floor), 0.4),
        _rates("the same, when it completes the course", _beside(courses, floor), 0.4),
    ]
    stored = [after - earlier for after, earlier in zip(_stored(at), before, strict=True)]
    sent = (saves.used, tests.used + courses.used, courses.used)
    lost = max(due - found for due, found in zip(sent, stored, strict=True))
    assert lost <= 3 * (load.ROUNDS + 1) * CONNECTIONS, (sent, stored)
    return rows


def sign_ins(at: Arena) -> list[Row]:
    """Signing in against the hash alone, and a lesson meanwhile."""
    browsers, crew = Browsers(at.seeded.settings), at.seeded.crew
    form = {"method": "POST", "status": 303, "content": "application/x-www-form-urlencoded"}
    supply = at.supply("sign-ins", browsers.sign_ins([*crew.finishers, *crew.last]), "/my", **form)
    rows = []
    for connections in (1, CONNECTIONS, STORM):
        found = load.interleaved({"product": _runs(supply, connections), "floor": lambda: _hashing(at.seeded)})
        rows.append(_rates(f"sign-in, {connections} connections", found, 0.8 if connections != 1 else None))
    lesson = at.supply("lessons", browsers.lessons(crew.savers), LESSON_MARKER)

    def in_the_storm() -> Run:
        storm = load.start(supply, STORM, load.SECONDS + 1)
        found = load.run(lesson, CALM)
        load.finish(supply, storm)
        return found

    both = load.interleaved({"idle": _runs(lesson, CALM), "storm": in_the_storm})
    idle, storm = both["idle"].p95, both["storm"].p95
    words = (f"p95 {storm:.1f} ms", f"idle: p95 {idle:.1f} ms")
    return [*rows, Row("lesson page during a storm of 32 sign-ins", *words, storm / idle, 3, most=True)]


def _beside(supply: Supply, floor: Supply, connections: int = CONNECTIONS) -> dict[str, Run]:
    return load.interleaved({"floor": _runs(floor, connections), "product": _runs(supply, connections)})


def _runs(supply: Supply, connections: int):
    return lambda: load.run(supply, connections)


def _hashing(seeded: Seeded) -> Run:
    return Run(floors.hash_rate(seeded.settings, HASHING_SECONDS), 0, 0, 0)


def _rates(work: str, found: dict[str, Run], budget: float | None) -> Row:
    product, floor = found["product"], found["floor"]
    words = f"{product.rate:.0f}/s, p50 {product.p50:.1f} ms, p99 {product.p99:.1f} ms"
    beside = f"{floor.rate:.0f}/s" + (f", p50 {floor.p50:.1f} ms, p99 {floor.p99:.1f} ms" if floor.p50 else "")
    return Row(work, words, beside, product.rate / floor.rate, budget)


def _stored(at: Arena) -> tuple[int, int, int]:
    """How many answers, graded attempts and completions there are."""
    engine = create_engine(at.seeded.settings.database)
    counted = (
        select(func.count()).select_from(Response),
        select(func.count()).select_from(Attempt).where(Attempt.state == AttemptState.GRADED),
        select(func.count()).select_from(Completion),
    )
    with engine.connect() as connection:
        found = tuple(connection.execute(query).scalar_one() for query in counted)
    engine.dispose()
    return found[0], found[1], found[2]
