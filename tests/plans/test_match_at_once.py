"""A match and a learner at the same moment: whoever comes second sees what the first did, and neither is lost."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from elearn.db import lost_race
from elearn.enrolment import service as enrolling
from elearn.enrolment.models import Enrolment
from elearn.ids import PersonId
from elearn.plans import matching, queries, service, settling
from elearn.plans.audience import Audience
from elearn.plans.jobs import match_plans
from elearn.plans.queries import Spec
from elearn.progress.models import Progress
from elearn.work import Work
from tests.at_once import overlapping
from tests.factories.people import OPERATOR, a_person, an_organisation
from tests.plans.town import SLUGS, matched


@pytest.fixture
def who(work: Work) -> PersonId:
    """In a plan, and not yet enrolled."""
    with work.writing() as session:
        unit = an_organisation(session)
        who = a_person(session, organisation_id=unit, password=None)
        spec = Spec("План", SLUGS[:2], due_days=5, audience=Audience(units=(unit,)))
        plan_id = service.create(session, OPERATOR, unit, spec)
        service.activate(session, OPERATOR, plan_id, seen=queries.plan(session, OPERATOR, plan_id).digest)
        matching.bring_in(session, OPERATOR, plan_id)
    return who


@pytest.mark.parametrize("learner_first", [True, False])
def test_enrolling_and_matching_at_once_is_one_enrolment_with_the_plans_deadline(
    work: Work, engine: Engine, who: PersonId, *, learner_first: bool
) -> None:
    def learner(session: Session) -> object:
        return enrolling.enrol(session, OPERATOR, who, SLUGS[0], source="self")

    def match(session: Session) -> object:
        return settling.settle(session, OPERATOR, [who])

    acts = (learner, match) if learner_first else (match, learner)
    try:
        overlapping(engine, *acts)
    except Exception as error:
        if not matching_lost(error):
            raise
    matched(work)
    match_plans(work, {})
    with work.reading() as session:
        rows = session.scalars(select(Enrolment)).all()
        assert sorted(row.course_slug for row in rows) == sorted(SLUGS[:2])
        assert all(row.due is not None and row.plan_id is not None for row in rows)
        assert len(session.scalars(select(Progress)).all()) == len(rows)


def matching_lost(error: Exception) -> bool:
    """Whether it is a race that the web and the worker try once more."""
    return isinstance(error, DBAPIError) and lost_race(error)


def test_two_matches_at_once_enrol_once(work: Work, engine: Engine, who: PersonId) -> None:
    def match(session: Session) -> object:
        return settling.settle(session, OPERATOR, [who])

    overlapping(engine, match, match)
    with work.reading() as session:
        assert len(session.scalars(select(Enrolment)).all()) == 2
        assert len(session.scalars(select(Progress)).all()) == 2
