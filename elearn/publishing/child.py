"""The compiler in a process of its own: what trainers send is compiled here, never where pages are served.

`python -I -m elearn.publishing.child ROOT OUT LANGUAGE TODAY [COURSE…]` compiles the tree ROOT and writes into the
folder OUT `report.json` (problems with their words) and, for each course, `<slug>.course`, or `<slug>.unfinished`
where it has errors; media go to `files/<sha256>`. It bounds its own time, memory and file sizes before it reads.
"""

import json
import resource
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from elearn.content.compiler import Compiled, compile_tree
from elearn.content.messages import describe
from elearn.content.problems import Problem
from elearn.publishing.compiling import OUT_OF_MEMORY
from elearn.publishing.encoding import dump

CPU_SECONDS = 40
MEMORY_BYTES = 1536 * 1024 * 1024
FILE_BYTES = 96 * 1024 * 1024
OPEN_FILES = 256


def main(arguments: Sequence[str]) -> None:
    root, out, language, today, *only = arguments
    _bound()
    compiled = compile_tree(Path(root), date.fromisoformat(today), only=only or None, processes=1)
    write(compiled, Path(out), language)


def write(compiled: Compiled, out: Path, language: str) -> None:
    """Everything the parent reads."""
    files = out / "files"
    files.mkdir()
    for sha256, content in compiled.files.items():
        (files / sha256).write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    for suffix, courses in (("course", compiled.courses), ("unfinished", compiled.unfinished)):
        for course in courses:
            (out / f"{course.outline.slug}.{suffix}").write_bytes(dump(course))
    report = {"problems": [_problem(problem, language) for problem in compiled.problems]}
    (out / "report.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")


def _problem(problem: Problem, language: str) -> dict[str, object]:
    what, hint = describe(problem, language)
    return {
        "path": str(problem.place.path),
        "line": problem.place.line,
        "column": problem.place.column,
        "length": problem.length,
        "severity": problem.severity.value,
        "code": problem.code,
        "what": what,
        "hint": hint,
    }


def _bound() -> None:
    limits = (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, limit in limits:
        _, hard = resource.getrlimit(kind)
        most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
