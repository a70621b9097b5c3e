"""Asking the compiler from a page: in a child process, bounded in time, memory and number."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from elearn import clock
from elearn.content.model import Course
from elearn.content.problems import Severity
from elearn.errors import Conflict, Invalid
from elearn.publishing import encoding
from elearn.web import turnstile

SECONDS = 60
AT_ONCE = 1
WAIT_SECONDS = 20
REPORT_MOST_BYTES = 16 * 1024 * 1024

_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
_START = (
    "import sys, runpy; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module('elearn.publishing.child', run_name='__main__')"
)
OUT_OF_MEMORY = 3
"""How the child says that its memory did not suffice."""

_turn = threading.BoundedSemaphore(AT_ONCE)


class CompilerFailed(RuntimeError):
    """The compiler ended by a failure of its own: a defect, with what it said last."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in the person's words. `line` and `column` count from 1; `length` is 0 where it is unknown."""

    path: PurePosixPath
    line: int
    column: int
    length: int
    severity: Severity
    code: str
    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class Result:
    """`courses` are those without errors, `unfinished` the others as far as they could be read, to be looked at only.

    The bytes of their media lie in `files` under their SHA-256.
    """

    findings: tuple[Finding, ...]
    courses: tuple[Course, ...]
    unfinished: tuple[Course, ...]
    files: Path

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    def contents(self) -> dict[str, Path]:
        """SHA-256 -> file, for the store."""
        return {path.name: path for path in self.files.iterdir()}


def compile_folder(root: Path, out: Path, language: str, only: Sequence[str] = ()) -> Result:
    """Compile the courses under `root`; `out` is an empty folder for what comes of it.

    Raises Conflict("compile.busy") when others are being compiled, Invalid("compile.too-much") when it takes too long
    or too much memory.
    """
    with turnstile.aside(), _taking_turns():
        _run([str(root), str(out), language, clock.today().isoformat(), *only], out)
    return _read(out)


@contextmanager
def _taking_turns() -> Iterator[None]:
    if not _turn.acquire(timeout=WAIT_SECONDS):
        raise Conflict("compile.busy")
    try:
        yield
    finally:
        _turn.release()


def _run(arguments: list[str], out: Path) -> None:
    command = [sys.executable, "-I", "-c", _START, str(_PACKAGE_ROOT), *arguments]
    with (out / "errors").open("wb") as errors:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module; no shell reads the arguments
            command,
            cwd=out,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(out)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        code = _wait(child)
    if code == OUT_OF_MEMORY or code < 0:
        raise Invalid("compile.too-much")
    if code != 0:
        raise CompilerFailed((out / "errors").read_text("utf-8", "replace")[-4000:])


def _wait(child: subprocess.Popen[bytes]) -> int:
    """The child's exit code; one that takes too long is ended with all that it started."""
    try:
        return child.wait(SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        return child.wait()


def _read(out: Path) -> Result:
    report = out / "report.json"
    if report.stat().st_size > REPORT_MOST_BYTES:
        raise Invalid("compile.too-much")
    problems = json.loads(report.read_bytes())["problems"]
    findings = tuple(_finding(problem) for problem in problems)
    return Result(findings, _courses(out, "course"), _courses(out, "unfinished"), out / "files")


def _courses(out: Path, suffix: str) -> tuple[Course, ...]:
    return tuple(encoding.load(Course, path.read_bytes()) for path in sorted(out.glob(f"*.{suffix}")))


def _finding(problem: dict[str, str]) -> Finding:
    return Finding(
        path=PurePosixPath(problem["path"]),
        line=int(problem["line"]),
        column=int(problem["column"]),
        length=int(problem["length"]),
        severity=Severity(problem["severity"]),
        code=problem["code"],
        what=problem["what"],
        hint=problem["hint"],
    )
