"""When one of these fails, split by noun; see DESIGN of sizes in ARCHITECTURE.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for top in ("elearn", "tests", "bench", "courses") for path in (ROOT / top).rglob("*.py"))

MOST_LINES = 300
MOST_FUNCTION_LINES = 40
MOST_VIEW_LINES = 20


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_function_fits_on_one_screen(path: Path) -> None:
    long = {f"{f.name}: {length(f)}" for f in functions(path) if length(f) > MOST_FUNCTION_LINES}
    assert not long


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "views.py" or "views" in p.parts], ids=named)
def test_a_view_reads_calls_one_verb_and_answers(path: Path) -> None:
    long = {f"{f.name}: {length(f)}" for f in functions(path) if f.decorator_list and length(f) > MOST_VIEW_LINES}
    assert not long


@pytest.mark.parametrize("path", [p for p in MODULES if "elearn" in p.parts], ids=named)
def test_no_module_is_named_for_nothing_in_particular(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "misc", "manager", "util", "helper"}
