import pytest
from sqlalchemy import select

from elearn.people.models import SignInSession
from tests.factories.people import PASSWORD, a_person
from tests.people.conftest import EMAIL

pytestmark = pytest.mark.usefixtures("maria")


def test_the_cookie_is_renewed_and_an_earlier_one_does_not_become_a_sign_in(browser, other_browser) -> None:
    """Session fixation: what an attacker put into the browser before is worth nothing after."""
    browser.open("/sign-in")
    planted = browser.client.get_cookie("elearn").value
    with browser.client.session_transaction() as cookie:
        cookie["planted"] = "by an attacker"
        before = cookie["csrf_token"]
    browser.sign_in(EMAIL, PASSWORD)
    with browser.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != before
    other_browser.client.set_cookie("elearn", planted)
    assert other_browser.open("/my/account").status_code == 303


def test_signing_in_again_ends_the_sign_in_that_the_browser_held(browser, other_browser) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    old = browser.client.get_cookie("elearn").value
    token = browser.client.get("/session-token").json["csrf"]
    browser.client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, "csrf_token": token})
    assert browser.open("/my/account").status_code == 200
    other_browser.client.set_cookie("elearn", old)
    assert other_browser.open("/my/account").status_code == 303


def test_the_database_holds_no_token(browser, session) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    with browser.client.session_transaction() as cookie:
        token = cookie["_user_id"]
    row = session.scalars(select(SignInSession)).one()
    assert token not in str(vars(row))
    assert len(token) >= 43


def test_a_cookie_that_was_changed_is_no_sign_in(browser) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    value = browser.client.get_cookie("elearn").value
    body, _, signature = value.rpartition(".")
    for forged in (body + "." + signature[::-1], body[:-1] + ("A" if body[-1] != "A" else "B") + "." + signature, "x"):
        browser.client.set_cookie("elearn", forged)
        assert browser.open("/my/account").status_code == 303


def test_signing_out_ends_the_sign_in_for_a_copied_cookie_too(browser, other_browser) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    other_browser.client.set_cookie("elearn", browser.client.get_cookie("elearn").value)
    assert other_browser.open("/my/account").status_code == 200
    assert browser.send("/my/account", to="/sign-out").location == "/"
    assert browser.open("/my/account").status_code == 303
    assert other_browser.open("/my/account").status_code == 303


def test_a_link_cannot_sign_anyone_out(browser) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    assert browser.open("/sign-out").status_code == 405
    assert browser.open("/my/account").status_code == 200


@pytest.mark.parametrize("address", ["/sign-in", "/sign-out", "/forgotten", "/my/account/password", "/my/name"])
def test_no_form_works_without_its_token(browser, address) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    answer = browser.client.post(address, data={"email": EMAIL, "password": PASSWORD})
    assert answer.status_code in {400, 409}
    assert browser.open("/my/account").status_code == 200


def test_a_sign_in_ends_when_it_lies_idle(browser, settings, at) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    for _ in range(3):
        at(minutes=settings.session_idle_minutes - 1)
        assert browser.open("/my/account").status_code == 200
    at(minutes=settings.session_idle_minutes + 1)
    turned_away = browser.open("/my/account")
    assert turned_away.status_code == 303
    assert "message is-note" in browser.open(turned_away.location).text


def test_a_sign_in_ends_after_its_days_however_busy(browser, settings, at) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    for _ in range(settings.session_days * 24):
        at(hours=1)
        page = browser.open("/session-token", Accept="application/json")
    assert page.status_code == 401
    assert page.json["code"] == "signed_out"


def test_a_request_costs_one_select_for_the_sign_in(browser, statements) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    statements.clear()
    assert browser.open("/session-token").status_code == 200
    assert len(statements) == 1
    assert statements[0].startswith("SELECT")


def test_last_seen_is_written_at_most_every_five_minutes(browser, session, at, statements) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    first = session.scalars(select(SignInSession.last_seen_at)).one()
    at(minutes=4)
    browser.open("/session-token").close()
    at(minutes=2)
    statements.clear()
    for _ in range(3):
        browser.open("/session-token").close()
    assert sum(statement.startswith("UPDATE") for statement in statements) == 1
    session.rollback()
    assert session.scalars(select(SignInSession.last_seen_at)).one() > first


def test_signed_out_requests_of_a_script_get_a_code_and_words(browser) -> None:
    answer = browser.client.get("/session-token", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json["code"] == "signed_out"
    assert answer.json["what"]
    assert answer.json["do"]


def test_a_script_with_a_dead_token_and_no_sign_in_hears_that_it_is_signed_out(browser) -> None:
    answer = browser.client.post("/my/name", json={}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["code"]) == (401, "signed_out")


def test_after_signing_in_beside_the_old_page_gets_a_token_that_works(browser, maria) -> None:
    page = browser.sign_in(EMAIL, PASSWORD, "/sign-in?beside=1")
    assert page.status_code == 200
    assert f'data-signed-in="{maria}"' in page.text
    assert "beside" in page.text
    fresh = browser.client.get("/session-token", headers={"Accept": "application/json"}).json
    assert fresh["person_id"] == maria
    sent = browser.client.post("/my/account/language", data={"language": "en", "csrf_token": fresh["csrf"]})
    assert sent.status_code == 303


def test_a_token_of_one_person_is_worth_nothing_for_another(browser, other_browser, writing) -> None:
    with writing() as session:
        a_person(session, email="other@example.org")
    browser.sign_in(EMAIL, PASSWORD)
    other_browser.sign_in("other@example.org", PASSWORD)
    stolen = browser.client.get("/session-token").json["csrf"]
    assert other_browser.client.post("/sign-out", data={"csrf_token": stolen}).status_code == 400
