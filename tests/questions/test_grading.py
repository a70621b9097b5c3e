"""What answers earn: the formulas, and what must never matter."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.questions import ChoiceQuestion
from elearn.errors import Invalid
from elearn.questions import answers
from elearn.questions.grading import grade, passed, points_to_pass, whole_percent
from tests.factories.content import a_choice_question, a_number_question, a_text_question
from tests.factories.kinds import a_matrix_question

CHOICES = st.sets(st.integers(0, 2))


def multiple(right: tuple[int, ...] = (0, 2), points: int = 200, penalty: int = 0) -> ChoiceQuestion:
    return a_choice_question("t#m", "multiple", right=right, points=points, penalty=penalty)


def test_a_single_choice_is_all_or_nothing() -> None:
    question = a_choice_question("t#s", points=100)
    assert grade(question, {"choice": 1}).points == 100
    assert grade(question, {"choice": 1}).right
    assert grade(question, {"choice": 0}).points == 0


@pytest.mark.parametrize(
    ("picked", "points"), [([0, 2], 200), ([0], 100), ([0, 1], 0), ([0, 1, 2], 0), ([1], 0), ([], 0)]
)
def test_several_choices_earn_right_share_minus_wrong_share(picked, points) -> None:
    assert grade(multiple(), {"choices": picked} if picked else None).points == points


@pytest.mark.parametrize(("picked", "points"), [([0, 2], 200), ([0, 1, 2], 150), ([0, 1], 50), ([1], 0)])
def test_a_penalty_takes_points_for_each_wrong_choice_instead(picked, points) -> None:
    assert grade(multiple(penalty=50), {"choices": picked}).points == points


WRONG = [
    (a_choice_question("t#s", points=100, penalty=25), {"choice": 0}, -25),
    (a_choice_question("t#f", "true-false", right=(0,), penalty=100), {"choice": 1}, -100),
    (replace(a_text_question("t#t"), penalty=50), {"text": "друго"}, -50),
    (replace(a_number_question("t#n"), penalty=50), {"text": "99"}, -50),
    (multiple(penalty=150), {"choices": [0, 1]}, -50),
    (multiple(), {"choices": [1]}, 0),
    (a_matrix_question(penalty=75), {"parts": {"0": 1, "1": 1}}, -25),
]


@pytest.mark.parametrize(("question", "answer", "points"), WRONG, ids=lambda value: getattr(value, "id", None))
def test_a_stated_penalty_goes_below_zero_only_where_the_test_says_so(question, answer, points) -> None:
    assert grade(question, answer, negative=True).points == points
    assert grade(question, answer).points == max(0, points)
    assert grade(question, None, negative=True).points == 0


def test_what_is_partly_right_pays_no_penalty() -> None:
    question = replace(a_number_question("t#n"), penalty=100)
    assert grade(question, {"text": "13"}, negative=True).points == 50


def test_thirds_round_half_up_to_hundredths() -> None:
    question = multiple(right=(0, 1, 2), points=100)
    assert grade(question, {"choices": [0]}).points == 33
    assert grade(question, {"choices": [0, 1]}).points == 67
    assert grade(multiple(right=(0, 1), points=1), {"choices": [0]}).points == 1  # a half rounds up


@given(CHOICES, CHOICES.filter(bool), st.integers(0, 300), st.integers(0, 200))
def test_no_answer_beats_the_full_answer_and_none_earns_less_than_nothing(picked, right, points, penalty) -> None:
    question = multiple(tuple(right), points, penalty)
    full = grade(question, {"choices": sorted(right)})
    any_answer = grade(question, {"choices": sorted(picked)} if picked else None)
    assert 0 <= any_answer.points <= full.points == points
    assert any_answer.right == (picked == right)


def test_an_accepted_form_of_any_language_is_accepted() -> None:
    question = a_text_question("t#t")
    assert grade(question, {"text": "ipa"}).right
    assert grade(question, {"text": "  зни "}).points == 100
    assert grade(question, {"text": "Закона"}).points == 50
    assert grade(question, {"text": "закон"}).points == 0


@pytest.mark.parametrize(("text", "points"), [("14", 100), ("14,0", 100), ("13.5", 50), ("16", 0), ("много", 0)])
def test_a_number_earns_the_best_range_that_holds_it(text, points) -> None:
    assert grade(a_number_question("t#n"), {"text": text}).points == points


def test_79_99_percent_never_passes_80() -> None:
    assert not passed(7999, 10000, 80)
    assert passed(8000, 10000, 80)
    assert whole_percent(7999, 10000) == 79


@given(st.integers(1, 10_000), st.integers(0, 100))
def test_the_points_to_pass_are_the_fewest_that_pass(max_points, percent) -> None:
    needed = points_to_pass(max_points, percent)
    assert passed(needed, max_points, percent)
    assert needed == 0 or not passed(needed - 1, max_points, percent)


def test_a_test_that_asks_nothing_is_never_passed() -> None:
    assert not passed(0, 0, 0)


@pytest.mark.parametrize(
    "sent",
    [{"choice": 9}, {"choice": -1}, {"choice": True}, {"choice": "1"}, {"choice": 1.0}, {"choices": [1]}, [], "x", 5],
)
def test_a_tampered_choice_is_refused(sent) -> None:
    with pytest.raises(Invalid, match="answer_malformed"):
        answers.clean(a_choice_question("t#s"), sent)


@pytest.mark.parametrize("sent", [{"choices": 1}, {"choices": [0, 7]}, {"choices": [None]}, {"choice": 1}])
def test_tampered_choices_are_refused(sent) -> None:
    with pytest.raises(Invalid, match="answer_malformed"):
        answers.clean(multiple(), sent)


def test_choices_sent_twice_count_once() -> None:
    assert answers.clean(multiple(), {"choices": [2, 0, 2]}) == {"choices": [0, 2]}


@pytest.mark.parametrize("sent", [None, {}, {"choices": []}])
def test_nothing_picked_is_no_answer(sent) -> None:
    assert answers.clean(multiple(), sent) is None


def test_typed_text_is_kept_as_typed_but_not_without_end() -> None:
    question = a_text_question("t#t")
    assert answers.clean(question, {"text": "  Зни \x00"}) == {"text": "Зни"}
    assert answers.clean(question, {"text": "Да \ud83d"}) == {"text": "Да"}
    assert answers.clean(question, {"text": "   "}) is None
    assert len(answers.clean(question, {"text": "я" * 9000})["text"]) == 500


def test_a_number_that_is_none_is_told_without_the_key() -> None:
    question = a_number_question("t#n")
    assert answers.unreadable(question, {"text": "две седмици"})
    assert not answers.unreadable(question, {"text": "14 дни"})
    assert not answers.unreadable(question, None)
    assert grade(question, {"text": str(Decimal(10) ** 40)}).points == 0


def test_a_part_of_the_share_is_neither_right_nor_wrong() -> None:
    half = grade(a_number_question("t#n"), {"text": "13"})
    assert (half.right, half.partial) == (False, True)
    assert not grade(a_number_question("t#n"), {"text": "14"}).partial
    assert not grade(a_number_question("t#n"), {"text": "99"}).partial
