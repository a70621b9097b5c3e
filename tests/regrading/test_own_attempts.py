"""Trainers who learn too: their own attempts and completions are other trainers' to decide on."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.errors import NotAllowed
from elearn.permissions import Role
from elearn.progress import reviews
from elearn.progress.models import CompletionReview
from elearn.quizzes.models import Attempt
from elearn.regrading import service
from elearn.regrading.models import Policy, Regrade, Regraded
from elearn.regrading.pages import decision_page
from elearn.regrading.preview import preview
from tests.factories.enrolment import an_enrolment
from tests.factories.people import a_person, an_actor
from tests.factories.progress import complete, confirm_names
from tests.factories.quizzes import BASICS, Taker, a_taker
from tests.factories.regrading import a_plan, a_trainer, answered, carried_out, corrected, decided, the_history


@pytest.fixture
def herself(session: Session) -> Taker:
    """A trainer who is enrolled."""
    person_id = a_person(session, roles=(Role.TRAINER,))
    return Taker(person_id, an_actor(session, person_id), an_enrolment(session, person_id))


def points(session: Session, attempt_id: int) -> int | None:
    session.expire_all()
    return session.get_one(Attempt, attempt_id).points


def test_nobody_decides_on_an_attempt_of_their_own(session, herself) -> None:
    attempt_id = answered(session, herself, 0)
    for narrow in ({"attempts": (attempt_id,)}, {}):
        with pytest.raises(NotAllowed, match="own_attempt"):
            decided(session, herself.actor, a_plan(the_history(session), Policy.FULL_MARKS, **narrow))
    assert session.scalars(select(Regrade)).all() == []


def test_a_decision_for_everybody_leaves_out_who_made_it(session, settings, herself) -> None:
    own, other = answered(session, herself, 0), answered(session, a_taker(session), 0)
    plan = a_plan(the_history(session), Policy.FULL_MARKS)
    shown = preview(session, herself.actor, the_history(session), plan)
    assert ([one.met.attempt_id for one in shown.judged], shown.own) == ([other], 1)
    regrade_id = decided(session, herself.actor, plan)
    assert session.get_one(Regrade, regrade_id).total == 1
    carried_out(session, settings, regrade_id)
    assert (points(session, own), points(session, other)) == (0, 100)
    assert session.scalars(select(Regraded.attempt_id)).all() == [other]
    assert decision_page(session, herself.actor, regrade_id).left_out == 1


def test_another_trainer_decides_on_it(session, settings, herself) -> None:
    own, other = answered(session, herself, 0), answered(session, a_taker(session), 0)
    for trainer in (herself.actor, a_trainer(session)):
        carried_out(session, settings, decided(session, trainer, a_plan(the_history(session), Policy.FULL_MARKS)))
    assert (points(session, own), points(session, other)) == (100, 100)


def test_nobody_concludes_on_a_completion_of_their_own(session, settings, herself) -> None:
    confirm_names(session, herself.actor)
    complete(session, herself.actor)
    session.scalars(select(Attempt).where(Attempt.quiz_id == BASICS)).one().pass_percent = 90
    corrected(session)
    other = a_trainer(session)
    regrade_id = decided(session, other, a_plan(the_history(session), never_worse=False))
    carried_out(session, settings, regrade_id)
    review = session.scalars(select(CompletionReview)).one()
    with pytest.raises(NotAllowed, match="own_completion"):
        reviews.settle(session, herself.actor, review.id, "Остава.")
    assert [one.own for one in decision_page(session, herself.actor, regrade_id).reviews] == [True]
    assert [one.own for one in decision_page(session, other, regrade_id).reviews] == [False]
    reviews.settle(session, other, review.id, "Остава.")
    assert service.latest(session, the_history(session)) == regrade_id
