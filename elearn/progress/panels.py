"""How progress is worded and drawn: counts, durations, bars and states for the pages of this feature."""

from datetime import date
from typing import NamedTuple

from babel.dates import format_date
from flask_babel import gettext as _
from flask_babel import ngettext

from elearn.plans.crediting import CreditView
from elearn.plans.models import Substitute
from elearn.progress.picks import MyCourse
from elearn.progress.rules import Kind, Mark, Standing, Step
from elearn.web.locale import language, long_day, nbsp

HOUR = 60
ROUNDED_TO = 5


class Shown(NamedTuple):
    """A state as the `state` macro draws it."""

    kind: str
    words: str


def bar(standing: Standing, current: Step | None) -> list[list[tuple[str, str]]]:
    """The steps that count, module by module, for the `steps_bar` macro."""
    modules: dict[str | None, list[tuple[str, str]]] = {}
    for step in standing.steps:
        if step.wanted or step.mark is Mark.DONE:
            shape = "lesson" if step.kind is Kind.LESSON else "test"
            modules.setdefault(step.module, []).append((shape, _segment(step, current)))
    return list(modules.values())


def _segment(step: Step, current: Step | None) -> str:
    if step.mark is Mark.DONE:
        return "done"
    return "current" if current is not None and step.id == current.id else "todo"


def steps_words(standing: Standing) -> str:
    """5 of 13 steps."""
    return str(ngettext("%(done)d of %(num)d step", "%(done)d of %(num)d steps", standing.total, done=standing.done))


def left_words(standing: Standing) -> str:
    """5 lessons and 3 tests to go; empty when nothing is left. Tests that wait for marking are said to."""
    lessons = sum(step.kind is Kind.LESSON for step in standing.left)
    waiting = sum(step.mark is Mark.WAITING for step in standing.left)
    tests = len(standing.left) - lessons - waiting
    parts = [ngettext("%(num)d lesson", "%(num)d lessons", lessons)] if lessons else []
    if tests:
        parts.append(ngettext("%(num)d test", "%(num)d tests", tests))
    words = [_("%(what)s to go", what=_(" and ").join(parts))] if parts else []
    if waiting:
        words.append(ngettext("%(num)d test waits for marking", "%(num)d tests wait for marking", waiting))
    return "; ".join(str(one) for one in words)


def duration(minutes: int) -> str:
    """2 hours and 10 minutes; from an hour on in steps of ROUNDED_TO minutes."""
    if minutes < HOUR:
        return nbsp(ngettext("%(num)d minute", "%(num)d minutes", minutes))
    rounded = ROUNDED_TO * round(minutes / ROUNDED_TO)
    hours = nbsp(ngettext("%(num)d hour", "%(num)d hours", rounded // HOUR))
    rest = rounded % HOUR
    if not rest:
        return hours
    return hours + str(_(" and ")) + nbsp(ngettext("%(num)d minute", "%(num)d minutes", rest))


def course_state(course: MyCourse) -> Shown:
    """One word for the whole course."""
    if course.completed_at is not None:
        return Shown("done", _("completed"))
    if course.credit is not None:
        return Shown("exempt", _("exempt")) if is_exempt(course) else Shown("done", _("recognised"))
    if course.late:
        return Shown("late", _("overdue"))
    if course.standing.with_markers:
        return Shown("doing", _("waiting for marking"))
    if course.standing.begun:
        return Shown("doing", _("in progress"))
    return Shown("open", _("not started"))


def is_exempt(course: MyCourse) -> bool:
    return course.credit is not None and course.credit.given.kind is Substitute.EXEMPTION


def credit_words(credit: CreditView) -> str:
    """In a sentence: what stands in the course's place, since when, and who said so."""
    shown = {"day": long_day(credit.given.on), "by": credit.by or _("the administration")}
    sentences = {
        Substitute.EXEMPTION: _("Exempt since %(day)s, by %(by)s."),
        Substitute.CLASSROOM: _("Recognised: a classroom course completed on %(day)s, entered by %(by)s."),
        Substitute.FOREIGN: _("Recognised: completed elsewhere on %(day)s, entered by %(by)s."),
    }
    return str(sentences[credit.given.kind] % shown)


def deadline_words(course: MyCourse) -> str:
    """7 days left; due today; 3 days late. Empty without a deadline."""
    if course.deadline is None:
        return ""
    days = course.deadline.days
    if days < 0 and not course.late:
        return ""
    if days < 0:
        return str(ngettext("%(num)d day late", "%(num)d days late", -days))
    if days == 0:
        return str(_("today is the last day"))
    return str(ngettext("%(num)d day left", "%(num)d days left", days))


def month(day: date) -> str:
    """The month's name as it stands after a day's number."""
    return format_date(day, "d MMMM", locale=language()).split(" ", 1)[1]


def step_state(step: Step) -> Shown:
    """A step's mark, in words for those who do not see its shape."""
    return {
        Mark.DONE: Shown("done", _("done")),
        Mark.STARTED: Shown("doing", _("in progress")),
        Mark.WAITING: Shown("doing", _("waiting for marking")),
        Mark.OPEN: Shown("open", _("to do")),
        Mark.CLOSED: Shown("open", _("not open yet")),
        Mark.SPARED: Shown("exempt", _("not needed: the module's test is passed")),
        Mark.OPTIONAL: Shown("exempt", _("by choice")),
    }[step.mark]


def module_state(steps: tuple[Step, ...]) -> Shown:
    """One word for a module, or for the exam."""
    wanted = [step for step in steps if step.wanted]
    if not wanted:
        return Shown("done", _("completed")) if any(step.mark is Mark.DONE for step in steps) else _by_choice()
    if all(step.mark is Mark.CLOSED for step in wanted):
        return Shown("open", _("not open yet"))
    if all(step.mark is Mark.WAITING for step in wanted):
        return Shown("doing", _("waiting for marking"))
    if len(wanted) < len(steps) or any(step.mark in {Mark.STARTED, Mark.WAITING} for step in wanted):
        return Shown("doing", _("in progress"))
    return Shown("open", _("not started"))


def _by_choice() -> Shown:
    return Shown("exempt", _("by choice"))
