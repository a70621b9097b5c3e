"""How facts about courses read in the person's language."""

from collections.abc import Iterable
from decimal import Decimal

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from elearn.content.model import HoursKind, Outline
from elearn.publishing.models import Change
from elearn.web.locale import nbsp, number


def hours(value: Decimal, kind: HoursKind) -> str:
    """`8 academic hours`; a fraction takes the plural."""
    count = int(value) if value == value.to_integral_value() else 2
    if kind is HoursKind.ACADEMIC:
        words = ngettext("%(hours)s academic hour", "%(hours)s academic hours", count, hours=number(value))
    else:
        words = ngettext("%(hours)s hour", "%(hours)s hours", count, hours=number(value))
    return nbsp(words)


def course_hours(outline: Outline) -> str:
    return hours(outline.hours, outline.hours_kind)


def make_up(outline: Outline) -> str:
    """`9 lessons, 4 tests`."""
    lessons, tests = len(outline.lessons()), len(outline.quizzes())
    parts = [nbsp(ngettext("%(num)d lesson", "%(num)d lessons", lessons))]
    if tests:
        parts.append(nbsp(ngettext("%(num)d test", "%(num)d tests", tests)))
    return ", ".join(parts)


def level(key: str) -> str:
    names = {"basic": _("basic"), "intermediate": _("intermediate"), "advanced": _("advanced")}
    return str(names.get(key, key))


def language_name(key: str) -> str:
    return str({"bg": _("Bulgarian"), "en": _("English")}.get(key, key))


def language_names(keys: Iterable[str]) -> str:
    return ", ".join(language_name(key) for key in keys)


def change_name(change: Change) -> str:
    """What an edition changed, in a few words."""
    names: dict[Change, str] = {
        Change.EDITORIAL: _("wording and spelling"),
        Change.CLARIFIED: _("explained more clearly"),
        Change.SUBSTANTIVE: _("new content"),
        Change.KEY_ERROR: _("mistake in a test mended"),
        Change.LAW: _("change in the law"),
    }
    return names[change]


def total_hours(outlines: Iterable[Outline]) -> str:
    """The hours of several courses together, by their kinds: `22 academic hours`."""
    sums: dict[HoursKind, Decimal] = {}
    for outline in outlines:
        sums[outline.hours_kind] = sums.get(outline.hours_kind, Decimal(0)) + outline.hours
    return ", ".join(hours(value, kind) for kind, value in sums.items())


def codes(text: str) -> Markup:
    """The words of a problem, its `pieces of source` set as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts))


def install(app: Flask) -> None:
    """Make them filters of the templates."""
    for function in (course_hours, make_up, level, language_name, language_names, change_name, total_hours, codes):
        app.add_template_filter(function)
