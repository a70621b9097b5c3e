"""What the pages of an attempt show, as values without a key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from elearn import clock, ids
from elearn.content.model import Case, Language
from elearn.content.questions import ChoiceQuestion, Question, SurveyQuestion
from elearn.content.terms import Layout
from elearn.people.replay import ticket_field
from elearn.questions import fields, labels
from elearn.questions.answers import Answer, picks, repeats, unreadable
from elearn.questions.essays import shortened
from elearn.questions.keyless import keyless
from elearn.questions.parts import PartedQuestion, filled
from elearn.quizzes.queries import Asked, Given, Sitting
from elearn.web import locale
from elearn.web.numbers import whole_number


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as the page asks it. `name` is that of its fields; `typed` stands instead of the stored answer.

    `case`: the one it belongs to, whose text stands beside its questions.
    """

    position: int
    name: str
    question: Question
    order: tuple[int, ...]
    given: Given
    case: Case | None
    base: int
    save_id: str
    typed: Answer | None
    newer: str = ""
    """The stored answer in words, where another page has saved since."""


@dataclass(frozen=True, slots=True)
class Square:
    """A square of the overview. `words`: "Question 7: answered, flagged"."""

    position: int
    answered: bool
    flagged: bool
    current: bool
    words: str


@dataclass(frozen=True, slots=True)
class Conflicting:
    """What the person typed on a page that was out of date, by position."""

    typed: Mapping[int, Answer | None] = field(default_factory=dict)
    positions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class AttemptPage:
    sitting: Sitting
    current: int
    one: bool
    shown: tuple[Shown, ...]
    squares: tuple[Square, ...]
    now: datetime

    @property
    def total(self) -> int:
        return len(self.sitting.asked)

    @property
    def answered(self) -> int:
        return sum(square.answered for square in self.squares)

    @property
    def flagged(self) -> int:
        return sum(square.flagged for square in self.squares)

    @property
    def time_left(self) -> str:
        due = self.sitting.attempt.due_at
        return "" if due is None else minutes_left(int((due - self.now).total_seconds()))


def attempt_page(sitting: Sitting, wanted: str | None, conflicting: Conflicting | None = None) -> AttemptPage:
    """The page at question `wanted` (the text of `?q=`), or the first empty one; all on one where the test says so."""
    one = sitting.quiz.rules.layout is Layout.ONE
    current = _current(sitting, wanted)
    conflict = conflicting or Conflicting()
    asked = [sitting.asked[current - 1]] if one else list(sitting.asked)
    return AttemptPage(
        sitting=sitting,
        current=current,
        one=one,
        shown=tuple(_shown(item, conflict) for item in asked),
        squares=tuple(_square(item, current=one and item.position == current) for item in sitting.asked),
        now=clock.now(),
    )


def replay_field(sitting: Sitting) -> str:
    """The hidden ticket that lets a form be sent again after signing in anew."""
    return ticket_field(f"/attempts/{sitting.attempt.id}")


