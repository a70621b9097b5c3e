"""A piece of text beside its translation: the language it stands in, its numbers, the sources it cites."""

import html
import re
from collections.abc import Sequence

from elearn.content import figures
from elearn.content.figures import Prose
from elearn.content.foreign import unmarked
from elearn.content.inlines import Cited, citation
from elearn.content.problems import Place, Problems
from elearn.content.transliteration import latin

Cites = Sequence[tuple[int, Cited]]
"""What a piece cites, with lines counted from 0 at its first."""
_CITATION = re.compile(r"\[@([^\[\]]*)\]")
_NO_PROSE = re.compile(
    r"(?<!`)(`++).+?(?<!`)\1(?!`)|<!--(?:(?!<!--).)*?-->|\[@[^\[\]]*\]|\[\^[^\[\]]*\]:?|\{#[^{}]*\}"
    r"|(?<=\])\((?:[^()\s]|\([^()]*\))*|(?<=\])\[[^\[\]]*\]"
    r"|<?(?:https?|ftp|mailto|tel):[^\s<>)]*>?|www\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+|<[^<>]*>",
    re.DOTALL,
)
_MARKED_HTML = re.compile(r'<a\b[^>]*\bclass="cite[^>]*>.*?</a>|<(code|pre)\b.*?</\1>|<[^>]*>', re.DOTALL)
_NUMBER = re.compile(r"\d+[^\W\d_]*")


def prose(text: str) -> str:
    """Markdown without code, addresses, citations, marks of footnotes, ids and tags; as many lines."""
    return _NO_PROSE.sub(lambda match: "\n" * match.group().count("\n") or " ", text)


def prose_of_html(text: str) -> str:
    """HTML without tags, code and citations."""
    return html.unescape(_MARKED_HTML.sub(" ", unmarked(text)))


def check_numbers(base: Prose, other: Prose, place: Place, problems: Problems) -> None:
    """Warn of numbers that only one of the two says, at the line that has one too many; `place` is of its first."""
    lost, extra = figures.difference(base, other)
    if lost or extra:
        lines = other.text.split("\n")
        odd = next((at for at, line in enumerate(lines) if extra and figures.says(line, extra[0])), 0)
        here, there = ", ".join(extra) or "–", ", ".join(lost) or "–"
        problems.warning(_below(place, odd), "translation.other-numbers", here=here, base=there)


def cited(text: str) -> list[tuple[int, Cited]]:
    """The sources that a piece of Markdown cites, with their lines, the first of which is 0."""
    found = [(text.count("\n", 0, match.start()), match.group(1)) for match in _CITATION.finditer(text)]
    return [(line, one) for line, body in found for one in citation(body) if one.key]


def check_citations(base: Cites, other: Cites, place: Place, problems: Problems) -> None:
    """Warn of sources or articles that only one of the two cites. `чл. 22в` and `Art. 22v` are one article.

    `place` is where the lines of `other` count from; there it is told where nothing is too many.
    """
    mine, theirs = {article(one): one for _, one in base}, {article(one): one for _, one in other}
    if mine.keys() != theirs.keys():
        odd = next((line for line, one in other if article(one) not in mine), 0)
        here = "; ".join(_shown(one) for name, one in theirs.items() if name not in mine)
        there = "; ".join(_shown(one) for name, one in mine.items() if name not in theirs)
        problems.warning(_below(place, odd), "translation.other-citations", here=here or "–", base=there or "–")


def _below(place: Place, lines: int) -> Place:
    return Place(place.path, place.line + lines, 1 if lines else place.column)


def article(one: Cited) -> tuple[str, tuple[str, ...]]:
    """What a citation says in any language: the key, and the numbers with their letters."""
    return one.key, tuple(sorted(latin(number).lower() for number in _NUMBER.findall(one.locus)))


def _shown(one: Cited) -> str:
    return f"@{one.key} {one.locus}".strip()
