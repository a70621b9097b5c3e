"""Who is in which plan and studies what by when, whatever happens to people, units and plans meanwhile."""

from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.enrolment import queries as enrolments
from elearn.plans.jobs import match_plans
from elearn.plans.models import PlanMember
from elearn.progress.models import Progress
from elearn.work import Work
from tests.plans import naive
from tests.plans.town import Town, matched

ROUNDS, ACTS = 5, 12


@pytest.mark.parametrize("seed", range(3))
def test_matching_says_what_everybody_against_every_plan_says(session: Session, work: Work, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - repeatable
    with work.writing() as session:
        town = Town(session, random)
    for _ in range(ROUNDS):
        with work.writing() as session:
            town.session = session
            for _ in range(ACTS):
                town.act()
        entries = matched(work)
        with work.reading() as session:
            today = clock.today()
            assert naive.in_plans(session) == naive.members(session, today)
            assert naive.studied(session) == naive.asked(session, today)
            judged = set(session.scalars(select(Progress.enrolment_id)))
            every = {row.id for who in town.people for row in enrolments.of_person(session, who)}
            assert every <= judged
        match_plans(work, {})
        assert matched(work) == entries, "a second match must change nothing"
    assert session.scalar(select(func.count()).select_from(PlanMember)), "the town had no plans"