def minutes_left(seconds: int) -> str:
    """23 minutes left; minutes and seconds in the last five."""
    if seconds < 300:
        return str(_("%(clock)s left", clock=f"{max(0, seconds) // 60}:{max(0, seconds) % 60:02d}"))
    count = -(-seconds // 60)
    return str(ngettext("%(num)d minute left", "%(num)d minutes left", count))


def answer_words(question: Question, answer: Answer | None, order: Sequence[int] = ()) -> str:
    """An answer as plain words, in the order in which the person saw the choices."""
    if not answer:
        return str(_("no answer"))
    if isinstance(question, PartedQuestion):
        return _parts_words(question, answer, order)
    if "text" in answer:
        return _quoted(shortened(answer["text"]))
    if not isinstance(question, ChoiceQuestion | SurveyQuestion) or not question.choices:
        return str(answer.get("choice", ""))
    picked = picks(answer)
    by_position = {choice.position: choice for choice in question.choices}
    words = [_plain(by_position[position].html) for position in (order or by_position) if position in picked]
    return "; ".join(words)


def _quoted(text: str) -> str:
    return f"“{text}”" if locale.language() == "en" else f"„{text}“"


def _parts_words(question: PartedQuestion, answer: Answer, order: Sequence[int]) -> str:
    """`Mayor: issues class V; Council: …`; gaps by their number."""
    given = filled(labels.to_labels(question, order, answer))
    found = []
    for number, field_ in enumerate(fields.fields(question, order), 1):
        if field_.name in given:
            prompt = _plain(field_.prompt) if field_.prompt else str(number)
            found.append(f"{prompt}: {fields.words(field_, given[field_.name], locale.language())}")
    return "; ".join(found)


def empty_words(sitting: Sitting) -> str:
    """Three questions are empty: 9, 10 and 13."""
    positions = [str(asked.position) for asked in sitting.unanswered]
    if len(positions) < 2:
        listed = "".join(positions)
    else:
        listed = _("%(some)s and %(last)s", some=", ".join(positions[:-1]), last=positions[-1])
    words = ngettext(
        "%(num)d question is empty: %(listed)s.",
        "%(num)d questions are empty: %(listed)s.",
        len(positions),
        listed=listed,
    )
    return str(words)


def unread_numbers(sitting: Sitting) -> list[Asked]:
    """Questions for a number whose answer is none."""
    return [asked for asked in sitting.asked if unreadable(asked.question, asked.given.answer)]


def repeated_places(sitting: Sitting) -> list[Asked]:
    """Orderings in which two items have one place."""
    return [asked for asked in sitting.asked if repeats(asked.question, asked.given.answer)]


def newer_json(question: Question, order: Sequence[int], found: Any) -> dict[str, object]:
    """What the page's script is told when another page has saved since."""
    return {
        "code": "newer_answer",
        "revision": found.revision,
        "answer": labels.to_labels(question, order, found.answer),
        "words": answer_words(question, found.answer, order),
        "what": newer_words(found.saved_at),
    }


def newer_words(saved_at: datetime | None) -> str:
    at = locale.hour(saved_at or clock.now())
    words = _(
        "This question has a newer answer, given from another window at %(time)s. Which one should stay?", time=at
    )
    return str(words)


def _current(sitting: Sitting, wanted: str | None) -> int:
    number = whole_number(wanted) or 0
    if 1 <= number <= len(sitting.asked):
        return number
    return sitting.empty[0].position if sitting.empty else 1


def _shown(asked: Asked, conflict: Conflicting) -> Shown:
    typed = conflict.typed.get(asked.position, asked.given.answer)
    newer = ""
    if asked.position in conflict.positions:
        newer = answer_words(asked.question, asked.given.answer, asked.sheet.order)
    return Shown(
        position=asked.position,
        name=f"q-{asked.position}",
        question=keyless(asked.question),
        order=asked.sheet.order,
        given=asked.given,
        case=None if asked.case is None else _without_questions(asked.case),
        base=asked.given.revision,
        save_id=ids.new_uuid(),
        typed=typed,
        newer=newer,
    )


def _without_questions(case: Case) -> Case:
    return Case(title=case.title, html=case.html, questions=())


def _square(asked: Asked, *, current: bool) -> Square:
    given = asked.given
    state = _("empty") if given.empty else _("answered")
    words = f"{state}, {_('flagged')}" if given.flagged else state
    return Square(
        asked.position,
        not given.empty,
        given.flagged,
        current,
        _("Question %(number)d: %(state)s", number=asked.position, state=words),
    )


def _plain(html: Mapping[Language, str] | Mapping[str, str]) -> str:
    """A choice without markup, for a list or a message."""
    texts = {str(language): text for language, text in html.items()}
    return " ".join(locale.html_in_language(texts).striptags().split())
