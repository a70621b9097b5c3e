"""The pages on which coordinators keep people and units."""

from typing import Any

import pytest
from sqlalchemy import select

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.people import positions
from elearn.people.models import Organisation, Person, RoleGrant
from elearn.permissions import Grant, Role
from tests.factories.people import OPERATOR, PASSWORD, a_person, an_organisation
from tests.people.browser import Browser

KALINA, NEIGHBOUR, BOSS = "kalina@example.org", "neighbour@example.org", "boss@example.org"


@pytest.fixture
def ids(session) -> dict[str, int]:
    """Two municipalities, each with its coordinator; a learner and a free unit in the first; an administrator."""
    town, other = an_organisation(session, "Община Първа"), an_organisation(session, "Община Втора")
    office = an_organisation(session, "Дирекция", town)
    found = {
        "town": town,
        "office": office,
        "empty": an_organisation(session, "Празно", town),
        "other": other,
        "maria": a_person(session, organisation_id=office, email="maria@example.org"),
        "double": a_person(session, organisation_id=office, email="double@example.org"),
        "kalina": a_person(session, organisation_id=town, email=KALINA, given="Калина", roles=(Role.COORDINATOR,)),
        "neighbour": a_person(session, organisation_id=other, email=NEIGHBOUR, given="Надя", roles=(Role.COORDINATOR,)),
        "boss": a_person(
            session, organisation_id=other, email=BOSS, given="Александър", roles=(Grant(Role.ADMINISTRATOR),)
        ),
    }
    positions.find_or_add(session, OPERATOR, "Счетоводител")
    session.commit()
    return found


@pytest.fixture
def kalina(browser, ids) -> Browser:
    assert ids
    browser.sign_in(KALINA, PASSWORD)
    return browser


def row(session, model, key) -> Any:
    session.rollback()
    return session.get(model, key, populate_existing=True)


def test_a_person_is_added_by_the_form_and_found_in_the_list(kalina, ids) -> None:
    sent = {"given": "Васил", "family": "Желев", "staff_number": "17", "unit": str(ids["office"]), "position": "Юрист"}
    answer = kalina.send("/coordinate/people/new", joined_on="2026-11-02", **sent)
    assert answer.status_code == 303
    assert "Васил Желев" in kalina.open(answer.location).text
    listed = kalina.open("/coordinate/people?q=желев").text
    assert "Васил Желев" in listed
    assert "Юрист" in listed
    assert "Мария" not in listed
    again = kalina.send("/coordinate/people/new", **(sent | {"given": "Друг"}))
    assert again.status_code == 400
    assert 'href="#staff_number"' in again.text
    assert 'value="Друг"' in again.text


def test_mistakes_of_the_form_stand_beside_their_fields_and_what_was_typed_stays(kalina, ids) -> None:
    wrong = {"given": "", "family": "Жел3в", "email": "не е адрес", "joined_on": "32.13.2026"}
    wrong |= {"staff_number": "7523169263", "unit": str(ids["town"])}
    page = f"/coordinate/people/{ids['maria']}/edit"
    answer = kalina.send(page, to=page, **wrong)
    assert answer.status_code == 400
    for field in ("given", "family", "email", "staff_number", "joined_on"):
        assert f'href="#{field}"' in answer.text
    assert 'value="Жел3в"' in answer.text


def test_a_person_is_changed_leaves_and_comes_back_by_the_forms(kalina, other_browser, session, ids) -> None:
    page = f"/coordinate/people/{ids['maria']}/edit"
    other_browser.sign_in("maria@example.org", PASSWORD)
    changed = kalina.send(page, to=page, family="Колева", unit=str(ids["town"]))
    assert changed.status_code == 303
    maria = row(session, Person, ids["maria"])
    assert (maria.family, maria.organisation_id) == ("Колева", ids["town"])
    assert other_browser.open("/my").status_code == 200
    leave = f"/coordinate/people/{ids['maria']}/leave"
    assert kalina.send(page, to=leave).status_code == 303
    assert other_browser.open("/my").status_code == 303
    assert other_browser.sign_in("maria@example.org", PASSWORD).status_code != 303
    assert "г.." not in kalina.open(page).text
    assert "maria@example.org" not in kalina.open("/coordinate/people").text
    assert "maria@example.org" in kalina.open("/coordinate/people?state=left").text
    assert kalina.send(page, to=f"/coordinate/people/{ids['maria']}/return").status_code == 303
    assert other_browser.sign_in("maria@example.org", PASSWORD).status_code == 303


