import pytest
from sqlalchemy import select

from elearn.enrolment.models import Enrolment
from elearn.ids import PersonId
from elearn.people.models import Organisation, Person
from elearn.people.sessions import open_session
from elearn.permissions import Actor
from elearn.staff.models import BatchState
from tests.factories.enrolment import an_enrolment
from tests.factories.lessons import WHY, do_lesson
from tests.factories.people import an_actor
from tests.staff.desk import HEAD, ROWS


def kept(desk, batch_id: int) -> list[str]:
    return [row.details["kept"] for row in desk.rows(batch_id) if row.details.get("kept")]


def test_undoing_takes_out_the_new_and_puts_back_the_changed(desk) -> None:
    desk.add_person(email="maria@example.org", staff_number="00101", given="Мария", middle="", family="Стара")
    before = desk.people()["00101"].__dict__
    view = desk.check(HEAD + ROWS, units=True)
    assert desk.apply(view.id).counts == {"new": 2, "changed": 1}
    undone = desk.undo(view.id)
    assert undone.state is BatchState.UNDONE
    assert (undone.counts["undone"], undone.counts["kept"]) == (3, 0)
    assert set(desk.people()) == {"boss@example.org", "00101"}
    after = desk.people()["00101"].__dict__
    assert {k: v for k, v in after.items() if k[0] != "_"} == {k: v for k, v in before.items() if k[0] != "_"}


def test_what_is_undone_can_be_brought_in_again(desk) -> None:
    view = desk.check(HEAD + ROWS)
    desk.apply(view.id)
    desk.undo(view.id)
    again = desk.check(HEAD + ROWS)
    assert again.counts == {"new": 3}
    assert desk.apply(again.id).counts == {"new": 3}


def test_leavers_come_back_when_undone(desk) -> None:
    desk.apply(desk.check(HEAD + ROWS).id)
    view = desk.check(HEAD + ROWS.partition("\n")[2], leavers=True)
    desk.apply(view.id)
    assert desk.people()["00101"].left_on is not None
    desk.undo(view.id)
    assert desk.people()["00101"].left_on is None


def test_units_that_the_batch_added_go_unless_somebody_moved_in(desk) -> None:
    table = "Сл. №;Име;Фамилия;Отдел\n1;Ана;Първа;Музеи\n2;Боян;Втори;Читалища\n"
    view = desk.check(table, units=True)
    desk.apply(view.id)
    with desk.work.reading() as session:
        museum = session.scalars(select(Organisation.id).where(Organisation.name == "Музеи")).one()
    desk.add_person(email="guard@example.org", unit=museum)
    desk.undo(view.id)
    assert desk.unit_names() == {"Община Пример", "Отдел „Бюджет“", "Музеи"}


def test_who_has_signed_in_since_stays_and_the_page_says_why(desk) -> None:
    view = desk.check(HEAD + ROWS)
    desk.apply(view.id)
    with desk.work.writing() as session:
        open_session(session, Actor(), PersonId(desk.people()["00101"].id))
    undone = desk.undo(view.id)
    assert (undone.counts["undone"], undone.counts["kept"]) == (2, 1)
    assert kept(desk, view.id) == ["signed_in"]
    assert "00101" in desk.people()


def test_what_was_changed_since_is_not_overwritten(desk) -> None:
    desk.add_person(email="maria@example.org", staff_number="00101", family="Стара")
    view = desk.check(HEAD + ROWS)
    desk.apply(view.id)
    with desk.work.writing() as session:
        session.get_one(Person, desk.people()["00101"].id).family = "Омъжена"
    desk.undo(view.id)
    assert kept(desk, view.id) == ["changed_since"]
    assert desk.people()["00101"].family == "Омъжена"


def test_an_email_that_somebody_took_since_is_not_taken_back(desk) -> None:
    desk.add_person(email="old@example.org", staff_number="00101", given="Мария", middle="Петрова", family="Иванова")
    view = desk.check("Сл. №;Трите имена;Имейл\n00101;Мария Петрова Иванова;new@example.org\n")
    desk.apply(view.id)
    desk.add_person(email="old@example.org")
    desk.undo(view.id)
    assert kept(desk, view.id) == ["taken"]


def test_only_what_was_applied_is_undone_and_only_once(desk) -> None:
    view = desk.check(HEAD + ROWS)
    with pytest.raises(Exception, match="batch_not_applied"):
        desk.undo(view.id)
    desk.apply(view.id)
    desk.undo(view.id)
    with pytest.raises(Exception, match="batch_not_applied"):
        desk.undo(view.id)
    with pytest.raises(Exception, match="batch_begun"):
        desk.apply(view.id)


def test_who_was_only_enrolled_goes_and_who_has_learnt_something_stays(desk) -> None:
    view = desk.check(HEAD + ROWS)
    desk.apply(view.id)
    with desk.work.writing() as session:
        for number in ("00101", "00102"):
            an_enrolment(session, PersonId(desk.people()[number].id))
        do_lesson(session, an_actor(session, PersonId(desk.people()["00101"].id)), WHY)
    desk.undo(view.id)
    assert set(desk.people()) == {"boss@example.org", "00101"}
    with desk.work.reading() as session:
        assert len(session.scalars(select(Enrolment)).all()) == 1
