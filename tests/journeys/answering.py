"""Answering questions in a browser as somebody who knows the course."""

from collections.abc import Iterable, Iterator, Mapping

from playwright.sync_api import Locator, Page

from elearn.content.model import Case, Course, Group, QuizItem
from elearn.content.questions import (
    ChoiceQuestion,
    EssayQuestion,
    GapsQuestion,
    MatchingQuestion,
    MatrixQuestion,
    OrderingQuestion,
    Question,
    SortingQuestion,
    Texts,
)
from elearn.demo.stories import right_answer
from elearn.questions.fields import plain
from elearn.questions.parts import full

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
    if isinstance(question, EssayQuestion):
        fieldset.locator("textarea").fill(given["text"])
    elif "text" in given:
        fieldset.locator("input[type=text], input:not([type])").first.fill(given["text"].replace(".", ","))
    elif isinstance(question, ChoiceQuestion):
        _pick(fieldset, question)
    elif isinstance(question, GapsQuestion):
        _fill(fieldset, question)
    elif isinstance(question, MatrixQuestion):
        _judge(fieldset, question)
    else:
        _choose(fieldset, dict(_pairs(question)))


def _pick(fieldset: Locator, question: ChoiceQuestion) -> None:
    right = {_words(choice.html) for choice in question.choices if choice.right}
    for choice in fieldset.locator(".choice").all():
        if _plain(choice.locator(".choice-text").inner_text()) in right:
            choice.locator("input").check()


def _fill(fieldset: Locator, question: GapsQuestion) -> None:
    given = full(question)["parts"]
    for gap in question.gaps:
        field = fieldset.locator(f"[data-part='{gap.position}']")
        if gap.form == "choice":
            field.select_option(label=next(option.text["bg"] for option in gap.options if option.right))
        else:
            field.fill(str(given[str(gap.position)]).replace(".", ","))


def _judge(fieldset: Locator, question: MatrixQuestion) -> None:
    columns = {column.position: _words(column.html) for column in question.columns}
    for one in question.statements:
        group = fieldset.get_by_role("group", name=_words(one.html), exact=True)
        group.get_by_label(columns[one.right], exact=True).check()


def _pairs(question: Question) -> Iterator[tuple[str, str]]:
    """What a row or an item is called, and what is right for it."""
    if isinstance(question, MatchingQuestion):
        yield from ((_words(row.left_html), _words(row.right_html)) for row in question.rows)
    elif isinstance(question, SortingQuestion):
        names = {category.position: _words(category.html) for category in question.categories}
        yield from ((_words(item.html), names[item.category]) for item in question.items)
    else:
        assert isinstance(question, OrderingQuestion)
        yield from ((_words(item.html), str(item.position + 1)) for item in question.items)


def _choose(fieldset: Locator, right: Mapping[str, str]) -> None:
    labels = fieldset.locator(":is(.pair, .order-item) label")
    assert labels.count() == len(right)
    for label in labels.all():
        words = _plain(label.inner_text()).removeprefix("Място на:").strip()
        fieldset.locator(f"#{label.get_attribute('for')}").select_option(label=right[words])


def _words(texts: Texts) -> str:
    return _plain(plain(texts)["bg"])


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