def test_a_role_is_given_on_a_unit_and_taken_back(kalina, session, ids) -> None:
    page = f"/coordinate/people/{ids['maria']}/edit"
    roles = f"/coordinate/people/{ids['maria']}/roles"
    assert kalina.send(page, to=roles, role="coordinator", unit=str(ids["office"])).status_code == 303
    session.rollback()
    given = session.scalars(select(RoleGrant).where(RoleGrant.role == Role.COORDINATOR)).all()[-1]
    assert (given.person_id, given.organisation_id) == (ids["maria"], ids["office"])
    for beyond in ({"unit": str(ids["other"])}, {"unit": ""}):
        assert kalina.send(page, to=roles, **({"role": "coordinator"} | beyond)).status_code == 400
    assert kalina.send(page, to=f"{roles}/{given.id}/take-back").status_code == 303
    assert row(session, RoleGrant, given.id) is None


@pytest.mark.parametrize(("who", "offered"), [(KALINA, False), (BOSS, True)])
def test_trainers_are_made_by_administrators_and_others_are_not_offered_it(browser, ids, who, offered) -> None:
    browser.sign_in(who, PASSWORD)
    page, roles = (f"/coordinate/people/{ids['maria']}/{name}" for name in ("edit", "roles"))
    shown = browser.open(page).text
    assert ('value="trainer"' in shown, 'value="administrator"' in shown) == (offered, offered)
    assert ('id="role_role-hint"' in shown) is not offered
    answer = browser.send(page, to=roles, role="trainer", unit=str(ids["office"]))
    assert answer.status_code == (303 if offered else 400)
    assert ('href="#role_role"' in answer.text) is not offered


def test_units_are_added_renamed_moved_and_removed_by_the_forms(kalina, session, ids) -> None:
    town = f"/coordinate/units/{ids['town']}"
    assert kalina.send(town, to="/coordinate/units", name="Ново", parent=str(ids["town"])).status_code == 303
    session.rollback()
    new = session.scalar(select(Organisation.id).where(Organisation.name == "Ново"))
    page = f"/coordinate/units/{new}"
    assert kalina.send(page, to=f"{page}/rename", name="Регистър").status_code == 303
    assert kalina.send(page, to=f"{page}/move", parent=str(ids["office"])).status_code == 303
    assert row(session, Organisation, new).path == f"/{ids['town']}/{ids['office']}/{new}/"
    twice = kalina.send(town, to="/coordinate/units", name="Дирекция", parent=str(ids["town"]))
    assert twice.status_code == 400
    assert 'href="#name"' in twice.text
    assert kalina.send(page, to=f"{page}/remove").status_code == 303
    assert row(session, Organisation, new) is None
    described = kalina.send(town, to=f"{town}/describe", kind="district", code="sz")
    assert described.status_code == 303
    assert row(session, Organisation, ids["town"]).code == "SZ"


def test_an_administrator_keeps_the_roots_and_names_of_posts(browser, session, ids) -> None:
    browser.sign_in(BOSS, PASSWORD)
    made = browser.send("/coordinate/units", to="/coordinate/units", name="Камара", kind="chamber", code="TPP")
    assert made.status_code == 303
    assert "TPP" in browser.open("/coordinate/units").text
    page = f"/coordinate/people/{ids['maria']}/edit"
    assert browser.send(page, to=page, position="Юрист", unit=str(ids["office"])).status_code == 303
    post = row(session, Person, ids["maria"]).position_id
    rename = f"/coordinate/positions/{post}"
    assert browser.send(f"/coordinate/positions?edit={post}", to=rename, name="Юрисконсулт").status_code == 303
    assert "Юрисконсулт" in browser.open("/coordinate/positions").text


def test_two_records_are_seen_side_by_side_and_merged_only_with_the_tick(kalina, session, ids) -> None:
    page = f"/coordinate/people/{ids['maria']}/merge"
    assert f"with={ids['double']}" in kalina.open(page).text
    assert f"with={ids['double']}" in kalina.open(f"{page}?q=double@").text
    both = f"{page}?with={ids['double']}"
    shown = kalina.open(both)
    assert "double@example.org" in shown.text
    shown.close()
    session.rollback()
    seen = session.scalars(select(AuditEntry.subject_id).where(AuditEntry.action == "person_seen")).all()
    assert sorted(seen) == sorted([str(ids["maria"]), str(ids["double"])])
    assert kalina.send(both, to=page, sure="").status_code == 400
    assert row(session, Person, ids["double"]).merged_into_id is None
    assert kalina.send(both, to=page).status_code == 303
    assert row(session, Person, ids["double"]).merged_into_id == ids["maria"]
    assert kalina.open(f"/coordinate/people/{ids['double']}/edit").status_code == 404
    assert "double@example.org" not in kalina.open("/coordinate/people?state=all").text


