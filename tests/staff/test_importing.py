from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text, update

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.people.models import Organisation, Position
from elearn.people.queries import roles
from elearn.permissions import Grant, Role
from elearn.staff import checking, jobs, service, tables
from elearn.staff.batches import Options
from elearn.staff.checking import Doors
from elearn.staff.fields import Field, matched
from elearn.staff.models import Batch, BatchRow, BatchState, Verdict
from elearn.staff.table import Sent
from tests.factories.people import OPERATOR, a_person
from tests.people.browser import Browser
from tests.staff.desk import HEAD, ROWS, upload


def test_a_table_adds_people_with_what_it_says_of_them(desk) -> None:
    view = desk.check(HEAD + ROWS)
    assert view.counts == {"new": 3}
    applied = desk.apply(view.id)
    assert (applied.state, applied.counts, applied.done) == (BatchState.APPLIED, {"new": 3}, 3)
    people = desk.people()
    maria, ivan, anna = (people[number] for number in ("00101", "00102", "00103"))
    assert (maria.given, maria.middle, maria.family, maria.email) == (
        "Мария",
        "Петрова",
        "Иванова",
        "maria@example.org",
    )
    assert (ivan.email, ivan.joined_on, ivan.employer_id) == (None, date(2024, 9, 15), desk.unit)
    assert (anna.given, anna.middle, anna.family, anna.organisation_id) == ("Анна", "", "Стоянова", desk.unit)
    assert maria.organisation_id != desk.unit
    with desk.work.reading() as session:
        assert set(session.scalars(select(Position.name))) == {"главен експерт", "младши експерт", "Юрисконсулт"}
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "person_created")).all()
        assert {entry.person_id for entry in entries if entry.subject_id == str(maria.id)} == {desk.actor.person_id}


def test_the_same_table_twice_changes_nothing(desk) -> None:
    desk.apply(desk.check(HEAD + ROWS).id)
    before = {key: row.__dict__ | {"_sa_instance_state": None} for key, row in desk.people().items()}
    again = desk.check(HEAD + ROWS, leavers=True, units=True)
    assert again.counts == {"same": 3}
    assert {key: row.__dict__ | {"_sa_instance_state": None} for key, row in desk.people().items()} == before


def test_a_changed_row_changes_what_it_says_and_an_empty_cell_nothing(desk) -> None:
    desk.apply(desk.check(HEAD + ROWS).id)
    view = desk.check(HEAD + "00101;Мария Петрова Колева;;директор;;\n00102;ИВАН КОЛЕВ;;;;\n")
    assert view.counts == {"changed": 1, "same": 1}
    desk.apply(view.id)
    maria = desk.people()["00101"]
    assert (maria.family, maria.email, maria.joined_on) == ("Колева", "maria@example.org", date(2019, 3, 1))
    assert desk.people()["00102"].middle == "Георгиев"


def test_the_staff_number_is_the_key_and_then_the_email(desk) -> None:
    desk.add_person(email="known@example.org", given="Ана", family="Първа", middle="")
    desk.add_person(email="old@example.org", staff_number="7", given="Боян", family="Втори", middle="")
    table = "Сл. №;Име;Фамилия;Имейл\n5;Ана;Първа;known@example.org\n7;Боян;Втори;new@example.org\n"
    view = desk.check(table)
    assert view.counts == {"changed": 2}
    desk.apply(view.id)
    people = desk.people()
    assert people["5"].email == "known@example.org"
    assert people["7"].email == "new@example.org"


def test_every_mistake_of_a_row_is_named_and_the_others_are_applied(desk) -> None:
    desk.add_person(email="a@example.org", staff_number="1")
    desk.add_person(email="b@example.org", staff_number="2")
    table = HEAD + (
        "9;Ана Първа;no-email;=1+1;Няма;някога\n"
        ";Ана Първа;;;;\n"
        "1;Ана Първа;b@example.org;;;\n"
        "3;Ана Първа;a@example.org;;;\n"
        "4;Ана;;;;\n"
        "5;Ана Първа;ok@example.org;;;\n"
        "5;Ана Първа;ok@example.org;;;\n"
        "6;Aна Първа;six@example.org;;;1.1.1900\n"
        "8;Ана Д3сета;eight@example.org;;;\n"
    )
    assert desk.codes(table) == [
        ["email_invalid", "cell_formula", "date_unreadable", "unit_not_there"],
        ["no_key"],
        ["keys_of_two"],
        ["email_of_another_number"],
        ["name_parts"],
        [],
        ["row_repeated"],
        ["date_unlikely"],
        ["name_characters"],
    ]
    view = desk.check(table)
    numbers = [row.number for row in desk.rows(view.id, Verdict.REFUSED)]
    assert numbers == [2, 3, 4, 5, 6, 8, 9, 10]
    assert desk.apply(view.id).counts == {"new": 1, "refused": 8}


