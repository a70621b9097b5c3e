"""What can be counted in a course's texts: words, sentences, readability, and where the right choice stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup

from elearn.content.foreign import unmarked
from elearn.content.model import Case, Course, Group, LessonText, QuizItem
from elearn.content.questions import ChoiceQuestion, Question, Texts

_WORD = re.compile(r"[^\W_]+(?:[’'–-][^\W_]+)*")
_SENTENCE = re.compile(r"[.!?…:]+[»“”\"')\]]*(?=\s|$)")
_SENTENCES_OF_THEIR_OWN = ("p", "li", "td", "th", "dt", "dd", "h2", "h3", "caption", "figcaption")
LONG_WORD = 7
"""Letters from which LIX calls a word long: more than six (Björnsson, Läsbarhet, 1968)."""


@dataclass(frozen=True, slots=True)
class Readability:
    """`lix`: words in a sentence plus the percentage of long words; it compares texts of one language only."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> float:
        return self.words / max(1, self.sentences) + 100 * self.long_words / max(1, self.words)


def readability(text: LessonText) -> Readability:
    """Of the lesson as it is read: citations and self-checks left out; headings, cells and items are sentences."""
    soup = BeautifulSoup(f"{text.lead_html}{''.join(text.segments)}", "lxml")
    for silent in soup.select("a.cite, pre, svg, .callout-label"):
        silent.decompose()
    words = _WORD.findall(soup.get_text(" "))
    return Readability(len(words), sum(_sentences(soup)), sum(len(word) >= LONG_WORD for word in words))


def _sentences(soup: BeautifulSoup) -> Iterator[int]:
    for block in soup.select(",".join(_SENTENCES_OF_THEIR_OWN)):
        if not block.find(_SENTENCES_OF_THEIR_OWN):
            said = block.get_text(" ").strip()
            yield max(1, len(_SENTENCE.findall(said))) if said else 0


def questions_in(items: Iterable[QuizItem]) -> Iterator[Question]:
    """Each question of a test's own pool, those of cases and groups too."""
    for item in items:
        if isinstance(item, Group):
            yield from questions_in(item.items)
        else:
            yield from item.questions if isinstance(item, Case) else (item,)


def all_questions(course: Course) -> Iterator[Question]:
    """Those of the lessons and those of the tests."""
    for lesson in course.lessons.values():
        yield from lesson.questions
    for quiz in course.quizzes.values():
        yield from questions_in(quiz.items)


def single_choices(course: Course) -> list[ChoiceQuestion]:
    """Questions with one right choice among three or more."""
    found = (one for one in all_questions(course) if isinstance(one, ChoiceQuestion))
    return [one for one in found if one.kind == "single" and len(one.choices) > 2]


def plain(html: Texts, language: str) -> str:
    return BeautifulSoup(unmarked(html[language]), "lxml").get_text(" ").strip()


def right_is_longest(question: ChoiceQuestion, language: str) -> bool:
    """Whether no wrong choice has as many letters as the right one."""
    lengths = {choice.right: 0 for choice in question.choices}
    for choice in question.choices:
        lengths[choice.right] = max(lengths[choice.right], len(plain(choice.html, language)))
    return lengths[True] > lengths[False]
