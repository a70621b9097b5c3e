"""What a learner does on a lesson page: marking it done, answering its self-checks, leaving the hint "read here".

Everything is judged against the edition that is published now; the visit pins it once the lesson is done.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.model import LessonOutline
from elearn.content.questions import EssayQuestion, Question, SurveyQuestion
from elearn.enrolment.queries import EnrolmentView, held
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.events import LessonMarked, announce
from elearn.ids import CourseSlug, EnrolmentId, LessonId, QuestionId, SnapshotId
from elearn.lessons import rules, slots
from elearn.lessons.models import How, SelfCheck, Visit
from elearn.permissions import Actor
from elearn.publishing import library
from elearn.publishing.queries import current
from elearn.questions import answers, essays
from elearn.questions.answers import Answer
from elearn.questions.grading import Grade, grade
from elearn.surveys import service as surveys

HINT_EVERY = timedelta(minutes=5)


def mark_done(session: Session, actor: Actor, slug: CourseSlug, lesson_id: LessonId) -> None:
    """Mark a lesson done that asks no question any more; twice is once.

    All of its questions may be answered without an answer having made it done: an edition dropped the one still
    open. Raises NotAllowed("not_enrolled" | "comes_first"), NotFound("lesson_unknown") and
    Conflict("self_checks_left").
    """
    snapshot_id, lesson, enrolment = _enter(session, actor, slug, lesson_id)
    if not _all_answered(session, enrolment.id, snapshot_id, lesson):
        raise Conflict("self_checks_left", course=slug)
    how = How.SELF_CHECKS if lesson.self_checks else How.MARKED
    _done(session, actor, enrolment, snapshot_id, lesson_id, how)


def answer_self_check(
    session: Session,
    actor: Actor,
    slug: CourseSlug,
    lesson_id: LessonId,
    question_id: QuestionId,
    answer: Answer | None,
) -> Grade:
    """Store an answer, right or wrong; the last one outstanding makes the lesson done. A later answer replaces it.

    Of a survey only that it was answered is stored; the first answer is counted, and stays. An essay is right when its
    learner finds every criterion met: see `tick_criteria`.

    Raises what `mark_done` raises, NotFound("question_unknown") and, for no answer at all, Invalid("answer_empty").
    """
    snapshot_id, lesson, enrolment = _enter(session, actor, slug, lesson_id)
    question = _question(session, snapshot_id, lesson, question_id)
    given = answers.clean(question, answer)
    if given is None:
        raise Invalid("answer_empty")
    graded = grade(question, given)
    if isinstance(question, SurveyQuestion):
        _count(session, slug, enrolment.id, snapshot_id, question, lesson_id, given)
    elif isinstance(question, EssayQuestion):
        _write(session, enrolment.id, snapshot_id, question, lesson_id, given)
    else:
        _store(session, enrolment.id, snapshot_id, question, lesson_id, given, right=graded.right)
    if _all_answered(session, enrolment.id, snapshot_id, lesson):
        _done(session, actor, enrolment, snapshot_id, lesson_id, How.SELF_CHECKS)
    return graded


def tick_criteria(
    session: Session,
    actor: Actor,
    slug: CourseSlug,
    lesson_id: LessonId,
    question_id: QuestionId,
    positions: Sequence[int],
) -> None:
    """Store which criteria a learner finds met in her essay. The first time says how her first answer was.

    Raises what `mark_done` raises, NotFound("question_unknown"), Invalid("answer_malformed") for a criterion that the
    essay has not, and Invalid("answer_empty") where nothing has been written.
    """
    snapshot_id, lesson, enrolment = _enter(session, actor, slug, lesson_id)
    question = _question(session, snapshot_id, lesson, question_id)
    if not isinstance(question, EssayQuestion):
        raise NotFound("question_unknown")
    written = _written(session, enrolment.id, question)
    if written is None:
        raise Invalid("answer_empty")
    answer = essays.with_ticks(question, written.answer, positions)
    right = essays.all_met(question, answer)
    first = not essays.compared(written.answer)
    row = _store(session, enrolment.id, snapshot_id, question, lesson_id, answer, right=right)
    if first:
        row.first_right = right
        session.flush()


def leave_hint(session: Session, enrolment_id: EnrolmentId, snapshot_id: SnapshotId, lesson_id: LessonId) -> None:
    """Note that the lesson was read now, unless that was noted in the last HINT_EVERY. No rule reads it.

    Lost without harm when the same learner's other page writes the same row first.
    """
    with suppress(IntegrityError), session.begin_nested():
        _hint(session, enrolment_id, snapshot_id, lesson_id)


def _hint(session: Session, enrolment_id: EnrolmentId, snapshot_id: SnapshotId, lesson_id: LessonId) -> None:
    visit, now = _visit(session, enrolment_id, snapshot_id, lesson_id), clock.now()
    if visit.read_at is not None and now - visit.read_at < HINT_EVERY:
        return
    visit.opened_at = visit.opened_at or now
    visit.read_at = now
    if visit.done_at is None:
        visit.snapshot_id = snapshot_id
    session.flush()


def _enter(
    session: Session, actor: Actor, slug: CourseSlug, lesson_id: LessonId
) -> tuple[SnapshotId, LessonOutline, EnrolmentView]:
    """The lesson as published now, for an enrolled actor for whom it is open; their enrolment is held."""
    snapshot_id = current(session, slug)
    outline = library.outline(session, snapshot_id)
    lesson = rules.spot(outline, lesson_id).lesson
    place = slots.place.call(session, actor.person_id, outline, lesson_id) if actor.person_id is not None else None
    if place is None or held(session, place.enrolment.id).withdrawn_at is not None:
        raise NotAllowed("not_enrolled", course=slug)
    if place.shut_by:
        raise NotAllowed("comes_first", course=slug)
    return snapshot_id, lesson, place.enrolment


def _question(session: Session, snapshot_id: SnapshotId, lesson: LessonOutline, question_id: QuestionId) -> Question:
    questions = library.lesson_questions(session, snapshot_id, lesson.id)
    found = next((question for question in questions if question.id == question_id), None)
    if found is None:
        raise NotFound("question_unknown")
    return found


def _count(
    session: Session,
    slug: CourseSlug,
    enrolment_id: EnrolmentId,
    snapshot_id: SnapshotId,
    question: SurveyQuestion,
    lesson_id: LessonId,
    answer: Answer,
) -> None:
    """The row of who answered holds nothing of what: the unique key sees to it that nobody is counted twice."""
    names = (question.id, *question.formerly)
    answered = select(SelfCheck.id).where(SelfCheck.enrolment_id == enrolment_id, SelfCheck.question_id.in_(names))
    if session.scalar(answered) is None:
        _store(session, enrolment_id, snapshot_id, question, lesson_id, {}, right=True)
        surveys.count(session, slug, question, answer)


def _write(
    session: Session,
    enrolment_id: EnrolmentId,
    snapshot_id: SnapshotId,
    question: EssayQuestion,
    lesson_id: LessonId,
    answer: Answer,
) -> None:
    """Another text keeps the ticks: its learner looks at them again."""
    written = _written(session, enrolment_id, question)
    if written is not None and essays.compared(written.answer):
        answer = {**answer, "ticked": list(essays.ticked(written.answer))}
    right = essays.all_met(question, answer)
    _store(session, enrolment_id, snapshot_id, question, lesson_id, answer, right=right)


def _written(session: Session, enrolment_id: EnrolmentId, question: Question) -> SelfCheck | None:
    """What stands for the question, under its id of today or a former one."""
    names = (question.id, *question.formerly)
    rows = session.scalars(
        select(SelfCheck).where(SelfCheck.enrolment_id == enrolment_id, SelfCheck.question_id.in_(names))
    )
    return min(rows, key=lambda row: names.index(QuestionId(row.question_id)), default=None)


def _store(
    session: Session,
    enrolment_id: EnrolmentId,
    snapshot_id: SnapshotId,
    question: Question,
    lesson_id: LessonId,
    answer: Answer,
    *,
    right: bool,
) -> SelfCheck:
    now = clock.now()
    row = session.scalar(
        select(SelfCheck).where(SelfCheck.enrolment_id == enrolment_id, SelfCheck.question_id == question.id)
    )
    if row is None:
        row = SelfCheck(enrolment_id=enrolment_id, question_id=question.id, first_right=right, answered_at=now)
        session.add(row)
    row.lesson_id, row.snapshot_id = lesson_id, snapshot_id
    row.answer, row.right, row.changed_at = answer, right, now
    session.flush()
    return row


def _all_answered(session: Session, enrolment_id: EnrolmentId, snapshot_id: SnapshotId, lesson: LessonOutline) -> bool:
    """Whether each self-check of the lesson has an answer, under its id of today or a former one."""
    if not lesson.self_checks:
        return True
    answered = set(session.scalars(select(SelfCheck.question_id).where(SelfCheck.enrolment_id == enrolment_id)))
    questions = library.lesson_questions(session, snapshot_id, lesson.id)
    return all(answered.intersection((question.id, *question.formerly)) for question in questions)


def _done(
    session: Session,
    actor: Actor,
    enrolment: EnrolmentView,
    snapshot_id: SnapshotId,
    lesson_id: LessonId,
    how: How,
) -> None:
    visit = _visit(session, enrolment.id, snapshot_id, lesson_id)
    if visit.done_at is not None:
        return
    visit.snapshot_id, visit.done_at, visit.how = snapshot_id, clock.now(), how
    session.flush()
    told: dict[str, Any] = {"course": enrolment.course_slug, "lesson": lesson_id, "how": how.value}
    record(session, actor, "lesson.done", ("enrolment", enrolment.id), about=enrolment.person_id, **told)
    announce(session, LessonMarked(actor=actor, enrolment_id=enrolment.id))


def _visit(session: Session, enrolment_id: EnrolmentId, snapshot_id: SnapshotId, lesson_id: LessonId) -> Visit:
    visit = session.scalar(select(Visit).where(Visit.enrolment_id == enrolment_id, Visit.lesson_id == lesson_id))
    if visit is None:
        visit = Visit(enrolment_id=enrolment_id, lesson_id=lesson_id, snapshot_id=snapshot_id)
        session.add(visit)
    return visit
