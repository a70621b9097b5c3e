"""`elearn stats`: what attempts say about the tests of a course, with the place of each question in its source."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import click

from elearn.command import command_work
from elearn.content import places
from elearn.content.problems import Place
from elearn.ids import CourseSlug
from elearn.publishing import queries as publishing
from elearn.statistics import documents, queries, terminal
from elearn.statistics.takings import Counted

FORMATS = ("text", "json", "csv")


@click.command("stats")
@click.argument("course")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--attempts",
    type=click.Choice([counted.value for counted in Counted]),
    default=Counted.FIRST.value,
    show_default=True,
    help="Count the first graded attempt of each enrolment, or all.",
)
@click.option(
    "--lang", type=click.Choice(["bg", "en"]), default="bg", show_default=True, help="Language of the course's words."
)
def command(course: str, form: str, attempts: str, lang: str) -> None:
    """Print what attempts say about the tests of COURSE.

    Names no person. Terms and formulas are those of Moodle's quiz statistics. Exit codes: 0 printed, 1 no such course.
    """
    with command_work() as work:
        with work.reading() as session:
            _require(course, [one.course_slug for one in publishing.pointers(session)])
            found = queries.of_course(session, CourseSlug(course), Counted(attempts))
        stand = _places(work.settings.courses, course)
        tests = [documents.document(one, stand, lang) for one in found]
    if form == "json":
        click.echo(documents.as_json(tests, course))
    elif form == "csv":
        click.echo(documents.as_csv(tests), nl=False)
    else:
        click.echo(terminal.as_text(course, tests), nl=False)


def _require(course: str, known: Sequence[CourseSlug]) -> None:
    """End with code 1 and the names there are, unless the course is one of them."""
    if course not in known:
        names = f"Choose one of: {', '.join(sorted(known))}." if known else "No course has been published yet."
        click.echo(f"There is no course “{course}”. {names}", err=True)
        sys.exit(1)


def _places(root: Path, course: str) -> Mapping[str, Place]:
    """Paths relative to where the command runs, as `elearn check` prints them."""
    return {
        question: replace(place, path=PurePosixPath(Path(os.path.relpath(root / place.path)).as_posix()))
        for question, place in places.of_questions(root, course).items()
    }
