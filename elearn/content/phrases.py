"""Words that the compiler itself puts into course text, in the course's language: labels of callouts and the like."""

import gettext
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

_CATALOGUES = Path(__file__).parents[1] / "translations"


def N_(message: str) -> str:  # noqa: N802 - the name that marks a message for extraction
    """Mark a message for the catalogues and return it as it is."""
    return message


class Entry(NamedTuple):
    """The words of a problem: `what` is wrong and the `hint` how to mend it; `{name}` is filled from the details."""

    what: str
    hint: str


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("messages", _CATALOGUES, [language], fallback=True)


def say(language: str, message: str) -> str:
    """A message in a language; in English where the catalogue has none."""
    return catalogue(language).gettext(message) if message else ""


CALLOUT_LABELS = {
    "note": N_("Note"),
    "important": N_("Important"),
    "example": N_("Example"),
    "law": N_("Law"),
    "pitfall": N_("Common mistake"),
}
TABLE = N_("Table")
TABLE_UNDER = N_("Table: %(heading)s")
TEXT_AS_OF = N_("Text as of %(day)s.")
FOOTNOTES = N_("Notes")
BACK_TO_TEXT = N_("Back to the text")
DIAGRAM = N_("Diagram: %(words)s")
DETAILS = N_("More on this")


def day(language: str, value: date) -> str:
    """A date as papers write it: `16.06.2026 г.` in Bulgarian, `16 June 2026` elsewhere."""
    return f"{value:%d.%m.%Y} г." if language == "bg" else f"{value.day} {value:%B} {value.year}"
