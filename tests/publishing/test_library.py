"""Reading editions: languages, what is not there, and what a process remembers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from elearn.cache import Cache
from elearn.content.model import Language
from elearn.errors import NotFound
from elearn.ids import CourseSlug, LessonId, QuizId, SnapshotId
from elearn.publishing import library, queries
from tests.factories.content import a_course
from tests.factories.publishing import a_snapshot

WHY = LessonId("basics/why")


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_a_lesson_speaks_the_language_asked_for_or_the_courses_own(session: Session) -> None:
    course = a_course()
    lesson = course.lessons[WHY]
    only_bg = replace(lesson, texts={Language("bg"): lesson.texts[Language("bg")]})
    snapshot_id = a_snapshot(session, replace(course, lessons={**course.lessons, WHY: only_bg}))
    how = LessonId("basics/how")
    assert library.lesson_text(session, snapshot_id, how, "en").title == "How"
    assert library.lesson_text(session, snapshot_id, WHY, "en").title == "Защо"
    assert library.lesson_text(session, snapshot_id, WHY, "de").title == "Защо"
    assert library.lesson_languages(session, snapshot_id, WHY) == {"bg"}


def test_what_is_not_there_is_refused_by_a_code(session: Session) -> None:
    snapshot_id = a_snapshot(session)
    asked = [
        ("snapshot_unknown", lambda: library.outline(session, SnapshotId(5))),
        ("snapshot_unknown", lambda: library.quiz(session, SnapshotId(5), QuizId("exam"))),
        ("lesson_unknown", lambda: library.lesson_text(session, snapshot_id, LessonId("no/such"), "bg")),
        ("lesson_unknown", lambda: library.lesson_questions(session, snapshot_id, LessonId("no/such"))),
        ("quiz_unknown", lambda: library.quiz(session, snapshot_id, QuizId("no/quiz"))),
        ("course_unknown", lambda: queries.current(session, CourseSlug("no-such"))),
        ("snapshot_unknown", lambda: queries.edition(session, SnapshotId(5))),
        ("file_unknown", lambda: queries.media(session, "ab" * 32)),
    ]
    for code, ask in asked:
        with pytest.raises(NotFound) as refusal:
            ask()
        assert refusal.value.code == code


def test_a_second_look_costs_no_statement(session: Session, engine: Engine) -> None:
    snapshot_id = a_snapshot(session)
    library.forget()
    library.lesson_text(session, snapshot_id, WHY, "bg")
    library.outline(session, snapshot_id)
    with statements(engine) as seen:
        assert library.lesson_text(session, snapshot_id, WHY, "bg") is library.lesson_text(
            session, snapshot_id, WHY, "bg"
        )
        library.outline(session, snapshot_id)
    assert seen == []


def test_asking_for_the_current_edition_is_one_statement(session: Session, engine: Engine) -> None:
    a_snapshot(session)
    with statements(engine) as seen:
        queries.current(session, CourseSlug("sample"))
    assert len(seen) == 1


def test_the_memory_keeps_its_limit_and_drops_what_was_used_least_recently() -> None:
    cache = Cache(limit=100)
    for name in "abc":
        cache.get(name, lambda name=name: (name.upper(), 40))  # type: ignore[misc]  # mypy takes the default for an argument
    assert (len(cache), cache.weight) == (2, 80)
    assert cache.get("b", lambda: ("loaded again", 40)) == "B"
    cache.get("d", lambda: ("D", 40))
    assert cache.get("b", lambda: ("loaded again", 40)) == "B"
    assert cache.get("c", lambda: ("loaded again", 40)) == "loaded again"


def test_what_is_larger_than_the_memory_is_not_kept() -> None:
    cache = Cache(limit=100)
    assert cache.get("a", lambda: ("A", 101)) == "A"
    assert len(cache) == 0


def test_a_load_that_fails_is_tried_again() -> None:
    cache = Cache(limit=100)

    def fail() -> tuple[str, int]:
        raise NotFound("snapshot_unknown")

    with pytest.raises(NotFound):
        cache.get("a", fail)
    assert cache.get("a", lambda: ("A", 1)) == "A"
