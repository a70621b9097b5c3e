"""`python -m bench`: every measurement, one table. `python -m bench profile "lesson page"`: where its time goes.

`python -m bench kills`: only the class whose server is killed.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import (
    compiling,
    coordinating,
    exports,
    kills,
    memory,
    papers,
    regrading,
    seeding,
    sizes,
    statistics,
    table,
    traffic,
)
from bench.seeding import Seeded
from bench.table import Row
from elearn import clock

RESULTS = Path(__file__).parent / "results"


def rows(folder: Path, small: Seeded, large: Seeded) -> Iterator[list[Row]]:
    """All parts in turn; what needs a fresh database comes before what fills it."""
    yield sizes.measure(small, large)
    with traffic.arena(folder, large) as arena:
        for part in (traffic.lessons, traffic.answers, traffic.sign_ins, memory.measure):
            yield part(arena)
    yield papers.measure(folder, large)
    yield kills.measure(folder)
    yield regrading.measure(folder)
    yield statistics.measure(folder)
    yield exports.measure(folder)
    yield coordinating.measure(folder)
    yield compiling.measure(folder)


def main(arguments: list[str]) -> int:
    """0 when every budget holds."""
    with tempfile.TemporaryDirectory(prefix="elearn-bench-") as name:
        folder = Path(name)
        if arguments[:1] == ["kills"]:
            return _told(kills.measure(folder))
        print("Making the databases…", flush=True)
        small, large = seeding.seed(folder)
        if arguments[:1] == ["profile"]:
            sizes.profile(large, arguments[1])
            return 0
        found: list[Row] = []
        for part in rows(folder, small, large):
            print(f"\n{table.text(part)}", flush=True)
            found += part
    return _told(found)


def _told(found: list[Row]) -> int:
    """Print the report and keep it."""
    report = f"{_machine()}\n\n{table.text(found)}\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{clock.now():%Y-%m-%d-%H%M%S}.md").write_text(report, encoding="utf-8")
    print(f"\n{report}")
    return int(any(row.holds is False for row in found))


def _machine() -> str:
    cores, (load_now, *_) = len(os.sched_getaffinity(0)), os.getloadavg()
    python = platform.python_version()
    return f"{clock.today()}, {cores} cores, Python {python}, {platform.system()}, load {load_now:.1f} at the end"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
