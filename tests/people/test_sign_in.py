import threading

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from elearn.audit.models import AuditEntry
from elearn.errors import Conflict
from elearn.people import rules, sign_in, tries
from elearn.people.models import Credential, SignInSession, SignInTries
from elearn.permissions import Actor
from tests.factories.people import PASSWORD, a_person
from tests.people.conftest import EMAIL

pytestmark = pytest.mark.usefixtures("maria")


def state(session) -> list[tuple[str, int]]:
    session.rollback()
    return list(session.execute(select(SignInTries.key, SignInTries.tries).order_by(SignInTries.key)))


def test_the_right_password_leads_home_and_the_page_is_open(browser) -> None:
    assert browser.open("/my/account").status_code == 303
    answer = browser.sign_in(" Maria@Example.ORG ", PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/my")
    assert browser.open("/my/account").status_code == 200


def test_signing_in_returns_to_where_one_was(browser) -> None:
    turned_away = browser.open("/my/account?lang=en")
    assert turned_away.location == "/sign-in?next=%2Fmy%2Faccount%3Flang%3Den"
    answer = browser.sign_in(EMAIL, PASSWORD, turned_away.location)
    assert answer.location == "/my/account?lang=en"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "/%09/evil.example"])
def test_signing_in_never_leads_to_another_site(browser, target) -> None:
    assert browser.sign_in(EMAIL, PASSWORD, f"/sign-in?next={target}").location == "/my"
    browser.send("/my/account", to="/sign-out")
    page = browser.open("/sign-in")
    answer = browser.post(page, "/sign-in", action="/sign-in", email=EMAIL, password=PASSWORD, next=target)
    assert answer.location in {"/my", "/%09/evil.example"}
    if target == "/%09/evil.example":
        assert answer.location == target  # sent as typed it is a path of ours; only a real tab would lead away


def test_who_is_signed_in_already_goes_on(browser) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    assert browser.open("/sign-in?next=/my/name").location == "/my/name"


def test_an_unknown_email_and_a_wrong_password_answer_alike_and_hash_alike(browser, other_browser, hashes) -> None:
    known = browser.sign_in(EMAIL, "not the password")
    unknown = other_browser.sign_in("nobody@example.org", "not the password")
    assert len(hashes) == 2
    assert known.status_code == unknown.status_code == 400
    strip = [("maria@example.org", ""), ("nobody@example.org", "")]
    texts = []
    for answer, fields in ((known, browser), (unknown, other_browser)):
        text = answer.text
        for old, new in strip:
            text = text.replace(old, new)
        token = text.split('name="csrf_token" value="')[1].split('"')[0]
        texts.append(text.replace(token, ""))
        assert fields.open("/my/account").status_code == 303
    assert texts[0] == texts[1]


def test_an_unknown_email_costs_the_same_statements(browser, statements) -> None:
    counts = []
    browser.sign_in("warm-up@example.org", "wrong")
    for email in (EMAIL, "nobody@example.org"):
        page = browser.open("/sign-in")
        statements.clear()
        browser.post(page, "/sign-in", action="/sign-in", email=email, password="wrong")
        counts.append([statement.split()[0] for statement in statements])
    assert counts[0] == counts[1]


def test_a_person_without_a_password_cannot_get_in_with_any(browser, writing, hashes) -> None:
    with writing() as session:
        a_person(session, email="new@example.org", password=None)
    assert browser.sign_in("new@example.org", "").status_code == 400
    assert browser.sign_in("new@example.org", "None").status_code == 400
    assert len(hashes) == 2


def test_the_password_is_never_in_the_page_and_never_in_the_record(browser, session) -> None:
    answer = browser.sign_in(EMAIL, "my secret that is wrong")
    assert "my secret" not in answer.text
    session.rollback()
    assert "my secret" not in str([entry.details for entry in session.scalars(select(AuditEntry))])


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
    assert browser.open("/my/account").status_code == 303


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


def test_a_weaker_hash_is_renewed_at_sign_in_and_the_password_still_holds(browser, session, writing, hashes) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16).hash(PASSWORD)
    with writing() as other:
        other.execute(update(Credential).values(password_hash=weak))
    assert browser.sign_in(EMAIL, PASSWORD).status_code == 303
    assert len(hashes) == 2
    assert session.scalars(select(Credential.password_hash)).one() != weak
    browser.send("/my/account", to="/sign-out")
    assert browser.sign_in(EMAIL, PASSWORD).status_code == 303
    assert len(hashes) == 3


