"""Having an upload read by the child process: bounded in time, memory and number, and nothing of it on any disk."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from elearn.errors import Conflict, Invalid
from elearn.staff.limits import MOST_BYTES, MOST_MEGABYTES, TOO_MUCH
from elearn.staff.table import Row, Table
from elearn.web import turnstile

SECONDS = 60
WAIT_SECONDS = 20

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_START = (
    "import sys, runpy; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module('elearn.staff.child', run_name='__main__')"
)
_turn = threading.BoundedSemaphore(1)


class ReaderFailed(RuntimeError):
    """The reader ended by a failure of its own: a defect, with what it said last."""


def take(content: IO[bytes]) -> bytes:
    """The bytes sent. Raises Invalid("table_large", most)."""
    data = content.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Invalid("table_large", most=MOST_MEGABYTES)
    return data


def read(data: bytes) -> Table:
    """The table of a file.

    Raises what `tables.read` raises, Invalid("table_too_much") where time or memory did not suffice, and
    Conflict("table_busy") while others' tables are being read.
    """
    with turnstile.aside(), _taking_turns():
        answer = json.loads(_run(data))
    if "refused" in answer:
        raise Invalid(answer["refused"], **answer["details"])
    rows = zip(answer["numbers"], answer["cells"], strict=True)
    return Table(
        tuple(answer["heads"]),
        tuple(Row(number, tuple(cells)) for number, cells in rows),
        tuple(answer["refused_columns"]),
    )


@contextmanager
def _taking_turns() -> Iterator[None]:
    if not _turn.acquire(timeout=WAIT_SECONDS):
        raise Conflict("table_busy")
    try:
        yield
    finally:
        _turn.release()


def _run(data: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; no shell reads the arguments
            [sys.executable, "-I", "-c", _START, str(_PACKAGE_ROOT)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Invalid("table_too_much") from None
    if done.returncode == TOO_MUCH or done.returncode < 0:
        raise Invalid("table_too_much")
    if done.returncode != 0:
        raise ReaderFailed(done.stderr.decode("utf-8", "replace")[-4000:])
    return done.stdout
