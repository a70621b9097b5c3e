"""What every operator's command shares: settings, a database, refusals in words, exit codes.

Exit codes: 0 done, 1 refused or nothing to do for a reason that is printed, 2 wrong usage (click's own).
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from elearn.errors import Refusal
from elearn.permissions import Via
from elearn.settings import BadSetting, Settings
from elearn.work import Work, open_work

_before: list[Callable[[Settings], None]] = []


def before_work(hook: Callable[[Settings], None]) -> None:
    """Run `hook` with the settings before any command's work: the console gives the wiring, which lies above."""
    _before[:] = [hook]


def command_settings() -> Settings:
    """For a command that needs no database; a setting that cannot work ends with code 1 and its words."""
    with _in_words():
        return Settings.from_env()


@contextmanager
def command_work(via: Via = Via.CLI) -> Iterator[Work]:
    """`with command_work() as work: with work.writing() as session: …`; a refusal ends with code 1 and its words.

    `via` is what the record says of everything that is done.
    """
    with _in_words():
        settings = Settings.from_env()
        for hook in _before:
            hook(settings)
        with open_work(settings, via) as work:
            yield work


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        details = ", ".join(f"{name}: {value}" for name, value in refusal.details.items())
        click.echo(f"refused: {refusal.code}" + (f" ({details})" if details else ""), err=True)
        sys.exit(1)
    except BadSetting as bad:
        click.echo(str(bad), err=True)
        sys.exit(1)
