"""What must be listed somewhere is listed: models, settings, refusals, locks, heavy imports."""

import ast
import re
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from elearn import schema
from elearn.settings import Settings
from elearn.web import refusals
from elearn.web.refusals import REFUSALS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "elearn"
REFUSING = {"Invalid", "NotAllowed", "NotFound", "Conflict"}


def test_every_models_module_is_in_the_schema() -> None:
    found = {
        ".".join(("elearn", *path.relative_to(PACKAGE).with_suffix("").parts)) for path in PACKAGE.rglob("models.py")
    }
    assert found == {module.__name__ for module in schema.MODELS}


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.metadata.get("about") for field in fields(Settings))


@pytest.mark.parametrize("lock", ["run.lock", "test.lock"])
def test_locks_pin_hashes_and_name_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text()
    assert "://" not in text
    pins = re.findall(r"^[a-z0-9].*==", text, re.MULTILINE)
    assert pins
    assert text.count("--hash=sha256:") >= len(pins)


def refusal_codes() -> set[str]:
    codes = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in REFUSING
                and node.args
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    codes.add(str(first.value))
    return codes


def test_every_refusal_has_words() -> None:
    assert refusal_codes() <= set(REFUSALS)


def test_no_two_features_refuse_by_one_code() -> None:
    """The words of one would stand under the other's refusal."""
    modules = [import_module(f"{refusals.__name__}.{one.name}") for one in iter_modules(refusals.__path__)]
    codes = Counter(code for one in modules for code in getattr(one, "REFUSALS", ()))
    assert not [code for code, features in codes.items() if features > 1]


def test_no_words_are_kept_for_refusals_that_are_gone() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in PACKAGE.rglob("*.py") if p.parent.name != "refusals")
    assert not {code for code in REFUSALS if f'"{code}"' not in source}


HEAVY = {"weasyprint", "markdown", "pyhanko", "mmdr", "xlsxwriter", "openpyxl"}


def loaded_by(module: str) -> set[str]:
    program = f"import sys; sys.argv=['x']; import {module}; print(' '.join(sys.modules))"
    environment = {"ELEARN_MODE": "test", "ELEARN_DATABASE": "sqlite://", "PATH": ""}
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_web_never_loads_the_compiler_or_the_renderer() -> None:
    assert not loaded_by("wsgi") & HEAVY


@pytest.mark.parametrize("module", ["elearn.main", "elearn.content.compiler"])
def test_authors_commands_need_neither_flask_nor_sql(module: str) -> None:
    assert not loaded_by(module) & {"flask", "sqlalchemy"}


def test_every_tests_folder_has_a_feature_to_mirror() -> None:
    features = {path.name for path in PACKAGE.iterdir()} | {
        "architecture",
        "migrations",
        "journeys",
        "factories",
        "lab",
        "deploy",
        "courses",
    }
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert folders <= features
