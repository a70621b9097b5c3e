"""Commands for authors: check, cites, new. They need neither database nor settings."""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

import click

from elearn import clock
from elearn.content import beginning, reports
from elearn.content.cache import Cache
from elearn.content.citing import resting
from elearn.content.compiler import Compiled, compile_tree, counts
from elearn.content.model import Outline
from elearn.content.phrases import N_, say
from elearn.content.problems import Problem, Severity
from elearn.content.reviews import coming

LONG = 100
"""A progress bar is shown for more texts than this."""
_SUMMARY = N_("Errors: {errors}, warnings: {warnings}, courses: {courses}.")
_COMING = N_("To be reviewed by {day}: {names}.")
_NO_COURSE = N_("There is no course in {path}.")
_TEST = N_("Test")
_NOTHING_RESTS = N_("Nothing rests on {key}.")
_CANNOT = {
    "the name needs letters or digits": N_("The name needs letters or digits."),
    "this file is missing": N_("This file is missing."),
    "this file exists already": N_("This file exists already."),
}

_language = click.option(
    "--lang",
    "language",
    type=click.Choice(["bg", "en"]),
    default="bg",
    show_default=True,
    help="Language of the words.",
)
_cache = click.option(
    "--cache",
    "cache_home",
    envvar="XDG_CACHE_HOME",
    type=click.Path(path_type=Path),
    default=Path("~/.cache"),
    help="The user's cache folder.",
)


@dataclass(frozen=True, slots=True)
class Target:
    """A courses folder, the courses in it that are meant (None: all), and the part of it that is reported."""

    root: Path
    only: tuple[str, ...] | None
    part: PurePosixPath


def target(path: Path) -> Target | None:
    """What a path given on the command line means; None where there is no course at or around it."""
    path = path.resolve()
    for folder in (path, *path.parents):
        if (folder / "course.md").is_file():
            return Target(folder.parent, (folder.name,), PurePosixPath(path.relative_to(folder.parent)))
    if path.is_dir() and any(path.glob("*/course.md")):
        return Target(path, None, PurePosixPath())
    return None


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes.")
@_language
@_cache
def check(paths: Sequence[Path], form: str, strict: bool, jobs: int, language: str, cache_home: Path) -> None:
    """Find every problem of courses: in folders of courses, in one course, or in one file.

    Exit code 0: clean; 1: errors (with --strict warnings too); 2: wrong usage.
    """
    found: list[tuple[Path, Problem]] = []
    courses = 0
    outlines: list[Outline] = []
    for meant in _targets(paths or (Path("courses"),), language):
        compiled = _compile(meant, cache_home, jobs)
        courses += len(compiled.names)
        outlines += [course.outline for course in compiled.courses]
        found += [(meant.root, problem) for problem in compiled.problems if _concerns(problem, meant)]
    if form == "json":
        click.echo(reports.as_json(found, courses, language))
    elif form == "sarif":
        click.echo(reports.as_sarif(found, language))
    else:
        _print(found, courses, language)
        _announce(outlines, language)
    sys.exit(1 if any(strict or problem.severity is Severity.ERROR for _, problem in found) else 0)


def _concerns(problem: Problem, meant: Target) -> bool:
    """Within the path that was given; the ledger concerns whole courses."""
    path = problem.place.path
    return path == meant.part or meant.part in path.parents or (len(meant.part.parts) == 1 and len(path.parts) == 1)


def _print(found: Sequence[tuple[Path, Problem]], courses: int, language: str) -> None:
    for root, problem in found:
        click.echo(reports.text(root, problem, language))
    errors = sum(problem.severity is Severity.ERROR for _, problem in found)
    summary = say(language, _SUMMARY).format(errors=errors, warnings=len(found) - errors, courses=courses)
    click.echo(summary, err=True)


def _announce(outlines: Iterable[Outline], language: str) -> None:
    """Reviews that are near: no problems yet, so they fail nothing."""
    for day, names in coming(outlines, clock.today()).items():
        said = say(language, _COMING).format(day=f"{day:%d.%m.%Y}", names=", ".join(names))
        click.echo(said, err=True)


def _targets(paths: Iterable[Path], language: str) -> list[Target]:
    found = []
    for path in paths:
        meant = target(path)
        if meant is None:
            raise click.UsageError(say(language, _NO_COURSE).format(path=path))
        found.append(meant)
    return list(dict.fromkeys(found))


