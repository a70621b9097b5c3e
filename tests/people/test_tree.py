import pytest
from sqlalchemy import select

from elearn.audit.models import AuditEntry
from elearn.errors import Conflict, Invalid, NotAllowed, Refusal
from elearn.ids import OrganisationId
from elearn.people import paths, tree
from elearn.people.models import Organisation, OrganisationKind, Person
from elearn.people.reach import units
from elearn.permissions import Actor, Grant, Permission, Role
from elearn.staff.units import Tree
from tests.factories.people import OPERATOR, a_person, an_organisation


def coordinator(*units) -> Actor:
    return Actor(person_id=1, grants=frozenset(Grant(Role.COORDINATOR, unit) for unit in units))


@pytest.fixture
def towns(session) -> dict[str, OrganisationId]:
    """Two municipalities; the first has an office with a desk, and a second office."""
    first, second = an_organisation(session, "Община Първа"), an_organisation(session, "Община Втора")
    office = an_organisation(session, "Дирекция", first)
    return {
        "first": first,
        "office": office,
        "desk": an_organisation(session, "Отдел", office),
        "archive": an_organisation(session, "Архив", first),
        "second": second,
        "there": an_organisation(session, "Кметство", second),
    }


def path(session, unit) -> str:
    return session.scalar(select(Organisation.path).where(Organisation.id == unit))


def test_moving_a_unit_takes_everything_below_and_everybody_in_it_along(session, towns) -> None:
    person = a_person(session, organisation_id=towns["desk"])
    tree.move(session, OPERATOR, towns["office"], towns["there"])
    assert path(session, towns["office"]) == f"/{towns['second']}/{towns['there']}/{towns['office']}/"
    assert path(session, towns["desk"]) == f"/{towns['second']}/{towns['there']}/{towns['office']}/{towns['desk']}/"
    assert path(session, towns["archive"]) == f"/{towns['first']}/{towns['archive']}/"
    moved = session.get_one(Person, person)
    assert (moved.organisation_id, moved.employer_id) == (towns["desk"], towns["second"])
    assert {u.id for u in units(session, coordinator(towns["second"]), Permission.PEOPLE_MANAGE)} >= {towns["desk"]}


def test_a_unit_becomes_a_root_of_its_own_and_a_root_a_unit(session, towns) -> None:
    tree.move(session, OPERATOR, towns["office"], None, kind=OrganisationKind.COMPANY)
    office = session.get_one(Organisation, towns["office"])
    assert (office.path, office.kind, office.parent_id) == (f"/{towns['office']}/", OrganisationKind.COMPANY, None)
    tree.describe(session, OPERATOR, towns["office"], kind=OrganisationKind.COMPANY, code="fr 1")
    assert office.code == "FR1"
    tree.move(session, OPERATOR, towns["office"], towns["first"])
    assert (office.kind, office.code) == (OrganisationKind.UNIT, None)


def test_units_grow_no_deeper_by_a_path_or_a_table_than_by_the_form(session) -> None:
    deepest = " / ".join(f"Ниво {level}" for level in range(1, tree.MOST_LEVELS + 1))
    unit = paths.find_or_add(session, OPERATOR, deepest, add=True)
    assert path(session, unit).count("/") == tree.MOST_LEVELS + 1
    with pytest.raises(Invalid, match="tree_too_deep"):
        paths.find_or_add(session, OPERATOR, f"{deepest} / Още едно", add=True)
    below = Tree(session, session.get_one(Organisation, unit).parent_id)
    assert below.find(("Ново",)).missing == ("Ново",)
    for levels in (("Ново", "Още едно"), (f"Ниво {tree.MOST_LEVELS}", "Още едно")):
        with pytest.raises(Invalid, match="tree_too_deep"):
            below.find(levels)


def test_no_unit_is_moved_into_itself_or_beside_one_of_its_name(session, towns) -> None:
    for target in (towns["office"], towns["desk"]):
        with pytest.raises(Conflict, match="organisation_into_itself"):
            tree.move(session, OPERATOR, towns["office"], target)
    an_organisation(session, "Дирекция", towns["second"])
    with pytest.raises(Conflict, match="organisation_exists"):
        tree.move(session, OPERATOR, towns["office"], towns["second"])
    assert path(session, towns["desk"]).startswith(f"/{towns['first']}/{towns['office']}/")


def test_people_with_equal_staff_numbers_do_not_come_under_one_employer(session, towns) -> None:
    for unit in ("desk", "there"):
        session.get_one(Person, a_person(session, organisation_id=towns[unit])).staff_number = "1042"
    session.flush()
    with pytest.raises(Conflict, match="staff_numbers_meet") as refused:
        tree.move(session, OPERATOR, towns["office"], towns["second"])
    assert refused.value.details["numbers"] == "1042"


