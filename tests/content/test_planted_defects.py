"""The compiler's self-test: defects planted in a valid course are found in the right file, near the right line."""

import shutil
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from elearn.content.compiler import compile_tree
from elearn.content.problems import Problem
from tests.content.defects import EVERY
from tests.content.planting import SAMPLE, Defect

TODAY = date(2026, 11, 23)
NEAR = 3


def problems_in(root: Path) -> list[Problem]:
    return list(compile_tree(root, TODAY, processes=1).problems)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "courses"))


def test_a_valid_course_raises_no_false_alarm(tree: Path) -> None:
    compiled = compile_tree(tree, TODAY, processes=1)
    assert [problem.code for problem in compiled.problems] == []
    assert [course.outline.slug for course in compiled.courses] == ["permits"]


def test_enough_different_defects_are_planted() -> None:
    assert len({defect.name for defect in EVERY}) == len(EVERY) >= 80


@pytest.mark.parametrize("defect", EVERY, ids=lambda defect: defect.name.replace(" ", "-"))
def test_a_planted_defect_is_found_where_it_is(tree: Path, defect: Defect) -> None:
    defect.plant(tree)
    found = problems_in(tree)
    here = [problem for problem in found if problem.place.path == PurePosixPath(defect.file)]
    assert any(defect.line is None or abs(problem.place.line - defect.line) <= NEAR for problem in here), [
        (str(problem.place.path), problem.place.line, problem.code) for problem in found
    ]
