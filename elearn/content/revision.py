"""The Git revision that a course was read from: best effort, without network and without changing anything."""

import subprocess
from dataclasses import replace
from pathlib import Path

from elearn.content.model import Course

_SECONDS = 5


def of(folder: Path) -> str:
    """The commit (hex) of the working tree around `folder`, with `+` when it has changes; empty outside Git."""
    commit = _git(folder, "rev-parse", "HEAD")
    if not commit:
        return ""
    changes = _git(folder, "status", "--porcelain", "--", ".")
    return f"{commit}+" if changes else commit


def stamped(course: Course, folder: Path) -> Course:
    """The course with its revision; the digest leaves it out, since the text is the same."""
    found = of(folder)
    return replace(course, outline=replace(course.outline, revision=found)) if found else course


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603 - fixed command, no shell
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
