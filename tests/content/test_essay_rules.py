"""Essays: who marks them and by when is stated, and their criteria add up, or nothing is published."""

from pathlib import Path

import pytest

from elearn.content import codec
from elearn.content.model import Outline
from elearn.content.questions import EssayQuestion
from elearn.content.terms import QuizRules
from tests.content.courses import COURSE, Found, compiled, course, problems, quiz

Q, EN, EXAM, LESSON = "c/01-basics/quiz.md", "c/01-basics/quiz.en.md", "c/exam.md", "c/01-basics/01-why.md"
MARKED = "title: Test\nmarker: The registry\nmarking_days: 5"
ESSAY = (
    "## Question (essay, 3 points): Answer the investor. {#letter}\n> Criteria: names the office (1), is polite (2).\n"
)


def a_test(head: str, text: str = ESSAY) -> str:
    return f"---\n{head}\n---\n{text}"


def rules(root: Path, head: str) -> QuizRules:
    found = course(root, {Q: a_test(head)}).outline.modules[0].quiz
    assert found is not None
    return found.rules


@pytest.mark.parametrize(
    "head", ["marker: The registry\nmarking_days: 5 working days", "проверява: The registry\nсрок_за_проверка: 5 дни"]
)
def test_a_test_says_who_marks_its_essays_and_by_when(tmp_path: Path, head: str) -> None:
    found = rules(tmp_path, f"title: Test\n{head}")
    assert (found.marker, found.marking_days) == ({"bg": "The registry"}, 5)


@pytest.mark.parametrize(
    ("typed", "days"),
    [("1", 1), ("1 ден", 1), ("1 работен ден", 1), ("5 работни дни", 5), ("5 days", 5), ("60 working days", 60)],
)
def test_working_days_are_read_as_people_write_them(tmp_path: Path, typed: str, days: int) -> None:
    assert rules(tmp_path, f"title: Test\nmarker: X\nmarking_days: {typed}").marking_days == days


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0", "front.out-of-bounds"),
        ("61", "front.out-of-bounds"),
        ("2 weeks", "front.not-working-days"),
        ("2,5 дни", "front.not-working-days"),
        ("soon", "front.not-working-days"),
    ],
)
def test_days_that_are_no_working_days_are_refused(tmp_path: Path, typed: str, code: str) -> None:
    found = problems(tmp_path, {Q: a_test(f"title: Test\nmarker: X\nmarking_days: {typed}")})
    assert Found(code, Q, 4) in found


def test_an_essay_without_marker_or_days_is_not_published(tmp_path: Path) -> None:
    result = compiled(tmp_path, {Q: a_test("title: Test")})
    assert not result.courses
    assert [(p.code, p.place.line) for p in result.problems] == [
        ("quiz.essay-without-days", 4),
        ("quiz.essay-without-marker", 4),
    ]


def test_an_exam_that_draws_an_essay_from_a_module_says_itself_who_marks_it(tmp_path: Path) -> None:
    changes = {Q: a_test(MARKED), EXAM: quiz("three", head="title: Exam\npool: [exam, modules]\ndraw: 2")}
    assert problems(tmp_path, changes) == [
        Found("quiz.essay-without-days", EXAM, 3),
        Found("quiz.essay-without-marker", EXAM, 3),
    ]


def test_a_group_that_draws_an_essay_from_another_test_needs_a_marker_there(tmp_path: Path) -> None:
    group = "---\ntitle: Exam\n---\n\n## Group (draw 1, from basics/quiz): Again\n"
    assert {found.code for found in problems(tmp_path, {Q: a_test(MARKED), EXAM: group})} == {
        "quiz.essay-without-days",
        "quiz.essay-without-marker",
    }
    assert all(found.line == 5 for found in problems(tmp_path, {Q: a_test(MARKED), EXAM: group}))


