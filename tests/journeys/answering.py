"""Answering questions in a browser as somebody who knows the course."""

from collections.abc import Iterable, Mapping

from playwright.sync_api import Locator, Page

from elearn.content.model import Case, Course, Group, QuizItem
from elearn.content.questions import ChoiceQuestion, Question
from elearn.demo.stories import right_answer
from elearn.questions.fields import plain

MOST_QUESTIONS = 60


Key = tuple[str, str]
"""A question's heading in Bulgarian and its kind."""


def questions_by_title(courses: Iterable[Course]) -> Mapping[Key, Question]:
    """Every question of the courses, self-checks included."""
    found: list[Question] = []
    for course in courses:
        for lesson in course.lessons.values():
            found += lesson.questions
        for quiz in course.quizzes.values():
            for item in quiz.items:
                found += _questions(item)
    return {(_plain(question.title["bg"]), question.kind): question for question in found}


def _questions(item: QuizItem) -> list[Question]:
    if isinstance(item, Group):
        return [question for inner in item.items for question in _questions(inner)]
    return list(item.questions) if isinstance(item, Case) else [item]


def _plain(text: str) -> str:
    return " ".join(text.split())


def answer(fieldset: Locator, questions: Mapping[Key, Question]) -> None:
    """Give the right answer to the question that a fieldset asks."""
    kind = fieldset.get_attribute("data-kind") or ""
    question = questions[_plain(fieldset.locator("legend").first.inner_text()), kind]
    given = right_answer(question)
    if "text" in given:
        fieldset.locator("input[type=text], input:not([type])").first.fill(given["text"].replace(".", ","))
        return
    assert isinstance(question, ChoiceQuestion)
    right = {_plain(plain(choice.html)["bg"]) for choice in question.choices if choice.right}
    for choice in fieldset.locator(".choice").all():
        if _plain(choice.locator(".choice-text").inner_text()) in right:
            choice.locator("input").check()


def take_test(page: Page, questions: Mapping[Key, Question]) -> None:
    """From the start page of a test to its result, all right."""
    page.locator("main form button.btn-main").first.click()
    page.wait_for_url("**/attempts/*")
    for _ in range(MOST_QUESTIONS):
        for fieldset in page.locator("fieldset.question").all():
            answer(fieldset, questions)
        go_on(page, "form#attempt .steps-nav button.btn-main")
        if "/submit" in page.url:
            go_on(page, "main form button.btn-main")
            return
    raise AssertionError("the test does not end")


def go_on(page: Page, button: str) -> None:
    """Press a button that leads to another address, and wait until that page stands."""
    here = page.url
    page.locator(button).first.click()
    page.wait_for_url(lambda address: address != here)
