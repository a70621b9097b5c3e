from datetime import date, timedelta

import pytest
from sqlalchemy import select

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from elearn.ids import OrganisationId
from elearn.people import granting, merging, positions, sessions, staffing
from elearn.people.models import AccountLink, LinkPurpose, Person, Position, RoleGrant
from elearn.people.queries import NameParts
from elearn.people.staffing import Entry
from elearn.permissions import Actor, Grant, Role
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation

NAMES = NameParts("Мария", "Петрова", "Иванова")


@pytest.fixture
def town(session) -> OrganisationId:
    return an_organisation(session, "Община Първа")


@pytest.fixture
def next_door(session) -> OrganisationId:
    return an_organisation(session, "Община Втора")


@pytest.fixture
def kalina(session, town) -> Actor:
    return an_actor(session, a_person(session, organisation_id=town, roles=(Role.COORDINATOR,)))


@pytest.fixture
def neighbour(session, next_door) -> Actor:
    return an_actor(session, a_person(session, organisation_id=next_door, roles=(Role.COORDINATOR,)))


def entry(unit, names=NAMES, *, email="maria@example.org", number="", position="", joined=None) -> Entry:
    return Entry(names, email, number, unit, position, joined)


def test_a_coordinator_adds_a_learner_with_post_and_number_and_no_e_mail(session, kalina, town) -> None:
    wanted = entry(town, email="", number=" 10 – 42a ", position="Главен  експерт", joined=date(2026, 11, 2))
    added = session.get_one(Person, staffing.add(session, kalina, wanted))
    assert (added.email, added.staff_number, added.employer_id) == (None, "10-42A", town)
    assert session.get_one(Position, added.position_id).name == "Главен експерт"
    assert added.joined_on == date(2026, 11, 2)
    grants = session.scalars(select(RoleGrant.role).where(RoleGrant.person_id == added.id)).all()
    assert list(grants) == [Role.LEARNER]
    with pytest.raises(Conflict, match="staff_number_taken"):
        staffing.add(session, kalina, wanted)


def test_a_personal_number_is_kept_by_no_way_in(session, kalina, town) -> None:
    egn = "752316 9263"
    person = a_person(session, organisation_id=town)
    with pytest.raises(Invalid, match="staff_number_egn"):
        staffing.add(session, kalina, entry(town, number=egn))
    with pytest.raises(Invalid, match="staff_number_egn"):
        staffing.change(session, kalina, person, entry(town, number=egn))
    with pytest.raises(Invalid, match="staff_number_egn"):
        a_person(session, organisation_id=town, staff_number=egn)


def test_one_post_is_one_row_whatever_its_capitals(session, kalina) -> None:
    first = positions.find_or_add(session, kalina, "Главен експерт")
    for spelt in ("  главен ЕКСПЕРТ ", "„Главен експерт“"):
        assert positions.find_or_add(session, kalina, spelt) == first
    assert positions.find_or_add(session, kalina, "  ") is None


def test_posts_are_counted_in_reach_without_those_who_left(session, kalina, neighbour, town, next_door) -> None:
    for number, (actor, unit) in enumerate(((kalina, town), (kalina, town), (neighbour, next_door))):
        staffing.add(session, actor, entry(unit, email=f"p{number}@example.org", position="Юрист"))
    gone = staffing.add(session, kalina, entry(town, email="gone@example.org", position="Юрист"))
    staffing.leave(session, kalina, gone, clock.today())
    positions.find_or_add(session, kalina, "Архивар")
    assert [(post.name, post.people) for post in positions.held(session, kalina)] == [("Архивар", 0), ("Юрист", 2)]
    assert [(post.name, post.people) for post in positions.held(session, OPERATOR)] == [("Архивар", 0), ("Юрист", 3)]


def test_a_coordinator_renames_no_post_since_others_hold_it_too(session, kalina) -> None:
    post = positions.find_or_add(session, kalina, "Експерт")
    with pytest.raises(NotAllowed, match="not_permitted"):
        positions.rename(session, kalina, post, "Специалист")
    positions.rename(session, OPERATOR, post, "Специалист")
    assert session.get_one(Position, post).name == "Специалист"


def test_who_has_neither_e_mail_nor_number_cannot_be_added(session, kalina, town) -> None:
    with pytest.raises(Invalid, match="person_unreachable"):
        staffing.add(session, kalina, entry(town, email=" "))


def test_everything_kept_of_a_person_is_changed_and_stands_in_the_record(session, kalina, town) -> None:
    person = a_person(session, organisation_id=town, email="old@example.org")
    unit = an_organisation(session, "Архив", town)
    wanted = entry(unit, NameParts("Мария", "", "Колева"), email="New@Example.org", number="7", position="Юрист")
    staffing.change(session, kalina, person, wanted)
    row = session.get_one(Person, person)
    assert (row.family, row.middle, row.email, row.organisation_id) == ("Колева", "", "new@example.org", unit)
    assert row.sort_name == "колева мария"
    said = session.scalars(select(AuditEntry).where(AuditEntry.action == "person_changed")).one()
    assert said.person_id == kalina.person_id
    assert said.details["changes"]["family"] == ["Иванова", "Колева"]
    assert said.details["changes"]["organisation_id"] == [town, unit]


