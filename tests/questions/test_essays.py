"""Answers in one's own words: kept as written, graded by nobody but people, told with their rubric when it may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from elearn.errors import Invalid
from elearn.questions import answers, essays, forms, labels
from elearn.questions.grading import grade
from elearn.questions.keyless import keyless
from elearn.questions.review import review
from tests.factories.kinds import an_essay_question

ESSAY = an_essay_question(hint_html={"bg": "<p>Срокът!</p>"})


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Уважаеми господине,\n\n  чл. 5\nС уважение", "Уважаеми господине,\n\n  чл. 5\nС уважение"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b", "ab"),
        ("half \ud83d", "half "),
    ],
)
def test_a_text_is_kept_as_typed_with_its_lines(sent: str, kept: str) -> None:
    assert answers.clean(ESSAY, {"text": sent}) == {"text": kept}


@pytest.mark.parametrize("blank", ["", "   ", "\r\n\n", "\x00"])
def test_a_text_without_a_word_is_no_answer(blank: str) -> None:
    assert answers.clean(ESSAY, {"text": blank}) is None
    assert forms.parse(ESSAY, MultiDict({"q-1": blank}), "q-1") is None


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = answers.clean(ESSAY, {"text": text})
    assert once is None or answers.clean(ESSAY, once) == once
    assert labels.to_labels(ESSAY, (), once) == once


def test_a_text_of_twenty_thousand_characters_is_kept_and_no_more() -> None:
    found = answers.clean(ESSAY, {"text": "я" * (essays.LONGEST + 1)})
    assert found == {"text": "я" * 20_000}


@pytest.mark.parametrize("sent", [{"text": 5}, {"text": None}, {"choice": 0}, {"ticked": [0]}, [], "text"])
def test_another_shape_is_refused(sent: object) -> None:
    with pytest.raises(Invalid, match="answer_malformed"):
        answers.clean(ESSAY, sent)


def test_an_attempt_cannot_tick_its_own_criteria() -> None:
    assert answers.clean(ESSAY, {"text": "x", "ticked": [0, 1]}) == {"text": "x"}


def test_no_formula_gives_an_essay_points() -> None:
    for answer in (None, {"text": "Dear Sir, please turn to the registry."}):
        found = grade(ESSAY, answer)
        assert (found.points, found.max_points, found.right, found.partial) == (0, 300, False, False)


def test_before_the_end_a_page_knows_neither_criteria_nor_model_answer_nor_hint() -> None:
    bare = keyless(ESSAY)
    assert (bare.criteria, bare.explanation_html, bare.hint_html) == ((), {}, {})
    assert bare.points == 300


def test_a_mark_is_told_criterion_by_criterion() -> None:
    told = review(ESSAY, {"text": "x"}, show_key=False, marks=[100, 50], comment="Name the day.")
    assert [(one.earned, one.points) for one in told.criteria] == [(100, 100), (50, 200)]
    assert (told.grade.points, told.grade.partial, told.grade.right) == (150, True, False)
    assert told.comment == "Name the day."
    assert told.explanation_html == {}
    assert review(ESSAY, {"text": "x"}, show_key=True, marks=[100, 200]).grade.right


def test_without_a_mark_the_rubric_goes_with_the_key() -> None:
    hidden, shown = (review(ESSAY, {"text": "x"}, show_key=key) for key in (False, True))
    assert (hidden.criteria, hidden.explanation_html) == ((), {})
    assert [one.earned for one in shown.criteria] == [None, None]
    assert "registry" in shown.explanation_html["en"]


def test_an_essay_is_met_when_every_criterion_of_today_is_ticked() -> None:
    answer = {"text": "x"}
    assert not essays.compared(answer)
    none = essays.with_ticks(ESSAY, answer, [])
    assert essays.compared(none)
    assert not essays.all_met(ESSAY, none)
    both = essays.with_ticks(ESSAY, answer, [1, 0, 1])
    assert both == {"text": "x", "ticked": [0, 1]}
    assert essays.all_met(ESSAY, both)
    with pytest.raises(Invalid, match="answer_malformed"):
        essays.with_ticks(ESSAY, answer, [2])


def test_a_long_text_is_quoted_in_short() -> None:
    assert essays.shortened("Dear\n\nSir") == "Dear Sir"
    short = essays.shortened("дума " * 100)
    assert len(short) <= essays.QUOTED + 1
    assert short.endswith("дума…")
