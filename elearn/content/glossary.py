"""The glossary of a course: a definition list a language, and finding its terms in running text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from elearn.content import blocks
from elearn.content.agreement import prose
from elearn.content.alphabets import left_over, unquoted
from elearn.content.model import Term
from elearn.content.page import Page
from elearn.content.rendering import Renderer
from elearn.content.structure import definitions

_BULGARIAN_ENDING = (
    r"(?:(?:ов|ев|н|ск)?(?:овете|евете|ове|еве|ията|ият|ите|ята|ата|ието|ето|ото|ие|ия|"
    r"ът|ят|та|то|те|ен|на|но|ни|а|я|о|е|и|й))?"
)
_ENGLISH_ENDING = r"(?:s|es|'s|’s)?"
_TRAILING_VOWELS = re.compile(r"[аеийоуъьюя]+$", re.IGNORECASE)


def read(page: Page, lines: Sequence[str], first: int, renderer: Renderer) -> tuple[Term, ...]:
    """The terms of a glossary file from line `first` (0-based) on. Whatever is no definition list is a problem."""
    found: list[Term] = []
    part = lines[first:]
    for block in blocks.split(part):
        if block.kind == "definitions":
            found += _terms(page, part, block, first, renderer, {term.name.lower() for term in found})
        elif block.kind not in {"heading", "comment"}:
            page.error(first + block.first, "glossary.not-definitions")
    if not found and not any(line.strip() for line in part):
        page.error(first, "glossary.empty")
    return tuple(found)


def _terms(
    page: Page, lines: Sequence[str], block: blocks.Block, first: int, renderer: Renderer, known: set[str]
) -> list[Term]:
    found: list[Term] = []
    names: list[tuple[str, int]] = []
    for name, at, meaning in definitions(lines, block):
        if meaning is None:
            names.append((name, first + at))
            continue
        html = renderer.fragment(page, "\n".join(meaning), first + at + 1)
        if not html:
            page.error(first + at, "glossary.no-meaning", name=names[-1][0] if names else "")
        for term, line in names:
            if term.lower() in known:
                page.error(line, "glossary.doubled", name=term)
            known.add(term.lower())
            found.append(Term(term, html))
        names = []
    return found


def check_language(page: Page, lines: Sequence[str], first: int) -> None:
    """Warn of terms and meanings of a translation that still stand in another alphabet."""
    for at, line in enumerate(unquoted(prose("\n".join(lines[first:]))).split("\n")):
        if left_over("", line, page.language):
            page.warning(first + at, "translation.untranslated")


@dataclass(frozen=True)
class Finder:
    """Finds terms in their usual forms: definite and plural endings in Bulgarian, plurals in English."""

    terms: tuple[Term, ...]
    language: str

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(range(len(self.terms)), key=lambda at: -len(self.terms[at].name))
        forms = [f"(?P<t{at}>{_forms(self.terms[at].name, self.language)})" for at in longest_first]
        letters = {term.name[:1].lower() + term.name[:1].upper() for term in self.terms}
        first = re.escape("".join(sorted(letters)))
        return re.compile(rf"(?<!\w)(?=[{first}])(?:{'|'.join(forms)})(?!\w)")

    def first(self, text: str, used: frozenset[str]) -> tuple[int, int, Term] | None:
        if len(used) == len(self.terms):
            return None
        for match in self._pattern.finditer(text):
            term = self.terms[int((match.lastgroup or "t0")[1:])]
            if term.name not in used:
                return match.start(), match.end(), term
        return None


def _forms(name: str, language: str) -> str:
    """A pattern for a term: words in their forms, abbreviations as they are."""
    words = re.sub(r"\s*\([^)]*\)\s*$", "", name).split()
    return r"[\s\u00a0]+".join(_word(word, language) for word in words) or r"(?!)"


def _word(word: str, language: str) -> str:
    if word.isupper() or not word.isalpha():
        return re.escape(word)
    either_case = f"[{word[0].lower()}{word[0].upper()}]"
    if language != "bg":
        return either_case + re.escape(word[1:]) + (_ENGLISH_ENDING if len(word) > 2 else "")
    if len(word) < 4:
        return either_case + re.escape(word[1:])
    stem = _TRAILING_VOWELS.sub("", word[1:])
    return either_case + re.escape(stem) + _BULGARIAN_ENDING
