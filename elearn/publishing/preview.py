"""A draft's lessons and tests as learners will see them, on one page, with nothing stored.

Pictures travel inside the page, since a draft's files have no address; what links to a file or a lesson of the
draft is shown and leads nowhere.
"""

import base64
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from elearn.content.model import Course, Language, Lesson, Outline, Quiz
from elearn.content.questions import Question
from elearn.ids import CourseSlug
from elearn.publishing.compiling import Result
from elearn.publishing.drafts import Draft
from elearn.publishing.manifest import questions_in
from elearn.web.locale import language

MOST_PICTURE_BYTES = 4 * 1024 * 1024
"""Of all pictures together; the rest stay empty."""

_PICTURE = re.compile(r'src="/media/([0-9a-f]{64})/[^"]*"')
_OWN_LINK = re.compile(r'\shref="/(?:media|learn)/[^"]*"')
_NAME = re.compile(r'\b(id|for|headers|aria-(?:controls|labelledby|describedby))="([^"]*)"')
_ANCHOR = re.compile(r'href="#([^"]*)"')


@dataclass(frozen=True, slots=True)
class Piece:
    """HTML, and the self-check after it."""

    html: str
    question: Question | None


@dataclass(frozen=True, slots=True)
class TextPreview:
    """A lesson or a test. `number` is unique on the page; `language` is the one it is shown in."""

    number: int
    kind: str
    title: str
    language: Language
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CoursePreview:
    outline: Outline
    texts: tuple[TextPreview, ...]


def previews(draft: Draft, result: Result, known: Container[CourseSlug] = ()) -> tuple[CoursePreview, ...]:
    """Every course that was sent, whether or not it has errors; of a single file only its own text.

    Those that are `known` already are left out: a page of all texts of all courses helps nobody.
    """
    pictures = _Pictures(result.files)
    found = []
    for course in (*result.courses, *result.unfinished):
        if course.outline.slug in known:
            continue
        texts = tuple(_texts(course, pictures))
        if draft.shown is not None:
            kind = "quiz" if draft.shown.name == "quiz.md" else "lesson"
            texts = tuple(text for text in texts if text.kind == kind)
        found.append(CoursePreview(course.outline, texts))
    return tuple(found)


class _Pictures:
    """Pictures as addresses that hold them, up to MOST_PICTURE_BYTES."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._left = MOST_PICTURE_BYTES
        self._mimes: dict[str, str] = {}

    def know(self, course: Course) -> None:
        self._mimes |= {media.sha256: media.mime for media in course.outline.media}

    def inside(self, match: re.Match[str]) -> str:
        sha256 = match.group(1)
        path, mime = self._folder / sha256, self._mimes.get(sha256, "")
        if not mime.startswith("image/") or not path.is_file() or path.stat().st_size > self._left:
            return 'src="data:,"'
        self._left -= path.stat().st_size
        return f'src="data:{mime};base64,{base64.b64encode(path.read_bytes()).decode()}"'


def _texts(course: Course, pictures: _Pictures) -> Iterator[TextPreview]:
    pictures.know(course)
    number = 0
    for module in course.outline.modules:
        for lesson in module.lessons:
            if lesson.id in course.lessons:
                number += 1
                yield _lesson(course, course.lessons[lesson.id], number, pictures)
        if module.quiz is not None:
            number += 1
            yield _quiz(course, course.quizzes[module.quiz.id], module.quiz.title, number, pictures)
    if course.outline.exam is not None:
        exam = course.outline.exam
        yield _quiz(course, course.quizzes[exam.id], exam.title, number + 1, pictures)


def _lesson(course: Course, lesson: Lesson, number: int, pictures: _Pictures) -> TextPreview:
    shown = Language(language()) if language() in lesson.texts else course.outline.language
    text = lesson.texts[shown]
    segments = [text.lead_html + (text.segments[0] if text.segments else ""), *text.segments[1:]]
    asked: list[Question | None] = [*lesson.questions]
    asked += [None] * (len(segments) - len(asked))
    pieces = tuple(
        Piece(_standing_alone(html, number, pictures), question)
        for html, question in zip(segments, asked, strict=False)
    )
    return TextPreview(number, "lesson", text.title or lesson.id, shown, pieces)


def _quiz(course: Course, quiz: Quiz, title: Mapping[Language, str], number: int, pictures: _Pictures) -> TextPreview:
    base = course.outline.language
    shown = Language(language()) if language() in title else base
    intro = quiz.intro_html.get(shown) or quiz.intro_html.get(base, "")
    asked = tuple(Piece("", question) for question in questions_in(quiz.items))
    words = title.get(shown) or title.get(base, "")
    return TextPreview(number, "quiz", words, shown, (Piece(_standing_alone(intro, number, pictures), None), *asked))


def _standing_alone(html: str, number: int, pictures: _Pictures) -> str:
    """Compiled HTML that keeps to itself among others: its names get a prefix, its links to the draft none."""
    html = _PICTURE.sub(pictures.inside, html)
    html = _OWN_LINK.sub("", html)
    html = _NAME.sub(lambda m: f'{m[1]}="{" ".join(f"p{number}-{name}" for name in m[2].split())}"', html)
    return _ANCHOR.sub(lambda m: f'href="#p{number}-{m[1]}"', html)
