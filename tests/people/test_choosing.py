"""Choosing among more units than a list can hold: the unit chosen is not lost, nothing out of reach is offered."""

import pytest

from elearn.errors import Invalid
from elearn.ids import OrganisationId
from elearn.people import choosing, tree
from elearn.people.models import Organisation, Person
from elearn.permissions import Actor, Grant, Role
from tests.factories.people import OPERATOR, PASSWORD, a_person, an_organisation
from tests.people.browser import Browser

KALINA = "kalina@example.org"


@pytest.fixture(autouse=True)
def few(monkeypatch) -> None:
    """As many as a list holds here: what is told of 300 holds of three."""
    monkeypatch.setattr(choosing, "MOST", 3)


@pytest.fixture
def town(session) -> dict[str, OrganisationId]:
    """A municipality with two directorates, an archive in each, and a neighbour with an archive too."""
    top, beside = an_organisation(session, "Община Първа"), an_organisation(session, "Община Втора")
    culture, budget = (an_organisation(session, name, top) for name in ("Дирекция „Култура“", "Дирекция „Бюджет“"))
    session.get_one(Organisation, beside).code = "KZ"
    found = {"top": top, "beside": beside, "culture": culture, "budget": budget}
    for name, parent in (("here", culture), ("there", budget), ("far", beside)):
        found[name] = an_organisation(session, "Архив", parent)
    found["museum"] = an_organisation(session, "Музей", culture)
    found["slash"] = an_organisation(session, "Кадри/ТРЗ", beside)
    return found


def coordinator(*units: OrganisationId) -> Actor:
    return Actor(person_id=1, grants=frozenset(Grant(Role.COORDINATOR, unit) for unit in units))


def test_a_unit_is_found_by_its_name_its_code_or_the_end_of_its_path(session, town) -> None:
    typed = {
        "музей": "museum",
        "Дирекция Култура": "culture",
        "Дирекция „Култура“ / Архив": "here",
        " община  първа / дирекция бюджет/архив": "there",
        "kz": "beside",
        str(town["far"]): "far",
    }
    for text, name in typed.items():
        assert choosing.read(session, OPERATOR, text) == town[name]
    assert choosing.read(session, OPERATOR, "  ") is None


def test_a_code_of_digits_is_no_unit_s_number(session, town) -> None:
    session.get_one(Organisation, town["top"]).code = str(town["here"])
    session.flush()
    assert choosing.read(session, OPERATOR, str(town["here"])) == town["top"]


def test_what_may_be_several_names_them_and_what_is_none_says_so(session, town) -> None:
    with pytest.raises(Invalid, match="unit_unclear") as refused:
        choosing.read(session, coordinator(town["top"]), "архив")
    assert refused.value.details["units"].count("Архив") == 2
    with pytest.raises(Invalid, match="unit_unclear") as refused:
        choosing.read(session, OPERATOR, "муз")
    assert refused.value.details["units"] == "Община Първа / Дирекция „Култура“ / Музей"
    with pytest.raises(Invalid, match="unit_unknown"):
        choosing.read(session, coordinator(town["top"]), "Община Втора")


@pytest.mark.parametrize("most", [1_500, 4])
def test_every_unit_s_own_words_lead_back_to_it(session, town, monkeypatch, most) -> None:
    monkeypatch.setattr(choosing, "MOST_PROPOSED", most)
    for actor in (OPERATOR, coordinator(town["top"])):
        for name in ("top", "culture", "here", "there", "museum") + (("slash",) if actor is OPERATOR else ()):
            words = choosing.choice(session, actor, town[name]).words(town[name])
            assert words.endswith(session.get_one(Organisation, town[name]).name)
            assert choosing.read(session, actor, words) == town[name]


def test_nothing_out_of_reach_is_proposed(session, town) -> None:
    offered = choosing.choice(session, coordinator(town["culture"], town["budget"]))
    assert offered.typed
    assert set(offered.paths) == {town[name] for name in ("culture", "budget", "here", "there", "museum")}
    assert "Община" not in "".join(offered.paths.values())


def test_a_filter_leads_down_to_the_unit_chosen_and_keeps_it(session, town) -> None:
    actor = coordinator(town["top"])
    assert [one.id for one in choosing.way_down(session, actor)] == [town["top"]]
    assert {one.id for one in choosing.way_down(session, actor, town["here"])} == {
        town[name] for name in ("top", "culture", "here", "museum")
    }
    below = coordinator(town["culture"], town["budget"])
    assert {one.id for one in choosing.way_down(session, below)} == {town["culture"], town["budget"]}
    assert town["far"] not in {one.id for one in choosing.way_down(session, actor, town["far"])}


def test_a_unit_is_not_offered_to_be_put_below_itself(session, town) -> None:
    culture = next(one for one in choosing.way_down(session, OPERATOR, town["culture"]) if one.id == town["culture"])
    left = choosing.choice(session, OPERATOR).without(culture)
    assert set(left.paths) == set(town.values()) - {town["culture"], town["here"], town["museum"]}


def test_by_the_forms_people_stay_where_they_are_and_move_where_it_is_typed(session, browser: Browser, town) -> None:
    a_person(session, organisation_id=town["top"], email=KALINA, roles=(Role.COORDINATOR,))
    maria = a_person(session, organisation_id=town["here"], email="maria@example.org")
    session.commit()
    browser.sign_in(KALINA, PASSWORD)
    page = f"/coordinate/people/{maria}/edit"
    assert browser.send(page, to=page, family="Колева").status_code == 303
    assert session.get_one(Person, maria, populate_existing=True).organisation_id == town["here"]
    session.rollback()
    assert browser.send(page, to=page, unit="музей").status_code == 303
    assert session.get_one(Person, maria, populate_existing=True).organisation_id == town["museum"]
    session.rollback()
    unclear = browser.send(page, to=page, unit="архив")
    assert unclear.status_code == 400
    assert 'href="#unit"' in unclear.text
    assert 'value="архив"' in unclear.text
    given = browser.send(page, to=f"/coordinate/people/{maria}/roles", role="coordinator", unit="Дирекция Култура")
    assert given.status_code == 303
    museum = f"/coordinate/units/{town['museum']}"
    assert browser.send(museum, to=f"{museum}/move", parent="Община Втора").status_code == 400
    assert browser.send(museum, to=f"{museum}/move", parent="Бюджет").status_code == 400
    assert browser.send(museum, to=f"{museum}/move", parent="Дирекция „Бюджет“").status_code == 303
    assert browser.open("/coordinate/units?unit=музей").location == museum
    assert 'href="#unit"' in browser.open("/coordinate/units?unit=няма").text
    assert tree.find(session, "Музей", town["budget"]) == town["museum"]