def test_units_are_found_by_any_spelling_and_added_only_where_allowed(desk) -> None:
    table = "Сл. №;Име;Фамилия;Дирекция;Отдел\n1;Ана;Първа;Община Пример;бюджет\n2;Боян;Втори;Култура;Музеи\n"
    assert desk.codes(table) == [[], ["unit_not_there"]]
    view = desk.check(table, units=True)
    assert [row.details["adds"] for row in desk.rows(view.id)] == [[], ["Култура", "Музеи"]]
    desk.apply(view.id)
    assert desk.unit_names() == {"Община Пример", "Отдел „Бюджет“", "Култура", "Музеи"}


def test_a_unit_of_two_places_needs_those_above_it(desk) -> None:
    for name in ("Север", "Юг"):
        desk.add_unit("Каса", desk.add_unit(name, desk.unit))
    table = "Сл. №;Име;Фамилия;Звено\n1;Ана;Първа;Каса\n2;Ана;Първа;Юг / Каса\n"
    assert desk.codes(table) == [["unit_ambiguous"], []]


def test_leavers_are_marked_only_within_the_chosen_unit_and_only_when_asked(desk) -> None:
    desk.apply(desk.check(HEAD + ROWS).id)
    other = desk.add_unit("Община Съседна")
    desk.add_person(email="far@example.org", unit=other, staff_number="00102")
    first = HEAD + ROWS.partition("\n")[0] + "\n"
    assert "left" not in desk.check(first).counts
    view = desk.check(first, leavers=True)
    assert view.counts == {"same": 1, "left": 2}
    desk.apply(view.id)
    with desk.work.reading() as session:
        left = set(session.scalars(text("SELECT email FROM person WHERE left_on IS NOT NULL")))
    assert left == {None, "anna@example.org"}


def test_who_is_refused_for_a_mistake_has_not_left(desk) -> None:
    desk.apply(desk.check(HEAD + ROWS).id)
    view = desk.check(HEAD + "00101;Мария Петрова Иванова;x;;;\n00102;И;;;;\n;;anna@example.org;;;\n", leavers=True)
    assert view.counts == {"refused": 3}


def test_who_left_and_stands_in_the_list_again_has_come_back(desk) -> None:
    desk.apply(desk.check(HEAD + ROWS).id)
    desk.apply(desk.check(HEAD + ROWS.partition("\n")[2], leavers=True).id)
    assert desk.people()["00101"].left_on is not None
    view = desk.check(HEAD + ROWS)
    assert view.counts == {"same": 2, "returned": 1}
    desk.apply(view.id)
    assert desk.people()["00101"].left_on is None


def test_a_day_of_leaving_marks_who_left_and_adds_nobody(desk) -> None:
    desk.apply(desk.check(HEAD + ROWS).id)
    table = "Сл. №;Трите имена;Дата на напускане\n00101;Мария Петрова Иванова;31.10.2025\n9;Нов Човек;31.10.2025\n"
    assert desk.codes(table) == [[], ["row_left_unknown"]]
    desk.apply(desk.check(table).id)
    assert desk.people()["00101"].left_on == date(2025, 10, 31)


def test_nothing_of_people_in_another_municipality_is_told_or_changed(desk) -> None:
    other = desk.add_unit("Община Съседна")
    desk.add_person(email="hers@example.org", family="Тайна", unit=other)
    view = desk.check("Имейл;Име;Фамилия;Отдел\nhers@example.org;Ана;Първа;Бюджет\n")
    row = desk.rows(view.id)[0]
    assert [problem["code"] for problem in row.details["problems"]] == ["person_elsewhere"]
    assert "Тайна" not in str(row)
    assert row.person_id is None


def test_a_table_takes_no_way_in_from_those_with_further_roles(desk) -> None:
    table = "Имейл;Сл. №;Име;Фамилия;Дата на напускане\nboss@example.org;1;Мария;Иванова;1.1.2025\n"
    assert desk.codes(table) == [["person_guarded"]]
    assert desk.check(HEAD + ROWS, leavers=True).counts == {"new": 3}


def test_what_others_did_since_the_check_is_seen_when_applying(desk) -> None:
    view = desk.check(HEAD + ROWS)
    desk.add_person(email="maria@example.org", staff_number="999", given="Мария", middle="Петрова", family="Иванова")
    applied = desk.apply(view.id)
    assert applied.counts == {"new": 2, "refused": 1}
    refused = desk.rows(view.id, Verdict.REFUSED)[0]
    assert [problem["code"] for problem in refused.details["problems"]] == ["email_of_another_number"]


