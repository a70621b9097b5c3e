"""Attempts that wait for their essays to be marked, when a question of theirs is regraded meanwhile."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.errors import Invalid
from elearn.ids import AttemptId
from elearn.jobs.runner import run_all
from elearn.marking.service import open_essays
from elearn.quizzes import service as quizzes
from elearn.quizzes.models import Attempt, AttemptState, Response
from elearn.regrading import applying, jobs, service
from elearn.regrading.applying import MARKED
from elearn.regrading.models import Policy, Regrade, Regraded, RegradeState
from elearn.regrading.preview import preview
from elearn.regrading.versions import history
from elearn.work import Work
from tests.factories.essays import a_trainer, a_waiting_attempt, an_essay_test, finish, mark, write
from tests.factories.quizzes import BASICS, SLUG, a_taker, an_attempt
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


def marked(session: Session, settings, attempt_id: int, *points: int) -> tuple[int | None, int, bool | None]:
    """The result once it is marked and the job that follows has run."""
    marker = a_trainer(session)
    open_essays(session, marker, AttemptId(attempt_id))
    mark(session, marker, AttemptId(attempt_id), *points)
    finish(session, marker, AttemptId(attempt_id), settings)
    session.commit()
    run_all(Work(settings, session.get_bind()), {MARKED: jobs.regrade_marked})
    session.expire_all()
    begin_writing(session)
    row = session.get_one(Attempt, attempt_id)
    return row.points, row.max_points, row.passed


@pytest.mark.parametrize(
    ("policy", "never_worse", "marks", "result"),
    [
        (Policy.DROP, False, (200, 200, 100), (100, 100, True)),
        (Policy.DROP, True, (0, 0, 0), (100, 100, True)),
        (Policy.DROP, True, (200, 200, 100), (100, 100, True)),
        (Policy.FULL_MARKS, True, (0, 100, 0), (600, 600, True)),
    ],
)
def test_what_was_decided_on_an_essay_meets_those_who_waited_once_they_are_marked(
    session, settings, waiting, policy, never_worse, marks, result
) -> None:
    found = history(session, SLUG, BASICS, ESSAY)
    shown = preview(session, a_trainer(session), found, a_plan(found, policy, never_worse=never_worse))
    assert [one.verdict for one in shown.judged] == ["later"]
    regrade_id = regrade(session, settings, ESSAY, policy, never_worse=never_worse)
    assert session.scalars(select(Regraded)).all() == []
    assert session.get_one(Attempt, waiting).state is AttemptState.SUBMITTED
    assert session.get_one(Regrade, regrade_id).state is RegradeState.DONE
    assert marked(session, settings, waiting, *marks) == result
    row = session.get_one(Regrade, regrade_id)
    assert (row.state, row.done, row.total) == (RegradeState.DONE, 1, 1)
    assert session.scalars(select(Regraded.attempt_id)).all() == [waiting]


@pytest.mark.usefixtures("waiting")
def test_a_decision_made_before_it_ended_does_not_meet_it(session, settings) -> None:
    regrade(session, settings, ESSAY, Policy.DROP)
    second = a_waiting_attempt(session, a_taker(session))
    assert marked(session, settings, second, 0, 0, 0) == (100, 600, False)


def test_what_only_the_marks_decide_is_decided_by_them(session, settings, waiting) -> None:
    """The pairs are right: dropping them lowers every result but the full one, which it leaves."""
    found = history(session, SLUG, BASICS, PAIRS)
    shown = preview(session, a_trainer(session), found, a_plan(found, Policy.DROP))
    assert [one.verdict for one in shown.judged] == ["later"]
    regrade(session, settings, PAIRS, Policy.DROP, never_worse=True)
    assert marked(session, settings, waiting, 200, 200, 100) == (500, 500, True)


def test_what_the_marks_show_to_be_worse_stays(session, settings, waiting) -> None:
    regrade(session, settings, PAIRS, Policy.DROP, never_worse=True)
    assert marked(session, settings, waiting, 200, 0, 0) == (300, 600, False)
    row = session.scalars(select(Regraded)).one()
    assert (row.points_before, row.points_after) == (300, 300)


def test_a_question_that_counts_again_never_costs_one_who_waits_the_pass(session, settings) -> None:
    """0,25 of 1 for the pairs: better while the essay has nothing, worse once it has its points."""
    an_essay_test(session, pass_percent=55)
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    write(session, taker, attempt_id, 2)
    quizzes.submit(session, taker.actor, attempt_id)
    regrade(session, settings, PAIRS, Policy.DROP)
    assert session.get_one(Attempt, attempt_id).max_points == 500
    regrade(session, settings, PAIRS, Policy.NEW_KEY, never_worse=True)
    assert session.get_one(Attempt, attempt_id).max_points == 500
    assert marked(session, settings, attempt_id, 200, 75, 0) == (275, 500, True)


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