def test_five_wrong_passwords_lock_the_email_even_for_the_right_one(browser, other_browser, hashes, at) -> None:
    for _ in range(5):
        assert browser.sign_in(EMAIL, "wrong").status_code == 400
    hashes.clear()
    assert other_browser.sign_in(EMAIL, PASSWORD).status_code == 409
    assert hashes == []
    at(seconds=61)
    assert other_browser.sign_in(EMAIL, PASSWORD).status_code == 303


def test_the_lock_says_the_same_of_an_email_that_nobody_has(browser) -> None:
    answers = {}
    for email in (EMAIL, "nobody@example.org"):
        for _ in range(6):
            answers[email] = browser.sign_in(email, "wrong")
    assert {answer.status_code for answer in answers.values()} == {409}


def test_waits_grow_and_trying_during_a_wait_does_not_prolong_it(writing, at) -> None:
    visitor = Actor(address="192.0.2.1")

    def try_once() -> None:
        with writing() as session:
            sign_in.begin(session, visitor, EMAIL)

    for _ in range(5):
        try_once()
    at(seconds=61)
    try_once()
    for _ in range(20):
        with pytest.raises(Conflict) as locked:
            try_once()
        assert locked.value.details == {"minutes": 2}
    at(seconds=121)
    try_once()


def test_many_guesses_at_once_do_not_slip_through_together(app, hashes) -> None:
    """Tries are counted before the hash: of thirty at the same moment five are looked at."""
    codes = []

    def guess() -> None:
        with app.test_client() as client:
            page = client.get("/sign-in")
            token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
            sent = {"email": EMAIL, "password": "a guess", "csrf_token": token}
            codes.append(client.post("/sign-in", data=sent).status_code)

    threads = [threading.Thread(target=guess) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(hashes) == 5
    assert sorted(codes) == [400] * 5 + [409] * 25


def test_one_address_trying_many_emails_is_slowed_and_an_office_is_not(writing) -> None:
    office, attacker = Actor(address="192.0.2.1"), Actor(address="192.0.2.2")
    with writing() as session:
        for number in range(300):
            candidate = sign_in.begin(session, office, f"p{number}@example.org")
            tries.forgive(session, candidate.email, office.address)
        for number in range(rules.FOR_ADDRESS.free):
            sign_in.begin(session, attacker, f"q{number}@example.org")
        with pytest.raises(Conflict):
            sign_in.begin(session, attacker, "r@example.org")


def test_a_right_password_clears_the_count(browser, session) -> None:
    for _ in range(4):
        browser.sign_in(EMAIL, "wrong")
    browser.sign_in(EMAIL, PASSWORD)
    assert state(session) == [("address:127.0.0.1", 4)]


def test_the_counters_name_no_email(browser, session) -> None:
    browser.sign_in("my-password-in-the-wrong-field", "x")
    assert all("my-password" not in key for key, _ in state(session))


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


def test_a_sign_in_page_that_was_open_for_days_still_signs_in(browser) -> None:
    page = browser.open("/sign-in?next=/my/name")
    browser.client.delete_cookie("elearn")
    again = browser.post(page, "/sign-in", action="/sign-in", email=EMAIL, password=PASSWORD)
    assert again.status_code == 409
    answer = browser.post(again, "/sign-in", action="/sign-in", password=PASSWORD)
    assert answer.location == "/my/name"


def test_a_chosen_language_is_spoken_on_a_new_browser_until_that_one_chooses(browser, other_browser) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    browser.send("/my/account", to="/my/account/language", language="en")
    other_browser.sign_in(EMAIL, PASSWORD)
    assert other_browser.open("/my/account", **{"Accept-Language": "bg"}).headers["Content-Language"] == "en"
    assert other_browser.open("/my/account?lang=bg").headers["Content-Language"] == "bg"


def test_password_managers_know_the_fields(browser) -> None:
    text = browser.open("/sign-in").text
    assert 'autocomplete="username"' in text
    assert 'autocomplete="current-password"' in text
    assert "onpaste" not in text
