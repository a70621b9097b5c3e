"""Questions say what their author wrote, in both keyword languages and through the traces of Word."""

from decimal import Decimal
from typing import Any

import pytest

from elearn.content.model import Case, Group
from elearn.content.notation import rubric
from elearn.content.notation.spans import Span, spans
from elearn.content.questions import ChoiceQuestion, EssayQuestion, GapsQuestion, NumberQuestion, TextQuestion
from tests.content.notation import read


def only(text: str, english: str | None = None) -> Any:
    items, problems = read(text, english)
    assert [(problem.place.line, problem.code) for problem in problems] == []
    assert len(items) == 1
    return items[0]


def test_a_single_choice_keeps_its_key_feedback_and_notes() -> None:
    question = only(
        "## Въпрос: Кой **решава**? {#who}\nВ този случай.\n\n- [ ] Кметът\n  > Той подписва.\n- [x] Съветът\n\n"
        "> Обяснение: така е.\n> Подсказка: помислете.\n> Още.\n"
    )
    assert isinstance(question, ChoiceQuestion)
    assert (question.id, question.kind, question.points) == ("basics/quiz#who", "single", 100)
    assert [(choice.right, choice.html["bg"]) for choice in question.choices] == [(False, "Кметът"), (True, "Съветът")]
    assert question.choices[0].feedback_html == {"bg": "Той подписва."}
    assert question.stem_html["bg"] == "<p>Кой **решава**?</p><p>В този случай.</p>"
    assert question.explanation_html == {"bg": "<p>така е.</p>"}
    assert question.hint_html == {"bg": "<p>помислете.\nОще.</p>"}


def test_options_are_read_in_both_languages_and_mixed() -> None:
    question = only(
        "## Question (няколко верни, 2 points, отнема 0,5 т., objective deadlines, преди old): Which? {#q}\n"
        "- [x] A\n- [ ] B\n- [x] C\n"
    )
    assert (question.kind, question.points, question.penalty) == ("multiple", 200, 50)
    assert (question.objective, question.formerly) == ("deadlines", ("basics/quiz#old",))


@pytest.mark.parametrize(
    "choices",
    [
        "- [х] А\n- [ ] Б\n",
        "• [x] А\n• [ ] Б\n",
        "– [Х] А\n– [ ] Б\n",
        "☒ А\n☐ Б\n",
        "- ☑ А\n- ☐ Б\n",
        "-\u00a0[x]\u00a0А\n-\u00a0[ ]\u00a0Б\n",
        "\uf0b7\t☒ А\n\uf0b7\t☐ Б\n",
        "1. [x] А\n2. [ ] Б\n",
        "- [x]А\n- []Б\n",
        "- [x] А\n\n- [ ] Б\n",
    ],
)
def test_traces_of_word_are_read(choices: str) -> None:
    question = only(f"## Въпрос: Кое? {{#q}}\n{choices}")
    assert [(choice.right, choice.html["bg"]) for choice in question.choices] == [(True, "А"), (False, "Б")]


@pytest.mark.parametrize(
    ("answer", "low", "high", "share"),
    [
        ("14", "14", "14", 100),
        ("14,5", "14.5", "14.5", 100),
        ("14.5", "14.5", "14.5", 100),
        ("1 500 000", "1500000", "1500000", 100),
        ("1\u00a0500", "1500", "1500", 100),
        ("13 до 15", "13", "15", 100),
        ("от 13 до 15", "13", "15", 100),
        ("13 to 15", "13", "15", 100),
        ("13–15", "13", "15", 100),
        ("14 ± 1", "13", "15", 100),
        ("14 +- 0,5", "13.5", "14.5", 100),
        ("-3", "-3", "-3", 100),
        ("14 дни", "14", "14", 100),
    ],
)
def test_numbers_are_read_as_civil_servants_write_them(answer: str, low: str, high: str, share: int) -> None:
    question = only(f"## Въпрос (число, мярка дни): Колко? {{#q}}\n- Отговор: {answer}\n")
    assert isinstance(question, NumberQuestion)
    [numbers] = question.ranges
    assert (numbers.low, numbers.high, numbers.share) == (Decimal(low), Decimal(high), share)
    assert question.unit == {"bg": "дни"}


def test_accepted_texts_belong_to_their_language_and_keep_their_shares() -> None:
    question = only(
        "## Въпрос (кратък отговор): Как? {#q}\n- Отговор: ЗНИ\n- Отговор: Закон (50 %)\n  > Почти.\n",
        "## Question: How? {#q}\n- Answer: IPA\n",
    )
    assert isinstance(question, TextQuestion)
    assert [(one.text, one.share, one.feedback_html) for one in question.accepted["bg"]] == [
        ("ЗНИ", 100, ""),
        ("Закон", 50, "Почти."),
    ]
    assert [one.text for one in question.accepted["en"]] == ["IPA"]


