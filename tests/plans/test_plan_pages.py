"""The pages of plans and groups, and the neighbour who must never see or change one."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from elearn import clock
from elearn.enrolment.models import Enrolment
from elearn.errors import NotAllowed, NotFound
from elearn.ids import PersonId
from elearn.permissions import Actor
from elearn.plans import groups, queries, service
from elearn.plans.audience import Audience
from elearn.plans.jobs import match_plans
from elearn.plans.models import Plan, PlanMember, PlanState
from elearn.plans.queries import Spec
from elearn.work import Work
from tests.factories.people import a_person
from tests.factories.plans import Municipality, a_coordinator
from tests.plans.town import SLUGS, matched
from tests.quizzes.visiting import again, soup

pytestmark = pytest.mark.usefixtures("without_tokens", "work")

LIST, NEW, GROUPS = "/coordinate/plans", "/coordinate/plans/new", "/coordinate/groups"
Neighbour = Callable[[FlaskClient], None]


def filled(place: Municipality, **changed: Any) -> dict[str, Any]:
    """The form of a plan as a browser sends it."""
    plan: dict[str, Any] = {
        "of": place.unit,
        "name": "Обслужване на инвеститори",
        "course": [SLUGS[0], SLUGS[1]],
        "needed": "",
        "due": "days",
        "due_on": "",
        "due_days": "30",
        "valid_months": "",
        "unit": [place.unit],
        "people": "",
    }
    return plan | changed


def a_plan(session: Session, place: Municipality, *, active: bool = False) -> int:
    spec = Spec("Тайният план", (SLUGS[0],), audience=Audience(units=(place.unit,)))
    plan_id = service.create(again(session), place.actor, place.unit, spec)
    if active:
        service.activate(session, place.actor, plan_id, seen=queries.plan(session, place.actor, plan_id).digest)
    session.commit()
    return plan_id


def state_of_plan(session: Session) -> PlanState | None:
    session.rollback()
    return session.scalar(select(Plan.state))


def pressed(client: FlaskClient, page: TestResponse) -> TestResponse:
    """Send the last form of the page as it stands."""
    form = soup(page).select("main form[method=post]")[-1]
    sent = MultiDict((str(one["name"]), str(one.get("value", ""))) for one in form.select("input[name]"))
    return client.post(str(form["action"]), data=sent)


def test_a_plan_is_made_previewed_activated_changed_and_ended(
    client: FlaskClient, session: Session, work: Work, here: Municipality
) -> None:
    learner = a_person(again(session), organisation_id=here.below, family="Видинлиева", password=None)
    session.commit()
    made = client.post(NEW, data=filled(here))
    assert made.status_code == 303
    address = made.location
    preview = client.get(f"{address}/preview")
    assert "Видинлиева" in preview.text
    assert pressed(client, preview).status_code == 303
    matched(work)
    assert "Видинлиева" in client.get(address).text
    changed = client.get(f"{address}/preview", query_string=filled(here, due_days="5", course=[SLUGS[0]]))
    assert changed.status_code == 200
    assert session.scalar(select(Plan.due_days)) == 30
    assert pressed(client, changed).status_code == 303
    matched(work)
    assert pressed(client, client.get(f"{address}/end")).status_code == 303
    matched(work)
    again(session)
    assert session.scalars(select(Plan.state)).all() == [PlanState.ENDED]
    rows = session.scalars(select(Enrolment).where(Enrolment.person_id == learner)).all()
    assert len(rows) == 2
    assert all(row.withdrawn_at for row in rows)
    assert client.get(f"{address}/edit").status_code == 409


def test_who_has_moved_next_door_is_counted_and_not_named(
    client: FlaskClient, session: Session, here: Municipality
) -> None:
    plan_id = a_plan(session, here, active=True)
    other = a_coordinator(again(session))
    for unit, family in ((here.unit, "Видинлиева"), (other.unit, "Чужденкова")):
        who = a_person(session, organisation_id=unit, family=family, password=None)
        today = clock.today()
        session.add(PlanMember(plan_id=plan_id, person_id=who, by_entry=False, since=today, look_on=today))
    session.commit()
    for act in ("end", "preview"):
        page = client.get(f"{LIST}/{plan_id}/{act}?who=out&lang=en").text
        assert "Чужденкова" not in page
        assert "1 person who is not in your units any more is counted, not named." in page
    assert "Видинлиева" in client.get(f"{LIST}/{plan_id}/end").text


def test_people_who_came_meanwhile_are_shown_before_the_change_is_made(
    client: FlaskClient, session: Session, here: Municipality
) -> None:
    address = client.post(NEW, data=filled(here)).location
    preview = client.get(f"{address}/preview")
    a_person(again(session), organisation_id=here.unit, password=None)
    session.commit()
    answered = pressed(client, preview)
    assert answered.location.endswith("/preview")
    assert state_of_plan(session) is PlanState.DRAFT
    assert pressed(client, client.get(answered.location)).status_code == 303
    assert state_of_plan(session) is PlanState.ACTIVE


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", {"name": " "}),
        ("course", {"course": []}),
        ("course", {"course": ["no-such-course"]}),
        ("needed", {"needed": "3"}),
        ("due_on", {"due": "on", "due_on": "31.02.2027"}),
        ("due_on", {"due": "on", "due_on": "2020-01-01"}),
        ("due_days", {"due_days": "0"}),
        ("valid_months", {"valid_months": "many"}),
        ("people", {"people": "nobody@example.org"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(
    client: FlaskClient, session: Session, here: Municipality, field: str, wrong: dict[str, Any]
) -> None:
    refused = client.post(NEW, data=filled(here, **wrong))
    assert refused.status_code == 400
    assert soup(refused).select_one(f"#{field}-error")
    assert session.scalar(select(Plan.id)) is None


def test_everything_wrong_is_said_at_once_in_the_order_of_the_page(client: FlaskClient, here: Municipality) -> None:
    wrong = {"name": " ", "needed": "9", "valid_months": "дълго", "due_days": "0", "people": "nobody@example.com"}
    refused = soup(client.post(NEW, data=filled(here, **wrong)))
    said = [str(link["href"]) for link in refused.select("#errors a")]
    assert said == ["#name", "#needed", "#valid_months", "#due_days", "#people"]
    assert refused.select_one("#people").text.strip() == "nobody@example.com"


def test_people_and_units_next_door_cannot_be_meant(client: FlaskClient, session: Session, here: Municipality) -> None:
    other = a_coordinator(again(session))
    stranger = a_person(session, email="stranger@example.org", organisation_id=other.unit)
    group_id = groups.create(session, other.actor, other.unit, "Чужда група")
    session.commit()
    for wrong in ({"unit": [other.unit]}, {"group": [group_id]}, {"people": "stranger@example.org"}):
        assert client.post(NEW, data=filled(here, **wrong)).status_code == 400
    again(session)
    for audience in (Audience(people=(stranger,)), Audience(units=(other.unit,)), Audience(groups=(group_id,))):
        with pytest.raises(Exception, match="plan_audience_outside"):
            service.create(session, here.actor, here.unit, Spec("План", (SLUGS[0],), audience=audience))


def test_the_neighbour_meets_nothing_of_a_plan_or_a_group(
    client: FlaskClient, session: Session, here: Municipality, neighbour: Neighbour
) -> None:
    plan_id = a_plan(session, here, active=True)
    group_id = groups.create(again(session), here.actor, here.unit, "Тайната група")
    groups.fill(session, here.actor, group_id, ["person1@example.org"])
    session.commit()
    neighbour(client)
    for address in (LIST, GROUPS, NEW, f"{NEW}?unit={here.unit}"):
        page = client.get(address)
        assert (page.status_code, "Тайн" in page.text, f'value="{here.unit}"' in page.text) == (200, False, False)
    for act in ("", "/edit", "/preview", "/end"):
        assert client.get(f"{LIST}/{plan_id}{act}").status_code == 404
    for act in ("edit", "activate", "end"):
        assert client.post(f"{LIST}/{plan_id}/{act}", data=filled(here)).status_code == 404
    assert client.get(f"{GROUPS}/{group_id}").status_code == 404
    for act in ("fill", "rename", "take-out", "empty", "remove"):
        assert client.post(f"{GROUPS}/{group_id}/{act}", data={"name": "Моя"}).status_code == 404
    assert client.post(NEW, data=filled(here)).status_code == 403
    assert client.post(GROUPS, data={"name": "Моя", "of": here.unit}).status_code == 403


def test_every_verb_obeys_the_reach(session: Session, here: Municipality) -> None:
    plan_id, other = a_plan(session, here, active=True), a_coordinator(again(session)).actor
    group_id = groups.create(session, here.actor, here.unit, "Група")
    seen = queries.plan(session, here.actor, plan_id).digest
    spec = Spec("Мой", (SLUGS[0],))
    acts: list[Callable[[Actor], object]] = [
        lambda who: queries.plan(session, who, plan_id),
        lambda who: service.change(session, who, plan_id, spec, seen=seen),
        lambda who: service.activate(session, who, plan_id, seen=seen),
        lambda who: service.end(session, who, plan_id, seen=seen),
        lambda who: groups.group(session, who, group_id),
        lambda who: groups.rename(session, who, group_id, "Моя"),
        lambda who: groups.fill(session, who, group_id, ["1042"]),
        lambda who: groups.take_out(session, who, group_id, PersonId(1)),
        lambda who: groups.empty(session, who, group_id),
        lambda who: groups.remove(session, who, group_id),
    ]
    for act in acts:
        with pytest.raises(NotFound, match="unknown"):
            act(other)
    with pytest.raises(NotAllowed):
        service.create(session, other, here.unit, spec)
    with pytest.raises(NotAllowed):
        groups.create(session, other, here.unit, "Моя")
    assert (queries.listing(session, other), groups.listing(session, other)) == ([], [])
    assert queries.member_count(session, other, plan_id) == 0


def test_learners_and_trainers_come_to_no_page_of_plans(
    client: FlaskClient, session: Session, sign_in: Callable[[FlaskClient, int], str]
) -> None:
    learner = a_person(again(session))
    session.commit()
    sign_in(client, learner)
    assert [client.get(address).status_code for address in (LIST, NEW, GROUPS)] == [403] * 3


def test_a_group_is_filled_by_lines_and_names_what_it_does_not_know(
    client: FlaskClient, session: Session, here: Municipality
) -> None:
    a_person(again(session), email="known@example.org", organisation_id=here.below, family="Познат")
    session.commit()
    address = client.post(GROUPS, data={"name": "Работна група", "of": here.unit}).location
    answered = client.post(f"{address}/fill", data={"people": "Known@Example.org\nunknown@example.org\n"})
    assert answered.status_code == 400
    field = soup(answered).select_one("textarea")
    assert field is not None
    assert field.text.strip() == "unknown@example.org"
    assert "Познат" in client.get(address).text
    client.post(f"{address}/empty")
    assert "Познат" not in client.get(address).text
    assert client.post(f"{address}/remove").status_code == 303
    assert client.get(address).status_code == 404


def test_a_learner_sees_which_plan_asks_for_a_course(
    client: FlaskClient, session: Session, work: Work, here: Municipality, sign_in: Callable[[FlaskClient, int], str]
) -> None:
    learner = a_person(again(session), organisation_id=here.unit)
    session.commit()
    a_plan(session, here, active=True)
    matched(work)
    sign_in(client, learner)
    assert "Тайният план" in client.get("/my").text


def test_a_learner_does_not_leave_what_a_plan_asks_for_unless_others_suffice(
    client: FlaskClient, session: Session, work: Work, here: Municipality, sign_in: Callable[[FlaskClient, int], str]
) -> None:
    learner = a_person(again(session), organisation_id=here.unit)
    spec = Spec("Един от два", SLUGS[:2], needed=1, audience=Audience(people=(learner,)))
    plan_id = service.create(session, here.actor, here.unit, spec)
    service.activate(session, here.actor, plan_id, seen=queries.plan(session, here.actor, plan_id).digest)
    session.commit()
    matched(work)
    sign_in(client, learner)
    for refused in (client.get(f"/courses/{SLUGS[0]}/leave"), client.post(f"/courses/{SLUGS[0]}/leave")):
        assert (refused.status_code, "Един от два" in refused.text) == (409, True)
    assert client.post(f"/courses/{SLUGS[1]}/enrol").status_code == 303
    assert client.get(f"/courses/{SLUGS[0]}/leave").status_code == 200
    assert client.post(f"/courses/{SLUGS[0]}/leave").status_code == 303
    match_plans(work, {})
    session.rollback()
    mine = session.execute(select(Enrolment.course_slug, Enrolment.withdrawn_at.is_(None), Enrolment.plan_id))
    assert sorted(tuple(row) for row in mine) == [(SLUGS[0], False, plan_id), (SLUGS[1], True, plan_id)]
