"""A letter that was given up is sent again to where its addressee is reached now, and to nobody who is gone."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.db import begin_writing
from elearn.mail.models import Letter, LetterState
from elearn.people.models import Person
from tests.operations.conftest import Cast
from tests.operations.desk import a_letter, noted, post


def states(session: Session) -> list[tuple[str, LetterState]]:
    begin_writing(session)
    session.expire_all()
    return [(row.to, row.state) for row in session.scalars(select(Letter).order_by(Letter.id))]


def change(session: Session, person_id: int, **columns: object) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(columns))


def test_letters_are_sent_again_one_or_all_and_recorded_about_whom(desk: Session, cast: Cast, operator) -> None:
    one, two = a_letter(desk, cast.anna), a_letter(desk, cast.boris, 2)
    desk.commit()
    browser = operator()
    assert post(browser, f"/admin/letters/{one.id}/retry") == 303
    assert post(browser, f"/admin/letters/{one.id}/retry") == 409
    assert post(browser, "/admin/letters/retry?lang=en") == 303
    begin_writing(desk)
    desk.expire_all()
    assert [(row.state, row.attempts) for row in (one, two)] == [(LetterState.QUEUED, 0)] * 2
    assert [about for _, about, _ in noted(desk, "letter_retried")] == [cast.anna, cast.boris]


def test_it_goes_to_the_present_address_and_the_page_and_the_record_say_so(desk: Session, cast: Cast, operator) -> None:
    one = a_letter(desk, cast.anna)
    a_letter(desk, cast.boris, 2)
    change(desk, cast.anna, email="anna.nova@example.bg")
    change(desk, cast.boris, email="boris@example.bg")
    desk.commit()
    browser = operator()
    assert post(browser, f"/admin/letters/{one.id}/retry?lang=en") == 303
    assert "present address" in browser.get("/admin/letters?lang=en").text
    assert post(browser, "/admin/letters/retry?lang=en") == 303
    assert "1 of them goes to a new address." in browser.get("/admin/letters?lang=en").text
    assert [to for to, _ in states(desk)] == ["anna.nova@example.bg", "boris@example.bg"]
    told = noted(desk, "letter_retried")
    assert told == [("letter_retried", who, {"readdressed": True}) for who in (cast.anna, cast.boris)]


def test_nothing_goes_to_who_has_left_was_merged_or_has_no_email(desk: Session, cast: Cast, operator) -> None:
    letters = [a_letter(desk, who, n) for n, who in enumerate((cast.anna, cast.boris, cast.head))]
    change(desk, cast.anna, left_on=clock.today() - timedelta(days=1))
    change(desk, cast.boris, merged_into_id=cast.neighbour, email=None, staff_number=None)
    change(desk, cast.head, email=None, staff_number="7")
    desk.commit()
    browser = operator()
    assert [post(browser, f"/admin/letters/{one.id}/retry") for one in letters] == [409] * 3
    assert post(browser, "/admin/letters/retry?lang=en") == 303
    shown = browser.get("/admin/letters?lang=en").text
    assert "3 are not: their addressees have left" in shown
    assert [f"/admin/letters/{one.id}/retry" in shown for one in letters] == [False] * 3
    assert {state for _, state in states(desk)} == {LetterState.FAILED}


def test_a_letter_to_somebody_not_known_yet_goes_where_it_was_to(desk: Session, operator) -> None:
    letter = a_letter(desk, 0)
    letter.person_id = None
    desk.commit()
    assert post(operator(), f"/admin/letters/{letter.id}/retry") == 303
    assert states(desk) == [("anna@example.bg", LetterState.QUEUED)]
