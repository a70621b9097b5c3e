"""Promise 5: no response before submission holds a key, feedback, explanation or hint, nor an order that tells."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn import ids
from elearn.content.model import Course, Quiz
from elearn.content.questions import (
    Accepted,
    ChoiceQuestion,
    EssayQuestion,
    GapsQuestion,
    NumberQuestion,
    NumberRange,
    Question,
    TextQuestion,
)
from elearn.content.terms import Layout
from elearn.db import begin_writing
from elearn.ids import QuizId
from elearn.settings import Settings
from tests.factories.content import a_course, both
from tests.factories.essays import a_course_with_essays, a_marked_attempt, a_trainer
from tests.factories.kinds import an_essay_question, with_items, with_parts
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, a_taker, with_rules

MARK = "ПЛАНТИРАН"
NUMBER = "739146028517"  # long enough that no token on a page holds it by chance
PLANTED = both(f"<p>{MARK}</p>", f"<p>{MARK}</p>")


def planted(question: Question) -> Question:
    """The question with markers wherever a key or a word about it may stand."""
    marked = replace(question, explanation_html=PLANTED, hint_html=PLANTED)
    if isinstance(marked, ChoiceQuestion):
        return replace(marked, choices=tuple(replace(choice, feedback_html=PLANTED) for choice in marked.choices))
    if isinstance(marked, TextQuestion):
        return replace(marked, accepted={"bg": (Accepted(MARK, 100, MARK),), "en": (Accepted(MARK, 50, MARK),)})
    key = Decimal(NUMBER)
    if isinstance(marked, NumberQuestion):
        return replace(marked, ranges=(NumberRange(key, key, 100, PLANTED),))
    if isinstance(marked, GapsQuestion):
        number, choice, text = marked.gaps
        number = replace(number, ranges=(NumberRange(key, key, 100, PLANTED),))
        text = replace(text, accepted={"bg": (Accepted(MARK, 100, MARK),)})
        return replace(marked, gaps=(number, choice, text))
    if isinstance(marked, EssayQuestion):
        return replace(marked, criteria=tuple(replace(one, html=PLANTED) for one in marked.criteria))
    return marked


def a_planted_course(layout: Layout, course: Course) -> Course:
    quizzes: dict[QuizId, Quiz] = {
        quiz_id: replace(quiz, items=tuple(planted(item) for item in quiz.items))
        for quiz_id, quiz in course.quizzes.items()
    }
    return with_rules(replace(course, quizzes=quizzes), BASICS, layout=layout, time_minutes=20, pass_percent=0)


WHOLE = [{"choice": 0}, {"choices": [0, 1]}, {"choice": 1}, {"text": "x"}, {"text": "1"}]
PARTED = [{"parts": {"0": 0, "1": 1}}] * 4 + [{"parts": {"0": "1", "1": 0, "2": "x"}}]
ESSAYS = with_items(a_course(), BASICS, [an_essay_question(f"{BASICS}#letter-{n}") for n in range(5)])
WRITTEN = [{"text": "Dear Sir"}] * 5


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize(
    ("course", "answers"),
    [(a_course(), WHOLE), (with_parts(a_course(), BASICS), PARTED), (ESSAYS, WRITTEN)],
    ids=["whole", "parts", "essays"],
)
def test_nothing_before_submission_holds_a_key(
    app: Flask,
    client: FlaskClient,
    session: Session,
    sign_in: Callable[[FlaskClient, int], str],
    layout: Layout,
    course: Course,
    answers: list[dict[str, object]],
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    a_snapshot(session, a_planted_course(layout, course))
    taker = a_taker(session)
    session.commit()
    sign_in(client, taker.person_id)
    start = f"/learn/sample/{BASICS}"
    address = client.post(start).location
    assert "q=" not in address
    seen = [client.get(path) for path in (start, "/learn/sample/exam", address, f"{address}/submit")]
    seen += [client.get(f"{address}?q={n}&lang={lang}") for n in range(1, 6) for lang in ("bg", "en")]
    for n, answer in enumerate(answers, start=1):
        for base in (0, 9):
            body = {"save_id": ids.new_uuid(), "base": base, "answer": answer}
            seen.append(client.post(f"{address}/answers/{n}", json=body))
        body = {"save_id": ids.new_uuid(), "base": 9, "answer": {"choice": 99}}
        seen.append(client.post(f"{address}/answers/{n}", json=body))
        seen.append(client.post(f"{address}/flags/{n}", json={"flagged": True}))
    seen.append(client.post(address, data={"shown": "1", "q-1": "2", "base-1": "0", "save-1": ids.new_uuid()}))
    seen += [client.get(f"{address}{path}") for path in ("", "/submit", "/result", "/review")]
    for response in seen:
        text = response.get_data(as_text=True) + str(response.headers)
        assert MARK not in text
        assert NUMBER not in text
        assert '"right"' not in text
        assert "is-right" not in text
    client.post(f"{address}/submit")
    if course is ESSAYS:
        after = [client.get(f"{address}{path}").text for path in ("", "/submit", "/result", "/review")]
        assert all(MARK not in text for text in after)  # somebody marks them first
        return
    assert MARK in client.get(f"{address}/review").text  # the markers are where a leak would show them


def test_a_rubric_is_told_once_its_essay_is_marked(
    client: FlaskClient, session: Session, settings: Settings, sign_in: Callable[[FlaskClient, int], str]
) -> None:
    a_snapshot(session, a_planted_course(Layout.ALL, a_course_with_essays()))
    taker, trainer = a_taker(session), a_trainer(session)
    attempt_id = a_marked_attempt(session, taker, trainer, settings)
    session.commit()
    sign_in(client, taker.person_id)
    assert MARK in client.get(f"/attempts/{attempt_id}/review").text


def test_two_courses_that_differ_only_in_their_keys_give_the_same_pages(
    app: Flask, client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, int], str]
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    pages = []
    for right in (0, 1):
        begin_writing(session)
        course = a_course()
        quiz = course.quizzes[BASICS]
        first = quiz.items[0]
        assert isinstance(first, ChoiceQuestion)
        turned = replace(
            first, choices=tuple(replace(choice, right=choice.position == right) for choice in first.choices)
        )
        changed = replace(quiz, items=(turned, *quiz.items[1:]))
        a_snapshot(session, replace(course, quizzes={**course.quizzes, BASICS: changed}))
        pages.append(_first_question(client, session, sign_in))
    assert pages[0] == pages[1]


def _first_question(client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, int], str]) -> str:
    """The fieldset of the first question; each taker's seed is replaced by leaving the choices in written order."""
    taker = a_taker(session)
    session.commit()
    sign_in(client, taker.person_id)
    address = client.post(f"/learn/sample/{BASICS}").location
    page = client.get(f"{address}?q=1").text
    fieldset = page[page.index("<fieldset") : page.index("</fieldset>")]
    return "\n".join(sorted(line.strip() for line in fieldset.splitlines()))
