"""Compiling 1,000 lessons of 800 words, against Python-Markdown alone over the same text.

`python -m bench.compiling FOLDER` measures once in a fresh process, since only a process without threads forks.
"""

import itertools
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import markdown

from bench.table import Row
from elearn import clock
from elearn.content.cache import Cache
from elearn.content.compiler import Compiled, compile_tree
from elearn.serve import ROOT

LESSONS, WORDS, MODULES = 1_000, 800, 50
ROUNDS = 3
EXTENSIONS = ["tables", "def_list", "footnotes", "attr_list", "admonition", "pymdownx.mark", "pymdownx.superfences"]
"""What the library offers for the constructs that a lesson is written in."""

COURSE = """---
title: A course to measure
theme: Measuring
language: bg
hours: 100
owner: The bench
edition: 1
completion:
  lessons: all
---
What it is for.
"""
MODULE = "---\ntitle: Module {}\nobjectives:\n  aim: do the work\n---\n"
SENTENCES = (
    "Кметът уведомява заявителя какво липсва **до четиринадесет дни**, като посочва преписка {}.",
    "Инвеститорът пита за терен, за *хора* и за срок по преписка {}, който ще бъде спазен.",
    "Общинският съвет решава по [своята наредба](https://example.org/act) с решение {}, което се публикува.",
    "Обещаното в писмо {} се записва в `регистъра` на общината.",
    "Никой не носи втори път документ {}, с който друга служба вече разполага.",
)


def lesson(number: int) -> str:
    """A lesson of so many words, unlike any other: paragraphs, headings, lists, tables, callouts and fences."""
    found = ["---", f"title: Урок {number}", "---", "", "Който прочете това, може да отговори на писмо."]
    words = (sentence.format(f"{number}-{at}") for at, sentence in enumerate(itertools.cycle(SENTENCES)))
    for part in range(1, WORDS):
        found += ["", f"## Част {part}", "", " ".join(itertools.islice(words, 4)), ""]
        found += [f"- {next(words)}" for _ in range(3)]
        found += _extra(part, next(words))
        if sum(len(line.split()) for line in found) >= WORDS:
            break
    return "\n".join(found) + "\n"


def _extra(part: int, sentence: str) -> list[str]:
    table = ["", "| стъпка | кой | дни |", "|---|---|---|", "| писмо | кметът | 14 |", "| решение | съветът | 30 |"]
    return (table, ["", "> [!NOTE]", f"> {sentence}"], ["", "```", sentence, "```"])[part % 3]


def write(root: Path) -> None:
    """The tree to compile, under `root`."""
    course = root / "measured"
    course.mkdir(parents=True)
    (root / "sources.yml").write_text("{}\n", encoding="utf-8")
    (course / "course.md").write_text(COURSE, encoding="utf-8")
    for module in range(1, MODULES + 1):
        folder = course / f"{module:02}-module-{module}"
        folder.mkdir()
        (folder / "module.md").write_text(MODULE.format(module), encoding="utf-8")
        for at in range(1, LESSONS // MODULES + 1):
            (folder / f"{at:02}-lesson-{at}.md").write_text(lesson(module * 100 + at), encoding="utf-8")


def once(folder: Path) -> dict[str, float]:
    """Seconds for the library, everything new, nothing changed, and one lesson edited."""
    root = folder / "courses"
    paths = sorted(root.glob("measured/*/*-lesson-*.md"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    cache = Cache()
    warm = compile_tree(root, clock.today(), processes=1, only=["none"])
    assert warm.courses == ()
    found = {"library": _timed(lambda: _library(texts))}
    found["new"] = _timed(lambda: _compiled(root, cache))
    found["unchanged"] = _timed(lambda: _compiled(root, cache))
    paths[LESSONS // 2].write_text(texts[LESSONS // 2] + f"\nОще едно изречение, {time.time()}.\n", encoding="utf-8")
    found["edited"] = _timed(lambda: _compiled(root, cache))
    paths[LESSONS // 2].write_text(texts[LESSONS // 2], encoding="utf-8")
    return found


def _library(texts: Sequence[str]) -> None:
    library = markdown.Markdown(extensions=EXTENSIONS)
    for text in texts:
        library.reset()
        assert "Който прочете това" in library.convert(text)


def _compiled(root: Path, cache: Cache) -> Compiled:
    found = compile_tree(root, clock.today(), processes=2, cache=cache)
    assert len(found.courses) == 1, [f"{one.place}: {one.code}" for one in found.problems][:3]
    return found


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(folder: Path) -> list[Row]:
    """Rows against the library; medians of fresh processes."""
    write(folder / "courses")
    runs = []
    for _ in range(ROUNDS):
        command = [sys.executable, "-m", "bench.compiling", str(folder)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
        runs.append(json.loads(done.stdout))
    works = (("new", "compiling 1,000 lessons of 800 words", 1.0), ("unchanged", "again, nothing changed", 1 / 20))
    return [_row(runs, *work) for work in (*works, ("edited", "again, one lesson edited", 1 / 50))]


def _row(runs: Sequence[dict[str, float]], name: str, work: str, budget: float) -> Row:
    """The run whose ratio is the middle one."""
    middle = sorted(runs, key=lambda run: run[name] / run["library"])[len(runs) // 2]
    ratio = middle[name] / middle["library"]
    return Row(work, f"{middle[name]:.3f} s", f"library {middle['library']:.2f} s", ratio, budget, most=True)


if __name__ == "__main__":
    print(json.dumps(once(Path(sys.argv[1]))))
