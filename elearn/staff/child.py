"""Reading a table in a process of its own: what is sent may be hostile, and pages are served elsewhere.

`python -I -m elearn.staff.child` reads the file from its standard input and writes to its standard output the table, or
why it is refused, as JSON. It bounds its own time and memory before it reads.
"""

import json
import resource
import sys

from elearn.errors import Refusal
from elearn.staff import tables
from elearn.staff.limits import TOO_MUCH

CPU_SECONDS = 45
MEMORY_BYTES = 1024 * 1024 * 1024


def main() -> None:
    _bound()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read()), ensure_ascii=False))


def _answer(data: bytes) -> dict[str, object]:
    try:
        table = tables.read(data)
    except Refusal as refusal:
        return {"refused": refusal.code, "details": refusal.details}
    return {
        "heads": table.heads,
        "refused_columns": table.refused,
        "numbers": [row.number for row in table.rows],
        "cells": [row.cells for row in table.rows],
    }


def _bound() -> None:
    limits = (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, limit in limits:
        _, hard = resource.getrlimit(kind)
        most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    try:
        main()
    except MemoryError:
        sys.exit(TOO_MUCH)
