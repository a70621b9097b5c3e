"""`elearn publish`: compile courses and make them current, go back to an edition before, or stop giving a course."""

import sys
from collections.abc import Sequence

import click

from elearn import clock
from elearn.command import command_work
from elearn.content.compiler import Compiled, compile_tree
from elearn.content.messages import describe
from elearn.content.problems import Severity
from elearn.ids import CourseSlug
from elearn.publishing import queries, service
from elearn.publishing.models import Change
from elearn.publishing.releasing import Release, release
from elearn.work import Work

CHANGES = [change.value for change in Change]


@click.command("publish")
@click.argument("courses", nargs=-1)
@click.option("--change", type=click.Choice(CHANGES), default=CHANGES[0], help="What the edition changes.")
@click.option("--note", default="", help="What changed, in a sentence for those who finished earlier.")
@click.option("--rollback", type=int, metavar="NUMBER", help="Make this edition of the COURSE current again.")
@click.option("--withdraw", metavar="WHY", help="Stop giving the COURSE; WHY is told to everyone who comes for it.")
@click.option("--list", "listed", is_flag=True, help="Show the editions of all courses or of the COURSES.")
@click.option("--lang", type=click.Choice(["bg", "en"]), default="bg", help="Language of the problems.")
def command(
    courses: tuple[str, ...],
    *,
    change: str,
    note: str,
    rollback: int | None,
    withdraw: str | None,
    listed: bool,
    lang: str,
) -> None:
    """Compile and publish COURSES: folders under the courses folder, all of them when none is named.

    Exit codes: 0 all are current now, 1 errors or refused, 2 wrong usage.
    """
    with command_work() as work:
        if listed:
            _list(work, courses)
        elif rollback is not None:
            _roll_back(work, _one(courses), rollback, note)
        elif withdraw is not None:
            _withdraw(work, _one(courses), withdraw)
        elif not _publish(work, courses, Change(change), note, lang):
            sys.exit(1)


def _publish(work: Work, courses: Sequence[str], change: Change, note: str, lang: str) -> bool:
    """Whether every course that was asked for is current now."""
    with click.progressbar(length=1, label="compiling", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        compiled = compile_tree(work.settings.courses, clock.today(), only=courses or None, progress=progress)
    _show_errors(compiled, lang)
    done = release(work, compiled.courses, compiled.files, change=change, note=note)
    for one in done:
        click.echo(f"{one.slug}: {_outcome(one)}")
    return not compiled.problems.has_errors and not any(one.refusal for one in done)


def _show_errors(compiled: Compiled, lang: str) -> None:
    for problem in compiled.problems:
        if problem.severity is Severity.ERROR:
            what, hint = describe(problem, lang)
            place = problem.place
            click.echo(f"{place.path}:{place.line}:{place.column}: error {problem.code}: {what}; {hint}", err=True)


def _outcome(one: Release) -> str:
    if one.refusal is not None:
        details = ", ".join(f"{name}: {value}" for name, value in one.refusal.details.items())
        return f"refused: {one.refusal.code} ({details})"
    if one.publication is None or not one.publication.moved:
        return "unchanged"
    return "published" if one.publication.new else "published again, an edition stored before"


def _roll_back(work: Work, slug: CourseSlug, number: int, why: str) -> None:
    with work.writing() as session:
        edition = queries.edition_by_number(session, slug, number)
        service.roll_back(session, work.actor, slug, edition.id, why=why)
    click.echo(f"{slug}: edition {edition.edition} (number {number}) is current")


def _withdraw(work: Work, slug: CourseSlug, why: str) -> None:
    with work.writing() as session:
        service.withdraw(session, work.actor, slug, why=why)
    click.echo(f"{slug}: withdrawn")


def _list(work: Work, courses: Sequence[str]) -> None:
    with work.reading() as session:
        for pointer in queries.pointers(session):
            if courses and pointer.course_slug not in courses:
                continue
            for edition in queries.editions(session, pointer.course_slug):
                mark = "*" if edition.id == pointer.snapshot_id else " "
                made = f"{edition.created_at:%Y-%m-%d}  {edition.change.value}  {edition.note}"
                click.echo(
                    f"{mark} {edition.course_slug}  {edition.number}  {edition.edition}  {edition.short_digest}  {made}"
                )


def _one(courses: Sequence[str]) -> CourseSlug:
    if len(courses) != 1:
        raise click.UsageError("name one course")
    return CourseSlug(courses[0])
