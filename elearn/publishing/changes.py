"""What changed between two editions of a course, lesson by lesson, and the words that changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from elearn.content.model import Language, LessonOutline, Outline
from elearn.ids import LessonId, ModuleId, SnapshotId
from elearn.publishing import library
from elearn.publishing.library import Index
from elearn.publishing.manifest import PartKind


class What(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    TEXT = "text"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class LessonChange:
    """A lesson that differs. `before` is its id in the older edition, None where it is new.

    `lesson_id` is None where the lesson is gone. `languages`: those whose text differs.
    """

    lesson_id: LessonId | None
    before: LessonId | None
    module_id: ModuleId
    title: Mapping[Language, str]
    what: frozenset[What]
    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class QuizChange:
    """A test whose questions or terms differ, or that is new or gone. Which questions differ is never said."""

    title: Mapping[Language, str]
    module_title: Mapping[Language, str] | None
    what: What


def between(session: Session, old: SnapshotId, new: SnapshotId) -> tuple[LessonChange, ...]:
    """Lessons that differ, in the order of the new edition, then those that are gone.

    Raises NotFound("snapshot_unknown").
    """
    older, newer = library.outline(session, old), library.outline(session, new)
    parts = library.index(session, old), library.index(session, new)
    former = {lesson.id for lesson in older.lessons()}
    found: list[LessonChange] = []
    kept: set[LessonId] = set()
    for module_id, lesson in _lessons(newer):
        before = next((name for name in (lesson.id, *lesson.formerly) if name in former), None)
        if before is not None:
            kept.add(before)
        change = _compare(lesson, before, module_id, parts, older.languages + newer.languages)
        if change is not None:
            found.append(change)
    gone = [
        LessonChange(None, lesson.id, module_id, lesson.title, frozenset({What.REMOVED}), ())
        for module_id, lesson in _lessons(older)
        if lesson.id not in kept
    ]
    return (*found, *gone)


def quizzes_between(session: Session, old: SnapshotId, new: SnapshotId) -> tuple[QuizChange, ...]:
    """Tests that differ. Raises NotFound("snapshot_unknown")."""
    older, newer = library.outline(session, old), library.outline(session, new)
    before, after = _quizzes(session, old, older), _quizzes(session, new, newer)
    changed = [
        QuizChange(title, module, What.QUESTIONS if name in before else What.ADDED)
        for name, (title, module, mark) in after.items()
        if name not in before or before[name][2] != mark
    ]
    gone = [QuizChange(title, module, What.REMOVED) for name, (title, module, _) in before.items() if name not in after]
    return (*changed, *gone)


_Quiz = tuple[Mapping[Language, str], Mapping[Language, str] | None, object]


def _quizzes(session: Session, snapshot_id: SnapshotId, outline: Outline) -> dict[str, _Quiz]:
    digests = library.index(session, snapshot_id)
    modules = {module.quiz.id: module.title for module in outline.modules if module.quiz is not None}
    return {
        quiz.id: (quiz.title, modules.get(quiz.id), (digests.get((PartKind.QUIZ, quiz.id, "")), quiz.rules))
        for quiz in outline.quizzes()
    }


def _lessons(outline: Outline) -> Iterator[tuple[ModuleId, LessonOutline]]:
    for module in outline.modules:
        for lesson in module.lessons:
            yield module.id, lesson


def _compare(
    lesson: LessonOutline,
    before: LessonId | None,
    module_id: ModuleId,
    parts: tuple[Index, Index],
    languages: tuple[Language, ...],
) -> LessonChange | None:
    if before is None:
        return LessonChange(lesson.id, None, module_id, lesson.title, frozenset({What.ADDED}), ())
    old, new = parts
    text, asked = PartKind.LESSON_TEXT, PartKind.LESSON_QUESTIONS
    changed = tuple(
        language
        for language in dict.fromkeys(languages)
        if old.get((text, before, language)) != new.get((text, lesson.id, language))
    )
    what = {What.TEXT} if changed else set()
    if old.get((asked, before, "")) != new.get((asked, lesson.id, "")):
        what.add(What.QUESTIONS)
    return LessonChange(lesson.id, before, module_id, lesson.title, frozenset(what), changed) if what else None