def test_a_matching_row_without_a_left_side_only_distracts() -> None:
    question = only(
        "## Въпрос (съответствие): Свържете. {#q}\n| Орган | Право |\n|---|---|\n"
        "| Кмет | издава |\n| Съвет | приема |\n|  | регистрира |\n"
    )
    assert [row.left_html["bg"] for row in question.rows] == ["Кмет", "Съвет"]
    assert [(row.position, row.left_html, row.right_html["bg"]) for row in question.distractors] == [
        (2, {}, "регистрира")
    ]
    assert [head["bg"] for head in question.heads] == ["Орган", "Право"]


def test_a_pipe_in_code_or_escaped_does_not_part_cells() -> None:
    question = only(
        "## Въпрос (съответствие): Свържете. {#q}\n| А | Б |\n|---|---|\n| `a|b` | едно |\n| в \\| г | две |\n"
    )
    assert [row.left_html["bg"] for row in question.rows] == ["`a|b`", "в \\| г"]


def test_gaps_are_numbers_choices_and_texts_and_leave_no_key_in_the_stem() -> None:
    question = only(
        "## Въпрос (пропуски): Попълнете. {#q}\nСрок `[14 ± 1]`, решава `[кметът / *съветът]`, по `[ЗНИ | Закона]`.\n",
        "## Question: Fill in. {#q}\nTime `[13 to 15]`, decided by `[mayor / *council]`, under `[IPA]`.\n",
    )
    assert isinstance(question, GapsQuestion)
    assert [gap.form for gap in question.gaps] == ["number", "choice", "text"]
    assert [(option.right, option.text["en"]) for option in question.gaps[1].options] == [
        (False, "mayor"),
        (True, "council"),
    ]
    assert question.gaps[2].accepted is not None
    assert [one.text for one in question.gaps[2].accepted["bg"]] == ["ЗНИ", "Закона"]
    for html in question.stem_html.values():
        assert 'data-gap="2"' in html
        assert "14" not in html
        assert "*" not in html


def test_code_in_other_questions_stays_code() -> None:
    question = only(
        "## Въпрос: Какво значи `[x]`? {#q}\nВ `[таблица]`.\n\n- [x] Да\n- [ ] Не\n",
        "## Question: What is `[x]`? {#q}\nIn a `[table]`.\n\n- [x] Yes\n- [ ] No\n",
    )
    assert question.stem_html["bg"].endswith("<p>В `[таблица]`.</p>")
    assert question.stem_html["en"].endswith("<p>In a <code>[table]</code>.</p>")


def test_sorting_matrix_ordering_and_surveys() -> None:
    items, problems = read(
        "## Въпрос (разпределяне): Кой? {#a}\n- **Министър**\n  - клас А\n  - клас Б\n- **Кмет**\n  - клас В\n\n"
        "## Въпрос (твърдения): Вярно? {#b}\n| Т | Да | Не | ? |\n|---|---|---|---|\n"
        "| едно | х | | |\n| две | | | ☒ |\n\n"
        "## Въпрос (подреждане): Ред. {#c}\n1. едно\n1. две\n\n"
        "## Въпрос (анкета, скала 0–10): Колко? {#d}\n\n"
        "## Въпрос (анкета, няколко верни): Кои? {#e}\n- а\n- б\n\n"
        "## Въпрос (анкета, текст): Защо? {#f}\n"
    )
    assert problems == []
    sorting, matrix, ordering, scale, several, text = items
    assert [category.html["bg"] for category in sorting.categories] == ["**Министър**", "**Кмет**"]
    assert [(item.category, item.html["bg"]) for item in sorting.items] == [(0, "клас А"), (0, "клас Б"), (1, "клас В")]
    assert [statement.right for statement in matrix.statements] == [0, 2]
    assert [item.html["bg"] for item in ordering.items] == ["едно", "две"]
    assert (scale.form, scale.low, scale.high, scale.points) == ("scale", 0, 10, 0)
    assert (several.form, len(several.choices)) == ("multiple", 2)
    assert (text.form, text.choices) == ("text", ())


def test_an_essay_keeps_its_lists_and_quotes_in_the_stem() -> None:
    question = only(
        "## Въпрос (свободен отговор, 3 т.): Отговорете. {#q}\n> Моля за среща.\n\n- дата\n- място\n\n"
        "> Критерии: учтиво (1), пълно (2).\n"
    )
    assert isinstance(question, EssayQuestion)
    assert "Моля за среща" in question.stem_html["bg"]
    assert "място" in question.stem_html["bg"]
    assert "Критерии" not in question.stem_html["bg"]
    assert [(one.position, one.points, one.html) for one in question.criteria] == [
        (0, 100, {"bg": "учтиво"}),
        (1, 200, {"bg": "пълно"}),
    ]


