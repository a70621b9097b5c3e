"""Reading published editions: outline, lessons, tests. Values are immutable and shared by all threads.

Each first look costs one SELECT; afterwards the process remembers, up to 32 MB.
"""

import hashlib
from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.cache import Cache
from elearn.content.model import Course, Language, Lesson, LessonText, Outline, Quiz
from elearn.content.questions import Question
from elearn.errors import NotFound
from elearn.ids import LessonId, QuizId, SnapshotId
from elearn.publishing import encoding
from elearn.publishing.manifest import PartKind
from elearn.publishing.models import Part, Snapshot, SnapshotPart

T = TypeVar("T")

Questions = tuple[Question, ...]
Index = Mapping[tuple[PartKind, str, str], str]

LIMIT_BYTES = 32 * 1024 * 1024
_cache = Cache(LIMIT_BYTES)

WEIGHT = 2
"""A decoded value takes about twice the bytes of its JSON (1.7 to 2.9, measured with tracemalloc)."""
INDEX_ENTRY_BYTES = 400


class Tampered(RuntimeError):
    """Stored bytes do not match the digest they are stored under: the database was changed by another hand."""


def outline(session: Session, snapshot_id: SnapshotId) -> Outline:
    """The outline of an edition. Raises NotFound("snapshot_unknown")."""

    def load() -> tuple[Outline, int]:
        packed = session.scalar(select(Snapshot.manifest).where(Snapshot.id == snapshot_id))
        if packed is None:
            raise NotFound("snapshot_unknown")
        data = encoding.unpack(packed)
        return encoding.load(Outline, data), len(data) * WEIGHT

    return _cache.get(("outline", snapshot_id), load)


def lesson_text(session: Session, snapshot_id: SnapshotId, lesson_id: LessonId, lang: str) -> LessonText:
    """A lesson in a language, or in the course's own where it is not translated. Raises NotFound("lesson_unknown")."""
    digests = index(session, snapshot_id)
    found = digests.get((PartKind.LESSON_TEXT, lesson_id, lang))
    if found is None:
        base = outline(session, snapshot_id).language
        found = digests.get((PartKind.LESSON_TEXT, lesson_id, base))
    if found is None:
        raise NotFound("lesson_unknown")
    return _part(session, found, LessonText)


def lesson_languages(session: Session, snapshot_id: SnapshotId, lesson_id: LessonId) -> frozenset[Language]:
    """The languages a lesson can be read in."""
    digests = index(session, snapshot_id)
    kind = PartKind.LESSON_TEXT
    return frozenset(Language(lang) for part, item, lang in digests if part is kind and item == lesson_id)


def lesson_questions(session: Session, snapshot_id: SnapshotId, lesson_id: LessonId) -> Questions:
    """The self-checks of a lesson with their keys; none for a lesson without. Raises NotFound("lesson_unknown")."""
    found = index(session, snapshot_id).get((PartKind.LESSON_QUESTIONS, lesson_id, ""))
    if found is None:
        raise NotFound("lesson_unknown")
    return _part(session, found, Questions)


def quiz(session: Session, snapshot_id: SnapshotId, quiz_id: QuizId) -> Quiz:
    """A test with its key. Raises NotFound("quiz_unknown")."""
    found = index(session, snapshot_id).get((PartKind.QUIZ, quiz_id, ""))
    if found is None:
        raise NotFound("quiz_unknown")
    return _part(session, found, Quiz)


def course(session: Session, snapshot_id: SnapshotId) -> Course:
    """A whole edition, read part by part: for those who look through all of it. Its `digest` stays empty."""
    found = outline(session, snapshot_id)
    lessons = {}
    for lesson in found.lessons():
        languages = sorted(lesson_languages(session, snapshot_id, lesson.id))
        texts = {lang: lesson_text(session, snapshot_id, lesson.id, lang) for lang in languages}
        lessons[lesson.id] = Lesson(lesson.id, texts, lesson_questions(session, snapshot_id, lesson.id))
    quizzes = {one.id: quiz(session, snapshot_id, one.id) for one in found.quizzes()}
    return Course(found, lessons, quizzes, digest="")


def index(session: Session, snapshot_id: SnapshotId) -> Index:
    """(kind, lesson or test, language) -> digest of the part. Raises NotFound("snapshot_unknown")."""

    def load() -> tuple[Index, int]:
        query = select(SnapshotPart).where(SnapshotPart.snapshot_id == snapshot_id)
        found = {(row.kind, row.item_id, row.language): row.part_digest for row in session.scalars(query)}
        if not found:
            raise NotFound("snapshot_unknown")
        return found, len(found) * INDEX_ENTRY_BYTES

    return _cache.get(("index", snapshot_id), load)


def forget() -> None:
    """Empty this process's memory; only a process that counts its bytes has reason to."""
    _cache.clear()


def _part(session: Session, digest: str, kind: type[T]) -> T:
    def load() -> tuple[T, int]:
        packed = session.scalar(select(Part.data).where(Part.digest == digest))
        data = encoding.unpack(packed or b"")
        if hashlib.sha256(data).hexdigest() != digest:
            raise Tampered(digest)
        return encoding.load(kind, data), len(data) * WEIGHT

    return _cache.get((kind, digest), load)
