"""What a question lacks or gets wrong is told, and translations follow their text."""

import pytest

from elearn.content.model import Case, Group
from elearn.content.questions import ChoiceQuestion
from tests.content.notation import codes, read


def test_every_problem_of_a_question_is_collected() -> None:
    found = codes("## Въпрос (няклко верни, две т., нещо): А?\n- Б\n- [v] В\n\n> Обяснене: Г\n\nД\n")
    assert sorted(code for _, code in found) == [
        "question.no-id",
        "question.number-in-words",
        "question.text-after-answer",
        "question.unknown-mark",
        "question.unknown-note",
        "question.unknown-option",
        "question.unknown-option",
    ]


def test_places_name_line_and_column() -> None:
    _, problems = read("\n## Въпрос (няклко верни): А? {#a}\n- [x] Б\n- [ ] В\n")
    [problem] = problems
    assert (problem.place.line, problem.place.column, problem.length) == (2, 12, len("няклко верни"))
    assert problem.details["near"] == "няколко верни"


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("## Вапрос: А?", "Въпрос"),
        ("## Въпрос 3: А?", "Въпрос"),
        ("## Въпрос № 3 (число): А?", "Въпрос"),
        ("## Въпpoc: А?", "Въпрос"),
        ("## Questoin: A?", "Question"),
        ("## Казос: А", "Казус"),
        ("## Груп (случайни 2): А", "Група"),
    ],
)
def test_a_mistyped_keyword_is_told_with_the_one_that_was_meant(heading: str, meant: str) -> None:
    _, problems = read(f"{heading}\n- [x] 1\n- [ ] 2\n", in_lesson=True)
    assert [(problem.code, problem.details["near"]) for problem in problems] == [("question.unknown-keyword", meant)]


@pytest.mark.parametrize(
    "heading",
    ["## Въпроси към общината", "## Казус: батерии", "## Questions and answers", "## Група по интереси", "## Примери"],
)
def test_an_ordinary_heading_of_a_lesson_is_no_question(heading: str) -> None:
    assert codes(f"{heading}\nТекст.\n", in_lesson=True) == []


def test_a_translation_may_repeat_nothing_but_its_words() -> None:
    items, problems = read(
        "## Въпрос (няколко верни, 2 т.): А? {#a}\n- [x] Б\n- [ ] В\n\n## Въпрос (число): Г? {#b}\n- Отговор: 14\n\n"
        "## Въпрос (твърдения): Д? {#c}\n| Т | Да | Не |\n|---|---|---|\n| е | x | |\n",
        "## Question: A? {#a}\n- B\n- C\n\n## Question: D? {#b}\n\n"
        "## Question: E? {#c}\n| S | Yes | No |\n|---|---|---|\n| f | | |\n",
    )
    assert problems == []
    assert [item.title["en"] for item in items if not isinstance(item, Case | Group)] == ["A?", "D?", "E?"]


def test_a_translation_without_ids_is_paired_by_order() -> None:
    items, problems = read(
        "## Въпрос: А? {#a}\n- [x] Б\n- [ ] В\n\n## Въпрос: Г? {#b}\n- [x] Д\n- [ ] Е\n",
        "## Question: A?\n- [x] B\n- [ ] C\n\n## Question: D? {#b}\n- [x] E\n- [ ] F\n",
    )
    assert [(problem.place.line, problem.code) for problem in problems] == [(1, "translation.no-id")]
    assert next(item.title for item in items if isinstance(item, ChoiceQuestion)) == {"bg": "А?", "en": "A?"}


@pytest.mark.parametrize(
    "body",
    [
        "> " * 300 + "а",
        "- " * 300 + "а",
        "\n".join("  " * at + "- а" for at in range(150)),
        "(" * 2000,
        "`[" + "а / " * 2000,
    ],
    ids=["quotes", "bullets", "nested", "brackets", "gap"],
)
def test_no_depth_or_length_breaks_the_reader(body: str) -> None:
    read(f"## Въпрос (пропуски): А? {{#a}}\n{body}\n\n## Въпрос: Б? {{#b}}\n{body}\n\n## Въпрос ({body[:500]}): В?\n")
