"""Problems as text for people, as JSON for other programs, as SARIF for editors and Git hosts."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from elearn.content.messages import ENTRIES, describe
from elearn.content.problems import Problem, Severity

_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def shown_path(root: Path, problem: Problem) -> str:
    """The problem's file relative to where the command runs, with `/`."""
    return Path(os.path.relpath(root / problem.place.path)).as_posix()


def text(root: Path, problem: Problem, language: str) -> str:
    """`path:line:col: severity code: what is wrong; how to mend it`."""
    what, hint = describe(problem, language)
    place = f"{shown_path(root, problem)}:{problem.place.line}:{problem.place.column}"
    return f"{place}: {problem.severity} {problem.code}: {what.rstrip('.')}; {hint}"


def as_json(found: Sequence[tuple[Path, Problem]], courses: int, language: str) -> str:
    problems = []
    for root, problem in found:
        what, hint = describe(problem, language)
        problems.append(
            {
                "path": shown_path(root, problem),
                "line": problem.place.line,
                "column": problem.place.column,
                "length": problem.length,
                "severity": str(problem.severity),
                "code": problem.code,
                "message": what,
                "hint": hint,
            }
        )
    return json.dumps({"problems": problems, "courses": courses}, ensure_ascii=False, indent=2)


def as_sarif(found: Sequence[tuple[Path, Problem]], language: str) -> str:
    """SARIF 2.1.0, one run, one rule a code."""
    codes = sorted({problem.code for _, problem in found})
    rules = [
        {"id": code, "shortDescription": {"text": ENTRIES[code].what if code in ENTRIES else code}} for code in codes
    ]
    results = [_result(root, problem, language) for root, problem in found]
    driver = {"name": "elearn", "rules": rules}
    document = {"$schema": _SARIF, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _result(root: Path, problem: Problem, language: str) -> dict[str, object]:
    what, hint = describe(problem, language)
    region = {"startLine": problem.place.line, "startColumn": problem.place.column}
    if problem.length:
        region["endColumn"] = problem.place.column + problem.length
    where = {"artifactLocation": {"uri": shown_path(root, problem)}, "region": region}
    level = "error" if problem.severity is Severity.ERROR else "warning"
    return {
        "ruleId": problem.code,
        "level": level,
        "message": {"text": f"{what} {hint}"},
        "locations": [{"physicalLocation": where}],
    }
