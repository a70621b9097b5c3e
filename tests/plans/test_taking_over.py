"""Whose an enrolment is once a plan has let it go, and what a plan says of who has nothing yet."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from elearn import clock
from elearn.enrolment import service as enrolling
from elearn.enrolment.models import Enrolment, Origin
from elearn.errors import Conflict
from elearn.ids import OrganisationId, PersonId
from elearn.plans.audience import Audience
from elearn.plans.models import PlanMember
from elearn.plans.queries import Spec
from elearn.progress.models import Progress, State
from elearn.work import Work
from tests.factories.people import OPERATOR, an_actor
from tests.plans.town import SLUGS, changed, ended, matched, running

COURSE = SLUGS[0]
DUE = clock.today() + timedelta(days=9)


@pytest.fixture
def plan_id(work: Work, unit: OrganisationId) -> int:
    with work.writing() as session:
        return running(session, unit, Spec("План", (COURSE,), due_on=DUE, audience=Audience(units=(unit,))))


def test_what_a_plan_took_away_is_ones_own_once_one_enrols(work: Work, who: PersonId, plan_id: int) -> None:
    matched(work)
    with work.writing() as session:
        ended(session, plan_id)
    matched(work)
    with work.writing() as session:
        assert session.scalars(select(Enrolment.withdrawn_at)).one() is not None
        enrolling.enrol(session, an_actor(session, who), who, COURSE)
    matched(work)
    with work.reading() as session:
        row = session.scalars(select(Enrolment)).one()
        assert (row.source, row.plan_id, row.due, row.withdrawn_at) == (Origin.SELF, None, None, None)


def test_a_plan_asks_for_the_course_also_who_has_not_been_enrolled_yet(work: Work, who: PersonId, plan_id: int) -> None:
    with work.writing() as session:
        today = clock.today()
        session.add(PlanMember(plan_id=plan_id, person_id=who, by_entry=False, since=today, due=DUE, look_on=today))
        session.flush()
        with pytest.raises(Conflict, match="plan_asks"):
            enrolling.require_unasked(session, who, COURSE)


def test_ones_own_courses_are_due_by_what_is_left_of_plans(work: Work, unit: OrganisationId, who: PersonId) -> None:
    def day(count: int) -> date:
        return clock.today() + timedelta(days=count)

    with work.writing() as session:
        enrolling.enrol(session, an_actor(session, who), who, COURSE)
        enrolling.enrol(session, OPERATOR, who, SLUGS[1], due=day(30), source=Origin.COORDINATOR)
        whom = Audience(people=(who,))
        first = running(session, unit, Spec("Първи", SLUGS[:2], due_on=day(10), audience=whom))
        second = running(session, unit, Spec("Втори", SLUGS[:1], due_on=day(20), audience=whom))
    assert dues(work) == [day(10), day(10)]
    with work.writing() as session:
        changed(session, first, due_on=day(40))
    assert dues(work) == [day(20), day(30)]
    with work.writing() as session:
        ended(session, second)
    assert dues(work) == [day(40), day(30)]
    with work.writing() as session:
        changed(session, first, audience=Audience())
    assert dues(work) == [None, day(30)]


def test_a_day_set_by_hand_that_a_plan_asked_for_too_outlives_the_plan(work: Work, who: PersonId, plan_id: int) -> None:
    assert dues(work) == [DUE]
    with work.writing() as session:
        enrolling.enrol(session, OPERATOR, who, COURSE, due=DUE)
        session.execute(update(Progress).values(state=State.IN_PROGRESS, percent=20))
        ended(session, plan_id)
    assert dues(work) == [DUE]


def dues(work: Work) -> list[date | None]:
    """The last days of all courses in force, once everything is matched."""
    matched(work)
    with work.reading() as session:
        query = select(Enrolment.due).where(Enrolment.withdrawn_at.is_(None))
        return list(session.scalars(query.order_by(Enrolment.course_slug)))
