"""Laying out what a trainer sends as a folder of courses that the compiler can read."""

import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import IO

from elearn.content.source import slug
from elearn.errors import Invalid
from elearn.publishing import archives

COURSE = "course.md"
LEDGER = "sources.yml"
LONGEST_SLUG = 80
MOST_MARKDOWN_BYTES = 2 * 1024 * 1024
_TEST_STEMS = frozenset({"quiz", "exam", "test", "тест", "изпит"})


class Sent(StrEnum):
    COURSE = "course"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Draft:
    """`root` holds one folder a course, and perhaps a ledger.

    For a single file `shown` is its place under `root`; the course around it is made up, and its problems are not
    the trainer's.
    """

    root: Path
    kind: Sent
    name: str
    shown: PurePosixPath | None = None


def lay_out(name: str, content: IO[bytes], folder: Path, ledger: Path | None) -> Draft:
    """Put an upload called `name` into `folder`, which exists and is empty.

    `ledger`: the platform's own, used where the upload brings none.
    Raises Invalid with a code `archive.…` or `draft.…`.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".zip":
        return _course(name, content, folder, ledger)
    if suffix in {".md", ".markdown"}:
        return _file(name, content, folder, ledger)
    raise Invalid("draft.type")


def _course(name: str, content: IO[bytes], folder: Path, ledger: Path | None) -> Draft:
    unpacked = folder / "unpacked"
    unpacked.mkdir()
    archives.unpack(content, unpacked)
    found = sorted(unpacked.rglob(COURSE), key=lambda path: len(path.parts))
    if not found:
        raise Invalid("draft.no-course")
    course = found[0].parent
    if course == unpacked:
        root = folder / "courses"
        root.mkdir()
        unpacked.rename(root / (slug(PurePosixPath(name).stem)[:LONGEST_SLUG] or "course"))
    else:
        root = course.parent
    _lend_ledger(root, ledger)
    return Draft(root, Sent.COURSE, name)


def _file(name: str, content: IO[bytes], folder: Path, ledger: Path | None) -> Draft:
    data = content.read(MOST_MARKDOWN_BYTES + 1)
    if len(data) > MOST_MARKDOWN_BYTES:
        raise Invalid("draft.file-large", most=MOST_MARKDOWN_BYTES // 1024 // 1024)
    root = folder / "courses"
    module = root / "draft" / "01-draft"
    module.mkdir(parents=True)
    (root / "draft" / COURSE).write_text(_COURSE % _language(name), encoding="utf-8")
    (module / "module.md").write_text(_MODULE, encoding="utf-8")
    shown = module / ("quiz.md" if _is_test(name, data) else "01-lesson.md")
    if shown.name == "quiz.md":
        (module / "01-lesson.md").write_text(_LESSON, encoding="utf-8")
    shown.write_bytes(data)
    _lend_ledger(root, ledger)
    return Draft(root, Sent.FILE, name, PurePosixPath(shown.relative_to(root)))


def _is_test(name: str, data: bytes) -> bool:
    """By its name, or by a front matter that only tests have."""
    if PurePosixPath(name).stem.split(".")[0].lower() in _TEST_STEMS:
        return True
    head = data[:2000].decode("utf-8", "replace")
    return head.startswith("---") and any(f"\n{key}:" in head.split("\n---", 1)[0] for key in _TEST_KEYS)


def _language(name: str) -> str:
    """`01-why.en.md` is English; everything else is Bulgarian."""
    return "en" if PurePosixPath(name).stem.lower().endswith(".en") else "bg"


def _lend_ledger(root: Path, ledger: Path | None) -> None:
    if ledger is not None and ledger.is_file() and not (root / LEDGER).exists():
        shutil.copyfile(ledger, root / LEDGER)


_TEST_KEYS = ("pass", "минимум", "attempts", "опити", "review", "обратна_връзка", "draw", "случайни", "pool")
_COURSE = """---
title: Draft
language: %s
theme: Draft
level: basic
hours: 1
owner: Draft
edition: 1
completion:
  lessons: all
---
Draft.
"""
_MODULE = """---
title: Draft
---
"""
_LESSON = """---
title: Draft
---
Draft.
"""
