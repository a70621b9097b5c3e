"""Many units at once: forked children that already hold the work, so that only results travel."""

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

from elearn.content.unit import Job, Setting, Unit
from elearn.content.workshop import Workshop

WORTH_FORKING = 24
"""Fewer units than this are compiled before a child would have started."""
_CHUNK = 8

_work: Sequence[tuple[Setting, Job]] = ()
_workshops: dict[int, Workshop] = {}


def run(work: Sequence[tuple[Setting, Job]], processes: int, done: Callable[[int], None]) -> list[Unit]:
    """The units in the order of the work. `done` is told how many more are ready.

    A process with threads does not fork: it works alone.
    """
    if processes < 2 or len(work) < WORTH_FORKING or threading.active_count() > 1:
        return _serial(work, done)
    global _work  # noqa: PLW0603 - children inherit it by forking; it is emptied below
    _work = work
    chunks = [range(start, min(start + _CHUNK, len(work))) for start in range(0, len(work), _CHUNK)]
    units: list[Unit] = []
    try:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
            for part in pool.map(_chunk, chunks):
                units += part
                done(len(part))
    finally:
        _work = ()
    return units


def _serial(work: Sequence[tuple[Setting, Job]], done: Callable[[int], None]) -> list[Unit]:
    workshops: dict[int, Workshop] = {}
    units = []
    for setting, job in work:
        workshop = workshops.get(id(setting)) or workshops.setdefault(id(setting), Workshop(setting))
        units.append(workshop.compile(job))
        done(1)
    return units


def _chunk(positions: range) -> list[Unit]:
    units = []
    for at in positions:
        setting, job = _work[at]
        workshop = _workshops.get(id(setting)) or _workshops.setdefault(id(setting), Workshop(setting))
        units.append(workshop.compile(job))
    return units
