"""Reference pages written from the code itself: every problem code, every setting."""

import re
from dataclasses import fields
from pathlib import PurePosixPath

from elearn.content.messages import ENTRIES
from elearn.content.phrases import N_, say
from elearn.content.source import SourceFile
from elearn.settings import Settings

PROBLEMS = N_("Problems that the compiler names")
PROBLEMS_LEAD = N_("Each problem has a code that never changes its meaning. Here is what each says and how to mend it.")
SETTINGS = N_("Settings")
SETTINGS_LEAD = N_("Each is read once from the environment when the service starts.")
DEFAULT = N_("default")


def problems_page(language: str) -> SourceFile:
    """`/help/problems`: code, what is wrong, how to mend it."""
    lines = [f"# {say(language, PROBLEMS)}", "", say(language, PROBLEMS_LEAD), ""]
    for code, entry in sorted(ENTRIES.items()):
        what, hint = say(language, entry.what), say(language, entry.hint)
        lines += [f"## `{code}`", "", _literal(what), "", _literal(hint), ""]
    return SourceFile(PurePosixPath("problems.md"), "\n".join(lines))


def settings_page(language: str) -> SourceFile:
    """`/help/settings`: name, meaning, default."""
    lines = [f"# {say(language, SETTINGS)}", "", say(language, SETTINGS_LEAD), ""]
    for setting in fields(Settings):
        about = say(language, setting.metadata["about"])
        default = str(setting.default) if setting.name != "secret" else "–"
        lines += [f"## `ELEARN_{setting.name.upper()}`", "", _literal(about), ""]
        lines += [f"{say(language, DEFAULT).capitalize()}: `{default}`", ""] if default else []
    return SourceFile(PurePosixPath("settings.md"), "\n".join(lines))


def _literal(text: str) -> str:
    """Words that hold the format's own signs, shown as they are; what stands in backticks is code, and what a problem
    fills in is an ellipsis."""
    pieces = re.sub(r"\{\w+\}", "…", text).split("`")
    if len(pieces) % 2 == 0:
        return _escaped("`".join(pieces))
    return "".join(f"`{piece}`" if at % 2 else _escaped(piece) for at, piece in enumerate(pieces))


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]#>" else sign for sign in text)
