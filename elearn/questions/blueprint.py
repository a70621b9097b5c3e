"""Lends the question templates and their filters to the application; there are no pages here."""

import re

from flask import Blueprint
from markupsafe import Markup

bp = Blueprint("questions", __name__, template_folder="templates")

_FIRST_PARAGRAPH = re.compile(r"\s*<p(?:\s[^>]*)?>(?P<head>.*?)</p>(?P<rest>.*)", re.DOTALL)


@bp.app_template_filter("stem_head")
def stem_head(html: str) -> Markup:
    """The first paragraph without its tags: a legend holds words, not blocks."""
    found = _FIRST_PARAGRAPH.fullmatch(html)
    return Markup(found["head"] if found else html)  # noqa: S704 - nh3 has cleaned every fragment of a snapshot


@bp.app_template_filter("stem_rest")
def stem_rest(html: str) -> Markup:
    """What follows the first paragraph; empty for most questions."""
    found = _FIRST_PARAGRAPH.fullmatch(html)
    return Markup(found["rest"].strip() if found else "")  # noqa: S704 - nh3 has cleaned it


@bp.app_template_filter("inline_html")
def inline_html(html: str) -> Markup:
    """A fragment for a label: a single paragraph loses its tags."""
    return Markup(html) if stem_rest(html) else stem_head(html)  # noqa: S704 - nh3 has cleaned it
