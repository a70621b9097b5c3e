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
    """Whether a locus is the article or a part of it: `чл. 22в, ал. 1` is of `чл. 22в`, not of `чл. 22`."""
    plain, wanted = (" ".join(text.lower().replace(".", ". ").split()) for text in (locus, article))
    return not wanted or re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", plain) is not None
