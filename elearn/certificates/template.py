"""The paper as HTML: both languages side by side, every word through gettext."""

import hashlib
import io
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import segno
from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from elearn import clock
from elearn.certificates.rules import Facts, Logo, ProjectFacts
from elearn.content.phrases import N_, catalogue

FOLDER = Path(__file__).parent / "paper"
NO_BREAK = "\N{NO-BREAK SPACE}"
LONG_NAME = 26
VERY_LONG_NAME = 34
LONG_PROJECT = 340


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Two forms for the catalogue."""
    return one, many


HOURS = {
    "academic": ngettext_noop("%(num)s academic hour", "%(num)s academic hours"),
    "astronomical": ngettext_noop("%(num)s hour", "%(num)s hours"),
}


@cache
def template_digest() -> str:
    """SHA-256 over the files that decide what a paper looks like."""
    total = hashlib.sha256()
    for path in sorted(FOLDER.iterdir()):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def words(message: str, language: str) -> str:
    """A message of the paper in one of its two languages, whatever the page around it speaks."""
    return catalogue(language).gettext(message)


def day(value: date, language: str) -> str:
    """23 ноември 2026 г. / 23 November 2026."""
    pattern = "d MMMM yyyy 'г'." if language == "bg" else "d MMMM yyyy"
    return format_date(value, pattern, locale=language).replace(" ", NO_BREAK)


def moment(value: datetime, language: str) -> str:
    """23 ноември 2026 г., 14:32 / 23 November 2026, 14:32, in Europe/Sofia."""
    return f"{day(clock.day_of(value), language)}, {value.astimezone(clock.ZONE):%H:%M}"


def hours(facts: Facts, language: str) -> str:
    forms = HOURS[facts.hours_kind]
    count = int(facts.hours) if facts.hours == int(facts.hours) else 2
    phrase = catalogue(language).ngettext(*forms, count)
    return (phrase % {"num": format_decimal(facts.hours, locale=language)}).replace(" ", NO_BREAK)


def score(result: tuple[int, int], language: str) -> str:
    """18 of 20 points, from hundredths."""
    earned, possible = (format_decimal(Decimal(part) / 100, locale=language) for part in result)
    phrase = words(N_("%(earned)s of %(possible)s points"), language)
    return (phrase % {"earned": earned, "possible": possible}).replace(" ", NO_BREAK)


def qr_svg(address: str) -> Markup:
    """The address as a QR code, black on white, without its quiet zone (the page leaves it)."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False, omitsize=True, dark="#000000"
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - drawn here from an address of our own


def logo_address(logo: Logo) -> str:
    """What a page calls a logo that is handed to its renderer."""
    return f"logo:{logo.sha256}"


def name_size(name: str) -> str:
    """The class that keeps a long name within its line, or on two."""
    if len(name) > VERY_LONG_NAME:
        return "very-long"
    return "long" if len(name) > LONG_NAME else "short"


def project_size(project: ProjectFacts) -> str:
    """The classes that keep what is printed of a project on the page, up to the most that may be written."""
    text = project.name_bg + project.funder_bg + project.basis_bg + project.statement_bg + project.statement_en
    return " ".join(filter(None, ("many" if project.logos else "", "dense" if len(text) > LONG_PROJECT else "")))


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    environment.globals.update(N_=str, words=words, day=day, hours=hours, score=score)
    environment.globals.update(name_size=name_size, project_size=project_size, logo_address=logo_address)
    return environment


def render(facts: Facts, verify_address: str, font_address: str) -> str:
    """The whole page. `verify_address` is where anyone checks the code; fonts are loaded from `font_address`."""
    address = f"{verify_address}/{facts.spaced_code}"
    return (
        _environment()
        .get_template("certificate.html")
        .render(
            facts=facts,
            qr=qr_svg(address),
            address=verify_address.split("://", 1)[-1],
            font=font_address,
            leaf=svg("leaf.svg"),
            emblem=svg("eu.svg"),
        )
    )


@cache
def svg(name: str) -> Markup:
    """A drawing that papers show: the leaf, or the emblem of the European Union."""
    return Markup((FOLDER / name).read_text(encoding="utf-8"))  # noqa: S704 - a drawing of our own
