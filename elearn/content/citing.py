"""What rests on a source: each block and question, in each language, that cites it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from elearn.content.model import Citation, Course


@dataclass(frozen=True, slots=True)
class Resting:
    """One place: the lesson or test, its language, the block (from 1), the question or None, the article cited."""

    course: str
    text: str
    language: str
    block: int
    question: str | None
    locus: str


def resting(course: Course, key: str, article: str = "") -> Iterator[Resting]:
    """The places of a course that cite `key`, and, when `article` is given (`чл. 22в`), that article."""
    texts: list[tuple[str, str, tuple[Citation, ...]]] = []
    for lesson in course.lessons.values():
        texts += [(lesson.id, language, text.citations) for language, text in lesson.texts.items()]
    for quiz in course.quizzes.values():
        texts += [(quiz.id, language, citations) for language, citations in quiz.citations.items()]
    for name, language, citations in texts:
        for citation in citations:
            if citation.source == key and names(citation.locus, article):
                yield Resting(
                    course.outline.slug, name, language, citation.block, citation.question, citation.locus
                )  # fmt: skip


def names(locus: str, article: str) -> bool:
    """Whether a locus is the article or a part of it: `чл. 22в, ал. 1` is of `чл. 22в`, not of `чл. 22`.

    `Art. 22в` and `чл. 22в` are one article, and `чл. 22з и 22и` names both.
    """
    wanted = _parts(article)
    return wanted <= _parts(locus) if wanted else article.strip().lower() in locus.lower()


_PART = re.compile(r"§|\d+[^\W\d_]*|[^\W\d_]+")
_MARKS = {"чл": "чл", "ал": "ал", "т": "т", "§": "§", "art": "чл", "article": "чл", "articles": "чл"}
_MARKS |= {"para": "ал", "paras": "ал", "paragraph": "ал", "item": "т", "items": "т", "point": "т"}


def _parts(text: str) -> frozenset[tuple[str, str]]:
    """Each number of a locus with its mark; a number without one is an article's."""
    mark, found = "чл", set()
    for part in _PART.findall(text.lower()):
        if part[0].isdigit():
            found.add((mark, part))
        else:
            mark = _MARKS.get(part, mark)
    return frozenset(found)
