"""Small courses on disk for tests of the compiler."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from elearn.content.cache import Cache
from elearn.content.compiler import Compiled, compile_tree
from elearn.content.model import Course, Language
from elearn.ids import LessonId

TODAY = date(2026, 11, 23)
BG = Language("bg")
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000020000000308060000009d74661a0000000049454e44ae426082")

COURSE = """---
title: Course
theme: Theme
language: bg
level: basic
hours: 2
owner: Office
edition: 1.0
---
What it is about.
"""
MODULE = """---
title: Module
objectives:
  deadlines: Knows the deadlines
  bodies: Knows the bodies
---
About the module.
"""
QUESTION = """## Question: {title} {{#{id}}}
- [x] Right
- [ ] Wrong
"""
LESSON = """---
title: Lesson
---
The opening paragraph.

## First part

Text of the lesson.
"""
SOURCES = """zni:
  title:
    bg: Investment Act
  short:
    bg: IA
  url: https://example.org/zni
  as_of: 2026-06-16
  review_by: 2027-06-30
  kind: law
"""


def quiz(*ids: str, head: str = "title: Test") -> str:
    questions = "\n".join(QUESTION.format(title=f"What about {name}?", id=name) for name in ids)
    return f"---\n{head}\n---\n{questions}"


def course_files() -> dict[str, str | bytes]:
    """A valid course of one module, one lesson, a test and an exam, with its ledger; no warnings."""
    return {
        "sources.yml": SOURCES,
        "c/course.md": COURSE,
        "c/01-basics/module.md": MODULE,
        "c/01-basics/01-why.md": LESSON,
        "c/01-basics/quiz.md": quiz("one", "two"),
        "c/exam.md": quiz("three"),
    }


def write(root: Path, files: Mapping[str, str | bytes | None]) -> Path:
    """Write the files under `root`; None is a file left out."""
    for name, content in files.items():
        path = root / name
        if content is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@dataclass(frozen=True)
class Found:
    """A problem as tests compare it."""

    code: str
    path: str
    line: int


def compiled(
    root: Path, changes: Mapping[str, str | bytes | None] | None = None, cache: Cache | None = None
) -> Compiled:
    """The valid course with changes, compiled."""
    return compile_tree(write(root, {**course_files(), **(changes or {})}), TODAY, processes=1, cache=cache)


def problems(root: Path, changes: Mapping[str, str | bytes | None]) -> list[Found]:
    found = compiled(root, changes).problems
    return [Found(problem.code, str(problem.place.path), problem.place.line) for problem in found]


def course(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Course:
    """The only course, which must have compiled without errors."""
    result = compiled(root, changes)
    assert len(result.courses) == 1, [(p.code, str(p.place.path), p.place.line, p.details) for p in result.problems]
    return result.courses[0]


def lesson_html(root: Path, body: str, changes: Mapping[str, str | bytes | None] | None = None) -> str:
    """All HTML of a lesson with this body, errors or not."""
    result = compiled(root, {"c/01-basics/01-why.md": f"---\ntitle: Lesson\n---\n{body}", **(changes or {})})
    one = (*result.courses, *result.unfinished)[0]
    text = one.lessons[LessonId("basics/why")].texts[BG]
    return "\n".join([text.lead_html, *text.segments])
