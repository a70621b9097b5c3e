"""Papers as pages to print: the yearly statement and a plan's report, in the font of the certificate."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from elearn.certificates import template
from elearn.certificates.template import HOURS, day, ngettext_noop
from elearn.content.model import HoursKind
from elearn.content.phrases import N_, catalogue, say
from elearn.coordinating.naming import STATES
from elearn.plans.models import Substitute
from elearn.reports.orders import Order
from elearn.reports.plan_paper import PlanReport
from elearn.reports.rules import TONES
from elearn.reports.yearly import Statement
from elearn.settings import Settings

FOLDER = Path(__file__).parent

HOW = {
    None: N_("on this platform"),
    Substitute.CLASSROOM: N_("in a classroom"),
    Substitute.FOREIGN: N_("elsewhere"),
}


DONE = ngettext_noop(
    "{done} of %(num)s person has completed everything asked.",
    "{done} of %(num)s people have completed everything asked.",
)
LATE = ngettext_noop("%(num)s person is overdue.", "%(num)s people are overdue.")
SOON = ngettext_noop("%(num)s more has a deadline within two weeks.", "%(num)s more have a deadline within two weeks.")
DAYS = ngettext_noop("Due %(num)s day after coming into the plan.", "Due %(num)s days after coming into the plan.")
MORE = ngettext_noop("And %(num)s more: see the plan's table.", "And %(num)s more: see the plan's table.")


def hours(number: Decimal | None, kind: HoursKind | None, language: str) -> str:
    """12 academic hours; a dash where nobody has said."""
    if number is None or kind is None:
        return "–"
    whole = int(number) if number == int(number) else 2
    phrase = catalogue(language).ngettext(*HOURS[kind.value], whole)
    return phrase % {"num": format_decimal(number, locale=language)}


def short_day(value: date, language: str) -> str:
    return f"{value:%d.%m.%Y} г." if language == "bg" else f"{value.day} {value:%b} {value.year}"


VOCABULARY: dict[str, Any] = {
    "report_say": say,
    "report_hours": hours,
    "report_day": day,
    "report_short_day": short_day,
    "REPORT_HOW": HOW,
    "REPORT_TONES": TONES,
    "REPORT_STATES": STATES,
    "REPORT_DONE": DONE,
    "REPORT_LATE": LATE,
    "REPORT_SOON": SOON,
    "REPORT_DAYS": DAYS,
    "REPORT_MORE": MORE,
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([FOLDER / "paper", FOLDER / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(VOCABULARY, N_=str)
    return environment


def yearly(order: Order, told: Statement, settings: Settings, font: str) -> str:
    """The yearly statement as HTML; its font is loaded from `font`."""
    issuer = settings.issuer_en if order.language == "en" else settings.issuer_bg
    page = _environment().get_template("yearly.html")
    own = order.asked.get("person", "") in {"", str(order.actor.person_id)}
    return page.render(told=told, language=order.language, issuer=issuer, made=order, own=own, font=font)


def plan(order: Order, told: PlanReport, settings: Settings, font: str) -> str:
    """A plan's report as HTML: two pages of A4. It shows the font at `font`, and pictures at `logo:` and their hash."""
    issuer = settings.issuer_en if order.language == "en" else settings.issuer_bg
    emblem = template.svg("eu.svg")
    page = _environment().get_template("plan.html")
    return page.render(told=told, language=order.language, issuer=issuer, made=order, font=font, emblem=emblem)
