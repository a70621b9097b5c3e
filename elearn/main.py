"""The console entry: a table of commands, each imported only when it is asked for.

`elearn check` must load neither Flask nor SQL, so that a trainer's machine needs nothing but the compiler.
"""

import importlib
from collections.abc import Mapping

import click

AUTHORS: Mapping[str, tuple[str, str]] = {
    "check": ("elearn.content.cli:check", "Find every problem of courses, with file, line and what to do."),
    "cites": ("elearn.content.cli:cites", "Show what rests on a source of the ledger."),
    "fmt": ("elearn.content.editing_cli:fmt", "Stamp ids and normalise spelling."),
    "new": ("elearn.content.cli:new", "Begin a course, module, lesson or quiz."),
    "translated": ("elearn.content.editing_cli:translated", "Mark translations as in step with their text."),
}
"""Name -> (module and attribute, one line of help). Without database, settings or Flask."""

OPERATORS: Mapping[str, tuple[str, str]] = {
    "attempt": ("elearn.quizzes.cli:command", "Give a person another attempt or more time; draw an attempt again."),
    "certificate": ("elearn.certificates.cli:command", "Check, correct and revoke certificates."),
    "db": ("elearn.operations.cli:command", "Bring the database up to date."),
    "demo": ("elearn.demo.cli:command", "Make the demo and serve it."),
    "enrolment": ("elearn.enrolment.cli:command", "End a person's enrolment."),
    "jobs": ("elearn.operations.jobs_cli:command", "Show work that was given up; try it again or drop it."),
    "people": ("elearn.staff.cli:command", "Add and import people."),
    "progress": ("elearn.progress.cli:command", "Recompute progress, or prove that it is right."),
    "publish": ("elearn.publishing.cli:command", "Compile courses and publish them."),
    "serve": ("elearn.serve:command", "Serve the web pages and run the worker."),
    "stats": ("elearn.statistics.cli:command", "Print what attempts say about the tests of a course."),
    "worker": ("elearn.worker:command", "Run background work only."),
}


class Lazy(click.Group):
    """Finds commands in the tables and imports the one that is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({**AUTHORS, **OPERATORS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = AUTHORS.get(cmd_name) or OPERATORS.get(cmd_name)
        if entry is None:
            return None
        if cmd_name in OPERATORS:
            wiring = importlib.import_module("elearn.wiring")
            importlib.import_module("elearn.command").before_work(wiring.connect)
        module, _, name = entry[0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The tables' own lines, so that help imports nothing."""
        for title, table in (("For authors (no database)", AUTHORS), ("For operators", OPERATORS)):
            with formatter.section(title):
                formatter.write_dl([(name, line) for name, (_, line) in sorted(table.items())])


@click.group(cls=Lazy)
@click.version_option(package_name="elearn")
def cli() -> None:
    """Training that compiles, tests that are fair, certificates that prove themselves."""


if __name__ == "__main__":
    cli()
