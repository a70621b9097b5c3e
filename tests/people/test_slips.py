"""A slip of paper opens an account once: with the staff number, for thirty days, and only the newest one."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from elearn import clock, ids
from elearn.audit.models import AuditEntry
from elearn.db import begin_writing
from elearn.errors import Invalid
from elearn.ids import PersonId
from elearn.people import granting, merging, rules, slips
from elearn.people.models import AccountLink, Credential, LinkPurpose, Organisation, Person, SignInSlip
from elearn.permissions import Actor, Grant, Role
from tests.factories.people import OPERATOR, PASSWORD, a_person, an_organisation

pytestmark = pytest.mark.usefixtures("ivan")
NUMBER, CODE, NEW = "SZ-1042", "2345ABCDEFGH", "друга дума след дъжд"


@pytest.fixture
def ivan(session) -> PersonId:
    """Without an e-mail, with the number NUMBER and the slip CODE; a password that was forgotten."""
    root = an_organisation(session)
    session.execute(update(Organisation).where(Organisation.id == root).values(code="SZ"))
    person_id = a_person(session, organisation_id=root, staff_number="1042", given="Иван", middle="", family="Колев")
    slips.give(session, OPERATOR, person_id, CODE)
    session.commit()
    return person_id


def prove(browser, number=NUMBER, code=CODE) -> TestResponse:
    return browser.send("/sign-in/slip", number=number, code=code)


def choose(browser, page, password=NEW, **typed) -> TestResponse:
    return browser.post(page, "/sign-in/slip", action="/sign-in/slip", password=password, again=password, **typed)


def test_a_slip_leads_to_a_password_and_in(browser, other_browser) -> None:
    page = prove(browser, "sz - 1042", "2345 abcd-efgh")
    assert "Иван Колев" in page.text
    answer = choose(browser, page)
    assert (answer.status_code, answer.location) == (303, "/my")
    assert browser.open("/my/account").status_code == 200
    assert other_browser.sign_in(NUMBER, NEW).status_code == 303


def test_looking_uses_nothing_up_and_using_does(browser, other_browser) -> None:
    page = prove(browser)
    assert "Иван" in prove(other_browser).text
    assert choose(browser, page).status_code == 303
    again = prove(other_browser)
    assert again.status_code == 400
    assert "Иван" not in again.text


def test_a_slip_from_before_a_role_opens_nothing_of_it(browser, session, ivan) -> None:
    """Whoever printed it might not be allowed to print one now."""
    begin_writing(session)
    granting.give(session, OPERATOR, ivan, Grant(Role.TRAINER))
    session.commit()
    assert prove(browser).status_code == 400


def test_a_bad_password_leaves_the_slip_unused(browser) -> None:
    page = prove(browser)
    for bad in ("short", "липата sz-1042", "колев и колевци"):
        answer = choose(browser, page, bad)
        assert answer.status_code == 400
        assert 'href="#password"' in answer.text
    assert choose(browser, page).status_code == 303


def test_the_password_page_alone_opens_nothing(browser) -> None:
    page = prove(browser)
    assert choose(browser, page, number="SZ-1").status_code == 400
    assert choose(browser, page, code="X" * 12).status_code == 400
    assert browser.open("/my/account").status_code == 303


@pytest.mark.parametrize("case", ["wrong code", "wrong number", "used", "ended by a newer one", "too old", "another's"])
def test_whatever_does_not_fit_is_refused_in_the_same_words(browser, ivan, writing, at, case) -> None:
    number, code = NUMBER, CODE
    with writing() as session:
        if case == "used":
            session.execute(update(SignInSlip).values(used_at=clock.now()))
        elif case == "ended by a newer one":
            slips.give(session, OPERATOR, ivan, "W" * 12)
        elif case == "another's":
            slips.give(session, OPERATOR, a_person(session), code := "V" * 12)
    if case == "too old":
        at(days=31)
    number, code = {"wrong code": (number, "Z" * 12), "wrong number": ("SZ-9", code)}.get(case, (number, code))
    answer = prove(browser, number, code)
    said = answer.text.split('role="alert"')[1].split("<form")[0]
    plain = prove(browser, "SZ-77", "Y" * 12).text.split('role="alert"')[1].split("<form")[0]
    assert (answer.status_code, said) == (400, plain)
    assert "Иван" not in answer.text


def test_a_slip_holds_to_the_end_of_its_last_day(browser, at, session) -> None:
    until = session.scalars(select(SignInSlip.expires_at)).one()
    session.rollback()
    assert until == clock.end_of_day(clock.day_of(clock.now() + timedelta(days=30)))
    at(seconds=(until - clock.now()).total_seconds() - 60)
    assert prove(browser).status_code == 200


def test_a_slip_opens_nothing_once_its_holder_has_taken_over_the_roles_of_another(browser, ivan, writing) -> None:
    with writing() as setup:
        employer = setup.get_one(Person, ivan).organisation_id
        other = a_person(setup, organisation_id=employer, roles=(Grant(Role.TRAINER, employer),))
        merging.merge(setup, OPERATOR, ivan, other)
    assert prove(browser).status_code == 400


def test_using_it_ends_other_slips_links_and_sign_ins(browser, other_browser, ivan, writing, session) -> None:
    other_browser.sign_in(NUMBER, PASSWORD)
    now = clock.now()
    with writing() as setup:
        for digest in ("a" * 64, "b" * 64):
            setup.add(SignInSlip(person_id=ivan, code_sha256=digest, created_at=now, expires_at=now + slips.LIFETIME))
        setup.add(
            AccountLink(
                person_id=ivan,
                email="x@example.org",
                purpose=LinkPurpose.RESET,
                token_sha256="c" * 64,
                language="bg",
                created_at=now,
                expires_at=now + slips.LIFETIME,
            )
        )
    choose(browser, prove(browser))
    assert other_browser.open("/my/account").status_code == 303
    session.rollback()
    assert None not in session.scalars(select(SignInSlip.used_at)).all()
    assert None not in session.scalars(select(AccountLink.used_at)).all()


def test_of_two_at_the_same_time_one_wins(writing) -> None:
    with writing() as looking:
        proven = slips.look(looking, Actor(), NUMBER, CODE)
    ready, outcomes = Barrier(2), []

    def use() -> None:
        ready.wait()
        try:
            with writing() as own:
                slips.use(own, Actor(), proven, CODE, "hash")
            outcomes.append("in")
        except Invalid as refusal:
            outcomes.append(refusal.code)

    both = [Thread(target=use) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(outcomes) == ["in", "slip_wrong"]


def test_tries_are_counted_and_locked_for_known_and_unknown_alike(browser) -> None:
    for number in (NUMBER, "SZ-9"):
        for _ in range(5):
            assert prove(browser, number, "X" * 12).status_code == 400
        assert prove(browser, number).status_code == 409


def test_too_many_passwords_do_not_shut_the_slip_out_and_it_lifts_their_wait(browser, other_browser) -> None:
    for _ in range(6):
        browser.sign_in(NUMBER, "wrong")
    assert other_browser.sign_in(NUMBER, PASSWORD).status_code == 409
    choose(browser, prove(browser))
    assert other_browser.sign_in(NUMBER, NEW).status_code == 303


def test_who_has_left_hears_whom_to_ask_and_gets_no_password(browser, ivan, writing, session) -> None:
    with writing() as setup:
        setup.execute(update(Person).where(Person.id == ivan).values(left_on=clock.today()))
    answer = prove(browser)
    assert answer.status_code == 403
    assert "координатора" in answer.text.split('role="alert"')[1].split("<form")[0]
    assert prove(browser, code="X" * 12).status_code == 400
    before = session.scalars(select(Credential.password_hash)).one()
    session.rollback()
    browser.post(browser.open("/sign-in/slip"), "/sign-in/slip", number=NUMBER, code=CODE, password=NEW, again=NEW)
    assert session.scalars(select(Credential.password_hash)).one() == before


def test_the_database_and_the_record_hold_no_code(ivan, browser, session) -> None:
    choose(browser, prove(browser))
    held = [str(vars(row)) for table in (SignInSlip, AuditEntry) for row in session.scalars(select(table))]
    assert not [row for row in held if CODE in row]
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == str(ivan))).all()
    assert {"slip_given", "slip_used", "password_changed", "signed_in"} <= set(actions)


def test_a_code_is_read_however_it_is_typed() -> None:
    for _ in range(50):
        code = ids.public_code()
        spaced = " - ".join((code[:4], code[4:8], code[8:])).lower()
        assert rules.normal_code(spaced) == code
    assert rules.normal_code("авек") == "ABEK"