def test_a_tree_has_no_more_levels_than_it_may(session, towns) -> None:
    unit = towns["first"]
    for _ in range(tree.MOST_LEVELS - 1):
        unit = tree.add(session, OPERATOR, name="Звено", parent_id=unit)
    with pytest.raises(Invalid, match="tree_too_deep"):
        tree.add(session, OPERATOR, name="Звено", parent_id=unit)
    with pytest.raises(Invalid, match="tree_too_deep"):
        tree.move(session, OPERATOR, towns["second"], unit)
    with pytest.raises(Invalid, match="tree_too_deep"):
        tree.move(session, OPERATOR, towns["office"], session.get_one(Organisation, unit).parent_id)


@pytest.mark.parametrize(
    ("unit", "target"),
    [("office", "second"), ("office", "there"), ("there", "office"), ("there", "first"), ("first", "archive")],
)
def test_a_coordinator_moves_nothing_out_of_or_into_what_is_not_hers(session, towns, unit, target) -> None:
    before = path(session, towns[unit])
    with pytest.raises(NotAllowed, match="not_permitted"):
        tree.move(session, coordinator(towns["first"]), towns[unit], towns[target])
    with pytest.raises(NotAllowed, match="not_permitted"):
        tree.move(session, coordinator(towns["first"]), towns[unit], None)
    assert path(session, towns[unit]) == before


def test_the_unit_that_a_coordinator_was_given_stays_where_it_is(session, towns) -> None:
    with pytest.raises(NotAllowed, match="not_permitted"):
        tree.move(session, coordinator(towns["office"]), towns["office"], towns["archive"])
    with pytest.raises(NotAllowed, match="not_permitted"):
        tree.remove(session, coordinator(towns["archive"]), towns["archive"])


@pytest.mark.parametrize(
    "act",
    [
        lambda session, actor, unit: tree.add(session, actor, name="Ново", parent_id=unit),
        lambda session, actor, unit: tree.add(session, actor, name="Ново", parent_id=None),
        lambda session, actor, unit: tree.rename(session, actor, unit, "Друго"),
        lambda session, actor, unit: tree.describe(session, actor, unit, kind=OrganisationKind.NGO),
        tree.remove,
    ],
)
def test_a_neighbour_changes_nothing_in_the_tree(session, towns, act) -> None:
    before = session.execute(select(Organisation.id, Organisation.name, Organisation.kind)).all()
    entries = session.scalars(select(AuditEntry.id)).all()
    for unit in ("first", "office"):
        with pytest.raises(Refusal, match="not_permitted"):
            act(session, coordinator(towns["second"]), towns[unit])
    with pytest.raises(NotAllowed, match="not_permitted"):
        act(session, Actor(person_id=1, grants=frozenset({Grant(Role.LEARNER)})), towns["first"])
    assert session.execute(select(Organisation.id, Organisation.name, Organisation.kind)).all() == before
    assert session.scalars(select(AuditEntry.id)).all() == entries


def test_a_coordinator_adds_renames_moves_and_removes_in_her_own_tree(session, towns) -> None:
    actor = coordinator(towns["first"])
    added = tree.add(session, actor, name="  Ново   звено ", parent_id=towns["archive"])
    tree.rename(session, actor, added, "Регистър")
    tree.move(session, actor, added, towns["office"])
    assert session.get_one(Organisation, added).name == "Регистър"
    assert path(session, added) == f"/{towns['first']}/{towns['office']}/{added}/"
    tree.remove(session, actor, added)
    assert session.get(Organisation, added) is None
    acts = session.scalars(select(AuditEntry.action).where(AuditEntry.person_id == 1)).all()
    wanted = ["organisation_created", "organisation_renamed", "organisation_moved", "organisation_removed"]
    assert list(acts) == wanted


def test_a_unit_in_which_something_stands_is_not_removed(session, towns) -> None:
    a_person(session, organisation_id=towns["archive"])
    for unit in ("office", "archive"):
        with pytest.raises(Conflict, match="organisation_in_use"):
            tree.remove(session, OPERATOR, towns[unit])
        assert session.get(Organisation, towns[unit]) is not None


def test_a_code_belongs_to_one_root_and_is_letters_and_digits(session, towns) -> None:
    tree.describe(session, OPERATOR, towns["first"], kind=OrganisationKind.MUNICIPALITY, code="sz")
    with pytest.raises(Conflict, match="organisation_code_taken"):
        tree.describe(session, OPERATOR, towns["second"], kind=OrganisationKind.MUNICIPALITY, code="SZ")
    for code in ("S-Z", "ДЪЛЪГ-КОД", "ABCDEFGHI", "S/Z"):
        with pytest.raises(Invalid, match="organisation_code"):
            tree.describe(session, OPERATOR, towns["second"], kind=OrganisationKind.MUNICIPALITY, code=code)
    with pytest.raises(Invalid, match="organisation_not_root"):
        tree.describe(session, OPERATOR, towns["office"], kind=OrganisationKind.MUNICIPALITY)
    with pytest.raises(Invalid, match="organisation_kind"):
        tree.describe(session, OPERATOR, towns["second"], kind=OrganisationKind.UNIT)
