"""Signing in without an e-mail: `SZ-1042`, or the bare number where only one employer has it."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.ids import OrganisationId, PersonId
from elearn.people import naming, rules
from elearn.people.models import Organisation, Person, SignInSession
from tests.factories.people import PASSWORD, a_person, an_organisation
from tests.people.conftest import EMAIL

pytestmark = pytest.mark.usefixtures("employers")


@pytest.fixture
def employers(writing) -> tuple[OrganisationId, OrganisationId]:
    """Two municipalities with codes; somebody of the first has the number 1042."""
    with writing() as session:
        first, second = an_organisation(session), an_organisation(session)
        for root, code in ((first, "SZ"), (second, "KZ")):
            session.execute(update(Organisation).where(Organisation.id == root).values(code=code))
        numbered(session, first, "1042")
    return first, second


def numbered(session, root, number, **details) -> PersonId:
    """A person without an e-mail."""
    return a_person(session, organisation_id=root, staff_number=number, **details)


@pytest.mark.parametrize("typed", ["SZ-1042", " sz-1042 ", "sz – 1042", "1042"])
def test_a_staff_number_signs_in_however_it_is_typed(browser, typed) -> None:
    assert browser.sign_in(typed, PASSWORD).status_code == 303
    assert "SZ-1042" in browser.open("/my/account").text


def test_a_bare_number_that_two_employers_have_signs_nobody_in(browser, employers, writing) -> None:
    _, second = employers
    with writing() as session:
        numbered(session, second, "1042")
    assert browser.sign_in("1042", PASSWORD).status_code == 400
    assert browser.sign_in("SZ-1042", PASSWORD).status_code == 303


def test_a_code_opens_no_account_of_another_employer(browser) -> None:
    assert browser.sign_in("KZ-1042", PASSWORD).status_code == 400
    assert browser.sign_in("XX-1042", PASSWORD).status_code == 400


@pytest.mark.parametrize(("number", "typed"), [("Ап-17", "ап-17"), ("ЧР-17-2", "sz-чр-17-2")])
def test_a_number_with_hyphens_and_letters_is_whole(browser, employers, writing, number, typed) -> None:
    with writing() as session:
        numbered(session, employers[0], number)
    assert browser.sign_in(typed, PASSWORD).status_code == 303


def test_an_unknown_number_costs_the_same_and_says_the_same(browser, statements, hashes) -> None:
    answers = []
    browser.sign_in("SZ-1", "wrong")
    hashes.clear()
    for name in ("SZ-1042", "SZ-9999", "1042", "77"):
        page = browser.open("/sign-in")
        statements.clear()
        answer = browser.post(page, "/sign-in", action="/sign-in", email=name, password="wrong")
        said = answer.text.split('role="alert"')[1].split("<form")[0]
        answers.append((answer.status_code, said, tuple(statement.split()[0] for statement in statements)))
    assert len(set(answers)) == 1
    assert len(hashes) == 4


def test_tries_count_for_the_normal_form_of_what_was_typed(browser) -> None:
    for typed in ("SZ-1042", "sz-1042", " SZ - 1042", "sz–1042", "SZ-1042 "):
        assert browser.sign_in(typed, "wrong").status_code == 400
    assert browser.sign_in("sz-1042", PASSWORD).status_code == 409


def test_who_signs_in_with_a_number_changes_the_password(browser, other_browser) -> None:
    browser.sign_in("SZ-1042", PASSWORD)
    new = "друга дума след дъжд"
    browser.send("/my/account", to="/my/account/password", present=PASSWORD, password=new, again=new)
    assert other_browser.sign_in("SZ-1042", new).status_code == 303


def test_the_password_may_not_hold_the_staff_number(browser) -> None:
    browser.sign_in("SZ-1042", PASSWORD)
    new = "липа sz-1042 липа"
    answer = browser.send("/my/account", to="/my/account/password", present=PASSWORD, password=new, again=new)
    assert answer.status_code == 400


def leave(writing, person_id, on) -> None:
    with writing() as session:
        session.execute(update(Person).where(Person.id == person_id).values(left_on=on))


def test_who_has_left_hears_so_only_with_the_right_password(browser, maria, writing) -> None:
    leave(writing, maria, clock.today())
    wrong, unknown = browser.sign_in(EMAIL, "wrong"), browser.sign_in("nobody@example.org", "wrong")
    assert wrong.status_code == unknown.status_code == 400
    right = browser.sign_in(EMAIL, PASSWORD)
    assert right.status_code == 403
    assert "координатора" in right.text
    assert "координатора" not in wrong.text.split('role="alert"')[1].split("<form")[0]
    assert browser.open("/my/account").status_code == 303


def test_open_sessions_of_who_leaves_are_worth_nothing(browser, maria, writing) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    leave(writing, maria, clock.today() + timedelta(days=1))
    assert browser.open("/my/account").status_code == 200, "the last days are still worked"
    leave(writing, maria, clock.today())
    assert browser.open("/my/account").status_code == 303


def test_open_sessions_of_who_was_merged_are_worth_nothing(browser, maria, writing) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    with writing() as session:
        kept = a_person(session)
        session.execute(update(Person).where(Person.id == maria).values(email=None, merged_into_id=kept))
    assert browser.open("/my/account").status_code == 303
    assert browser.sign_in(EMAIL, PASSWORD).status_code == 400


def test_turning_away_is_recorded_and_opens_no_session(browser, maria, writing, session) -> None:
    leave(writing, maria, clock.today())
    browser.sign_in(EMAIL, PASSWORD)
    assert session.scalars(select(SignInSession)).all() == []
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == str(maria))).all()
    assert "sign_in_turned_away" in actions


def test_forgetting_a_password_without_an_email_leads_to_the_coordinator(browser) -> None:
    known, unknown = (browser.send("/forgotten", email=number) for number in ("SZ-1042", "SZ-9999"))
    assert known.status_code == unknown.status_code == 400
    assert "координатора" in known.text.split("field-error")[1]


def test_finding_a_number_goes_by_its_key_and_never_through_all_people(session) -> None:
    sent = []
    event.listen(session.connection(), "before_cursor_execute", lambda *call: sent.append(call[2:4]))
    assert naming.find(session, rules.typed_sign_in("SZ-1042")) is not None
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("a planner with statistics of its own scans two rows")
    ((statement, values),) = sent
    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    steps = [row[3] for row in plan]
    assert any("employer_id=? AND staff_number=?" in step for step in steps), steps
    assert not [step for step in steps if step.startswith("SCAN")], steps
