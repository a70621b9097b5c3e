"""A course taken apart into what is stored: an outline and parts, each under the digest of its bytes. Pure."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from elearn.content.model import Case, Course, Group, QuizItem
from elearn.content.questions import Question
from elearn.ids import CourseSlug, SnapshotId
from elearn.publishing import encoding

ID_BITS = 52
"""Every program that reads JSON keeps such a number exactly."""


class PartKind(StrEnum):
    LESSON_TEXT = "lesson-text"
    LESSON_QUESTIONS = "lesson-questions"
    QUIZ = "quiz"


@dataclass(frozen=True, slots=True)
class Piece:
    """A lesson's text in one language, its questions, or a test: `data` is canonical JSON."""

    kind: PartKind
    item_id: str
    language: str
    data: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot stores. `digest` covers the outline and every part, not the Git revision it was read from."""

    slug: CourseSlug
    outline: bytes
    pieces: tuple[Piece, ...]
    digest: str

    @property
    def snapshot_id(self) -> SnapshotId:
        """The id that this content has wherever it is published."""
        name = hashlib.sha256(f"{self.slug}:{self.digest}".encode()).digest()
        return SnapshotId(int.from_bytes(name[:8], "big") >> (64 - ID_BITS))


def take_apart(course: Course) -> Manifest:
    """The manifest of a course: equal courses give equal digests."""
    outline = encoding.dump(replace(course.outline, revision=""))
    pieces = tuple(_pieces(course))
    return Manifest(course.outline.slug, outline, pieces, digest(outline, pieces))


def digest(outline: bytes, pieces: tuple[Piece, ...]) -> str:
    """SHA-256 (hex) over the outline's digest and a sorted line for each part."""
    lines = sorted(f"{piece.kind}\t{piece.item_id}\t{piece.language}\t{piece.digest}" for piece in pieces)
    return _sha256("\n".join([_sha256(outline), *lines]).encode())


def questions(course: Course) -> Iterator[Question]:
    """Every question of a course: self-checks first, then tests."""
    for lesson in course.lessons.values():
        yield from lesson.questions
    for quiz in course.quizzes.values():
        yield from questions_in(quiz.items)


def questions_in(items: tuple[QuizItem, ...]) -> Iterator[Question]:
    """Every question of a test, inside groups and cases too, in order."""
    for item in items:
        if isinstance(item, Group):
            yield from questions_in(item.items)
        elif isinstance(item, Case):
            yield from item.questions
        else:
            yield item


def _pieces(course: Course) -> Iterator[Piece]:
    for lesson in course.lessons.values():
        for language, text in lesson.texts.items():
            yield _piece(PartKind.LESSON_TEXT, lesson.id, language, encoding.dump(text))
        asked = encoding.dump(lesson.questions)
        yield _piece(PartKind.LESSON_QUESTIONS, lesson.id, "", asked)
    for quiz in course.quizzes.values():
        yield _piece(PartKind.QUIZ, quiz.id, "", encoding.dump(quiz))


def _piece(kind: PartKind, item_id: str, language: str, data: bytes) -> Piece:
    return Piece(kind, item_id, language, data, _sha256(data))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
