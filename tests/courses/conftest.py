"""The shipped courses, compiled once for a run."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from elearn.content.compiler import Compiled, compile_tree
from elearn.content.model import Course

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 26)
"""The day on which the texts were last read: what falls due later is a trainer's work, not a fault of the code."""


@pytest.fixture(scope="session")
def compiled() -> Compiled:
    return compile_tree(ROOT / "courses", TODAY)


@pytest.fixture(scope="session")
def courses(compiled: Compiled) -> Mapping[str, Course]:
    return {course.outline.slug: course for course in compiled.courses}
