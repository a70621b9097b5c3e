from sqlalchemy import select

from elearn.people import queries
from elearn.people.models import Person
from elearn.permissions import Actor, Grant, Permission, Role, Via
from tests.factories.people import a_person, an_actor, an_organisation


def reached(session, actor, permission=Permission.PEOPLE_MANAGE) -> set[int]:
    return set(session.scalars(select(Person.id).where(queries.within_scope(actor, permission))))


def test_a_role_holds_for_its_organisation_and_all_below_and_nowhere_else(session) -> None:
    town = an_organisation(session)
    office = an_organisation(session, parent_id=town)
    desk = an_organisation(session, parent_id=office)
    other = an_organisation(session, parent_id=town)
    here, below = (a_person(session, organisation_id=unit) for unit in (office, desk))
    above, beside = (a_person(session, organisation_id=unit) for unit in (town, other))
    nowhere = a_person(session)
    coordinator = a_person(session, organisation_id=office, roles=(Role.COORDINATOR,))
    actor = an_actor(session, coordinator)
    assert reached(session, actor) == {here, below, coordinator}
    assert queries.in_scope(session, actor, Permission.PEOPLE_MANAGE, below)
    for outside in (above, beside, nowhere):
        assert not queries.in_scope(session, actor, Permission.PEOPLE_MANAGE, outside)


def test_the_eleventh_unit_is_not_below_the_first(session) -> None:
    units = [an_organisation(session) for _ in range(12)]
    people = [a_person(session, organisation_id=unit) for unit in units]
    actor = Actor(person_id=people[0], grants=frozenset({Grant(Role.COORDINATOR, units[0])}))
    assert reached(session, actor) == {people[0]}


def test_scope_belongs_to_the_role_that_grants_the_permission(session) -> None:
    town, village = an_organisation(session), an_organisation(session)
    learner = a_person(session, organisation_id=village)
    grants = frozenset({Grant(Role.LEARNER, None), Grant(Role.COORDINATOR, town)})
    actor = Actor(person_id=learner, grants=grants)
    assert reached(session, actor) == set()
    assert reached(session, actor, Permission.LEARN) == {learner}


def test_a_role_without_organisation_and_the_command_line_reach_everyone(session) -> None:
    everyone = {a_person(session), a_person(session, organisation_id=an_organisation(session))}
    assert reached(session, Actor(grants=frozenset({Grant(Role.ADMINISTRATOR)}))) == everyone
    assert reached(session, Actor(via=Via.CLI)) == everyone
    assert reached(session, Actor()) == set()