READ = (
    "/coordinate/people/{maria}/edit",
    "/coordinate/people/{maria}/merge",
    "/coordinate/people/{maria}/merge?with={double}",
    "/coordinate/people/{neighbour}/merge?with={maria}",
    "/coordinate/units/{town}",
    "/coordinate/units/{office}",
)
CHANGED = (
    ("/coordinate/people/{maria}/edit", {"given": "А", "family": "Б", "email": "a@example.org", "unit": "{other}"}),
    ("/coordinate/people/{maria}/leave", {"left_on": "2026-11-01"}),
    ("/coordinate/people/{maria}/return", {}),
    ("/coordinate/people/{maria}/roles", {"role": "trainer", "unit": "{other}"}),
    ("/coordinate/people/{maria}/roles/1/take-back", {}),
    ("/coordinate/people/{maria}/merge", {"with": "{double}", "sure": "1"}),
    ("/coordinate/people/{maria}/merge", {"with": "{neighbour}", "sure": "1"}),
    ("/coordinate/people/{neighbour}/merge", {"with": "{maria}"}),
    ("/coordinate/people/new", {"given": "А", "family": "Б", "email": "a@example.org", "unit": "{town}"}),
    ("/coordinate/units", {"name": "Ново", "parent": "{town}"}),
    ("/coordinate/units", {"name": "Ново", "kind": "ngo"}),
    ("/coordinate/units/{office}/rename", {"name": "Друго"}),
    ("/coordinate/units/{town}/describe", {"kind": "ngo", "code": "X"}),
    ("/coordinate/units/{office}/move", {"parent": "{other}"}),
    ("/coordinate/units/{other}/move", {"parent": "{town}"}),
    ("/coordinate/units/{empty}/remove", {}),
    ("/coordinate/positions/1", {"name": "Друго"}),
)


@pytest.mark.parametrize("address", READ)
def test_a_neighbour_opens_no_page_of_what_is_not_hers_and_reads_no_name(browser, ids, address) -> None:
    browser.sign_in(NEIGHBOUR, PASSWORD)
    answer = browser.open(address.format(**ids))
    assert answer.status_code in {403, 404}
    for name in ("Мария", "Община Първа", "Дирекция"):
        assert name not in answer.text


@pytest.mark.parametrize(("address", "sent"), CHANGED)
def test_a_neighbour_changes_nothing_that_is_not_hers(browser, session, ids, address, sent) -> None:
    browser.sign_in(NEIGHBOUR, PASSWORD)
    before = session.scalar(select(AuditEntry.id).order_by(AuditEntry.id.desc()).limit(1))
    session.rollback()
    token = browser.open("/coordinate/people/new")
    typed = {name: value.format(**ids) for name, value in sent.items()}
    answer = browser.post(token, address.format(**ids), action="/coordinate/people/new", **({"unit": ""} | typed))
    assert answer.status_code in {403, 404}
    for name in ("Мария", "Община Първа", "Дирекция"):
        assert name not in answer.text
    assert session.scalar(select(AuditEntry.id).order_by(AuditEntry.id.desc()).limit(1)) == before


@pytest.mark.parametrize("address", ["/coordinate/people", "/coordinate/units", "/coordinate/positions"])
def test_a_list_shows_a_neighbour_only_her_own(browser, ids, address) -> None:
    browser.sign_in(NEIGHBOUR, PASSWORD)
    answer = browser.open(f"{address}?unit={ids['town']}&state=all")
    assert answer.status_code in {200, 302}
    for name in ("Мария", "Община Първа", "Дирекция"):
        assert name not in answer.text


@pytest.mark.parametrize("address", [*READ, "/coordinate/people", "/coordinate/people/new", "/coordinate/units"])
def test_a_learner_opens_none_of_these_pages(browser, ids, address) -> None:
    browser.sign_in("maria@example.org", PASSWORD)
    assert browser.open(address.format(**ids)).status_code == 403


def test_the_day_of_leaving_is_a_day(kalina, ids) -> None:
    page = f"/coordinate/people/{ids['maria']}/edit"
    for wrong in ("", "утре", "0001-01-01", "9999-12-31"):
        answer = kalina.send(page, to=f"/coordinate/people/{ids['maria']}/leave", left_on=wrong)
        assert answer.status_code == 400
        assert 'href="#left_on"' in answer.text
        assert f'value="{wrong}"' in answer.text or not wrong
    assert str(clock.today()) in kalina.open(page).text
