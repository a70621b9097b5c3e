"""The key of one version for answers to another: by words, then by place, and never by a guess."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.questions import Accepted, Choice, ChoiceQuestion, GapOption, NumberRange, Statement
from elearn.questions.grading import grade
from elearn.regrading.carrying import Unmatched, carried
from tests.factories.content import a_choice_question, a_number_question, a_text_question, both, html
from tests.factories.kinds import (
    a_gaps_question,
    a_matching_question,
    a_matrix_question,
    a_sorting_question,
    an_ordering_question,
)
from tests.factories.regrading import keyed

BG = "bg"


def choices(question: ChoiceQuestion, *words: str, right: str) -> ChoiceQuestion:
    """The question with other choices."""
    made = tuple(Choice(n, word == right, both(word, word), {}) for n, word in enumerate(words))
    return replace(question, choices=made)


def points(older, newer, answer, **given) -> int:
    found = carried(older, newer, BG)
    assert found is not None
    return found.points(answer, negative=given.get("negative", False))


ASKED = choices(a_choice_question("t#one"), "министърът", "кметът", "агенцията", right="министърът")


def test_another_choice_is_right_now() -> None:
    newer = keyed(ASKED, 1)
    assert [points(ASKED, newer, {"choice": n}) for n in range(3)] == [0, 100, 0]


def test_choices_that_changed_places_are_known_by_their_words() -> None:
    newer = choices(ASKED, "кметът", "агенцията", "министърът", right="кметът")
    assert [points(ASKED, newer, {"choice": n}) for n in range(3)] == [0, 100, 0]


def test_a_choice_whose_wording_was_mended_is_known_by_its_place() -> None:
    newer = choices(ASKED, "министърът", "кметът", "агенция", right="кметът")
    assert [points(ASKED, newer, {"choice": n}) for n in range(3)] == [0, 100, 0]
    assert carried(ASKED, newer, BG).mended == (("агенцията", "агенция"),)
    stopped = choices(ASKED, "министърът.", "кметът.", "агенцията.", right="кметът.")
    assert points(ASKED, stopped, {"choice": 1}) == 100
    assert carried(ASKED, stopped, BG).mended == ()


def test_another_choice_in_the_place_of_a_wrong_one_is_never_right() -> None:
    """No choice was right; the third is replaced by one that is: whoever took it did not say that."""
    newer = choices(ASKED, "министърът", "кметът", "съветът", right="съветът")
    assert carried(ASKED, newer, BG) is None
    many = replace(ASKED, kind="multiple")
    assert carried(many, replace(newer, kind="multiple"), BG) is None


def test_two_choices_with_other_words_are_not_guessed_at() -> None:
    newer = choices(ASKED, "Министърът на енергетиката", "Кметът на общината", "агенцията", right="агенцията")
    assert points(ASKED, newer, {"choice": 2}) == 100
    for taken in (0, 1):
        with pytest.raises(Unmatched):
            points(ASKED, newer, {"choice": taken})


def test_another_part_or_option_in_the_place_of_one_that_was_wrong_is_never_right() -> None:
    matching = a_matching_question()
    first, second, third = matching.rows
    other = replace(first, left_html=html("Съвсем друго", "Another"), right_html=second.right_html)
    assert (
        carried(matching, replace(matching, rows=(other, replace(second, right_html=first.right_html), third)), BG)
        is None
    )
    sorting = a_sorting_question()
    renamed = replace(sorting.categories[1], html=html("съвсем друга", "another"))
    moved = tuple(replace(item, category=1) for item in sorting.items)
    newer = replace(sorting, categories=(sorting.categories[0], renamed), items=moved)
    assert carried(sorting, newer, BG) is None
    gaps = a_gaps_question()
    number, _, text = gaps.gaps
    assert carried(gaps, replace(gaps, gaps=(number, replace(text, position=1), text)), BG) is None


def test_a_part_whose_wording_was_mended_keeps_its_answers() -> None:
    matrix = a_matrix_question()
    first, second = matrix.statements
    newer = replace(
        matrix, statements=(replace(first, html=html("по-ясно", "clearer")), replace(second, right=1 - second.right))
    )
    answer = {"parts": {"0": first.right, "1": 1 - second.right}}
    assert points(matrix, newer, answer) == 100


def test_an_answer_that_took_a_removed_choice_cannot_be_judged_and_others_can() -> None:
    newer = choices(ASKED, "министърът", "кметът", right="кметът")
    assert points(ASKED, newer, {"choice": 1}) == 100
    assert points(ASKED, newer, {"choice": 0}) == 0
    with pytest.raises(Unmatched):
        points(ASKED, newer, {"choice": 2})


def test_a_right_choice_that_nobody_was_offered_cannot_be_asked_for() -> None:
    assert carried(ASKED, choices(ASKED, "министърът", "кметът", "агенцията", "съветът", right="съветът"), BG) is None


def test_a_further_wrong_choice_changes_no_answer() -> None:
    newer = choices(ASKED, "министърът", "кметът", "агенцията", "съветът", right="кметът")
    assert points(ASKED, newer, {"choice": 1}) == 100


def test_another_kind_of_question_is_another_question() -> None:
    assert carried(ASKED, a_choice_question("t#one", "multiple"), BG) is None
    assert carried(ASKED, a_text_question("t#one"), BG) is None


def test_the_question_stays_worth_what_it_was_when_asked() -> None:
    older = replace(ASKED, points=300, penalty=100)
    newer = keyed(replace(ASKED, points=50, penalty=0), 1)
    assert points(older, newer, {"choice": 1}) == 300
    assert points(older, newer, {"choice": 0}, negative=True) == -100


def test_several_right_ones_are_judged_by_the_choices_that_were_offered() -> None:
    older = a_choice_question("t#many", "multiple", right=(0, 2), points=200)
    newer = keyed(older, 0, 1)
    assert points(older, newer, {"choices": [0, 1]}) == 200
    assert points(older, newer, {"choices": [0, 2]}) == 0


def test_an_empty_answer_stays_empty() -> None:
    assert points(ASKED, keyed(ASKED, 1), None) == 0


def test_typed_answers_are_judged_by_the_newer_forms_and_ranges() -> None:
    text = a_text_question("t#text")
    assert points(text, replace(text, accepted={"bg": (Accepted("закона", 100),)}), {"text": "закона"}) == 100
    number = a_number_question("t#number")
    newer = replace(number, ranges=(NumberRange(Decimal(30), Decimal(30), 100, {}),))
    assert [points(number, newer, {"text": text}) for text in ("14", "30 дни")] == [0, 100]
    assert carried(number, replace(number, unit=both("месеци", "months")), BG) is None


def test_the_order_of_items_is_the_key_of_an_ordering() -> None:
    older = an_ordering_question(count=3)
    turned = tuple(replace(item, position=n) for n, item in enumerate((older.items[1], older.items[0], older.items[2])))
    newer = replace(older, items=turned)
    assert points(older, newer, {"parts": {"1": 0, "0": 1, "2": 2}}) == 100
    assert points(older, newer, {"parts": {"0": 0, "1": 1, "2": 2}}) < 100


def test_pairs_of_a_matching_are_known_by_both_their_sides() -> None:
    older = a_matching_question()
    sides = [row.right_html for row in older.rows]
    swapped = (replace(older.rows[0], right_html=sides[1]), replace(older.rows[1], right_html=sides[0]), older.rows[2])
    newer = replace(older, rows=swapped)
    assert points(older, newer, {"parts": {"0": 1, "1": 0, "2": 2}}) == 100
    assert points(older, newer, {"parts": {"0": 0, "1": 1, "2": 2}}) == 33


def test_categories_and_columns_that_changed_places_are_known_by_their_words() -> None:
    sorting = a_sorting_question()
    first, second = sorting.categories
    turned = replace(
        sorting,
        categories=(replace(second, position=0), replace(first, position=1)),
        items=tuple(replace(item, category=1 - item.category) for item in sorting.items),
    )
    answer = {"parts": {"0": 0, "1": 0, "2": 1}}
    assert points(sorting, turned, answer) == grade(sorting, answer).points == 100
    matrix = a_matrix_question()
    newer = replace(matrix, statements=tuple(replace(one, right=1 - one.right) for one in matrix.statements))
    assert points(matrix, newer, {"parts": {"0": 1, "1": 0}}) == 100


def test_a_part_more_or_less_makes_it_another_question() -> None:
    matrix = a_matrix_question()
    more = (*matrix.statements, Statement(2, html("ново", "new"), 0))
    assert carried(matrix, replace(matrix, statements=more), BG) is None
    ordering = an_ordering_question()
    assert carried(ordering, an_ordering_question(count=5), BG) is None


def test_gaps_are_known_by_their_place_and_options_by_their_words() -> None:
    older = a_gaps_question()
    number, choice, text = older.gaps
    options = (
        GapOption(0, right=True, text=both("съветът", "council")),
        GapOption(1, right=False, text=both("кметът", "mayor")),
    )
    newer = replace(older, gaps=(number, replace(choice, options=options), text))
    answer = {"parts": {"0": "14", "1": 1, "2": "ЗНИ"}}
    assert (grade(older, answer).points, points(older, newer, answer)) == (67, 100)
    assert carried(older, replace(older, gaps=(number, text)), BG) is None


@given(st.permutations(range(4)), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.lists(st.integers(0, 3)))
def test_whatever_the_order_the_words_taken_decide(order, was, right, taken, several) -> None:
    """Any order and key of the newer version: an answer earns what the same words would earn there."""
    words = ("първо", "второ", "трето", "четвърто")
    older = choices(ASKED, *words, right=words[was])
    newer = choices(ASKED, *(words[n] for n in order), right=words[right])
    assert points(older, newer, {"choice": taken}) == (100 if taken == right else 0)
    many = replace(older, kind="multiple")
    picked = sorted(set(several))
    there = {"choices": sorted(order.index(n) for n in picked)}
    expected = grade(replace(newer, kind="multiple"), there if picked else None).points
    assert points(many, replace(newer, kind="multiple"), {"choices": picked} if picked else None) == expected
