"""`elearn fmt` and `elearn translated`: the two commands that write into a course."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import click

from elearn.content import fmt as formatting
from elearn.content import source, translations
from elearn.content.phrases import N_, say
from elearn.content.problems import Problems
from elearn.content.source import BASE, SourceFile

_LANGUAGE = click.Choice(["bg", "en"])
_CHANGED = N_("Formatted: {path}")
_WOULD_CHANGE = N_("Would change: {path}")
_UNREADABLE = N_("Left alone, because it is not UTF-8: {path}")
_IN_ORDER = N_("Nothing to change in {count} files.")
_CONFIRMED = N_("In step with its text: {path}")
_NOT_IN_COURSE = N_("There is no course.md above {path}.")
_NO_TRANSLATION = N_("{path} has no translation beside it.")
_NO_BASE = N_("{path} translates {base}, which is not there.")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where something would change.")
@click.option("--lang", type=_LANGUAGE, default="bg", show_default=True, help="Language of what is reported.")
def fmt(paths: tuple[Path, ...], *, check: bool, lang: str) -> None:
    """Stamp ids into questions and normalise spelling, in files or in all texts below folders.

    The translations of a text are written with it. Meaning never changes; running twice is running once.
    Exit codes: 0 done (with --check: nothing to do), 1 something could not be read, or would change.
    """
    results = [
        result
        for family in formatting.families(formatting.files_of(paths))
        for result in formatting.format_family(family)
    ]
    failed = False
    for result in results:
        if isinstance(result, formatting.Unreadable):
            failed = True
            click.echo(say(lang, _UNREADABLE).format(path=result.path), err=True)
        elif result.changed:
            failed = failed or check
            if not check:
                result.path.write_bytes(result.after)
            click.echo(say(lang, _WOULD_CHANGE if check else _CHANGED).format(path=result.path))
    if not any(isinstance(result, formatting.Formatted) and result.changed for result in results):
        click.echo(say(lang, _IN_ORDER).format(count=len(results)))
    raise SystemExit(1 if failed else 0)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lang", type=_LANGUAGE, default="bg", show_default=True, help="Language of what is reported.")
def translated(files: tuple[Path, ...], *, lang: str) -> None:
    """Confirm that translations say the same as their texts as these stand now.

    Name a translation, or a base text for all its translations. Only this command writes translations.lock.
    Exit codes: 0 confirmed, 1 a file is no text of a course or has no translation.
    """
    failed = False
    for file in files:
        error = _confirm(file.resolve(), lang)
        if error:
            failed = True
            click.echo(error, err=True)
    raise SystemExit(1 if failed else 0)


def _confirm(file: Path, lang: str) -> str:
    """Confirm one file, or every translation of it; the reason where that cannot be."""
    course = next((folder for folder in file.parents if (folder / "course.md").is_file()), None)
    if course is None:
        return say(lang, _NOT_IN_COURSE).format(path=file)
    family = formatting.families([file])[0]
    _, language = source.split_language(file.stem)
    if BASE not in family:
        return say(lang, _NO_BASE).format(path=file, base=f"{source.split_language(file.stem)[0]}.md")
    chosen = [path for code, path in family.items() if code != BASE and language in {None, code}]
    if not chosen:
        return say(lang, _NO_TRANSLATION).format(path=file)
    _write(course, family[BASE], chosen)
    for path in chosen:
        click.echo(say(lang, _CONFIRMED).format(path=path.relative_to(course)))
    return ""


def _write(course: Path, base: Path, chosen: Iterable[Path]) -> None:
    problems = Problems()
    folder = PurePosixPath(course.name)
    lock = translations.read_lock(course.parent, folder, problems)
    text = source.read(course.parent, folder / base.relative_to(course).as_posix(), problems)
    if text is None:
        text = SourceFile(folder / base.name, "")
    for path in chosen:
        lock = translations.confirm(lock, path.relative_to(course).as_posix(), text)
    lock = {name: digests for name, digests in lock.items() if (course / name).is_file()}
    (course / translations.LOCK).write_text(translations.written(lock), encoding="utf-8")
