"""Attempts for tests, through the services."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from elearn import ids
from elearn.content.model import Course, QuizOutline
from elearn.content.questions import ChoiceQuestion, NumberQuestion, Question, TextQuestion
from elearn.ids import AttemptId, CourseSlug, EnrolmentId, PersonId, QuizId
from elearn.permissions import Actor
from elearn.quizzes import queries, saving, service
from elearn.quizzes.saving import Newer, Over, Save, Saved
from tests.factories.content import a_course
from tests.factories.enrolment import an_enrolment
from tests.factories.people import a_person, an_actor
from tests.factories.publishing import a_snapshot

SECRET = "a-secret-for-tests-only-of-enough-length"
BASICS = QuizId("basics/quiz")
SLUG = CourseSlug("sample")


@dataclass(frozen=True)
class Taker:
    """A learner enrolled in the sample course."""

    person_id: PersonId
    actor: Actor
    enrolment_id: EnrolmentId


def a_taker(session: Session, *, email: str = "") -> Taker:
    """The sample course is published if it is not yet."""
    person_id = a_person(session, email=email)
    enrolment_id = an_enrolment(session, person_id)
    return Taker(person_id, an_actor(session, person_id), enrolment_id)


def with_rules(course: Course, quiz_id: str, **changes: Any) -> Course:
    """The course with other rules for one test."""

    def changed(quiz: QuizOutline | None) -> QuizOutline | None:
        if quiz is None or quiz.id != quiz_id:
            return quiz
        return replace(quiz, rules=replace(quiz.rules, **changes))

    modules = tuple(replace(module, quiz=changed(module.quiz)) for module in course.outline.modules)
    return replace(course, outline=replace(course.outline, modules=modules, exam=changed(course.outline.exam)))


def a_test_with(session: Session, **changes: Any) -> None:
    """Publish the sample course with other rules for the test of its first module."""
    a_snapshot(session, with_rules(a_course(), BASICS, **changes))


def an_attempt(session: Session, taker: Taker, quiz_id: QuizId = BASICS) -> AttemptId:
    return service.start(session, taker.actor, SLUG, quiz_id, secret=SECRET)


def save(
    session: Session, taker: Taker, attempt_id: AttemptId, position: int, value: object, *, base: int = 0
) -> Saved | Newer | Over:
    return saving.save(session, taker.actor, attempt_id, Save(position, value, ids.new_uuid(), base))


def right_answer(question: Question) -> dict[str, Any]:
    """The full answer of a playable question."""
    if isinstance(question, ChoiceQuestion):
        right = [choice.position for choice in question.choices if choice.right]
        return {"choices": right} if question.kind == "multiple" else {"choice": right[0]}
    if isinstance(question, TextQuestion):
        return {"text": next(form.text for forms in question.accepted.values() for form in forms if form.share == 100)}
    assert isinstance(question, NumberQuestion)
    return {"text": str(next(r.low for r in question.ranges if r.share == 100))}


def answer_all(session: Session, taker: Taker, attempt_id: AttemptId, *, right: int | None = None) -> None:
    """Answer rightly, the first `right` questions or all."""
    for asked in queries.sitting(session, taker.actor, attempt_id).asked[:right]:
        save(session, taker, attempt_id, asked.position, right_answer(asked.question), base=asked.given.revision)


def a_graded_attempt(session: Session, taker: Taker, *, right: int | None = None) -> AttemptId:
    """An attempt at the first module's test, submitted; by default everything is right."""
    attempt_id = an_attempt(session, taker)
    answer_all(session, taker, attempt_id, right=right)
    service.submit(session, taker.actor, attempt_id)
    return attempt_id