def test_a_personal_number_is_never_stored_wherever_it_stands(desk) -> None:
    egn, again = "7523169263", "8032056031"
    table = (
        "Сл. №;Трите имена;Код;ЕГН;Длъжност\n"
        f"1;Ана Първа;{egn};{egn};експерт {egn}\n"
        f"2;Боян Втори;{again};{again};експерт\n"
        f"{egn};Вера Трета;7;{egn};експерт\n"
    )
    view = desk.check(table)
    assert [head.refused for head in view.heads] == [False, False, True, True, False]
    assert desk.codes(table) == [["cell_egn"], [], ["cell_egn"]]
    desk.apply(view.id)
    with desk.work.reading() as session:
        for name in ("batch", "batch_row", "person", "audit_entry", "job", "position"):
            stored = str(session.execute(text(f"SELECT * FROM {name}")).all())  # noqa: S608 - names of tables
            assert egn not in stored
            assert again not in stored


def test_an_import_that_was_never_applied_can_be_thrown_away_whole(desk) -> None:
    view = desk.check(HEAD + ROWS)
    with desk.work.writing() as session:
        service.discard(session, desk.actor, view.id)
    with desk.work.reading() as session:
        assert session.scalars(select(BatchRow.id)).all() == []
        assert len(session.scalars(select(Organisation.id)).all()) == 2


def test_whoever_applies_reaches_no_further_than_their_own_roles(desk) -> None:
    far = desk.add_person(email="far@example.org", unit=desk.add_unit("Община Съседна"))
    operator = replace(desk, actor=OPERATOR)
    table = "Имейл;Име;Фамилия\nfar@example.org;Мария;Далечна\nnew@example.org;Ана;Нова\n"
    view = operator.check(table, everywhere=True)
    assert view.counts == {"changed": 1, "new": 1}
    assert desk.apply(view.id).counts == {"refused": 1, "new": 1}
    assert desk.people()["far@example.org"].family == "Иванова"
    assert far


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR])
def test_whoever_coordinates_everything_takes_over_no_account_that_reaches_beyond_units(
    desk, app, sign_in, role
) -> None:
    with desk.work.writing() as session:
        everything = a_person(session, organisation_id=desk.unit, roles=(Grant(Role.COORDINATOR),))
    desk.add_person(email="wider@example.org", staff_number="7", roles=(Grant(role),))
    client = app.test_client()
    sign_in(client, everything)
    browser = Browser(client)
    here = upload(browser, desk.unit, "Сл. №;Име;Фамилия;Имейл\n7;Мария;Иванова;mine@example.org\n").location
    row = desk.rows(int(here.rpartition("/")[2]))[0]
    assert [problem["code"] for problem in row.details["problems"]] == ["person_guarded"]


def test_a_table_of_the_operator_gives_no_roles_when_somebody_else_applies_it(desk) -> None:
    view = replace(desk, actor=OPERATOR).check("Имейл;Име;Фамилия;Роли\nme@example.org;Ана;Нова;administrator\n")
    assert desk.apply(view.id).counts == {"new": 1}
    with desk.work.reading() as session:
        assert [role for role, _ in roles(session, desk.people()["me@example.org"].id)] == [Role.LEARNER]


def test_a_personal_number_in_the_name_of_the_file_is_not_kept_either(desk) -> None:
    sent = Sent("служител 7523169263.csv", "0" * 64, tables.read((HEAD + ROWS).encode()))
    doors = Doors(desk.work.reading, desk.work.writing)
    columns = matched(sent.table.heads, list(Field))
    batch_id = checking.bring_in(doors, desk.actor, desk.unit, sent, columns, Options())
    assert "7523169263" not in desk.view(batch_id).file_name


def test_of_columns_that_were_not_used_nothing_is_left_once_applied(desk) -> None:
    view = desk.check("Сл. №;Име;Фамилия;Заплата\n1;Ана;Първа;4321,09\n;Боян;Втори;5678,09\n")
    desk.apply(view.id)
    with desk.work.reading() as session:
        stored = str(session.execute(text("SELECT * FROM batch_row")).all())
    assert "4321,09" not in stored
    assert "5678,09" not in stored


def test_what_nobody_applied_for_a_month_is_thrown_away_and_the_rest_stays(desk) -> None:
    applied, old, fresh = (desk.check(HEAD + ROWS).id for _ in range(3))
    desk.apply(applied)
    with desk.work.writing() as session:
        long_ago = clock.now() - timedelta(days=31)
        session.execute(update(Batch).where(Batch.id.in_((applied, old))).values(created_at=long_ago))
    jobs.forget_unapplied(desk.work, {})
    with desk.work.reading() as session:
        assert set(session.scalars(select(Batch.id))) == {applied, fresh}
        assert set(session.scalars(select(BatchRow.batch_id))) == {applied, fresh}