@pytest.mark.parametrize(
    ("html", "criteria"),
    [
        ("<ul>\n<li><strong>учтиво</strong> (1)</li>\n<li>\n<p>ясно (2 т.)</p>\n</li>\n</ul>", 2),
        ("<p>учтиво, но кратко (1), ясно (2).</p>", 2),
        ("<p>учтиво; ясно; пълно</p>", 3),
        ("<p>учтиво, ясно и пълно</p>", 1),
    ],
)
def test_criteria_stand_as_a_list_or_in_one_sentence(html: str, criteria: int) -> None:
    assert len(rubric.pieces(html)) == criteria


def test_a_translation_of_an_essay_that_leaves_out_the_type_keeps_its_list() -> None:
    question = only(
        "## Въпрос (свободен отговор): Отговорете. {#q}\n- дата\n- място\n\n> Критерии: пълно (1).\n",
        "## Question: Answer. {#q}\n- date\n- place\n\n> Criteria: complete (1).\n",
    )
    assert "place" in question.stem_html["en"]


def test_the_last_list_is_the_answer_and_the_first_belongs_to_the_stem() -> None:
    question = only(
        "## Въпрос: Кое? {#q}\nИма:\n\n1. едно\n2. две\n\n| А | Б |\n|---|---|\n| 1 | 2 |\n\n"
        "Изберете.\n\n- [x] Да\n- [ ] Не\n"
    )
    assert "| 1 | 2 |" in question.stem_html["bg"]
    assert "2. две" in question.stem_html["bg"]
    assert len(question.choices) == 2


def test_cases_and_groups_hold_their_questions() -> None:
    items, problems = read(
        "## Група (случайни 1, цел deadlines): Срокове\n### Въпрос: А? {#a}\n- [x] 1\n- [ ] 2\n\n"
        "### Казус: Писмо\nТекст.\n\n#### Въпрос: Б? {#b}\n- [x] 1\n- [ ] 2\n\n"
        "## Група (случайни 3, от foundations/quiz): Преговор\n",
        "## Group: Deadlines\n### Question: A? {#a}\n- [x] 1\n- [ ] 2\n\n"
        "### Case: A letter\nText.\n\n#### Question: B? {#b}\n- [x] 1\n- [ ] 2\n\n## Group: Revision\n",
    )
    assert problems == []
    group, revision = items
    assert isinstance(group, Group)
    assert isinstance(revision, Group)
    assert (group.draw, group.title) == (1, {"bg": "Срокове", "en": "Deadlines"})
    first, case = group.items
    assert isinstance(first, ChoiceQuestion)
    assert isinstance(case, Case)
    assert (first.objective, case.questions[0].objective) == ("deadlines", "deadlines")
    assert case.html == {"bg": "<p>Текст.</p>", "en": "<p>Text.</p>"}
    assert (revision.pool, revision.draw, revision.items) == ("foundations/quiz", 3, ())


def test_a_lesson_goes_on_after_a_rule_and_after_a_heading() -> None:
    text = "## Глава\nтекст\n## Въпрос: А? {#a}\n- [x] 1\n---\nтекст\n### Въпрос: Б? {#b}\n- [x] 1\n\n## Глава\n"
    lines = text.split("\n")
    assert spans(lines, in_lesson=True) == [Span("question", 2, 3, 2), Span("question", 6, 7, 3)]


def test_fences_and_comments_hold_no_questions() -> None:
    text = "```\n## Въпрос: А? {#a}\n```\n<!--\n## Въпрос: Б? {#b}\n-->\n## Въпрос: В? {#c}\n- [x] 1\n- [ ] 2\n"
    assert [item.id for item in read(text)[0] if not isinstance(item, Group | Case)] == ["basics/quiz#c"]


def test_a_fence_that_is_never_closed_swallows_no_questions() -> None:
    items, _ = read("## Въпрос: А? {#a}\n```\nкод\n\n- [x] 1\n- [ ] 2\n\n## Въпрос: Б? {#b}\n- [x] 1\n- [ ] 2\n")
    assert [item.id for item in items if isinstance(item, ChoiceQuestion)][-1] == "basics/quiz#b"


@pytest.mark.parametrize(("option", "always"), [(" (always)", True), (" (винаги)", True), ("", False)])
def test_a_case_may_be_always_asked(option: str, always: bool) -> None:
    text = f"## Казус{option}: Писмо\nТекст.\n\n### Въпрос: А? {{#a}}\n- [x] 1\n- [ ] 2\n"
    [case] = read(text)[0]
    assert isinstance(case, Case)
    assert case.always is always


def test_a_former_id_may_name_the_lesson_or_test_where_the_question_was() -> None:
    question = only("## Въпрос: Кой? {#new}\n- [x] а\n- [ ] б\n\n> Преди: old, other/quiz#moved.\n")
    assert question.formerly == ("basics/quiz#old", "other/quiz#moved")
