"""Questions of several parts: what an answer may be, what it earns, and what a page may know of the key."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from elearn.content.questions import MatchingQuestion, OrderingQuestion
from elearn.errors import Invalid
from elearn.questions import answers, forms, labels
from elearn.questions.fields import fields
from elearn.questions.grading import grade
from elearn.questions.keyless import keyless
from elearn.questions.parts import PartedQuestion, parts
from elearn.questions.review import review
from tests.factories.kinds import (
    ALL,
    a_gaps_question,
    a_matching_question,
    a_matrix_question,
    a_sorting_question,
    an_ordering_question,
)

PAGE = (
    '{% from "questions/question.html" import question with context %}'
    "{{ question(q, 'bg', 'q-1', answer, order, review=review) }}"
)
RIGHT: dict[str, dict[str, Any]] = {
    "matching": {"0": 0, "1": 1, "2": 2},
    "ordering": {"0": 0, "1": 1, "2": 2, "3": 3},
    "sorting": {"0": 0, "1": 0, "2": 1},
    "matrix": {"0": 0, "1": 1},
    "gaps": {"0": "14", "1": 0, "2": "зни"},
}
WRONG: dict[str, dict[str, Any]] = {
    "matching": {"0": 3, "1": 0, "2": 1},
    "ordering": {"0": 3, "1": 2, "2": 1, "3": 0},
    "sorting": {"0": 1, "1": 1, "2": 0},
    "matrix": {"0": 1, "1": 0},
    "gaps": {"0": "13", "1": 1, "2": "ЗОП"},
}

every_kind = pytest.mark.parametrize("make", ALL, ids=lambda make: make().kind)


def answer(question: PartedQuestion, filled: dict[str, Any]) -> Any:
    return answers.clean(question, {"parts": filled})


def rendered(app: Flask, question: PartedQuestion, order: tuple[int, ...] = (), **more: Any) -> str:
    with app.test_request_context("/"):
        return render_template_string(PAGE, q=question, order=order, **more)


@every_kind
def test_the_right_answer_earns_all_and_the_wrong_one_nothing(make) -> None:
    question = make()
    full = grade(question, answer(question, RIGHT[question.kind]))
    assert (full.points, full.right, full.partial) == (100, True, False)
    assert grade(question, answer(question, WRONG[question.kind])).points == 0
    assert grade(question, None).points == 0


@pytest.mark.parametrize(
    ("question", "filled", "points"),
    [
        (a_matching_question(), {"0": 0}, 33),
        (a_matching_question(), {"0": 0, "1": 1, "2": 3}, 67),
        (a_sorting_question(), {"0": 0, "1": 0, "2": 0}, 67),
        (a_matrix_question(), {"0": 0, "1": 0}, 50),
        (a_gaps_question(), {"0": "14,0", "2": "ipa"}, 67),
        (a_matching_question(penalty=50), {"0": 0, "1": 1, "2": 3}, 17),
        (a_matrix_question(penalty=50), {"0": 0, "1": 0}, 0),
        (an_ordering_question(), {"0": 1, "1": 0, "2": 2, "3": 3}, 67),
        (an_ordering_question(), {"0": 3, "1": 0, "2": 1, "3": 2}, 67),
        (an_ordering_question(), {"0": 0, "1": 1}, 33),
        (an_ordering_question(), {"0": 0, "1": 0, "2": 0, "3": 0}, 0),
    ],
)
def test_a_part_of_the_answer_earns_a_part_of_the_points(question, filled, points) -> None:
    assert grade(question, answer(question, filled)).points == points


def test_right_sides_that_read_alike_are_all_right() -> None:
    question = a_matching_question(rights=("издава", "приема", "издава", "оценява"))
    assert grade(question, answer(question, {"0": 2, "1": 1, "2": 0})).right
    offered = [words["bg"] for _, words in fields(question, ())[0].options]
    assert sorted(offered) == ["издава", "оценява", "приема"]


@given(st.permutations(range(5)))
def test_no_order_beats_the_right_one_and_moving_one_item_costs_at_most_one_step(line: list[int]) -> None:
    question = an_ordering_question(count=5, points=400)
    filled = {str(item): place for place, item in enumerate(line)}
    earned = grade(question, answer(question, filled)).points
    longest = max(
        len(chosen)
        for chosen in (tuple(item for i, item in enumerate(line) if mask >> i & 1) for mask in range(32))
        if list(chosen) == sorted(chosen)
    )
    assert earned == 100 * (longest - 1)


@every_kind
@pytest.mark.parametrize(
    "sent",
    [
        *({"parts": {"0": value}} for value in (-1, 99, True, [0], None)),
        *({"parts": {name: 0}} for name in ("9", "x", "")),
        *({"parts": []}, {"choice": 0}, {"parts": {"1": "0"}}),
    ],
    ids=str,
)
def test_what_no_page_could_have_sent_is_refused(make, sent) -> None:
    with pytest.raises(Invalid, match="answer_malformed"):
        answers.clean(make(), sent)


@every_kind
def test_parts_left_out_are_no_answer(make) -> None:
    assert answers.clean(make(), {"parts": {}}) is None
    assert answers.clean(make(), None) is None


@every_kind
def test_labels_lead_back_to_positions_in_every_order(make) -> None:
    question = make()
    canonical = answer(question, RIGHT[question.kind])
    for order in permutations(labels.positions(question)):
        shown = labels.to_labels(question, order, canonical)
        assert answers.clean(question, labels.to_positions(question, order, shown)) == canonical


@every_kind
def test_a_form_without_a_script_says_the_same_as_the_page(app: Flask, make) -> None:
    question = make()
    order = tuple(reversed(labels.positions(question)))
    canonical = answer(question, RIGHT[question.kind])
    page = BeautifulSoup(rendered(app, keyless(question), order, answer=canonical), "html.parser")
    sent = [(field["name"], field["value"]) for field in page.select("input[name]:not([type=radio]), input[checked]")]
    sent += [(field["name"], field.select_one("option[selected]")["value"]) for field in page.select("select")]
    assert forms.parse(question, MultiDict(sent), "q-1", order) == canonical


@every_kind
def test_every_field_has_a_name_and_its_own_id(app: Flask, make) -> None:
    page = BeautifulSoup(rendered(app, keyless(make())), "html.parser")
    controls = page.select("select, input")
    assert controls
    ids = [control["id"] for control in controls]
    assert len(ids) == len(set(ids))
    for control in controls:
        assert control.get("aria-label") or page.select_one(f'label[for="{control["id"]}"]').get_text(strip=True)


@every_kind
def test_two_questions_that_differ_only_in_their_key_show_the_same(app: Flask, make) -> None:
    question = make(explanation_html={"bg": "ТАЙНА"}, hint_html={"bg": "ТАЙНА"})
    other = _with_another_key(question)
    order = labels.shuffled(question, "seed", choices=True)
    orders = (order, _shown_alike(question, other, order))
    sent = labels.to_labels(question, order, answer(question, RIGHT[question.kind]))
    right = [
        grade(one, answers.clean(one, labels.to_positions(one, shown, sent))).right
        for one, shown in zip((question, other), orders, strict=True)
    ]
    assert right == [True, False]
    pages = [rendered(app, keyless(one), shown) for one, shown in zip((question, other), orders, strict=True)]
    assert pages[0] == pages[1]
    assert "ТАЙНА" not in pages[0]


def _with_another_key(question: Any) -> Any:
    if question.kind == "matching":
        first, second, *rest = question.rows
        swapped = (replace(first, right_html=second.right_html), replace(second, right_html=first.right_html))
        return replace(question, rows=(*swapped, *rest))
    if question.kind == "ordering":
        turned = tuple(replace(item, position=n) for n, item in enumerate(question.items[::-1]))
        return replace(question, items=turned)
    if question.kind == "sorting":
        return replace(question, items=tuple(replace(item, category=1 - item.category) for item in question.items))
    if question.kind == "matrix":
        return replace(question, statements=tuple(replace(one, right=1 - one.right) for one in question.statements))
    gaps = tuple(replace(gap, ranges=(), accepted={}, options=gap.options) for gap in question.gaps)
    return replace(question, gaps=gaps)


def _shown_alike(question: Any, other: Any, order: tuple[int, ...]) -> tuple[int, ...]:
    """The order in which `other` reads as `question` does in `order`."""
    if isinstance(question, MatchingQuestion):
        swap = {0: 1, 1: 0}
        return order if other is question else tuple(swap.get(at, at) for at in order)
    if isinstance(question, OrderingQuestion):
        return order if other is question else tuple(len(question.items) - 1 - at for at in order)
    return order


def test_the_order_shown_says_nothing_of_the_right_order() -> None:
    question = an_ordering_question()
    firsts = [labels.shuffled(question, f"seed-{n}", choices=True)[0] for n in range(400)]
    assert {firsts.count(position) > 60 for position in range(4)} == {True}


@every_kind
def test_a_review_without_the_key_judges_only_what_was_filled_in(make) -> None:
    question = make()
    filled = dict([next(iter(WRONG[question.kind].items()))])
    told = review(question, answer(question, filled), show_key=False)
    assert [(part.right, part.right_words) for part in told.parts.values()] == [(False, {})]
    assert told.explanation_html == {}


@every_kind
def test_a_review_with_the_key_tells_every_part(app: Flask, make) -> None:
    question = make()
    told = review(question, answer(question, WRONG[question.kind]), show_key=True)
    assert len(told.parts) == len(parts(question))
    assert all(part.right_words for part in told.parts.values())
    page = rendered(app, keyless(question), answer=answer(question, WRONG[question.kind]), review=told)
    assert page.count("part-note") == len(parts(question))
    assert page.count("is-wrong") == len(parts(question))
    assert "Обяснение." in page


@every_kind
def test_authors_markup_is_drawn_and_never_shown(app: Flask, make) -> None:
    question = make()
    told = review(question, answer(question, WRONG[question.kind]), show_key=True)
    for page in (rendered(app, keyless(question)), rendered(app, keyless(question), review=told)):
        assert "&lt;" not in page


def test_gaps_stand_in_the_text(app: Flask) -> None:
    page = rendered(app, keyless(a_gaps_question()), answer={"parts": {"0": "14", "1": 1}})
    assert "data-gap" not in page
    body = BeautifulSoup(page, "html.parser").select_one(".question-more")
    assert [field.name for field in body.select("input, select")] == ["input", "select", "input"]
    assert body.select_one("input")["value"] == "14"
    assert body.select_one("option[selected]").get_text() == "съветът"


def test_shares_add_up_without_rounding_on_the_way() -> None:
    question = a_matching_question(points=100)
    two = grade(question, answer(question, {"0": 0, "1": 1}))
    assert two.points == round(Fraction(200, 3))
