"""A piece of text beside its translation: the language it stands in, its numbers, the sources it cites."""

import html
import re
from collections.abc import Iterable

from elearn.content import figures
from elearn.content.figures import Prose
from elearn.content.inlines import Cited, citation
from elearn.content.problems import Place, Problems
from elearn.content.transliteration import latin

_CITATION = re.compile(r"\[@([^\[\]]*)\]")
_NO_PROSE = re.compile(
    r"(`+).+?\1|<!--.*?-->|\[@[^\[\]]*\]|\[\^[^\[\]]*\]:?|\{#[^{}]*\}"
    r"|(?<=\])\((?:[^()\s]|\([^()]*\))*|(?<=\])\[[^\[\]]*\]"
    r"|<?(?:https?|ftp|mailto|tel):[^\s<>)]*>?|www\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+|<[^<>]*>",
    re.DOTALL,
)
_MARKED_HTML = re.compile(r'<a\b[^>]*\bclass="cite[^>]*>.*?</a>|<(code|pre)\b.*?</\1>|<[^>]*>', re.DOTALL)
_NUMBER = re.compile(r"\d+[^\W\d_]*")


def prose(text: str) -> str:
    """Markdown without code, addresses, citations, marks of footnotes, ids and tags."""
    return _NO_PROSE.sub(" ", text)


def prose_of_html(text: str) -> str:
    """HTML without tags, code and citations."""
    return html.unescape(_MARKED_HTML.sub(" ", text))


def check_numbers(base: Prose, other: Prose, place: Place, problems: Problems) -> None:
    """Warn of numbers that only one of the two says."""
    lost, extra = figures.difference(base, other)
    if lost or extra:
        here, there = ", ".join(extra) or "–", ", ".join(lost) or "–"
        problems.warning(place, "translation.other-numbers", here=here, base=there)


def cited(text: str) -> list[Cited]:
    """The sources that a piece of Markdown cites, in order."""
    return [one for body in _CITATION.findall(text) for one in citation(body) if one.key]


def check_citations(base: Iterable[Cited], other: Iterable[Cited], place: Place, problems: Problems) -> None:
    """Warn of sources or articles that only one of the two cites. `чл. 22в` and `Art. 22v` are one article."""
    mine, theirs = {article(one): one for one in base}, {article(one): one for one in other}
    if mine.keys() != theirs.keys():
        here = "; ".join(_shown(one) for article, one in theirs.items() if article not in mine)
        there = "; ".join(_shown(one) for article, one in mine.items() if article not in theirs)
        problems.warning(place, "translation.other-citations", here=here or "–", base=there or "–")


def article(one: Cited) -> tuple[str, tuple[str, ...]]:
    """What a citation says in any language: the key, and the numbers with their letters."""
    return one.key, tuple(sorted(latin(number).lower() for number in _NUMBER.findall(one.locus)))


def _shown(one: Cited) -> str:
    return f"@{one.key} {one.locus}".strip()
