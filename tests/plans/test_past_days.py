"""A plan whose day has passed: no draft of one is activated, and a change says who would be overdue at once."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.errors import Invalid
from elearn.plans import queries, service
from elearn.plans.models import Plan, PlanState
from tests.factories.people import a_person
from tests.factories.plans import Municipality
from tests.plans.test_plan_pages import NEW, filled
from tests.quizzes.visiting import again, soup

pytestmark = pytest.mark.usefixtures("without_tokens", "work")


def test_a_draft_whose_day_has_passed_is_not_activated_before_it_has_another(
    client: FlaskClient, session: Session, here: Municipality
) -> None:
    address = client.post(NEW, data=filled(here, due="on", due_on=str(clock.today()))).location
    plan = again(session).scalars(select(Plan)).one()
    plan.due_on = clock.today() - timedelta(days=1)
    session.commit()
    refused = client.get(f"{address}/preview")
    assert (refused.status_code, bool(soup(refused).select_one("#due_on-error"))) == (400, True)
    seen = queries.plan(again(session), here.actor, plan.id).digest
    with pytest.raises(Invalid, match="plan_due_past"):
        service.activate(session, here.actor, plan.id, seen=seen)


@pytest.mark.parametrize("comes_in", [True, False])
def test_a_change_that_makes_people_late_at_once_says_so(
    client: FlaskClient, session: Session, here: Municipality, comes_in: bool
) -> None:
    if comes_in:
        a_person(again(session), organisation_id=here.unit, password=None)
        session.commit()
    form = filled(here, due="on", due_on=str(clock.today()), unit=[])
    address = client.post(NEW, data=form).location
    plan = again(session).scalars(select(Plan)).one()
    plan.due_on, plan.state, plan.activated_at = clock.today() - timedelta(days=1), PlanState.ACTIVE, clock.now()
    session.commit()
    wider = form | {"due_on": str(plan.due_on), "unit": [here.unit if comes_in else here.below]}
    page = client.get(f"{address}/preview", query_string=wider | {"lang": "en"}).text
    assert ("Whoever is enrolled by this change is overdue at once." in page) is comes_in


@pytest.mark.parametrize(("days", "said"), [(-1, True), (0, False)])
def test_a_plan_that_runs_past_its_day_says_what_becomes_of_newcomers(
    client: FlaskClient, session: Session, here: Municipality, days: int, said: bool
) -> None:
    address = client.post(NEW, data=filled(here, due="on", due_on=str(clock.today()))).location
    plan = again(session).scalars(select(Plan)).one()
    plan.state, plan.activated_at = PlanState.ACTIVE, clock.now()
    plan.due_on = clock.today() + timedelta(days=days)
    session.commit()
    page = client.get(address, headers={"Accept-Language": "en"}).text
    assert ("overdue at once" in page) is said
