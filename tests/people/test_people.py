from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from elearn.app import create_app
from elearn.audit.models import AuditEntry
from elearn.content.transliteration import latin
from elearn.errors import Conflict, Invalid, NotFound
from elearn.people import queries, service
from elearn.people.models import Organisation, Person, RoleGrant
from elearn.people.queries import NameParts
from elearn.permissions import Grant, Role
from elearn.settings import BadSetting
from tests.factories.people import OPERATOR, a_person, an_actor, an_organisation


def actions(session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


@pytest.mark.parametrize(
    ("bulgarian", "written"),
    [
        ("Мария Щерева-Илиева", "Maria Shtereva-Ilieva"),
        ("Юлия Ангьолова", "Yulia Angyolova"),
        ("Цветелина Джамбазова", "Tsvetelina Dzhambazova"),
        ("Ъгъл Жечев", "Agal Zhechev"),
        ("България", "Bulgaria"),
        ("СТАРА ЗАГОРА, ЩИТ", "STARA ZAGORA, SHTIT"),
        ("Илиян Хайдутов", "Iliyan Haydutov"),
        ("Ия", "Ia"),
        ("Anna", "Anna"),
        ("", ""),
    ],
)
def test_names_are_transliterated_as_the_act_says(bulgarian, written) -> None:
    assert latin(bulgarian) == written


def test_a_person_is_shown_with_the_whole_name_and_the_organisation(session) -> None:
    unit = an_organisation(session, "Дирекция „Икономика“")
    person = a_person(session, email="M.Ivanova@Example.org", organisation_id=unit)
    view = queries.person(session, person)
    assert (view.email, view.name) == ("m.ivanova@example.org", "Мария Петрова Иванова")
    assert (view.organisation_id, view.organisation_name, view.language) == (unit, "Дирекция „Икономика“", "bg")
    with pytest.raises(NotFound, match="person_unknown"):
        queries.person(session, person + 1)


def test_two_people_never_share_an_email_however_it_is_typed(session) -> None:
    a_person(session, email="one@example.org")
    with pytest.raises(Conflict, match="email_taken"):
        a_person(session, email=" ONE@example.ORG")


def test_the_database_itself_refuses_a_second_person_with_an_email(session) -> None:
    first = session.get_one(Person, a_person(session, email="one@example.org"))
    columns = {column.name: getattr(first, column.name) for column in Person.__table__.columns if column.name != "id"}
    session.add(Person(**columns))
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_database_itself_refuses_a_role_twice_and_a_root_twice(session) -> None:
    person = a_person(session)
    grant = session.scalars(select(RoleGrant).where(RoleGrant.person_id == person)).one()
    assert grant.organisation_id is None
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(RoleGrant(person_id=person, role=grant.role, organisation_id=None, created_at=grant.created_at))
    unit = session.get_one(Organisation, an_organisation(session))
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(Organisation(name=unit.name, parent_id=None, path="/other/", created_at=unit.created_at))


def test_granting_a_role_again_changes_nothing(session) -> None:
    person = a_person(session)
    before = len(actions(session))
    service.grant_role(session, OPERATOR, person, Grant(Role.LEARNER))
    assert len(actions(session)) == before
    assert queries.roles(session, person) == [(Role.LEARNER, "")]


def test_nobody_becomes_coordinator_of_everything_by_an_empty_cell(session) -> None:
    with pytest.raises(Invalid, match="role_without_organisation"):
        a_person(session, roles=(Role.COORDINATOR,))
    a_person(session, roles=(Grant(Role.COORDINATOR),))


def test_every_change_is_in_the_record(session) -> None:
    unit = an_organisation(session)
    person = a_person(session, organisation_id=unit)
    actor = an_actor(session, person)
    service.choose_language(session, actor, "en")
    service.choose_language(session, actor, "en")
    names = NameParts("Мария", "", "Иванова")
    service.confirm_names(session, actor, cyrillic=names, latin=NameParts("Mariya", "", "Ivanova"))
    assert actions(session) == [
        "organisation_created",
        "person_created",
        "role_granted",
        "signed_in",
        "language_chosen",
        "names_confirmed",
    ]


def test_papers_carry_the_official_spelling_until_the_person_chooses_their_own(session) -> None:
    person = a_person(session, given="Мария", middle="", family="Щерева")
    proposed = queries.paper_names(session, person)
    assert (proposed.cyrillic, proposed.latin, proposed.confirmed_at) == ("Мария Щерева", "Maria Shtereva", None)
    actor = an_actor(session, person)
    cyrillic = NameParts("Мария", "Петрова", "Щерева")
    service.confirm_names(session, actor, cyrillic=cyrillic, latin=NameParts("Mariya", "", "Stereva"))
    chosen = queries.paper_names(session, person)
    assert (chosen.cyrillic, chosen.latin) == ("Мария Петрова Щерева", "Mariya Stereva")
    assert chosen.confirmed_at is not None


@pytest.mark.parametrize(
    ("cyrillic", "abroad"),
    [
        (NameParts("Maria", "", "Иванова"), NameParts("Maria", "", "Ivanova")),
        (NameParts("Мария", "", "Иванова"), NameParts("Мария", "", "Ivanova")),
        (NameParts("Мария", "", ""), NameParts("Maria", "", "Ivanova")),
        (NameParts("Мария", "", "Иванова"), NameParts("", "", "Ivanova")),
    ],
)
def test_a_name_in_the_wrong_letters_is_not_confirmed(session, cyrillic, abroad) -> None:
    person = a_person(session)
    with pytest.raises(Invalid):
        service.confirm_names(session, an_actor(session, person), cyrillic=cyrillic, latin=abroad)
    assert queries.paper_names(session, person).confirmed_at is None


def test_production_refuses_to_start_with_demo_people(session, settings) -> None:
    a_person(session)
    service.require_no_demo_people(session)
    a_person(session, demo=True)
    session.commit()
    with pytest.raises(BadSetting, match="demo people"):
        create_app(replace(settings, mode="production"))
