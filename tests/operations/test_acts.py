"""Every act that the code records has words, and says whom it concerns."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from elearn.content.phrases import say
from elearn.operations.acts import ACTS, KINDS, Kind

PACKAGE = Path(__file__).parents[2] / "elearn"
RECORDING = {"record": 2, "record_all": 2, "note_seen": 0}
"""The verbs of the record, and where each is given the action."""
NOT_CALLS = {"audit/service.py", "audit/seeing.py", "web/seeing.py"}
"""Where the verbs themselves stand."""
NOBODY = {
    "feedback_sent": "a letter from anybody to whoever answers for the platform",
    "position_added": "a name in a list that all employers share",
    "position_renamed": "a name in a list that all employers share",
    "course.published": "a course is nobody's",
    "course.rolled-back": "a course is nobody's",
    "course.withdrawn": "a course is nobody's",
    "course.given-again": "a course is nobody's",
    "regrade.decided": "a question of a course; each attempt that it changes has an entry of its own in the regrade",
    "regrade.resumed": "as above",
    "regrade.done": "as above",
    "job_retried": "work of the platform",
    "jobs_retried": "work of the platform",
    "job_dropped": "work of the platform",
}
"""Acts that concern no person and no unit, and why."""


@dataclass(frozen=True)
class Noted:
    """An act that the code records. `told`: whether it says whom it concerns."""

    where: str
    action: object
    told: bool


def noted() -> Iterator[Noted]:
    """Every call of a verb of the record, and of a module's own wrapper of one."""
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        if place in NOT_CALLS:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wrappers = dict(wrappers_of(tree))
        for call, verb in called(tree, {*RECORDING, *wrappers}):
            at = RECORDING.get(verb, wrappers.get(verb, (0, False))[0])
            given = call.args[at] if len(call.args) > at else None
            if isinstance(given, ast.Name) and verb in RECORDING and wrappers:
                continue  # inside the wrapper, whose own calls say more
            told = wrappers[verb][1] if verb in wrappers else verb == "record_all" or tells(call, at)
            for one in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
                action = one.value if isinstance(one, ast.Constant) else None
                yield Noted(f"{place}:{call.lineno}", action, told)


def called(tree: ast.AST, verbs: set[str]) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in verbs:
            yield node, node.func.id


def wrappers_of(tree: ast.AST) -> Iterator[tuple[str, tuple[int, bool]]]:
    """Functions that pass an action of their own on: name, where they are given it, and whether they tell whom."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = [given.arg for given in function.args.args]
        for call, verb in called(function, set(RECORDING)):
            given = call.args[RECORDING[verb]] if len(call.args) > RECORDING[verb] else None
            if isinstance(given, ast.Name) and given.id in names:
                yield function.name, (names.index(given.id), tells(call, RECORDING[verb]))


def tells(call: ast.Call, at: int) -> bool:
    """A person or a unit is its own subject; of others `about` or `unit` says whom they concern."""
    given = call.args[at + 1] if len(call.args) > at + 1 else None
    first = given.elts[0] if isinstance(given, ast.Tuple) else None
    own = isinstance(first, ast.Constant) and first.value in {"person", "organisation"}
    return own or bool({"about", "unit"} & {one.arg for one in call.keywords})


def test_every_act_is_named_where_it_is_recorded_and_has_words() -> None:
    found = list(noted())
    assert len(found) > 80, "the record's calls were not found"
    assert [(one.where, one.action) for one in found if one.action not in ACTS] == []


def test_no_words_are_kept_for_acts_that_are_gone() -> None:
    assert set(ACTS) - {one.action for one in noted()} == set()


def test_every_act_says_whom_it_concerns() -> None:
    silent = [one for one in noted() if not one.told]
    assert [(one.where, one.action) for one in silent if one.action not in NOBODY] == []
    assert set(NOBODY) - {one.action for one in silent} == set(), "a reason is kept for an act that needs none"


@pytest.mark.parametrize("language", ["bg", "en"])
def test_words_of_acts_and_kinds_differ_from_each_other(language: str) -> None:
    words = [say(language, act.words) for act in ACTS.values() if act.kind is not Kind.SIGN_IN]
    assert len(set(words)) == len(words)
    assert len({say(language, one) for one in KINDS.values()}) == len(Kind)
    if language == "bg":
        assert not [one for one in words if one.isascii()]
