"""How a defect is planted in the complete course, and where it should be found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

COURSE = "permits"
BASICS, PRACTICE = f"{COURSE}/01-basics", f"{COURSE}/02-practice"
LESSON, LESSON_EN = f"{BASICS}/01-application.md", f"{BASICS}/01-application.en.md"
CHECK, CHECK_EN = f"{BASICS}/02-check.md", f"{BASICS}/02-check.en.md"
QUIZ, QUIZ_EN = f"{BASICS}/quiz.md", f"{BASICS}/quiz.en.md"
MODULE, MODULE_EN = f"{BASICS}/module.md", f"{BASICS}/module.en.md"
COURSE_FILE, COURSE_EN = f"{COURSE}/course.md", f"{COURSE}/course.en.md"
EXAM, EXAM_EN = f"{COURSE}/exam.md", f"{COURSE}/exam.en.md"
GLOSSARY, GLOSSARY_EN = f"{COURSE}/glossary.md", f"{COURSE}/glossary.en.md"
NOTICE, NOTICE_EN = f"{PRACTICE}/01-notice.md", f"{PRACTICE}/01-notice.en.md"
QUIZ_2 = f"{PRACTICE}/quiz.md"


@dataclass(frozen=True)
class Defect:
    """`plant` changes the tree; the problem is expected in `file`, near `line` (None: anywhere in it)."""

    name: str
    file: str
    line: int | None
    plant: Callable[[Path], None]


SAMPLE = Path(__file__).parent / "samples" / "complete"


def change(name: str, file: str, old: str, new: str) -> Defect:
    """Replace the one occurrence of `old`; the problem is expected at the first line that differs."""
    before = (SAMPLE / file).read_text(encoding="utf-8")
    assert before.count(old) == 1, f"{name}: {before.count(old)} occurrences of {old!r}"
    after = before.replace(old, new)
    lines, others = before.split("\n"), after.split("\n")
    differing = (at for at, (a, b) in enumerate(zip(lines, others, strict=False)) if a != b)
    line = next(differing, min(len(lines), len(others))) + 1

    def plant(root: Path) -> None:
        (root / file).write_text(after, encoding="utf-8")

    return Defect(name, file, line, plant)


def write(name: str, file: str, data: bytes, line: int | None = None) -> Defect:
    """Write a file that is not there, or another content."""

    def plant(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(data)

    return Defect(name, file, line, plant)


def remove(name: str, *files: str, expected: str, line: int | None = None) -> Defect:
    def plant(root: Path) -> None:
        for file in files:
            (root / file).unlink()

    return Defect(name, expected, line, plant)


def copy(name: str, file: str, to: str) -> Defect:
    def plant(root: Path) -> None:
        (root / to).write_bytes((root / file).read_bytes())

    return Defect(name, to, None, plant)


def at_line(defect: Defect, line: int) -> Defect:
    """The problem stands where a block begins, not where something was taken out of it."""
    return replace(defect, line=line)
