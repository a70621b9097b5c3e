"""A class of 300 takes a test while the server is killed twice, on SQLite and on PostgreSQL: the lab of `tests/lab`."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench import servers
from bench.table import Row
from elearn.operations.cli import upgrade_database
from elearn.settings import Settings
from elearn.web import assets
from tests.lab.running import Run, enrolled, run
from tests.lab.site import site
from tests.lab.verdict import verdict
from tests.run import postgresql

TAKERS = 300


def measure(folder: Path) -> list[Row]:
    """For each database what was lost or counted twice (nothing may be), and how fast answers were acknowledged."""
    assets.build(folder / "static")
    rows = []
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with database(folder) as settings:
            rows += _rows(name, *_class(settings, folder / f"class-{name}.log"))
    return rows


@contextmanager
def _sqlite(folder: Path) -> Iterator[Settings]:
    yield servers.settings_for(folder, folder / "class.db")


@contextmanager
def _postgresql(folder: Path) -> Iterator[Settings]:
    """As durable as an operator's: a commit waits for the disk."""
    with postgresql(durable=True) as address:
        yield replace(servers.settings_for(folder, folder / "unused.db"), database=address)


def _class(settings: Settings, log: Path) -> tuple[Run, int]:
    upgrade_database(settings)
    browsers = enrolled(settings, TAKERS)
    with site(settings, log) as served:
        found = run(served, browsers)
    wrong = verdict(settings, found)
    assert all(kill.cut_off < kill.cut_off_later for kill in found.kills), (
        "nobody was saving when the server was killed"
    )
    return found, len(wrong.lost) + len(wrong.twice) + len(wrong.graded)


def _rows(name: str, found: Run, wrong: int) -> list[Row]:
    took = statistics.quantiles((1000 * seconds for one in found.journals for seconds in one.took), n=100)
    words = f"{found.told} acknowledged in {found.seconds:.0f} s, {found.cut_off} cut off"
    rate = f"{found.told / found.seconds:.0f}/s, p50 {took[49]:.0f} ms, p99 {took[98]:.0f} ms"
    work = f"{TAKERS} learners at 20 questions, killed twice, {name}"
    return [
        Row(f"{work}: lost or twice", words, "", wrong, 0, most=True),
        Row("the same: saving, outages included", rate),
    ]
