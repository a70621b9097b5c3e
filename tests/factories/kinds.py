"""Questions of several parts, by hand."""

from dataclasses import fields as columns
from dataclasses import replace
from decimal import Decimal
from typing import Any

from elearn.content.model import Course, QuizOutline
from elearn.content.questions import (
    Accepted,
    Common,
    Gap,
    GapOption,
    GapsQuestion,
    Item,
    MatchingQuestion,
    MatchingRow,
    MatrixQuestion,
    NumberRange,
    OrderingQuestion,
    SortingItem,
    SortingQuestion,
    Statement,
)
from elearn.ids import QuestionId, QuizId
from tests.factories.content import both, html


def _common(question_id: str, stem: str = "Въпрос.", **given: Any) -> dict[str, Any]:
    made = {
        "id": QuestionId(question_id),
        "points": 100,
        "penalty": 0,
        "objective": None,
        "title": both(stem, "Question."),
        "stem_html": html(stem, "Question."),
        "explanation_html": html("Обяснение.", "Explanation."),
        "hint_html": {},
        "formerly": (),
    }
    assert {column.name for column in columns(Common)} == set(made)
    return made | given


def a_matching_question(question_id: str = "t#pairs", **given: Any) -> MatchingQuestion:
    """Mayor, council and minister; the agency's power is a distractor. Mayor and minister have powers that read alike
    only where `right` says so."""
    rights = given.pop("rights", ("издава клас В", "приема наредбата", "издава клас А", "оценява"))
    sides = [
        html(text, f"power {n}") if rights.count(text) == 1 else html(text, "same") for n, text in enumerate(rights)
    ]
    lefts = (html("Кмет", "Mayor"), html("Съвет", "Council"), html("Министър", "Minister"))
    rows = tuple(MatchingRow(n, left, sides[n]) for n, left in enumerate(lefts))
    heads = (html("Орган", "Body"), html("Правомощие", "Power"))
    distractors = (MatchingRow(3, {}, sides[3]),)
    return MatchingQuestion(
        **_common(question_id, **given), kind="matching", heads=heads, rows=rows, distractors=distractors
    )


def an_ordering_question(question_id: str = "t#steps", count: int = 4, **given: Any) -> OrderingQuestion:
    """Steps in the order of their numbers."""
    items = tuple(Item(n, html(f"стъпка {n}", f"step {n}")) for n in range(count))
    return OrderingQuestion(**_common(question_id, **given), kind="ordering", items=items)


def a_sorting_question(question_id: str = "t#sort", **given: Any) -> SortingQuestion:
    """Two classes belong to the minister (0), one to the mayor (1)."""
    categories = (Item(0, html("Министър", "Minister")), Item(1, html("Кмет", "Mayor")))
    items = tuple(SortingItem(n, category, html(f"клас {n}", f"class {n}")) for n, category in enumerate((0, 0, 1)))
    return SortingQuestion(**_common(question_id, **given), kind="sorting", categories=categories, items=items)


def a_matrix_question(question_id: str = "t#facts", **given: Any) -> MatrixQuestion:
    """The first statement is true (0), the second false (1)."""
    answers = (Item(0, html("Вярно", "True")), Item(1, html("Невярно", "False")))
    statements = tuple(Statement(n, html(f"твърдение {n}", f"statement {n}"), n) for n in range(2))
    return MatrixQuestion(**_common(question_id, **given), kind="matrix", columns=answers, statements=statements)


def a_gaps_question(question_id: str = "t#gap", **given: Any) -> GapsQuestion:
    """14 days, the mayor (not the council), and the act's short name."""
    texts = dict.fromkeys(
        ("bg", "en"),
        '<p>Q.</p><p>A <span data-gap="0"></span> b <span data-gap="1"></span> c <span data-gap="2"></span>.</p>',
    )
    gaps = (
        Gap(0, "number", ranges=(NumberRange(Decimal(14), Decimal(14), 100, {}),)),
        Gap(
            1,
            "choice",
            options=(
                GapOption(0, right=True, text=both("кметът", "mayor")),
                GapOption(1, right=False, text=both("съветът", "council")),
            ),
        ),
        Gap(2, "text", accepted={"bg": (Accepted("ЗНИ", 100),), "en": (Accepted("IPA", 100),)}),
    )
    return GapsQuestion(**_common(question_id, **{"stem_html": texts, **given}), kind="gaps", gaps=gaps)


def with_parts(course: Course, quiz_id: QuizId) -> Course:
    """The course, one of whose tests asks a question of each of these kinds, in the order of `ALL`."""
    items = tuple(make(f"{quiz_id}#part-{n}") for n, make in enumerate(ALL))

    def changed(quiz: QuizOutline | None) -> QuizOutline | None:
        if quiz is None or quiz.id != quiz_id:
            return quiz
        ids, kinds = tuple(item.id for item in items), frozenset(item.kind for item in items)
        counts = {"question_count": len(items), "points": 100 * len(items)}
        return replace(quiz, question_ids=ids, kinds=kinds, **counts)

    modules = tuple(replace(module, quiz=changed(module.quiz)) for module in course.outline.modules)
    quizzes = {**course.quizzes, quiz_id: replace(course.quizzes[quiz_id], items=items)}
    return replace(course, outline=replace(course.outline, modules=modules), quizzes=quizzes, digest="3" * 64)


ALL = (a_matching_question, an_ordering_question, a_sorting_question, a_matrix_question, a_gaps_question)
