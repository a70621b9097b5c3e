"""What can be measured of the shipped courses holds: whoever edits a text keeps within it."""

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from bs4 import BeautifulSoup

from elearn.content.compiler import Compiled
from elearn.content.draws import always, questions
from elearn.content.model import Course, Group, Language, Lesson, LessonOutline, ModuleOutline, QuizOutline
from elearn.content.questions import ChoiceQuestion, EssayQuestion, NumberQuestion, TextQuestion
from elearn.content.workshop import ESSAY_MINUTES
from elearn.questions import PLAYABLE
from tests.courses.measures import (
    all_questions,
    plain,
    questions_in,
    readability,
    right_is_longest,
    single_choices,
)

COURSES = ("digitalisation-support", "innovation-policy", "investor-servicing")
LANGUAGES = (Language("bg"), Language("en"))
WORDS = range(600, 901)
MINUTES = range(7, 13)
"""Reading and self-checks; a letter to write comes on top."""
LEAST_CITATIONS = 5
LEAST_POOL, DRAWN = 12, range(6, 9)
EARLIER = 2
LEAST_EXAM, EXAM_DRAWN = 60, 20
LEAST_TERMS = 40
MOST_LONGEST = 40
"""Percent of single-choice questions whose right choice may be the longest."""
FEWEST_IN_A_PLACE, MOST_IN_A_PLACE = 12, 40
"""Percent of questions with four choices whose right one stands first, second, third or fourth."""
HARDEST_LIX = 50
"""Björnsson's scale, made for Swedish: up to 50 is ordinary prose of newspapers, above it official texts begin."""
SELF_CHECKS = range(1, 4)
LEAST_FEEDBACK = 15
"""Letters; less than that only says yes or no."""

pytestmark = pytest.mark.parametrize("slug", COURSES)


@pytest.fixture
def course(courses: Mapping[str, Course], slug: str) -> Course:
    return courses[slug]


def own_pool(course: Course, quiz: QuizOutline) -> list[str]:
    return [question.id for question in questions_in(course.quizzes[quiz.id].items)]


def module_quizzes(course: Course) -> Iterator[tuple[ModuleOutline, QuizOutline]]:
    for module in course.outline.modules:
        assert module.quiz is not None
        yield module, module.quiz


def test_the_course_is_published_without_a_problem_in_both_languages(compiled: Compiled, slug: str) -> None:
    found = [problem for problem in compiled.problems if problem.place.path.parts[0] in (slug, "sources.yml")]
    assert [(problem.code, str(problem.place.path), problem.place.line) for problem in found] == []
    [course] = (course for course in compiled.courses if course.outline.slug == slug)
    assert course.outline.languages == LANGUAGES


def test_six_modules_of_three_or_four_lessons(course: Course) -> None:
    assert [len(module.lessons) in (3, 4) for module in course.outline.modules] == [True] * 6


def test_a_lesson_is_as_long_as_promised(course: Course) -> None:
    told = {
        lesson.id: readability(course.lessons[lesson.id].texts[LANGUAGES[0]]).words
        for lesson in course.outline.lessons()
    }
    assert {name: words for name, words in told.items() if words not in WORDS} == {}
    times = {lesson.id: lesson.minutes - letters(course, lesson) for lesson in course.outline.lessons()}
    assert {name: minutes for name, minutes in times.items() if minutes not in MINUTES} == {}


def letters(course: Course, lesson: LessonOutline) -> int:
    """Minutes of what the lesson asks to write."""
    return ESSAY_MINUTES * sum(isinstance(one, EssayQuestion) for one in course.lessons[lesson.id].questions)


def test_a_lesson_can_be_read(course: Course) -> None:
    """Listed by `python -m tests.courses`; sentences of official Bulgarian are the danger, so the limit is on it."""
    lix = {
        lesson.id: readability(course.lessons[lesson.id].texts[LANGUAGES[0]]).lix for lesson in course.outline.lessons()
    }
    assert {name: round(found) for name, found in lix.items() if found > HARDEST_LIX} == {}


def test_a_lesson_rests_on_sources_and_names_their_date(course: Course) -> None:
    for lesson in course.outline.lessons():
        for language in LANGUAGES:
            cited = course.lessons[lesson.id].texts[language].citations
            assert len(cited) >= LEAST_CITATIONS, (lesson.id, language)
        sources = {citation.source for citation in cited}
        laws = {source.key for source in course.outline.sources if source.is_law}
        assert (lesson.law_as_of is not None) == bool(sources & laws), lesson.id


def test_a_lesson_asks_its_reader(course: Course) -> None:
    counts = {lesson.id: len(lesson.self_checks) for lesson in course.outline.lessons()}
    assert {name: count for name, count in counts.items() if count not in SELF_CHECKS} == {}