def test_a_new_e_mail_ends_what_the_old_one_opened(session, kalina, town) -> None:
    person = a_person(session, organisation_id=town, email="old@example.org")
    token = sessions.open_session(session, Actor(), person)
    now = clock.now()
    link = AccountLink(
        person_id=person, email="old@example.org", purpose=LinkPurpose.RESET, token_sha256="0" * 64, language="bg",
        created_at=now, expires_at=now + timedelta(hours=1),
    )  # fmt: skip
    session.add(link)
    session.flush()
    staffing.change(session, kalina, person, entry(town, email="old@example.org", position="Юрист"))
    assert sessions.find(session, token, days=14) is not None
    staffing.change(session, kalina, person, entry(town, email="new@example.org"))
    session.refresh(link)
    assert sessions.find(session, token, days=14) is None
    assert link.used_at is not None


def test_another_persons_e_mail_or_number_is_not_taken_over(session, kalina, town) -> None:
    a_person(session, organisation_id=town, email="taken@example.org")
    staffing.add(session, kalina, entry(town, email="", number="7"))
    person = a_person(session, organisation_id=town)
    with pytest.raises(Conflict, match="email_taken"):
        staffing.change(session, kalina, person, entry(town, email="taken@example.org"))
    with pytest.raises(Conflict, match="staff_number_taken"):
        staffing.change(session, kalina, person, entry(town, number="7"))


def test_who_left_is_signed_out_at_once_and_may_come_back(session, kalina, town) -> None:
    person = a_person(session, organisation_id=town)
    token = sessions.open_session(session, Actor(), person)
    staffing.leave(session, kalina, person, clock.today())
    assert sessions.find(session, token, days=14) is None
    staffing.come_back(session, kalina, person)
    assert session.get_one(Person, person).left_on is None
    assert sessions.find(session, token, days=14) is None


def test_who_leaves_at_the_end_of_the_month_works_until_then(session, kalina, town) -> None:
    person = a_person(session, organisation_id=town)
    token = sessions.open_session(session, Actor(), person)
    staffing.leave(session, kalina, person, clock.today() + timedelta(days=3))
    assert sessions.find(session, token, days=14) is not None


def test_nobody_marks_themselves_as_left_or_leaves_before_joining(session, kalina, town) -> None:
    with pytest.raises(NotAllowed, match="person_is_oneself"):
        staffing.leave(session, kalina, kalina.person_id, clock.today())
    person = staffing.add(session, kalina, entry(town, joined=date(2026, 11, 2)))
    with pytest.raises(Invalid, match="left_before_joined"):
        staffing.leave(session, kalina, person, date(2026, 11, 1))


ACTS = {
    "change": lambda session, actor, person, unit: staffing.change(session, actor, person, entry(unit)),
    "leave": lambda session, actor, person, unit: staffing.leave(session, actor, person, clock.today()),
    "come back": lambda session, actor, person, unit: staffing.come_back(session, actor, person),
    "give": lambda session, actor, person, unit: granting.give(session, actor, person, Grant(Role.COORDINATOR, unit)),
    "take back": lambda session, actor, person, unit: granting.take_back(session, actor, person, 1),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_neighbour_reaches_nobody(session, neighbour, town, next_door, act) -> None:
    person = a_person(session, organisation_id=town)
    nowhere = a_person(session)
    entries = session.scalars(select(AuditEntry.id)).all()
    for unreached in (person, nowhere, person + nowhere + 1000):
        with pytest.raises(NotFound, match="person_unknown"):
            act(session, neighbour, unreached, next_door)
    assert session.scalars(select(AuditEntry.id)).all() == entries


def test_nobody_is_put_into_or_taken_into_a_unit_out_of_reach(session, kalina, town, next_door) -> None:
    mine = a_person(session, organisation_id=town)
    for unit in (next_door, None):
        with pytest.raises(NotAllowed, match="not_permitted"):
            staffing.add(session, kalina, entry(unit))
        with pytest.raises(NotAllowed, match="not_permitted"):
            staffing.change(session, kalina, mine, entry(unit))
    assert session.get_one(Person, mine).organisation_id == town


@pytest.mark.parametrize("act", [ACTS["change"], ACTS["leave"], ACTS["come back"]])
def test_who_holds_a_wider_role_is_left_to_an_administrator(session, kalina, town, next_door, act) -> None:
    for roles in ((Grant(Role.ADMINISTRATOR),), (Grant(Role.TRAINER, town),), (Grant(Role.COORDINATOR, next_door),)):
        person = a_person(session, organisation_id=town, roles=roles)
        with pytest.raises(NotAllowed, match="person_has_wider_role"):
            act(session, kalina, person, town)


def test_a_coordinator_gives_and_takes_back_roles_on_her_own_units_alone(session, kalina, town, next_door) -> None:
    person = a_person(session, organisation_id=town)
    unit = an_organisation(session, "Архив", town)
    granting.give(session, kalina, person, Grant(Role.COORDINATOR, unit))
    granting.give(session, kalina, person, Grant(Role.COORDINATOR, town))
    given = granting.held(session, kalina, person)
    assert [(one.unit, one.mine) for one in given] == [("Архив", True), ("Община Първа", True)]
    for one in given:
        granting.take_back(session, kalina, person, one.id)
    assert not granting.held(session, kalina, person)
    for grant in (Grant(Role.COORDINATOR), Grant(Role.COORDINATOR, next_door)):
        with pytest.raises(Refusal, match="role_not_yours"):
            granting.give(session, kalina, person, grant)
    assert not granting.held(session, kalina, person)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR])
