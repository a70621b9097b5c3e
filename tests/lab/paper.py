"""A test of twenty questions whose key the lab knows by itself: nothing here asks the product what is right."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from elearn.content.model import Course, QuizOutline
from elearn.content.questions import Question
from elearn.content.terms import Layout, QuizRules
from tests.factories.content import a_choice_question, a_course, a_number_question, a_text_question, both, html
from tests.factories.quizzes import BASICS

TOTAL = 20
Answer = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """Three answers to a question, in the author's positions, and what each earns in hundredths of a point."""

    title: str
    kind: str
    answers: tuple[Answer, Answer, Answer]
    points: tuple[int, int, int]

    def worth(self, answer: Answer) -> int:
        return self.points[self.answers.index(answer)]


def known() -> Mapping[str, Known]:
    """The questions by the title that a page shows."""
    return {one.title: one for one in map(_known, range(1, TOTAL + 1))}


def _known(number: int) -> Known:
    title = f"Question {number}"
    if number % 5 == 0:
        return Known(title, "number", ({"text": "99"}, {"text": "14"}, {"text": "-3"}), (0, 100, 0))
    if number % 5 == 1:
        return Known(title, "text", ({"text": "agency"}, {"text": "council"}, {"text": "ЗНИ"}), (0, 0, 100))
    if number % 5 == 2:
        wrong, right, nothing = {"choices": [1]}, {"choices": [0, 2]}, {"choices": [0, 1, 2]}
        return Known(title, "multiple", (right, wrong, nothing), (200, 0, 0))
    full = 100 + number
    picks = ({"choice": 0}, {"choice": 1}, {"choice": 2})
    return Known(title, "single", picks, tuple(full if n == number % 3 else 0 for n in range(3)))  # type: ignore[arg-type]  # three


def course() -> Course:
    """The sample course, whose first module's test asks these questions on one page."""
    made, items = a_course(), tuple(_question(one) for one in known().values())

    def changed(quiz: QuizOutline | None) -> QuizOutline | None:
        if quiz is None or quiz.id != BASICS:
            return quiz
        ids, kinds = tuple(item.id for item in items), frozenset(item.kind for item in items)
        counts = {"question_count": len(items), "points": sum(item.points for item in items)}
        return replace(quiz, rules=QuizRules(layout=Layout.ALL), question_ids=ids, kinds=kinds, **counts)

    modules = tuple(replace(module, quiz=changed(module.quiz)) for module in made.outline.modules)
    quizzes = {**made.quizzes, BASICS: replace(made.quizzes[BASICS], items=items)}
    return replace(made, outline=replace(made.outline, modules=modules), quizzes=quizzes, digest="7" * 64)


def _question(one: Known) -> Question:
    name = f"{BASICS}#q{one.title.partition(' ')[2]}"
    if one.kind == "text":
        return replace(a_text_question(name), title=both(one.title, one.title), stem_html=html(one.title, one.title))
    if one.kind == "number":
        return replace(a_number_question(name), title=both(one.title, one.title), stem_html=html(one.title, one.title))
    full = max(one.points)
    right = one.answers[one.points.index(full)]
    positions = tuple(right["choices"]) if "choices" in right else (right["choice"],)
    return a_choice_question(name, one.kind, right=positions, points=full, words=both(one.title, one.title))
