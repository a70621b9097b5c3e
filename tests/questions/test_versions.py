"""Versions of a question: what makes one, and what does not."""

from dataclasses import replace

from elearn.content.questions import ChoiceQuestion, Question
from elearn.ids import QuestionId
from elearn.publishing import encoding
from elearn.questions.versions import version_of
from tests.factories.content import a_choice_question, a_number_question


def test_the_same_content_is_one_version_in_every_edition() -> None:
    once = a_choice_question("t#s")
    stored_again = encoding.load(ChoiceQuestion, encoding.dump(once))
    turned = replace(once, title=dict(reversed(once.title.items())))
    assert version_of(once) == version_of(stored_again) == version_of(turned)
    assert len(version_of(once)) == 12


def test_a_question_that_moves_or_serves_another_objective_is_the_same_version() -> None:
    once = a_choice_question("t#s")
    moved = replace(once, id=QuestionId("u#s"), formerly=("t#s",), objective="deadlines")
    assert version_of(once) == version_of(moved)


def test_a_changed_key_word_or_point_is_another_version() -> None:
    once = a_choice_question("t#s", right=(1,))
    others: list[Question] = [
        a_choice_question("t#s", right=(0,)),
        replace(once, points=once.points + 1),
        replace(once, title={**once.title, "bg": "Друг въпрос"}),
        replace(once, hint_html={"bg": "<p>Намек</p>"}),
        a_number_question("t#s"),
    ]
    assert len({version_of(question) for question in (once, *others)}) == 6


def test_a_question_that_takes_the_place_of_a_forgotten_one_keeps_its_own_version() -> None:
    seen = {version_of(a_choice_question("t#s", points=points)) for points in range(1, 400)}
    assert len(seen) == 399
