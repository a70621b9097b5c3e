"""The document as a page to print, and the vocabulary that the page on the screen shares with it."""

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from elearn import clock, decimals
from elearn.certificates import template
from elearn.content.phrases import say
from elearn.evidence.rules import Document
from elearn.settings import Settings

TEMPLATES = Path(__file__).parent / "templates"
PAPER = Path(__file__).parent / "paper"


def moment(instant: str | None, language: str) -> str:
    """16.06.2026 г., 14:32:05 in Europe/Sofia: to the second, as the record has it."""
    if instant is None:
        return ""
    at = datetime.fromisoformat(instant).astimezone(clock.ZONE)
    day = f"{at:%d.%m.%Y} г." if language == "bg" else f"{at.day} {at:%B} {at.year}"
    return f"{day}, {at:%H:%M:%S}"


def points(hundredths: int | None, language: str) -> str:
    """Points as people read them; a dash where they are not told."""
    return "–" if hundredths is None else decimals.points(hundredths, language)


def issuer(settings: Settings, language: str) -> str:
    """Who vouches for the document."""
    return settings.issuer_en if language == "en" else settings.issuer_bg


def trusted(html: str) -> Markup:
    """A fragment of a snapshot."""
    return Markup(html)  # noqa: S704 - nh3 cleaned it when it was compiled


VOCABULARY = {
    "evidence_say": say,
    "evidence_moment": moment,
    "evidence_points": points,
    "evidence_html": trusted,
    "N_": str,
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([PAPER, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(VOCABULARY)
    return environment


def page(document: Document, font_address: str) -> str:
    """The whole page as HTML; it shows the font at `font_address`, and logos at `logo:` and their hash."""
    page = _environment().get_template("paper.html")
    return page.render(doc=document.as_json(), font=font_address, emblem=template.svg("eu.svg"))
