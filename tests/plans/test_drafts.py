"""A draft of a plan can be removed; a plan that was ever for anybody stays."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.plans import queries, service
from elearn.plans.models import Plan, PlanAudience, PlanCourse
from tests.factories.plans import Municipality
from tests.plans.conftest import Neighbour
from tests.plans.test_plan_pages import a_plan
from tests.quizzes.visiting import again

pytestmark = pytest.mark.usefixtures("without_tokens", "work")


def left(session: Session) -> list[int]:
    """How many plans, courses of plans and lines of audiences there are."""
    counts = [select(func.count()).select_from(model) for model in (Plan, PlanCourse, PlanAudience)]
    found = [again(session).scalar(count) or 0 for count in counts]
    session.commit()
    return found


def test_a_draft_is_removed_with_all_it_asked_for(client: FlaskClient, session: Session, here: Municipality) -> None:
    plan_id = a_plan(session, here)
    assert left(session) == [1, 1, 1]
    assert "Тайният план" in client.get(f"/coordinate/plans/{plan_id}/remove").text
    assert client.post(f"/coordinate/plans/{plan_id}/remove").location == "/coordinate/plans"
    assert left(session) == [0, 0, 0]
    entry = again(session).scalars(select(AuditEntry).where(AuditEntry.action == "plan.removed")).one()
    assert (entry.unit_id, entry.details["name"]) == (here.unit, "Тайният план")


def test_a_plan_that_is_or_was_for_somebody_stays(client: FlaskClient, session: Session, here: Municipality) -> None:
    plan_id = a_plan(session, here, active=True)
    refused(client, plan_id, 409, "вече е действал")
    view = queries.plan(again(session), here.actor, plan_id)
    service.end(session, here.actor, plan_id, seen=view.digest)
    session.commit()
    refused(client, plan_id, 409, "вече е действал")
    assert left(session) == [1, 1, 1]


def test_the_neighbour_removes_no_draft(
    client: FlaskClient, session: Session, here: Municipality, neighbour: Neighbour
) -> None:
    plan_id = a_plan(session, here)
    neighbour(client)
    assert "Тайният" not in refused(client, plan_id, 404, "")
    assert left(session) == [1, 1, 1]


def refused(client: FlaskClient, plan_id: int, status: int, words: str) -> str:
    """The words of both answers, to the page and to its button."""
    address = f"/coordinate/plans/{plan_id}/remove"
    answers = client.get(address), client.post(address)
    assert [(answer.status_code, words in answer.text) for answer in answers] == [(status, True)] * 2
    return "".join(answer.text for answer in answers)
