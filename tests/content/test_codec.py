"""What the codec writes it reads back, and equal values give equal bytes."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from elearn.content import codec
from elearn.content.compiler import compile_tree
from elearn.content.model import Case, Course, Group, Lesson, LessonText, Outline, Quiz, QuizOutline, Source
from elearn.content.questions import Question
from elearn.content.terms import QuizRules
from tests.content.courses import TODAY, course
from tests.content.planting import SAMPLE

TEXT = st.text(max_size=20)


@pytest.fixture(scope="module")
def sample() -> Course:
    """A course with every construct and question type, in two languages."""
    return compile_tree(SAMPLE, TODAY, processes=1).courses[0]


def test_a_whole_course_comes_back(sample: Course) -> None:
    assert codec.load(Course, codec.dump(sample)) == sample


def test_the_parts_that_are_stored_come_back(sample: Course) -> None:
    assert codec.load(Outline, codec.dump(sample.outline)) == sample.outline
    for lesson in sample.lessons.values():
        assert codec.load(Lesson, codec.dump(lesson)) == lesson
        assert codec.load(tuple[Question, ...], codec.dump(lesson.questions)) == lesson.questions
        for text in lesson.texts.values():
            assert codec.load(LessonText, codec.dump(text)) == text
    for quiz in sample.quizzes.values():
        assert codec.load(Quiz, codec.dump(quiz)) == quiz


def test_the_same_text_compiles_to_the_same_bytes(tmp_path: Path) -> None:
    first, second = course(tmp_path / "a"), course(tmp_path / "b")
    assert codec.dump(first) == codec.dump(second)
    assert first.digest == second.digest


def test_any_change_that_a_learner_can_meet_changes_the_digest(tmp_path: Path) -> None:
    one = course(tmp_path / "a")
    lesson = (tmp_path / "a/c/01-basics/01-why.md").read_text()
    quiz = (tmp_path / "a/c/01-basics/quiz.md").read_text()
    changed = [
        {"c/01-basics/01-why.md": lesson.replace("Text", "Texts")},
        {"c/01-basics/01-why.md": lesson.replace("title: Lesson", "title: Lessons")},
        {"c/01-basics/quiz.md": quiz.replace("Wrong", "False")},
        {"c/01-basics/quiz.md": quiz.replace("title: Test", "title: Test\npass: 70 %")},
        {"c/course.md": (tmp_path / "a/c/course.md").read_text().replace("1.0", "1.1")},
    ]
    digests = {course(tmp_path / str(n), change).digest for n, change in enumerate(changed)}
    assert len(digests | {one.digest}) == len(changed) + 1


def test_keys_are_sorted_and_sets_in_order() -> None:
    rules = QuizRules()
    one = QuizOutline("q", {"en": "a", "bg": "б"}, rules, 1, 100, 1, (), frozenset({"text", "single"}))  # type: ignore[arg-type] # plain strings will do
    two = QuizOutline("q", {"bg": "б", "en": "a"}, rules, 1, 100, 1, (), frozenset({"single", "text"}))  # type: ignore[arg-type] # plain strings will do
    assert codec.dump(one) == codec.dump(two)
    assert json.loads(codec.dump(one))["version"] == codec.VERSION


@pytest.mark.parametrize("data", [b'{"version":0,"value":{}}', b"[]", b'{"value":{}}'])
def test_another_version_is_refused(data: bytes) -> None:
    with pytest.raises(codec.WrongVersion):
        codec.load(Outline, data)


def test_other_values_are_refused() -> None:
    with pytest.raises(ValidationError):
        codec.load(Outline, codec.dump({"slug": 1}))
    with pytest.raises(TypeError):
        codec.dump(object())


LANGUAGES = st.dictionaries(st.sampled_from(["bg", "en"]), TEXT, min_size=1)
SOURCES = st.builds(
    Source, key=TEXT, title=LANGUAGES, short=LANGUAGES, url=TEXT, as_of=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    review_by=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)), gazette=TEXT, is_law=st.booleans(),
)  # fmt: skip
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-10_000, max_value=10_000)


@settings(max_examples=25, deadline=None)
@given(st.lists(SOURCES, max_size=4).map(tuple))
def test_any_sources_come_back(sources: tuple[Source, ...]) -> None:
    assert codec.load(tuple[Source, ...], codec.dump(sources)) == sources


st.register_type_strategy(Decimal, NUMBERS)
QUESTIONS = st.from_type(Question)  # type: ignore[arg-type] # a union of dataclasses


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_quiz_comes_back(data: st.DataObject) -> None:
    question = data.draw(QUESTIONS)
    case = Case({"bg": "x"}, {"bg": "y"}, (question,))  # type: ignore[dict-item] # plain strings will do
    group = Group({"bg": "x"}, 1, None, None, (case, question))  # type: ignore[dict-item] # plain strings will do
    quiz = Quiz("q", {"bg": ""}, (question, case, group))  # type: ignore[arg-type,dict-item] # plain strings will do
    assert codec.load(Quiz, codec.dump(quiz)) == quiz


@dataclass(frozen=True)
class Before:
    words: str
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class After:
    words: str
    parts: tuple[int, ...] = ()
    added: str = ""
    more: dict[str, str] = field(default_factory=dict)


def test_a_field_that_a_later_release_adds_changes_no_fingerprint() -> None:
    assert codec.fingerprint(Before("a", (1,))) == codec.fingerprint(After("a", (1,)))
    assert codec.fingerprint(After("a", (1,))) != codec.fingerprint(After("a", (1,), "b"))
    assert codec.fingerprint(Before("a")) != codec.fingerprint(Before("b"))
