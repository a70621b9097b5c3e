import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from elearn.audit.models import AuditEntry
from elearn.people import sign_in
from elearn.people.models import Credential, SignInSession
from elearn.permissions import Actor
from tests.factories.people import PASSWORD, a_person
from tests.people.conftest import EMAIL

pytestmark = pytest.mark.usefixtures("maria")

NEW = "друга дума след дъжд"


def test_the_right_password_leads_home_and_the_page_is_open(browser) -> None:
    assert browser.open("/my/account").status_code == 303
    answer = browser.sign_in(" Maria@Example.ORG ", PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/my")
    assert browser.open("/my/account").status_code == 200


@pytest.mark.parametrize("typed", ["maria@община.бг", " Maria@ОБЩИНА.бг", "maria@xn--80abvuc1e.xn--90ae"])
def test_an_email_signs_in_however_its_domain_is_spelt(browser, writing, typed) -> None:
    with writing() as session:
        a_person(session, email="maria@Община.бг")
    assert browser.sign_in(typed, PASSWORD).status_code == 303


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


@pytest.fixture
def replaced(maria, writing, after_hashing) -> None:
    """The person chooses the password NEW by a letter's link while another one is being compared."""

    def replace() -> None:
        with writing() as session:
            sign_in.change_password(session, Actor(person_id=maria), maria, PasswordHasher(1, 8, 1).hash(NEW))

    after_hashing(replace)


@pytest.mark.usefixtures("replaced")
def test_a_password_replaced_while_it_was_compared_lets_nobody_in(browser, session) -> None:
    assert browser.sign_in(EMAIL, PASSWORD).status_code == 400
    assert browser.open("/my/account").status_code == 303
    assert session.scalars(select(SignInSession)).all() == []


@pytest.mark.usefixtures("replaced")
def test_and_is_not_written_back_by_a_renewal(browser, other_browser, writing) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, hash_len=16).hash(PASSWORD)
    with writing() as other:
        other.execute(update(Credential).values(password_hash=weak))
    assert browser.sign_in(EMAIL, PASSWORD).status_code == 400
    assert other_browser.sign_in(EMAIL, NEW).status_code == 303


def test_a_password_renewed_by_another_sign_in_at_that_moment_is_still_right(browser, writing, after_hashing) -> None:
    def renew() -> None:
        with writing() as other:
            other.execute(update(Credential).values(password_hash=PasswordHasher(1, 8, 1).hash(PASSWORD)))

    after_hashing(renew)
    assert browser.sign_in(EMAIL, PASSWORD).status_code == 303


def test_the_old_password_changes_nothing_once_it_is_replaced(browser, other_browser, request) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    page = browser.open("/my/account")
    request.getfixturevalue("replaced")
    mine = {"present": PASSWORD, "password": "трета дума след дъжд", "again": "трета дума след дъжд"}
    browser.post(page, "/my/account/password", action="/my/account/password", **mine)
    assert other_browser.sign_in(EMAIL, NEW).status_code == 303
