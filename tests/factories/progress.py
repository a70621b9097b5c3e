"""Learners who have come some way, through the services."""

from sqlalchemy.orm import Session

from elearn import ids
from elearn.content.questions import ChoiceQuestion, NumberQuestion, Question, TextQuestion
from elearn.ids import AttemptId, CourseSlug, LessonId, PersonId, QuizId
from elearn.people import service as people
from elearn.people.queries import own_names
from elearn.permissions import Actor
from elearn.questions.answers import Answer
from elearn.quizzes import queries, saving, service
from elearn.quizzes.saving import Save
from tests.factories.enrolment import an_enrolment
from tests.factories.lessons import FINISH, HOW, SAMPLE, START, WHY, do_lesson
from tests.factories.people import a_person, an_actor

BASICS, PRACTICE, EXAM = QuizId("basics/quiz"), QuizId("practice/quiz"), QuizId("exam")
SECRET = "a-secret-for-draws-in-tests"


def a_learner(session: Session, slug: str = "sample", *, confirmed: bool = True) -> Actor:
    """A person enrolled in the course, as the web sees them; names confirmed unless said otherwise."""
    person_id = a_person(session)
    an_enrolment(session, person_id, slug)
    actor = an_actor(session, person_id)
    if confirmed:
        confirm_names(session, actor)
    return actor


def confirm_names(session: Session, actor: Actor) -> None:
    names = own_names(session, PersonId(actor.person_id or 0))
    people.confirm_names(session, actor, cyrillic=names.cyrillic, latin=names.latin)


def sit(session: Session, actor: Actor, quiz_id: QuizId, *, right: bool = True, slug: CourseSlug = SAMPLE) -> AttemptId:
    """Take a test from start to grade, with every answer right, or none given."""
    attempt_id = (
        right_answers(session, actor, quiz_id, slug)
        if right
        else service.start(session, actor, slug, quiz_id, secret=SECRET)
    )
    service.submit(session, actor, attempt_id)
    return attempt_id


def right_answers(session: Session, actor: Actor, quiz_id: QuizId, slug: CourseSlug = SAMPLE) -> AttemptId:
    """An attempt still open with every answer right."""
    attempt_id = service.start(session, actor, slug, quiz_id, secret=SECRET)
    for asked in queries.sitting(session, actor, attempt_id).asked:
        save = Save(asked.position, right_answer(asked.question), ids.new_uuid(), asked.given.revision)
        saving.save(session, actor, attempt_id, save)
    return attempt_id


def right_answer(question: Question) -> Answer:
    """An answer that earns all its points."""
    if isinstance(question, ChoiceQuestion):
        right = [choice.position for choice in question.choices if choice.right]
        return {"choices": right} if question.kind == "multiple" else {"choice": right[0]}
    if isinstance(question, TextQuestion):
        return {"text": next(iter(question.accepted.values()))[0].text}
    assert isinstance(question, NumberQuestion)
    return {"text": str(question.ranges[0].low)}


def do_lessons(session: Session, actor: Actor, *lessons: LessonId) -> None:
    for lesson_id in lessons or (WHY, HOW, START, FINISH):
        do_lesson(session, actor, lesson_id)


def complete(session: Session, actor: Actor) -> None:
    """Everything the sample course asks."""
    do_lessons(session, actor)
    for quiz_id in (BASICS, PRACTICE, EXAM):
        sit(session, actor, quiz_id)
