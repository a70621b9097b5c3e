"""What was decided about an attempt afterwards stands in its document: regrades, objections, marks, who looked."""

import pytest
from sqlalchemy.orm import Session

from elearn.content.model import Course
from elearn.content.terms import Review
from elearn.evidence import reading
from elearn.evidence.rules import Document
from elearn.ids import AttemptId
from elearn.marking import service as marking
from elearn.regrading import objecting
from elearn.regrading.models import Policy
from elearn.settings import Settings
from tests.evidence.test_documents import document
from tests.factories import essays, regrading
from tests.factories.content import a_course
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, a_graded_attempt, a_taker, with_rules


def regraded(session: Session, settings: Settings, policy: Policy, choice: int = 2) -> tuple[AttemptId, Document]:
    """An attempt that chose what the corrected key holds right, before and after its regrade."""
    taker, trainer = a_taker(session), regrading.a_trainer(session)
    attempt_id = regrading.answered(session, taker, choice, others=regrading.ALL_RIGHT)
    regrading.corrected(session)
    plan = regrading.a_plan(regrading.the_history(session), policy)
    regrade_id = regrading.decided(session, trainer, plan, reason="В ключа имаше грешка.")
    regrading.carried_out(session, settings, regrade_id)
    session.expire_all()
    return attempt_id, document(session, attempt_id)


def test_a_regrade_stands_with_its_reason_and_with_what_it_changed(session: Session, settings: Settings) -> None:
    _, found = regraded(session, settings, Policy.NEW_KEY)
    (decision,) = found.decisions
    assert decision.reason == "В ключа имаше грешка."
    assert decision.policy == "The question is judged by the corrected key."
    assert decision.by
    assert (decision.question_before, decision.question_after) == (0, 100)
    assert decision.points_after == found.taken.points
    first = next(one for one in found.questions if one.id == decision.question)
    assert first.points == 100
    assert "see the decisions below" in first.why


def test_a_dropped_question_says_that_it_does_not_count(session: Session, settings: Settings) -> None:
    _, found = regraded(session, settings, Policy.DROP)
    first = next(one for one in found.questions if one.id == found.decisions[0].question)
    assert first.points is None
    assert found.decisions[0].question_after is None, "what is dropped earns nothing and costs nothing"
    assert first.why == "Does not count any more: see the decisions below."
    assert sum(one.points or 0 for one in found.questions) == found.taken.points


def test_an_objection_and_its_answer_are_part_of_the_document(session: Session, settings: Settings) -> None:
    taker, trainer = a_taker(session), regrading.a_trainer(session)
    attempt_id = regrading.answered(session, taker, 0)
    number = objecting.object_to(session, taker.actor, attempt_id, 1, "Според мен е вярно и второто.")
    assert document(session, attempt_id).objections[0].upheld is None
    objecting.answer(session, trainer, number, "Правилно, ключът е поправен.", settings, upheld=True)
    (objection,) = document(session, attempt_id).objections
    assert (objection.number, objection.upheld, objection.answer) == (1, True, "Правилно, ключът е поправен.")


def test_an_essay_shows_its_marks_and_comment_once_they_count(session: Session, settings: Settings) -> None:
    essays.an_essay_test(session)
    taker, marker = a_taker(session), essays.a_trainer(session)
    waiting = essays.a_waiting_attempt(session, taker)
    before = next(one for one in document(session, waiting).questions if one.kind == "free answer")
    assert (before.points, before.lines, before.why) == (None, (), "Waits for marking.")
    marking.open_essays(session, marker, waiting)
    essays.mark(session, marker, waiting, 200, 100, 0, comment="Липсва срок.")
    essays.finish(session, marker, waiting, settings)
    session.expire_all()
    found = document(session, waiting)
    essay = next(one for one in found.questions if one.kind == "free answer")
    assert (essay.points, essay.comment) == (300, "Липсва срок.")
    assert essay.lines == ()
    assert [(one.words, one.earned, one.points) for one in essay.rubric] == [
        ("criterion 0", 200, 200),
        ("criterion 1", 100, 200),
        ("criterion 2", 0, 100),
    ]
    assert essay.marked_by == "Training Directorate"
    assert essay.marked_at
    assert [one.purpose for one in found.looked] == ["marking"]


def test_a_course_that_changed_since_leaves_the_document_as_it_was(session: Session) -> None:
    taker = a_taker(session)
    attempt_id = regrading.answered(session, taker, 1)
    before = document(session, attempt_id).digest
    course: Course = regrading.with_question(a_course(), regrading.keyed(regrading.single_of(a_course()), 2), "2.0")
    a_snapshot(session, course)
    assert document(session, attempt_id).digest == before
    assert document(session, attempt_id).text.quiz == BASICS


def test_where_the_review_is_closed_a_decision_tells_nothing_of_the_single_answer(
    session: Session, settings: Settings
) -> None:
    """Neither what the question earned, nor, by changing nothing, that it had stayed as it was."""
    closed = with_rules(a_course(), BASICS, review=Review.NEVER)
    a_snapshot(session, closed)
    helped, untouched = a_taker(session), a_taker(session)
    answered = [regrading.answered(session, taker, choice) for taker, choice in ((helped, 2), (untouched, 1))]
    regrading.corrected(session, course=closed)
    plan = regrading.a_plan(regrading.the_history(session))
    regrading.carried_out(session, settings, regrading.decided(session, regrading.a_trainer(session), plan))
    session.expire_all()
    found = [
        reading.own(session, taker.actor, attempt_id, language="en", issuer="Municipality")
        for taker, attempt_id in zip((helped, untouched), answered, strict=True)
    ]
    ((decision,), none) = (one.decisions for one in found)
    assert (decision.question_before, decision.question_after) == (None, None)
    assert decision.points_after > decision.points_before
    assert not none


@pytest.mark.parametrize("review", list(Review))
def test_a_version_goes_with_the_key_alone_since_a_guessed_key_could_be_tried_against_it(
    session: Session, review: Review
) -> None:
    a_snapshot(session, with_rules(a_course(), BASICS, review=review, wait_minutes=0, attempts=None))
    taker = a_taker(session)
    failed = a_graded_attempt(session, taker, right=0)
    own = reading.own(session, taker.actor, failed, language="en", issuer="Municipality")
    assert not any(one.version for one in own.questions)
    assert all(one.version for one in document(session, failed).questions)