def test_each_module_has_something_to_write_with_a_model_answer_and_criteria(course: Course) -> None:
    for module in course.outline.modules:
        essays = [
            question
            for lesson in module.lessons
            for question in course.lessons[lesson.id].questions
            if isinstance(question, EssayQuestion)
        ]
        assert essays, module.id
        for essay in essays:
            assert len(essay.criteria) >= 3, essay.id
            assert all(len(plain(essay.explanation_html, language)) > 200 for language in LANGUAGES), essay.id


def test_a_module_s_test_draws_six_to_eight_of_at_least_twelve_and_asks_earlier_modules_too(course: Course) -> None:
    before: set[str] = set()
    for module, quiz in module_quizzes(course):
        assert len(own_pool(course, quiz)) >= LEAST_POOL, quiz.id
        assert quiz.question_count in DRAWN, quiz.id
        items = course.quizzes[quiz.id].items
        revising = [item for item in items if isinstance(item, Group) and item.pool in before]
        assert sum(item.draw or 0 for item in revising) == (EARLIER if before else 0), quiz.id
        before.add(quiz.id)
        assert module.objectives


def test_the_exam_draws_twenty_by_objective_of_at_least_sixty_and_one_of_them_is_a_case(course: Course) -> None:
    exam = course.outline.exam
    assert exam is not None
    assert len(exam.question_ids) >= LEAST_EXAM
    assert (exam.rules.draw, exam.rules.draw_by) == (EXAM_DRAWN, "objective")
    [case] = always(course.quizzes[exam.id])
    assert len(questions(case)) > 1
    asked = {question.objective for question in all_questions(course) if question.id in exam.question_ids}
    assert asked == {name for module in course.outline.modules for name in module.objectives}


def test_no_test_waits_for_a_marker(course: Course) -> None:
    for quiz in course.quizzes.values():
        assert not [one.id for one in questions_in(quiz.items) if isinstance(one, EssayQuestion)]


def test_every_objective_is_taught_and_asked_in_its_module(course: Course) -> None:
    for module, quiz in module_quizzes(course):
        taught = {name for lesson in module.lessons for name in lesson.objectives}
        asked = [question.objective for question in questions_in(course.quizzes[quiz.id].items)]
        assert taught == set(module.objectives) == set(asked), module.id


def test_every_type_of_question_is_met(course: Course) -> None:
    assert {question.kind for question in all_questions(course)} == PLAYABLE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_choice_is_seldom_the_longest(course: Course, language: Language) -> None:
    single = single_choices(course)
    longest = [question.id for question in single if right_is_longest(question, language)]
    assert 100 * len(longest) <= MOST_LONGEST * len(single), longest


def test_the_right_choice_stands_in_every_place(course: Course) -> None:
    four = [question for question in single_choices(course) if len(question.choices) == 4]
    places = Counter(choice.position for question in four for choice in question.choices if choice.right)
    for place in range(4):
        share = 100 * places[place] / len(four)
        assert FEWEST_IN_A_PLACE <= share <= MOST_IN_A_PLACE, places


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_answered_by_words_that_teach(course: Course, language: Language) -> None:
    silent = [
        f"{question.id}: {plain(choice.html, language)}"
        for question in all_questions(course)
        if isinstance(question, ChoiceQuestion)
        for choice in question.choices
        if language not in choice.feedback_html or len(plain(choice.feedback_html, language)) < LEAST_FEEDBACK
    ]
    assert silent == []


def test_what_is_typed_is_explained(course: Course) -> None:
    typed = [one for one in all_questions(course) if isinstance(one, TextQuestion | NumberQuestion)]
    assert [one.id for one in typed if not one.explanation_html] == []


def test_the_glossary_is_rich(course: Course) -> None:
    for language in LANGUAGES:
        assert len(course.outline.glossary[language]) >= LEAST_TERMS


def test_templates_come_in_both_languages(course: Course) -> None:
    attached = [media for media in course.outline.media if media.attachment]
    languages = Counter(language for media in attached for language in media.name)
    assert len({languages[language] for language in LANGUAGES}) == 1
    assert min(languages.values()) >= 2


def test_each_lesson_says_what_to_do_on_monday(course: Course) -> None:
    for language, words in zip(LANGUAGES, ("понеделник", "Monday"), strict=True):
        silent = [name for name, lesson in course.lessons.items() if not has_heading(lesson, language, words)]
        assert silent == []


def has_heading(lesson: Lesson, language: Language, words: str) -> bool:
    text = "".join(lesson.texts[language].segments)
    return any(words in heading.get_text() for heading in BeautifulSoup(text, "lxml").select("h2, h3"))
