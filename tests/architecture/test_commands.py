"""Every operator's command answers in words, never with a traceback."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from elearn.main import OPERATORS, cli

CONTEXT = click.Context(cli)


def commands() -> Iterator[tuple[list[str], click.Command]]:
    """Every command under the console's, with the words that call it."""
    for name in OPERATORS:
        command = cli.get_command(CONTEXT, name)
        assert command is not None
        children = command.commands if isinstance(command, click.Group) else {}
        yield from (([name, child], below) for child, below in children.items())
        if not children:
            yield [name], command


def required(command: click.Command) -> Iterator[str]:
    """Values that the command takes for what it cannot do without; a file is this very one."""
    for parameter in command.params:
        if parameter.required:
            value = __file__ if isinstance(parameter.type, click.Path | click.File) else "1"
            yield from (value,) if isinstance(parameter, click.Argument) else (parameter.opts[0], value)


@pytest.mark.parametrize(
    "words", [[*words, *required(command)] for words, command in commands()], ids=lambda words: " ".join(words[:2])
)
def test_a_setting_that_cannot_work_is_named(words: list[str]) -> None:
    done = CliRunner().invoke(cli, words, env={"ELEARN_MODE": "nonsense"}, input="пет думи след дъжд\n" * 2)
    assert (done.exit_code, "ELEARN_MODE is 'nonsense'" in done.output) == (1, True), done.output
    assert isinstance(done.exception, SystemExit)
