"""The pages by which people come into plans, and by which coordinators decide who may."""

import pytest
from sqlalchemy import select

from elearn.plans.models import Entry, Plan, PlanMember, PlanRequest
from tests.factories.content import a_course
from tests.factories.people import a_person
from tests.factories.plans import a_plan, a_project
from tests.factories.publishing import a_snapshot
from tests.quizzes.visiting import again, soup

pytestmark = pytest.mark.usefixtures("without_tokens")
EN = {"Accept-Language": "en"}
REQUESTS = "/coordinate/requests"


@pytest.fixture
def learner(session, here) -> int:
    a_snapshot(again(session), a_course())
    person_id = a_person(session, organisation_id=here.below, given="Тодорка")
    session.commit()
    return person_id


def a_way(session, here, entry: Entry, key: str | None = None) -> int:
    plan_id = a_plan(again(session), here.unit, "sample", entry=entry, key=key)
    session.commit()
    return plan_id


def rows(session, model) -> list:
    session.rollback()
    return list(session.scalars(select(model)))


def test_the_course_s_page_leads_to_the_plan_and_that_to_its_courses(client, session, here, learner, sign_in) -> None:
    plan_id = a_way(session, here, Entry.OPEN)

    sign_in(client, learner)
    assert soup(client.get("/courses/sample")).find("a", href=f"/plans/{plan_id}/join") is not None
    assert "never your answers" in client.get(f"/plans/{plan_id}/join", headers=EN).text
    assert client.post(f"/plans/{plan_id}/join").location == "/my"
    assert "/learn/sample" in client.get("/my").text
    assert f"/plans/{plan_id}/join" not in client.get("/courses/sample").text
    assert "You are in this plan" in client.get(f"/plans/{plan_id}/join", headers=EN).text


def test_keys_are_tried_a_few_times_and_then_no_more(client, session, here, learner, sign_in) -> None:
    address = f"/plans/{a_way(session, here, Entry.KEY, 'ABCD2345')}/join"
    sign_in(client, learner)
    assert "ABCD2345" not in client.get(address).text
    for _ in range(5):
        wrong = client.post(address, data={"key": "WRONG"}, headers=EN).text
        assert ("not the key" in wrong, 'value="WRONG"' in wrong) == (True, True)
    locked = client.post(address, data={"key": "ABCD-2345"}, headers=EN)
    assert (locked.status_code, "Too many keys" in locked.text) == (400, True)
    assert rows(session, PlanMember) == []


def test_the_key_opens(client, session, here, learner, sign_in) -> None:
    plan_id = a_way(session, here, Entry.KEY, "ABCD2345")
    sign_in(client, learner)
    assert client.post(f"/plans/{plan_id}/join", data={"key": "abcd-2345"}).location == "/my"
    assert [row.person_id for row in rows(session, PlanMember)] == [learner]


@pytest.mark.parametrize(("decision", "inside"), [("grant", 1), ("refuse", 0)])
def test_a_request_is_asked_and_decided(client, session, here, learner, sign_in, decision, inside) -> None:
    plan_id = a_way(session, here, Entry.APPROVAL)
    sign_in(client, learner)
    client.post(f"/plans/{plan_id}/join", data={"words": "Моля <b>"})
    assert "waits for the coordinator" in client.get(f"/plans/{plan_id}/join", headers=EN).text
    [asked] = rows(session, PlanRequest)
    session.rollback()
    sign_in(client, here.coordinator)
    page = client.get(REQUESTS).text
    assert [words in page for words in ("Тодорка", "Моля &lt;b&gt;")] == [True, True]
    one = f"{REQUESTS}/{asked.id}"
    assert client.get(one).status_code == 200
    assert client.post(one, data={"decision": "refuse", "answer": ""}, headers=EN).status_code == 400
    assert client.post(one, data={"decision": decision, "answer": "Защото"}).location == REQUESTS
    assert len(rows(session, PlanMember)) == inside
    session.rollback()
    assert "Тодорка" not in client.get(REQUESTS).text


def test_the_coordinator_chooses_the_project_and_the_way_in(client, session, here, learner) -> None:
    plan_id, project_id = a_plan(again(session), here.unit, "sample"), a_project(session, here.unit)
    session.commit()
    address = f"/coordinate/plans/{plan_id}/entry"
    assert client.get(address).status_code == 200
    assert client.post(address, data={"entry": "key", "project": str(project_id)}).location == address
    [plan] = rows(session, Plan)
    assert (plan.entry, plan.project_id) == (Entry.KEY, project_id)
    page = client.get(address).text
    assert f"{plan.entry_key[:4]}-{plan.entry_key[4:]}" in page
    assert client.post(address, data={"entry": "everybody"}).status_code == 404
    assert learner


def test_the_neighbour_meets_neither_plan_nor_request(client, session, here, learner, sign_in, neighbour) -> None:
    plan_id = a_way(session, here, Entry.APPROVAL)
    sign_in(client, learner)
    client.post(f"/plans/{plan_id}/join")
    request_id = rows(session, PlanRequest)[0].id
    session.rollback()
    neighbour(client)
    assert "Тодорка" not in client.get(REQUESTS).text
    for address in (f"{REQUESTS}/{request_id}", f"/coordinate/plans/{plan_id}/entry", f"/plans/{plan_id}/join"):
        assert client.get(address).status_code == 404
        refused = client.post(address, data={"decision": "grant", "entry": "open", "answer": "x"})
        assert (refused.status_code, "Тодорка" in refused.text) == (404, False)
    assert (rows(session, PlanMember), rows(session, Plan)[0].entry) == ([], Entry.APPROVAL)


def test_learners_decide_nothing(client, session, here, learner, sign_in) -> None:
    plan_id = a_way(session, here, Entry.OPEN)
    sign_in(client, learner)
    for address in (REQUESTS, f"{REQUESTS}/1", f"/coordinate/plans/{plan_id}/entry"):
        assert client.get(address).status_code == 403
