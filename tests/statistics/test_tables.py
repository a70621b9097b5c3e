"""Tables of what was answered: every kind of question, and what a typed answer must not tell."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.questions import Question
from elearn.statistics.tables import tables
from elearn.statistics.taken import Line, Met, Table
from tests.factories.content import a_choice_question, a_number_question, a_text_question
from tests.factories.kinds import (
    a_gaps_question,
    a_matching_question,
    a_matrix_question,
    a_sorting_question,
    an_ordering_question,
)


def counted(
    question: Question, *answers: Any, thirds: list[int] | None = None, takers: list[int] | None = None
) -> tuple[Table, ...]:
    met = Met(answers, thirds or [0] * len(answers), takers or list(range(len(answers))))
    return tables(question, met)


def line(table: Table, words: str) -> Line:
    return next(one for one in table.lines if words in one.words.values())


def test_each_choice_says_how_many_of_each_third_took_it() -> None:
    picked = [{"choice": 1}, {"choice": 1}, {"choice": 2}, None, {"choice": 1}]
    (table,) = counted(a_choice_question("t#s"), *picked, thirds=[0, 1, 2, 2, 2])
    assert [(one.words["bg"], one.right, one.taken) for one in table.lines] == [
        ("избор 0", False, (0, 0, 0)),
        ("избор 1", True, (1, 1, 1)),
        ("избор 2", False, (0, 0, 1)),
    ]
    assert table.blank == (0, 0, 1)


def test_several_choices_are_counted_each() -> None:
    question = a_choice_question("t#m", "multiple", right=(0, 2))
    (table,) = counted(question, {"choices": [0, 2]}, {"choices": [0, 1]}, thirds=[0, 2])
    assert [one.taken for one in table.lines] == [(1, 0, 1), (0, 0, 1), (1, 0, 0)]


def test_typed_answers_that_compare_as_equal_are_one_and_rare_ones_stay_unsaid() -> None:
    texts = ["ЗНИ", "зни ", "„ЗНИ“", "ЗНИ", "закона", "Закона", "законa", "Иван Петров"]
    (table,) = counted(a_text_question("t#t"), *({"text": text} for text in texts), None)
    assert line(table, "ЗНИ").total == 3  # the quotes are typed and make another answer
    assert line(table, "ЗНИ").right
    assert line(table, "Закона").total == 3  # the last of them with a Latin letter
    assert not line(table, "Закона").right
    assert line(table, "Закона").partial  # it earns half
    assert sum(table.other) == 2
    assert "Иван" not in repr(table)
    assert sum(table.blank) == 1


def test_one_person_who_types_the_same_in_every_attempt_is_not_shown() -> None:
    (table,) = counted(a_text_question("t#t"), *[{"text": "Иван Петров"}] * 9, takers=[7] * 9)
    assert table.lines == ()
    assert sum(table.other) == 9


def test_numbers_are_one_by_their_value_and_unit() -> None:
    texts = ["14", "14 дни", "14,0", "15", "15 days", "15.00", "четиринайсет"]
    (table,) = counted(a_number_question("t#n"), *({"text": text} for text in texts))
    assert [(one.total, one.right, one.partial) for one in table.lines] == [(3, True, False), (3, False, True)]
    assert sum(table.other) == 1


def test_a_matching_has_a_table_for_each_row_and_right_sides_that_read_alike_are_one() -> None:
    question = a_matching_question(rights=("издава", "приема", "издава", "оценява"))
    first, second, third = counted(question, {"parts": {"0": 2, "1": 3}}, {"parts": {"0": 0}})
    assert first.words["bg"] == "Кмет"
    assert len(first.lines) == 3
    assert line(first, "издава").total == 2
    assert line(first, "издава").right
    assert line(second, "оценява").total == 1
    assert sum(second.blank) == 1
    assert line(third, "издава").right


def test_an_ordering_says_where_each_item_was_put() -> None:
    first, *_ = counted(an_ordering_question(count=3), {"parts": {"0": 0, "1": 2, "2": 1}}, {"parts": {"0": 1}})
    assert first.words["bg"] == "стъпка 0"
    assert [(one.words[""], one.right, one.total) for one in first.lines] == [
        ("1", True, 1),
        ("2", False, 1),
        ("3", False, 0),
    ]


def test_a_sorting_and_a_matrix_have_a_table_for_each_item_and_statement() -> None:
    *_, last = counted(a_sorting_question(), {"parts": {"2": 0}})
    assert line(last, "Министър").total == 1
    assert not line(last, "Министър").right
    first, _ = counted(a_matrix_question(), {"parts": {"0": 0}})
    assert line(first, "Вярно").right
    assert line(first, "Вярно").total == 1


def test_gaps_are_counted_each_by_its_form() -> None:
    given = [{"parts": {"0": "14", "1": 1, "2": "зни"}}] * 3
    number, choice, text = counted(a_gaps_question(), *given)
    assert (number.lines[0].right, number.lines[0].total) == (True, 3)
    assert line(choice, "съветът").total == 3
    assert not line(choice, "съветът").right
    assert (text.lines[0].right, text.lines[0].total) == (True, 3)
    assert [table.words[""] for table in (number, choice, text)] == ["[1]", "[2]", "[3]"]


@given(st.lists(st.tuples(st.sampled_from(["ЗНИ", "зни", "закона", "а", "б", ""]), st.integers(0, 2))))
def test_every_attempt_is_counted_once_whatever_was_typed(typed) -> None:
    given = [{"text": text} if text else None for text, _ in typed]
    (table,) = counted(a_text_question("t#t"), *given, thirds=[third for _, third in typed])
    for third in range(3):
        told = sum(one.taken[third] for one in table.lines) + table.other[third] + table.blank[third]
        assert told == sum(own == third for _, own in typed)


@pytest.mark.parametrize("make", [a_choice_question, a_text_question, a_number_question])
def test_nothing_answered_is_nothing_but_blank(make) -> None:
    (table,) = counted(make("t#q"), None, None)
    assert sum(one.total for one in table.lines) == 0
    assert sum(table.blank) == 2
