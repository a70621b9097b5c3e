"""What a page is given before the end holds nothing of the key."""

import re
from dataclasses import replace

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from elearn.content.questions import Question
from elearn.errors import Invalid
from elearn.questions import forms
from elearn.questions.keyless import keyless
from elearn.questions.review import review
from tests.factories.content import a_choice_question, a_number_question, a_text_question

PAGE = (
    '{% from "questions/question.html" import question with context %}'
    "{{ question(q, 'bg', 'q-1', answer, order, review=review) }}"
)
QUESTIONS: tuple[Question, ...] = (
    a_choice_question("t#s"),
    a_choice_question("t#m", "multiple", right=(0, 2)),
    a_choice_question("t#f", "true-false", right=(0,)),
    a_text_question("t#t"),
    a_number_question("t#n"),
)


def rendered(app: Flask, question: Question, **given: object) -> str:
    with app.test_request_context("/"):
        return render_template_string(PAGE, q=question, **given)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.kind)
def test_two_questions_that_differ_only_in_their_key_show_the_same(app, question) -> None:
    words = {"bg": "ТАЙНА", "en": "SECRET"}
    changes = {"explanation_html": words, "hint_html": words}
    if hasattr(question, "choices"):
        changes["choices"] = tuple(
            replace(choice, right=not choice.right, feedback_html=words) for choice in question.choices
        )
    other = replace(question, **changes)
    assert rendered(app, keyless(question)) == rendered(app, keyless(other))
    assert keyless(question) == keyless(other)
    assert "ТАЙНА" not in rendered(app, other)  # the macro itself reads no key either


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.kind)
def test_each_question_is_a_named_group_of_named_fields(app, question) -> None:
    page = rendered(app, keyless(question))
    assert "<fieldset" in page
    assert "<legend" in page
    assert page.count("<input") == page.count("<label")


def test_the_order_of_the_attempt_is_the_order_on_the_page(app) -> None:
    page = rendered(app, keyless(QUESTIONS[0]), order=(2, 0, 1))
    assert re.findall(r"избор (\d)", page) == ["2", "0", "1"]
    assert re.findall(r'value="(\d)"', page) == ["0", "1", "2"]


def test_without_the_key_a_review_judges_only_what_was_given() -> None:
    told = review(QUESTIONS[1], {"choices": [0, 1]}, show_key=False)
    assert told.choices[0].right is True
    assert told.choices[1].right is False
    assert told.choices[2].right is None
    assert told.choices[2].feedback_html == {}
    assert told.explanation_html == {}
    assert review(QUESTIONS[3], {"text": "не"}, show_key=False).right_texts == ()


def test_with_the_key_a_review_tells_all() -> None:
    told = review(QUESTIONS[1], None, show_key=True)
    assert told.choices[2].right is True
    assert told.explanation_html
    assert review(QUESTIONS[3], None, show_key=True, language="en").right_texts == ("IPA", "ЗНИ")
    assert review(QUESTIONS[4], {"text": "13"}, show_key=True).right_texts == ("14",)
    assert review(QUESTIONS[4], {"text": "13"}, show_key=False).feedback_html


def test_a_tampered_form_is_refused() -> None:
    with pytest.raises(Invalid):
        forms.parse(QUESTIONS[0], MultiDict({"q-1": "99"}), "q-1")
    with pytest.raises(Invalid):
        forms.parse(QUESTIONS[1], MultiDict([("q-1", "0"), ("q-1", "x")]), "q-1")
    assert forms.parse(QUESTIONS[0], MultiDict(), "q-1") is None
    assert forms.parse(QUESTIONS[1], MultiDict([("q-1", "2"), ("q-1", "0")]), "q-1") == {"choices": [0, 2]}
    assert forms.parse(QUESTIONS[4], MultiDict({"q-1": "14"}), "q-1") == {"text": "14"}
