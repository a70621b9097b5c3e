"""Why an answer earned what it did: by the numbers of the formula, and no number that would tell the key."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from elearn.content.questions import Accepted, ChoiceQuestion, Question, TextQuestion
from elearn.content.terms import Review
from elearn.evidence import explaining, showing
from elearn.evidence.explaining import Earned
from elearn.evidence.rules import Told
from elearn.questions.answers import Answer
from elearn.questions.grading import grade
from elearn.quizzes import service
from tests.evidence.test_documents import document
from tests.factories.content import a_course
from tests.factories.kinds import with_items
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, a_taker, an_attempt, save
from tests.factories.surveys import a_survey_question


def why(question: Question, answer: Answer, *, key: bool = False) -> str:
    points = grade(question, answer).points
    return explaining.why(question, answer, Earned(points, points, marked=False, negative=False, key=key), "en")


def of_kind(kind: str) -> Question:
    return next(one for one in a_course().quizzes[BASICS].items if isinstance(one, Question) and one.kind == kind)


def test_how_many_choices_are_right_is_said_with_the_key_alone() -> None:
    several = of_kind("multiple")
    assert isinstance(several, ChoiceQuestion)
    right = [choice.position for choice in several.choices if choice.right]
    assert why(several, {"choices": right[:1]}).startswith("Right choices taken: 1; wrong ones: 0.")
    wrong = len(several.choices) - len(right)
    with_key = f"1 of {len(right)} right choices and 0 of {wrong} wrong ones were taken."
    assert why(several, {"choices": right[:1]}, key=True).startswith(with_key)


def half(share: int, points: int) -> TextQuestion:
    short = of_kind("text")
    assert isinstance(short, TextQuestion)
    forms = {"bg": (Accepted("ЗНИ", share), Accepted("закон за насърчаване", 100))}
    return replace(short, points=points, accepted=forms)


def test_a_share_is_told_as_its_author_stated_it_and_not_as_rounded_points_give_it() -> None:
    assert "worth 33 %" in why(half(33, 50), {"text": "ЗНИ"})


def test_who_reads_the_key_can_follow_a_half_mark() -> None:
    assert showing.accepted(half(50, 100), "bg") == ("закон за насърчаване", "ЗНИ (50 %)")


@pytest.mark.parametrize("told", list(Told))
def test_an_opinion_says_what_became_of_it_and_shows_no_empty_answer(session: Session, told: Told) -> None:
    items = [a_survey_question(f"{BASICS}#opinion", "single"), of_kind("text")]
    a_snapshot(session, with_items(a_course(), BASICS, items, review=Review.NEVER))
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    save(session, taker, attempt_id, 1, {"choice": 0})
    service.submit(session, taker.actor, attempt_id)
    opinion, short = document(session, attempt_id, told).questions
    assert opinion.opinion
    assert opinion.why.startswith("The opinion was counted without a name and is not kept")
    assert not short.opinion


def test_a_scale_stands_with_what_could_be_chosen(session: Session) -> None:
    a_snapshot(session, with_items(a_course(), BASICS, [a_survey_question(f"{BASICS}#opinion", "scale")]))
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    service.submit(session, taker.actor, attempt_id)
    (scale,) = document(session, attempt_id).questions
    assert [line.words for line in scale.lines] == ["1", "2", "3", "4", "5"]
    assert (scale.answered, scale.why) == (False, "An opinion earns nothing.")