def _compile(meant: Target, cache_home: Path, jobs: int) -> Compiled:
    name = "\n".join([str(meant.root), *(meant.only or ())])
    folder = cache_home.expanduser() / "elearn" / hashlib.sha256(name.encode()).hexdigest()[:16]
    bar = _Bar()
    try:
        return compile_tree(
            meant.root, clock.today(), only=meant.only, processes=jobs, cache=Cache(folder), progress=bar.show
        )
    finally:
        bar.close()


class _Bar:
    """A progress bar on the terminal's error stream, for long work only."""

    def __init__(self) -> None:
        self._bar: click._termui_impl.ProgressBar[int] | None = None
        self._shown = 0

    def show(self, ready: int, of: int) -> None:
        if self._bar is None:
            if of < LONG or not sys.stderr.isatty():
                return
            self._bar = click.progressbar(length=of, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(ready - self._shown)
        self._shown = ready

    def close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)


@click.command()
@click.argument("key")
@click.argument("article", default="")
@click.option("--in", "path", type=click.Path(exists=True, path_type=Path), default=Path("courses"), show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_language
@_cache
def cites(key: str, article: str, path: Path, form: str, language: str, cache_home: Path) -> None:
    """Show each lesson, block, question and translation that rests on the source KEY, or on its ARTICLE (`чл. 22в`).

    Exit code 0: something rests on it; 1: nothing does.
    """
    found = []
    for meant in _targets([path], language):
        compiled = _compile(meant, cache_home, 2)
        found += [place for course in compiled.courses for place in resting(course, key, article)]
        errors, _ = counts(compiled.problems)
        if errors:
            click.echo(say(language, _SUMMARY).format(errors=errors, warnings=0, courses=len(compiled.names)), err=True)
    if form == "json":
        click.echo(json.dumps([asdict(place) for place in found], ensure_ascii=False, indent=2))
    for place in found if form == "text" else ():
        what = place.question or f"{place.text}, {place.block}"
        click.echo(f"{place.course}/{what} ({place.language}): {place.locus or key}")
    if not found:
        click.echo(say(language, _NOTHING_RESTS).format(key=f"{key} {article}".strip()), err=True)
        sys.exit(1)


@click.group()
def new() -> None:
    """Begin a course, module, lesson or quiz: a file that compiles, with the next free number."""


def _begin(made: Iterable[Path]) -> None:
    for path in made:
        click.echo(path)


def _words(title: str, name: str, language: str) -> beginning.Words:
    return beginning.Words(language, title or name)


_title = click.option("--title", default="", help="The title; the name when it is not given.")
_folder = click.argument("folder", type=click.Path(path_type=Path))


def _trying(make: Callable[[], Iterable[Path]], language: str) -> None:
    try:
        _begin(make())
    except beginning.CannotBegin as reason:
        click.echo(f"{reason.path}: {say(language, _CANNOT[reason.reason])}", err=True)
        sys.exit(1)


@new.command("course")
@click.argument("name")
@click.option("--in", "root", type=click.Path(path_type=Path), default=Path("courses"), show_default=True)
@_title
@_language
def new_course(name: str, root: Path, title: str, language: str) -> None:
    """Begin a course called NAME, with a first module and lesson."""
    _trying(lambda: beginning.course(root, name, _words(title, name, language)), language)


@new.command("module")
@_folder
@click.argument("name")
@_title
@_language
def new_module(folder: Path, name: str, title: str, language: str) -> None:
    """Begin the next module of the course in FOLDER."""
    _trying(lambda: beginning.module(folder, name, _words(title, name, language)), language)


@new.command("lesson")
@_folder
@click.argument("name")
@_title
@_language
def new_lesson(folder: Path, name: str, title: str, language: str) -> None:
    """Begin the next lesson of the module in FOLDER."""
    _trying(lambda: beginning.lesson(folder, name, _words(title, name, language)), language)


@new.command("quiz")
@_folder
@_title
@_language
def new_quiz(folder: Path, title: str, language: str) -> None:
    """Begin the test of the module in FOLDER, or the exam of the course in FOLDER."""
    _trying(lambda: beginning.quiz(folder, _words(title, say(language, _TEST), language)), language)
