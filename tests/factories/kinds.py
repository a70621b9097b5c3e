"""Questions of several parts, by hand."""

from collections.abc import Sequence
from dataclasses import fields as columns
from dataclasses import replace
from decimal import Decimal
from typing import Any

from elearn.content.model import Case, Course, Group, QuizItem, QuizOutline
from elearn.content.questions import (
    Accepted,
    Common,
    Criterion,
    EssayQuestion,
    Gap,
    GapOption,
    GapsQuestion,
    Item,
    MatchingQuestion,
    MatchingRow,
    MatrixQuestion,
    NumberRange,
    OrderingQuestion,
    Question,
    SortingItem,
    SortingQuestion,
    Statement,
)
from elearn.ids import LessonId, QuestionId, QuizId
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


def an_essay_question(question_id: str = "t#letter", **given: Any) -> EssayQuestion:
    """Three points: the office (1), the time (2). Its model answer is the explanation."""
    criteria = (
        Criterion(0, 100, both("посочва службата", "names the office")),
        Criterion(1, 200, both("посочва срока", "names the time")),
    )
    texts = html("Отговорете на инвеститора.", "Answer the investor.")
    model = html("Уважаеми господине, обърнете се към деловодството.", "Dear Sir, please turn to the registry.")
    given = {"stem_html": texts, "points": 300, "explanation_html": model, **given}
    return EssayQuestion(**_common(question_id, **given), kind="essay", criteria=criteria)


def a_case(name: str, *questions: Question) -> Case:
    """A letter from an investor with questions about it."""
    return Case(both("Писмо", "A letter"), html(f"Писмото гласи {name}.", f"The letter says {name}."), questions)


def with_items(course: Course, quiz_id: QuizId, items: Sequence[QuizItem], **rules: Any) -> Course:
    """The course, one of whose tests asks these, and by these rules."""
    asked = [question for item in items for question in (item.questions if isinstance(item, Case) else (item,))]
    assert not any(isinstance(item, Group) for item in items)

    def changed(quiz: QuizOutline | None) -> QuizOutline | None:
        if quiz is None or quiz.id != quiz_id:
            return quiz
        ids, kinds = tuple(one.id for one in asked), frozenset(one.kind for one in asked)
        counts = {"question_count": len(asked), "points": sum(one.points for one in asked)}
        return replace(quiz, question_ids=ids, kinds=kinds, rules=replace(quiz.rules, **rules), **counts)

    modules = tuple(replace(module, quiz=changed(module.quiz)) for module in course.outline.modules)
    quizzes = {**course.quizzes, quiz_id: replace(course.quizzes[quiz_id], items=tuple(items))}
    return replace(course, outline=replace(course.outline, modules=modules), quizzes=quizzes, digest="3" * 64)


def with_parts(course: Course, quiz_id: QuizId) -> Course:
    """The course, one of whose tests asks a question of each of these kinds, in the order of `ALL`."""
    return with_items(course, quiz_id, [make(f"{quiz_id}#part-{n}") for n, make in enumerate(ALL)])


def with_checks(course: Course, lesson_id: LessonId, questions: Sequence[Question]) -> Course:
    """The course, one of whose lessons ends with these questions for checking oneself."""
    lesson = course.lessons[lesson_id]
    count = len(questions) + 1
    texts = {
        lang: replace(text, segments=tuple(f'<p data-block="{n + 2}">{n}</p>' for n in range(count)))
        for lang, text in lesson.texts.items()
    }
    ids = tuple(question.id for question in questions)
    modules = tuple(
        replace(
            module,
            lessons=tuple(replace(one, self_checks=ids) if one.id == lesson_id else one for one in module.lessons),
        )
        for module in course.outline.modules
    )
    lessons = {**course.lessons, lesson_id: replace(lesson, texts=texts, questions=tuple(questions))}
    return replace(course, outline=replace(course.outline, modules=modules), lessons=lessons, digest="4" * 64)


ALL = (a_matching_question, an_ordering_question, a_sorting_question, a_matrix_question, a_gaps_question)
