"""Lends the question templates and their filters to the application; there are no pages here."""

import re
from collections.abc import Mapping

from flask import Blueprint
from markupsafe import Markup

from elearn.content.questions import Question
from elearn.questions import labels
from elearn.questions.answers import Answer
from elearn.questions.fields import Field, fields
from elearn.questions.labels import Order
from elearn.questions.parts import PartedQuestion

bp = Blueprint("questions", __name__, template_folder="templates")

_GAP = re.compile(r'<span data-gap="(\d+)"></span>')
_FIRST_PARAGRAPH = re.compile(r"\s*<p(?:\s[^>]*)?>(?P<head>.*?)</p>(?P<rest>.*)", re.DOTALL)


@bp.app_template_global("question_fields")
def question_fields(question: PartedQuestion, order: Order | None) -> tuple[Field, ...]:
    """The fields of a question of several parts, as a page shows them."""
    return fields(question, order or ())


@bp.app_template_global("question_order")
def question_order(question: Question, order: Order | None) -> Order:
    """The positions of its choices, in the order in which a page shows them."""
    return labels.of_page(question, order or ())


@bp.app_template_global("question_given")
def question_given(question: Question, order: Order | None, answer: Answer | None) -> Answer:
    """The answer in the page's labels; empty where there is none."""
    return labels.to_labels(question, order or (), answer) or {}


@bp.app_template_filter("with_gaps")
def with_gaps(stem: str, inputs: Mapping[int, str]) -> Markup:
    """The stem with a field in each gap."""
    return Markup(_GAP.sub(lambda found: inputs.get(int(found[1]), ""), stem))  # noqa: S704 - nh3 has cleaned the stem


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
