"""Attempts that wait for their essays to be marked, when a question of theirs is regraded meanwhile."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.errors import Invalid
from elearn.ids import AttemptId
from elearn.marking.service import open_essays
from elearn.quizzes.models import Attempt, AttemptState, Response
from elearn.regrading import applying, service
from elearn.regrading.models import Policy, Regraded
from elearn.regrading.preview import preview
from elearn.regrading.versions import history
from tests.factories.essays import a_trainer, a_waiting_attempt, an_essay_test, finish, mark
from tests.factories.quizzes import BASICS, SLUG, a_taker
from tests.factories.regrading import a_plan

PAIRS, ESSAY = "pairs", "letter"
"""The questions of the test with an essay: one point, and five."""


def regrade(session: Session, settings, own: str, policy: Policy, *, never_worse: bool = False) -> int:
    found = history(session, SLUG, BASICS, own)
    plan = a_plan(found, policy, never_worse=never_worse)
    decision = service.Decision(plan, "Въпросът е неясен.", service.latest(session, found), found.newest.digest)
    trainer = a_trainer(session)
    regrade_id = service.decide(session, trainer, found, decision)
    ids = [AttemptId(one) for one in session.scalars(select(Attempt.id))]
    applying.apply_batch(session, trainer, settings, regrade_id, found, ids)
    applying.finish(session, trainer, regrade_id)
    return regrade_id


@pytest.fixture
def waiting(session: Session) -> int:
    an_essay_test(session)
    return a_waiting_attempt(session, a_taker(session))


@pytest.mark.parametrize("policy", [Policy.DROP, Policy.FULL_MARKS])
def test_the_grade_that_follows_the_marks_counts_what_was_regraded(session, settings, waiting, policy) -> None:
    regrade(session, settings, PAIRS, policy)
    session.expire_all()
    row = session.get_one(Attempt, waiting)
    of = 500 if policy is Policy.DROP else 600
    assert (row.state, row.points, row.max_points) == (AttemptState.SUBMITTED, None, of)
    marker = a_trainer(session)
    open_essays(session, marker, AttemptId(waiting))
    mark(session, marker, AttemptId(waiting), 200, 100, 100)
    finish(session, marker, AttemptId(waiting), settings)
    session.expire_all()
    row = session.get_one(Attempt, waiting)
    earned = session.scalars(select(Response.points).where(Response.attempt_id == waiting)).all()
    assert (row.state, row.points, row.max_points) == (AttemptState.GRADED, of - 100, of)
    assert (None in earned) is (policy is Policy.DROP)


def test_an_essay_that_waits_is_its_markers_alone(session, settings, waiting) -> None:
    found = history(session, SLUG, BASICS, ESSAY)
    shown = preview(session, a_trainer(session), found, a_plan(found, Policy.FULL_MARKS, never_worse=False))
    assert [one.verdict for one in shown.judged] == ["ungradable"]
    regrade(session, settings, ESSAY, Policy.FULL_MARKS)
    row = session.scalars(select(Regraded).where(Regraded.attempt_id == waiting)).one()
    assert (row.question_before, row.question_after) == (0, 0)
    session.expire_all()
    assert session.get_one(Attempt, waiting).state is AttemptState.SUBMITTED


def test_an_essay_has_no_key_to_regrade_by(session, waiting) -> None:
    found = history(session, SLUG, BASICS, ESSAY)
    for policy in (Policy.NEW_KEY, Policy.BOTH_KEYS):
        with pytest.raises(Invalid, match="regrade_no_key"):
            service.check(found, a_plan(found, policy))
    assert waiting


def test_dropping_never_makes_an_attempt_that_waits_worse_whatever_its_marks_will_be(
    session, settings, waiting
) -> None:
    """Its right question stays: with no points for the essay, dropping it would lower the percentage."""
    regrade(session, settings, PAIRS, Policy.DROP, never_worse=True)
    session.expire_all()
    assert session.get_one(Attempt, waiting).max_points == 600
