"""Tests with essays, their answers and their marks, for tests."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from elearn.content.model import Course
from elearn.content.questions import Criterion, EssayQuestion
from elearn.ids import AttemptId
from elearn.marking import queries as marking
from elearn.marking import service
from elearn.marking.rules import Sent
from elearn.permissions import Actor, Role
from elearn.quizzes import queries
from elearn.quizzes import service as quizzes
from elearn.settings import Settings
from tests.factories.content import a_course, both, html
from tests.factories.kinds import _common, a_matching_question, with_items
from tests.factories.people import a_person, an_actor
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, Taker, an_attempt, right_answer, save

MARKER = both("Дирекция „Обучение“", "Training Directorate")
TEXT = "Уважаеми господине,\nотговаряме в срок."


def an_essay(question_id: str = f"{BASICS}#letter", *worth: int, **given: Any) -> EssayQuestion:
    """An answer to an investor, by criteria worth so many hundredths each: 200, 200 and 100 unless said otherwise."""
    stated = worth or (200, 200, 100)
    criteria = tuple(Criterion(n, most, html(f"критерий {n}", f"criterion {n}")) for n, most in enumerate(stated))
    points = given.pop("points", sum(stated))
    told = {"explanation_html": html("Образец: пишем до три дни.", "Model: we write within three days.")}
    columns = _common(question_id, "Отговорете на инвеститора.", points=points, **(told | given))
    return EssayQuestion(**columns, kind="essay", criteria=criteria)


def a_course_with_essays(*items: Any, **rules: Any) -> Course:
    """The sample course whose first module's test asks a matching (1 point) and an essay (5 points), or `items`."""
    asked = items or (a_matching_question(f"{BASICS}#pairs"), an_essay())
    promised = {"marker": MARKER, "marking_days": 10, "pass_percent": 60, "attempts": None, "draw": None, "pool": ()}
    return with_items(a_course(), BASICS, asked, **(promised | rules))


def an_essay_test(session: Session, *items: Any, **rules: Any) -> None:
    """Publish it as the current edition."""
    a_snapshot(session, a_course_with_essays(*items, **rules))


def an_essay_course_of_one_test(session: Session) -> None:
    """The same, and its test is all that the course asks for."""
    course = a_course_with_essays()
    asked = replace(course.outline.completion, lessons=False, quizzes=True, exam=False)
    first, *others = course.outline.modules
    modules = (first, *(replace(module, quiz=None) for module in others))
    a_snapshot(session, replace(course, outline=replace(course.outline, modules=modules, completion=asked)))


def write(session: Session, taker: Taker, attempt_id: AttemptId, position: int, text: str = TEXT) -> None:
    save(session, taker, attempt_id, position, {"text": text})


def a_waiting_attempt(session: Session, taker: Taker, text: str = TEXT) -> AttemptId:
    """An attempt at the essay test, answered and submitted: all but the essays is right."""
    attempt_id = an_attempt(session, taker)
    for asked in queries.sitting(session, taker.actor, attempt_id).asked:
        if asked.question.kind == "essay":
            write(session, taker, attempt_id, asked.position, text)
        else:
            save(session, taker, attempt_id, asked.position, right_parts(asked.question))
    quizzes.submit(session, taker.actor, attempt_id)
    return attempt_id


def right_parts(question: Any) -> dict[str, Any]:
    """The full answer of a matching; of other kinds what `right_answer` says."""
    if question.kind == "matching":
        return {"parts": {str(row.position): row.position for row in question.rows}}
    return right_answer(question)


def a_trainer(session: Session, **given: Any) -> Actor:
    return an_actor(session, a_person(session, roles=(Role.TRAINER,), **given))


def mark(session: Session, marker: Actor, attempt_id: AttemptId, *points: int, comment: str = "") -> None:
    """Mark every essay of the attempt with the same points; it must be open to the marker."""
    for essay in marking.marking(session, marker, attempt_id).essays:
        base = essay.given.version if essay.given else ""
        service.save_mark(session, marker, attempt_id, essay.position, Sent(points, comment, base))


def finish(session: Session, marker: Actor, attempt_id: AttemptId, settings: Settings) -> None:
    service.finish(session, marker, attempt_id, marking.marking(session, marker, attempt_id).version, settings)


def a_marked_attempt(session: Session, taker: Taker, marker: Actor, settings: Settings, *points: int) -> AttemptId:
    """Submitted, opened, marked with a comment, and finished."""
    attempt_id = a_waiting_attempt(session, taker)
    service.open_essays(session, marker, attempt_id)
    mark(session, marker, attempt_id, *(points or (200, 100, 100)), comment="Добре, но без отговорник.")
    finish(session, marker, attempt_id, settings)
    return attempt_id
