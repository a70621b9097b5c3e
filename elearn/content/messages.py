"""Problems in words: what is wrong and how to mend it, in the language of the reader."""

from collections.abc import Mapping
from string import Formatter

from elearn.content.notation import messages as notation
from elearn.content.phrases import N_, Entry, say
from elearn.content.problems import Problem
from elearn.content.wordings import courses, heads, texts

ENTRIES: Mapping[str, Entry] = {**heads.ENTRIES, **texts.ENTRIES, **courses.ENTRIES, **notation.ENTRIES}
"""Every code with its words in English."""

_NEAR = N_("Perhaps “{near}” was meant.")
_UNKNOWN = Entry(N_("Something is wrong here."), N_("Compare the line with the trainer's guide."))


class _Lenient(Formatter):
    """A placeholder without a detail stays empty; braces inside details are text."""

    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, object]) -> object:
        return kwargs.get(str(key), "")


def describe(problem: Problem, language: str) -> tuple[str, str]:
    """What is wrong, and how to mend it, each as sentences."""
    entry = ENTRIES.get(problem.code, _UNKNOWN)
    fill = _Lenient()
    what = fill.vformat(say(language, entry.what), (), problem.details)
    hint = fill.vformat(say(language, entry.hint), (), problem.details)
    if problem.details.get("near"):
        hint = f"{fill.vformat(say(language, _NEAR), (), problem.details)} {hint}"
    return what, hint


__all__ = ["ENTRIES", "Entry", "describe"]
