"""Regrades for tests, through the services: a course whose key was wrong, corrected and published again."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from elearn.content.model import Course, QuizItem
from elearn.content.questions import ChoiceQuestion, Question
from elearn.ids import AttemptId, CourseSlug
from elearn.permissions import Actor, Role
from elearn.publishing.models import Change
from elearn.quizzes import service as quizzes
from elearn.regrading import applying, service
from elearn.regrading.models import Policy
from elearn.regrading.scope import Scope
from elearn.regrading.service import Decision, Plan
from elearn.regrading.versions import History, history
from tests.factories.content import a_course
from tests.factories.people import a_person, an_actor
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, SLUG, Taker, an_attempt, save

SINGLE = "single"


def a_trainer(session: Session) -> Actor:
    return an_actor(session, a_person(session, roles=(Role.TRAINER,)))


def keyed(question: ChoiceQuestion, *right: int) -> ChoiceQuestion:
    """The question with these choices right."""
    return replace(question, choices=tuple(replace(one, right=one.position in right) for one in question.choices))


def with_question(course: Course, changed: Question, edition: str = "1.1") -> Course:
    """The course with another version of one question of its first test."""
    quiz = course.quizzes[BASICS]
    items: list[QuizItem] = [changed if one.id == changed.id else one for one in quiz.items]  # type: ignore[union-attr]  # no item is a group
    quizzes_ = {**course.quizzes, BASICS: replace(quiz, items=tuple(items))}
    return replace(course, outline=replace(course.outline, edition=edition), quizzes=quizzes_, digest="7" * 64)


def single_of(course: Course) -> ChoiceQuestion:
    found = course.quizzes[BASICS].items[0]
    assert isinstance(found, ChoiceQuestion)
    return found


def corrected(session: Session, *right: int, course: Course | None = None) -> None:
    """Publish the sample course with another key for its first question, by default the third choice."""
    base = course or a_course()
    changed = with_question(base, keyed(single_of(base), *(right or (2,))))
    a_snapshot(session, changed, change=Change.KEY_ERROR, note="Поправен ключ.")


def answered(session: Session, taker: Taker, choice: int | None, *, others: Sequence[object] = ()) -> AttemptId:
    """A graded attempt at the first test: `choice` for the first question, `others` for those after it."""
    attempt_id = an_attempt(session, taker)
    for position, answer in enumerate((None if choice is None else {"choice": choice}, *others), start=1):
        if answer is not None:
            save(session, taker, attempt_id, position, answer)
    quizzes.submit(session, taker.actor, attempt_id)
    return attempt_id


ALL_RIGHT = ({"choices": [0, 2]}, {"choice": 0}, {"text": "ЗНИ"}, {"text": "14"})
"""Right answers to the other questions of the first test: five points of six."""


def the_history(session: Session, own: str = SINGLE) -> History:
    return history(session, CourseSlug(SLUG), BASICS, own)


def a_plan(history: History, policy: Policy = Policy.NEW_KEY, *, never_worse: bool = True, **narrow: object) -> Plan:
    """For every version of the question."""
    digests = tuple(version.digest for version in history.versions)
    return Plan(Scope(digests, **narrow), policy, never_worse)  # type: ignore[arg-type]  # callers name Scope's fields


def decided(
    session: Session, trainer: Actor, plan: Plan, *, own: str = SINGLE, reason: str = "Ключът беше грешен."
) -> int:
    found = the_history(session, own)
    seen, key = service.latest(session, found), found.newest.digest
    return service.decide(session, trainer, found, Decision(plan, reason, seen, key))


def carried_out(session: Session, settings: object, regrade_id: int, *, own: str = SINGLE) -> None:
    """What the job does, in the test's own transaction."""
    found = the_history(session, own)
    row = session.get_one(service.Regrade, regrade_id)
    ids = [attempt_id for attempt_id, _ in applying.left(session, row, found)]
    applying.apply_batch(session, Actor(), settings, regrade_id, found, ids)  # type: ignore[arg-type]  # the fixture's settings
    applying.finish(session, Actor(), regrade_id)