def test_a_role_over_the_whole_platform_is_given_and_taken_back_by_administrators_of_all_alone(
    session, kalina, town, role
) -> None:
    """A trainer publishes everybody's courses, whatever unit the role was given for."""
    person, boss = a_person(session, organisation_id=town), a_person(session, roles=(Grant(Role.ADMINISTRATOR),))
    limited = an_actor(session, a_person(session, organisation_id=town, roles=(Grant(Role.ADMINISTRATOR, town),)))
    everywhere = an_actor(session, a_person(session, organisation_id=town, roles=(Grant(Role.COORDINATOR),)))
    for actor in (kalina, limited, everywhere):
        for grant in (Grant(role, town), Grant(role)):
            with pytest.raises(NotAllowed, match="role_beyond_units"):
                granting.give(session, actor, person, grant)
    assert not granting.held(session, kalina, person)
    granting.give(session, an_actor(session, boss), person, Grant(role, town))
    given = granting.held(session, kalina, person)
    with pytest.raises(NotAllowed, match="role_beyond_units"):
        granting.take_back(session, kalina, person, given[0].id)
    assert granting.held(session, kalina, person) == given
    granting.take_back(session, an_actor(session, boss), person, given[0].id)
    assert not granting.held(session, kalina, person)


def test_whose_role_is_wider_is_told_alike_of_one_and_of_many(session, town, next_door) -> None:
    unit = an_organisation(session, "Архив", town)
    scopes = (None, town, unit, next_door)
    held = [Grant(role, scope) for role in Role for scope in scopes]
    people = {a_person(session, organisation_id=unit, roles=(grant,)): grant for grant in held}
    for mine in [Grant(role, scope) for role in (Role.COORDINATOR, Role.ADMINISTRATOR) for scope in scopes]:
        actor = an_actor(session, a_person(session, roles=(mine,)))
        given = {
            one for one, role in people.items() if role.role is Role.LEARNER or granting.may_give(session, actor, role)
        }
        listed = select(Person.id).where(Person.id.in_(people), granting.no_wider(actor))
        assert set(session.scalars(listed)) == given


def test_an_account_that_reaches_beyond_units_is_not_merged_away_either(session, kalina, town) -> None:
    trainer = a_person(session, organisation_id=town, roles=(Grant(Role.TRAINER, town),))
    learner = a_person(session, organisation_id=town)
    for new, old in ((trainer, learner), (learner, trainer)):
        with pytest.raises(NotAllowed, match="person_has_wider_role"):
            merging.merge(session, kalina, new, old)


def test_nobody_changes_their_own_roles_and_no_coordinator_takes_an_administrators(session, kalina, town) -> None:
    own = granting.held(session, kalina, kalina.person_id)[0]
    with pytest.raises(NotAllowed, match="role_to_oneself"):
        granting.take_back(session, kalina, kalina.person_id, own.id)
    with pytest.raises(NotAllowed, match="role_to_oneself"):
        granting.give(session, kalina, kalina.person_id, Grant(Role.COORDINATOR, town))
    boss = a_person(session, organisation_id=town, roles=(Grant(Role.ADMINISTRATOR),))
    with pytest.raises(NotAllowed, match="role_beyond_units"):
        granting.take_back(session, kalina, boss, granting.held(session, kalina, boss)[0].id)
    assert granting.held(session, kalina, boss)


def test_a_role_of_another_person_is_not_taken_back_by_a_wrong_address(session, kalina, town) -> None:
    one, other = a_person(session, organisation_id=town), a_person(session, organisation_id=town)
    granting.give(session, kalina, one, Grant(Role.COORDINATOR, town))
    granting.take_back(session, kalina, other, granting.held(session, kalina, one)[0].id)
    assert granting.held(session, kalina, one)