def test_an_exam_with_a_marker_of_its_own_may_draw_essays(tmp_path: Path) -> None:
    head = "title: Exam\npool: modules\ndraw: 1\nmarker: The commission\nmarking_days: 10"
    exam = course(tmp_path, {Q: a_test(MARKED), EXAM: quiz("three", head=head)}).outline.exam
    assert exam is not None
    assert exam.rules.marker == {"bg": "The commission"}


def test_a_marker_without_an_essay_is_a_warning(tmp_path: Path) -> None:
    head = "title: Test\nmarker: X\nmarking_days: 5\nanonymous: yes"
    result = compiled(tmp_path, {Q: quiz("one", head=head)})
    assert result.courses
    assert [(p.code, p.place.line) for p in result.problems] == [
        ("quiz.marker-without-essay", 3),
        ("quiz.marker-without-essay", 4),
        ("quiz.anonymous-without-essay", 5),
    ]


@pytest.mark.parametrize(
    "criteria",
    ["names the office (1), is polite (1).", "names the office; is polite.", "office (1), polite (2), x (1)."],
)
def test_in_a_test_the_points_of_the_criteria_add_up(tmp_path: Path, criteria: str) -> None:
    text = f"## Question (essay, 3 points): Write. {{#letter}}\n> Criteria: {criteria}\n"
    result = compiled(tmp_path, {Q: a_test(MARKED, text)})
    assert not result.courses
    assert [(p.code, p.place.line) for p in result.problems] == [("question.criteria-sum", 7)]


def test_a_number_in_brackets_within_a_criterion_is_not_its_points(tmp_path: Path) -> None:
    text = "## Question (essay, 3 points): Write. {#a}\n> Criteria:\n> - cites art. 5 (2) (1)\n> - is polite (2)\n"
    essay = next(iter(course(tmp_path, {Q: a_test(MARKED, text)}).quizzes.values())).items[0]
    assert isinstance(essay, EssayQuestion)
    assert [criterion.points for criterion in essay.criteria] == [100, 200]
    assert essay.criteria[0].html["bg"] == "cites art.&nbsp;5 (2)"


def test_a_lesson_asks_an_essay_without_points_or_marker(tmp_path: Path) -> None:
    text = "## Question (essay): Write. {#a}\n> Criteria: names the office; is polite.\n> Explanation: A good letter.\n"
    made = course(tmp_path, {LESSON: f"---\ntitle: Lesson\n---\nText.\n\n{text}"})
    assert [question.kind for question in next(iter(made.lessons.values())).questions] == ["essay"]
    assert made.outline.lessons()[0].minutes == 1 + 5  # reading, and writing


def test_an_essay_in_a_lesson_without_a_model_answer_is_a_warning(tmp_path: Path) -> None:
    text = "## Question (essay): Write. {#a}\n> Criteria: names the office; is polite.\n"
    found = problems(tmp_path, {LESSON: f"---\ntitle: Lesson\n---\nText.\n\n{text}"})
    assert found == [Found("question.essay-without-model", LESSON, 6)]


def test_a_translation_names_the_marker_in_its_language(tmp_path: Path) -> None:
    languages = {"c/course.md": COURSE.replace("language: bg", "language: bg\ntranslations: en")}
    named = compiled(tmp_path, {**languages, Q: a_test(MARKED), EN: a_test("title: A test\nmarker: The office")})
    outline = (*named.courses, *named.unfinished)[0].outline
    assert outline.modules[0].quiz is not None
    assert outline.modules[0].quiz.rules.marker == {"bg": "The registry", "en": "The office"}
    assert "translation.other-value" not in {problem.code for problem in named.problems}

    silent = problems(tmp_path, {**languages, Q: a_test(MARKED), EN: a_test("title: A test")})
    assert "translation.lost-value" in {found.code for found in silent if found.path == EN}


def test_marker_and_days_survive_storing(tmp_path: Path) -> None:
    outline = course(tmp_path, {Q: a_test(MARKED)}).outline
    assert codec.load(Outline, codec.dump(outline)) == outline
