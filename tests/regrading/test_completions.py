"""A regrade may complete a course and never takes a completion back; what it no longer supports is marked."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.certificates.models import Certificate
from elearn.errors import Conflict, Invalid
from elearn.ids import EnrolmentId
from elearn.permissions import Actor
from elearn.progress import rebuild, reviews
from elearn.progress.models import Completion, CompletionReview, Progress
from elearn.quizzes.models import Attempt
from elearn.regrading import applying, service
from elearn.regrading.models import Policy
from elearn.regrading.versions import history
from tests.factories.lessons import SAMPLE
from tests.factories.progress import EXAM, PRACTICE, a_learner, complete, do_lessons, sit
from tests.factories.quizzes import BASICS, Taker
from tests.factories.regrading import ALL_RIGHT, a_plan, a_trainer, answered, corrected
from tests.regrading.test_deciding import regrade


def taker_of(session: Session, actor: Actor) -> Taker:
    enrolment = session.scalars(select(Progress.enrolment_id)).one()
    return Taker(actor.person_id, actor, EnrolmentId(enrolment))  # type: ignore[arg-type]  # an actor of a test has its person


def differences(session: Session) -> list[object]:
    batches = rebuild.batches(session)
    return [found for batch in batches for one in batch if (found := rebuild.difference(session, one)) is not None]


@pytest.fixture
def almost(session: Session) -> Actor:
    """Everything is done but the first test, which failed by the question whose key was wrong."""
    actor = a_learner(session)
    do_lessons(session, actor)
    answered(session, taker_of(session, actor), 2, others=({"choices": [0, 2]}, {"choice": 0}, {"text": "ЗНИ"}))
    sit(session, actor, PRACTICE)
    return actor


def completions(session: Session) -> list[Completion]:
    session.expire_all()
    return list(session.scalars(select(Completion)))


def test_a_pass_that_a_regrade_brings_completes_the_course_with_its_certificate(session, settings, almost) -> None:
    attempt = session.scalars(select(Attempt).where(Attempt.quiz_id == BASICS)).one()
    assert (attempt.points, attempt.passed) == (400, False)
    corrected(session)
    regrade(session, settings)
    session.expire_all()
    assert session.get_one(Attempt, attempt.id).passed
    assert completions(session) == []
    sit(session, almost, EXAM)
    assert len(completions(session)) == 1
    assert len(session.scalars(select(Certificate)).all()) == 1
    assert differences(session) == []


def test_the_last_missing_pass_completes_in_the_transaction_of_the_regrade(session, settings) -> None:
    actor = a_learner(session)
    do_lessons(session, actor)
    for quiz_id in (BASICS, PRACTICE):
        sit(session, actor, quiz_id)
    exam = session.get_one(Attempt, sit(session, actor, EXAM, right=False))
    exam.pass_percent = 25  # one of its four questions
    session.flush()
    quiz_id, _, own = exam.paper[0]["question"].partition("#")
    found = history(session, SAMPLE, quiz_id, own)
    decision = service.Decision(a_plan(found, Policy.FULL_MARKS), "Въпросът е неясен.", 0, found.newest.digest)
    regrade_id = service.decide(session, a_trainer(session), found, decision)
    assert completions(session) == []
    applying.apply_batch(session, Actor(), settings, regrade_id, found, [exam.id])
    assert len(completions(session)) == 1
    assert len(session.scalars(select(Certificate)).all()) == 1
    assert differences(session) == []


@pytest.fixture
def completed(session: Session) -> Actor:
    """A course completed; the first question's key then turns out to have been wrong."""
    actor = a_learner(session)
    complete(session, actor)
    corrected(session)
    return actor


def merciless(session: Session, settings) -> int:
    """Drop to the new key with more lost than the pass allows: the question is worth one of six points."""
    attempt = session.scalars(select(Attempt).where(Attempt.quiz_id == BASICS)).one()
    attempt.pass_percent = 90
    session.flush()
    return regrade(session, settings, Policy.NEW_KEY, never_worse=False)


@pytest.mark.usefixtures("completed")
def test_a_completion_that_is_no_longer_supported_stands_and_is_marked(session, settings) -> None:
    merciless(session, settings)
    assert not session.scalars(select(Attempt).where(Attempt.quiz_id == BASICS)).one().passed
    (completion,) = completions(session)
    (review,) = session.scalars(select(CompletionReview))
    assert review.completion_id == completion.id
    (certificate,) = session.scalars(select(Certificate))
    assert certificate.revoked_at is None
    progress = session.scalars(select(Progress)).one()
    assert (progress.state, progress.percent) == ("completed", 100)
    assert differences(session) == []


def test_a_completion_that_another_attempt_supports_is_not_marked(session, settings, completed) -> None:
    answered(session, taker_of(session, completed), 2, others=ALL_RIGHT)
    first = session.scalars(select(Attempt).where(Attempt.quiz_id == BASICS, Attempt.number == 1)).one()
    first.pass_percent = 90
    session.flush()
    regrade(session, settings, never_worse=False)
    session.expire_all()
    assert not session.get_one(Attempt, first.id).passed
    assert session.scalars(select(CompletionReview)).all() == []
    assert differences(session) == []


@pytest.mark.usefixtures("completed")
def test_settling_a_review_needs_words_and_revokes_nothing(session, settings) -> None:
    merciless(session, settings)
    trainer = a_trainer(session)
    review = session.scalars(select(CompletionReview)).one()
    with pytest.raises(Invalid, match="conclusion_missing"):
        reviews.settle(session, trainer, review.id, " ")
    reviews.settle(session, trainer, review.id, "Удостоверението остава: знанията са показани.")
    with pytest.raises(Conflict, match="review_settled"):
        reviews.settle(session, trainer, review.id, "Друго.")
    assert session.scalars(select(Certificate)).one().revoked_at is None
    assert len(completions(session)) == 1


@pytest.mark.usefixtures("completed")
def test_never_worse_leaves_completions_out_of_it(session, settings) -> None:
    regrade(session, settings)
    assert session.scalars(select(CompletionReview)).all() == []
    assert session.scalars(select(Attempt).where(Attempt.quiz_id == BASICS)).one().points == 600
