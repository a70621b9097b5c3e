"""Statistics in the words of the page's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from elearn.content.questions import GapsQuestion, Question, Texts
from elearn.questions.naming import KINDS
from elearn.statistics.rules import Flag, FlagKind
from elearn.statistics.taken import Table
from elearn.web.locale import NO_BREAK, in_language, language, number

LETTERS = {"bg": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЮЯ", "en": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
EXACT = 6
"""Digits of a per cent that are sure, whatever was divided: 0.29 is 29 %, not 28."""
LONGEST = 60
"""Letters of an answer that a heading repeats."""

GRAVE = frozenset({FlagKind.CHECK_KEY, FlagKind.NOBODY_RIGHT, FlagKind.NEGATIVE})
"""Flags that say something is probably wrong; the others say it could be better."""

ADVICE = {
    FlagKind.CHECK_KEY: _l("If the key is right, the question or its answers can be read in another way."),
    FlagKind.NOBODY_RIGHT: _l(
        "Check the key. If it is right, the lessons may not say it, or the question is not clear."
    ),
    FlagKind.NEGATIVE: _l("Check the key, and whether the question misleads those who know."),
    FlagKind.WEAK: _l("It may be about something else than the rest, or be guessed."),
    FlagKind.LEFT_OUT: _l("They may not have had the time, or not have understood what is asked."),
    FlagKind.EVERYONE_RIGHT: _l("Keep it if everyone must know it; otherwise it measures nothing."),
    FlagKind.NOBODY_CHOSE: _l("A wrong answer that nobody believes only makes the question longer."),
}
_HEADS = {
    FlagKind.NOBODY_RIGHT: _l("Nobody gets it right"),
    FlagKind.NEGATIVE: _l("Those who know the rest do worse here"),
    FlagKind.WEAK: _l("It hardly tells who knows from who does not"),
    FlagKind.LEFT_OUT: _l("Many leave it empty"),
    FlagKind.EVERYONE_RIGHT: _l("Everyone gets it right"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A flag in words; `shape` is that of its state."""

    head: str
    advice: str
    shape: str


def said(flag: Flag) -> Said:
    """What is noticed and what to do about it."""
    return Said(_head(flag), str(ADVICE[flag.kind]), "late" if flag.kind in GRAVE else "soon")


def kind(question: Question) -> str:
    """The question's type; a matrix is called statements, as authors write it."""
    return str(_(KINDS[question.kind]))


def percent(share: float | None) -> str:
    """61 %; a dash for what does not exist.

    Rounded down as results are, so that no mean reads as the pass mark, and no share as everyone, which falls short.
    """
    if share is None:
        return "–"
    return f"{floor(round(100 * share, EXACT))}{NO_BREAK}%".replace("-", "−")


def rounded(value: float | None, digits: int = 0) -> str:
    """A number as people read it, a true minus before a negative one; a dash for what does not exist."""
    if value is None:
        return "–"
    whole = round(value, digits) or 0.0
    return number(int(whole) if not digits else whole).replace("-", "−")


def letter(position: int) -> str:
    """The name of a choice by its place in the author's order: А, Б, В."""
    letters = LETTERS[language()]
    return letters[position] if 0 <= position < len(letters) else str(position + 1)


def line_name(table: Table, at: int) -> str:
    """What a line is called in a chart: a choice by its letter, anything else by its number."""
    return letter(table.lines[at].position) if table.form in {"choice", "choices"} else str(at + 1)


def gaps(question: Question) -> Mapping[int, str]:
    """What stands in a stem's gaps: their numbers, by which the tables call them."""
    found = question.gaps if isinstance(question, GapsQuestion) else ()
    return {gap.position: f"<b>[{gap.position + 1}]</b>" for gap in found}


def _head(flag: Flag) -> str:
    if flag.kind in _HEADS:
        return str(_HEADS[flag.kind])
    answer, part = _answer(flag), _short(flag.part)
    if flag.kind is FlagKind.NOBODY_CHOSE and part:
        return str(_("For “%(part)s” nobody chose %(answer)s", part=part, answer=answer))
    if flag.kind is FlagKind.NOBODY_CHOSE:
        return str(_("Nobody chose %(answer)s", answer=answer))
    if flag.position < 0:
        return str(_("The best learners typed %(answer)s: should it be accepted?", answer=answer))
    if part:
        return str(_("For “%(part)s” the best learners chose %(answer)s: check the key", part=part, answer=answer))
    return str(_("The best learners chose %(answer)s: check the key", answer=answer))


def _answer(flag: Flag) -> str:
    words = _short(flag.answer)
    quoted = str(_("“%(words)s”", words=words))
    if flag.position < 0 or flag.part:
        return quoted
    return f"{letter(flag.position)} ({quoted})" if words else letter(flag.position)


def _short(texts: Texts) -> str:
    words = in_language(dict(texts))
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
