import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from elearn.errors import Conflict
from elearn.jobs.runner import run_all
from elearn.mail.models import Letter
from elearn.people import links, queries, sign_in
from elearn.people.models import AccountLink, Credential, LinkPurpose, Person
from elearn.permissions import Via
from elearn.work import open_work
from elearn.worker import HANDLERS
from tests.factories.people import OPERATOR, PASSWORD, a_person
from tests.people.browser import Browser
from tests.people.conftest import EMAIL

pytestmark = pytest.mark.usefixtures("maria")
NEW = "друга дума след дъжд"


@pytest.fixture
def post_office(settings) -> Callable[[], list[str]]:
    """`post_office()` lets the worker do what waits, and gives the addresses in all letters so far, oldest first."""

    def deliver() -> list[str]:
        with open_work(settings, Via.JOB) as work:
            run_all(work, HANDLERS)
            with work.reading() as session:
                texts = session.scalars(select(Letter.text).order_by(Letter.id))
                return [re.search(r"http://127\.0\.0\.1:8000(/link/\S+)", text)[1] for text in texts]

    return deliver


@pytest.fixture
def registering(settings, start) -> Browser:
    """A browser on a platform where people of example.org may register themselves."""
    return Browser(start(replace(settings, registration=True, registration_domains=("example.org",))).test_client())


def letters(session) -> list[Letter]:
    session.rollback()
    return list(session.scalars(select(Letter).order_by(Letter.id)))


def use(browser, address, **typed) -> TestResponse:
    return browser.send(address, **({"password": NEW, "again": NEW} | typed))


def test_a_forgotten_password_is_replaced_through_a_letter(browser, other_browser, post_office) -> None:
    other_browser.sign_in(EMAIL, PASSWORD)
    assert browser.send("/forgotten", email="MARIA@example.org ").location == "/letter-sent"
    (address,) = post_office()
    answer = use(browser, address)
    assert (answer.status_code, answer.location) == (303, "/my")
    assert browser.open("/my/account").status_code == 200
    assert other_browser.open("/my/account").status_code == 303
    assert other_browser.sign_in(EMAIL, PASSWORD).status_code == 400
    assert other_browser.sign_in(EMAIL, NEW).status_code == 303


def test_asking_answers_alike_costs_alike_and_writes_to_nobody_unknown(
    browser, post_office, statements, session
) -> None:
    seen = []
    for email in (EMAIL, "nobody@example.org"):
        page = browser.open("/forgotten")
        statements.clear()
        answer = browser.post(page, "/forgotten", email=email)
        seen.append((answer.status_code, answer.location, [s.split()[0] for s in statements]))
    assert seen[0] == seen[1]
    post_office()
    assert [letter.to for letter in letters(session)] == [EMAIL]


def test_opening_a_link_never_uses_it(browser, post_office, session) -> None:
    browser.send("/forgotten", email=EMAIL)
    (address,) = post_office()
    for method in ("GET", "HEAD", "OPTIONS"):
        for _ in range(3):
            browser.client.open(address, method=method)
    session.rollback()
    assert session.scalars(select(AccountLink.used_at)).all() == [None]
    assert use(browser, address).status_code == 303


def test_a_link_works_once_and_then_offers_another(browser, other_browser, post_office, at) -> None:
    browser.send("/forgotten", email=EMAIL)
    (address,) = post_office()
    page = other_browser.open(address)
    use(browser, address)
    second = other_browser.post(page, address, password="съвсем друга парола", again="съвсем друга парола")
    assert second.status_code == 410
    assert other_browser.sign_in(EMAIL, NEW).status_code == 303
    ended = browser.open(address)
    assert ended.status_code == 410
    at(minutes=3)
    assert browser.post(ended, f"{address}/again", action=f"{address}/again").location == "/letter-sent"
    assert len(post_office()) == 2


def test_of_two_who_use_a_link_at_once_one_wins(session, settings, writing) -> None:
    with writing() as setup:
        address = links.issue(setup, OPERATOR, settings, email=EMAIL, purpose=LinkPurpose.RESET, language="bg")
    token = address.rpartition("/")[2]
    with writing() as first:
        links.set_password(first, OPERATOR, token, "first")
    with pytest.raises(Conflict, match="link_used"), writing() as second:
        links.set_password(second, OPERATOR, token, "second")
    assert session.scalars(select(Credential.password_hash)).one() == "first"


def test_an_expired_link_changes_nothing_and_a_new_one_goes_to_the_same_address(
    browser, post_office, session, at
) -> None:
    browser.send("/forgotten", email=EMAIL)
    (address,) = post_office()
    page = browser.open(address)
    at(hours=3)
    assert browser.post(page, address, password=NEW, again=NEW).status_code == 410
    assert browser.sign_in(EMAIL, PASSWORD).status_code == 303
    ended = browser.open(address)
    browser.post(ended, f"{address}/again", action=f"{address}/again", email="attacker@example.org")
    _, fresh = post_office()
    assert {letter.to for letter in letters(session)} == {EMAIL}
    assert use(browser, fresh).status_code == 303


def test_a_link_ended_by_a_new_email_is_sent_anew_to_that_one(browser, writing, post_office, session, maria) -> None:
    browser.send("/forgotten", email=EMAIL)
    (address,) = post_office()
    with writing() as changing:
        sign_in.end_every_way_in(changing, OPERATOR, maria)
        changing.execute(update(Person).where(Person.id == maria).values(email="m.new@example.org"))
    ended = browser.open(address)
    assert ended.status_code == 410
    browser.post(ended, f"{address}/again", action=f"{address}/again")
    post_office()
    assert [letter.to for letter in letters(session)] == [EMAIL, "m.new@example.org"]


def test_using_one_link_ends_the_others_of_that_email(browser, post_office, at) -> None:
    browser.send("/forgotten", email=EMAIL)
    post_office()
    at(minutes=3)
    browser.send("/forgotten", email=EMAIL)
    older, newer = post_office()
    assert use(browser, newer).status_code == 303
    assert browser.open(older).status_code == 410


def test_changing_the_password_ends_the_links_that_lie_in_the_post(browser, other_browser, post_office) -> None:
    browser.send("/forgotten", email=EMAIL)
    (address,) = post_office()
    browser.sign_in(EMAIL, PASSWORD)
    browser.send("/my/account", to="/my/account/password", present=PASSWORD, password=NEW, again=NEW)
    assert other_browser.open(address).status_code == 410


def test_asking_often_sends_one_letter(browser, post_office) -> None:
    for _ in range(5):
        browser.send("/forgotten", email=EMAIL)
    assert len(post_office()) == 1


def test_the_job_run_twice_sends_one_letter(settings, session) -> None:
    payload = {"email": EMAIL, "language": "bg"}
    with open_work(settings, Via.JOB) as work:
        for _ in range(2):
            HANDLERS["send_account_link"](work, payload)
    assert len(letters(session)) == 1


@pytest.mark.parametrize("address", ["/link/x", "/link/" + "a" * 43, "/link/%01", "/link/..%2f..%2f"])
def test_an_invented_link_is_not_found(browser, address) -> None:
    assert browser.open(address).status_code == 404


def test_the_database_holds_no_token_of_a_link(browser, post_office, session) -> None:
    browser.send("/forgotten", email=EMAIL)
    token = post_office()[0].rpartition("/")[2]
    session.rollback()
    assert token not in str(vars(session.scalars(select(AccountLink)).one()))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"password": "short", "again": "short"}, "password"),
        ({"password": NEW, "again": NEW + "!"}, "again"),
        ({"password": "мария иванова 1", "again": "мария иванова 1"}, "password"),
        ({"password": EMAIL, "again": EMAIL}, "password"),
        ({"password": "", "again": ""}, "password"),
    ],
)
def test_a_bad_password_leaves_the_link_unused(browser, post_office, typed, field) -> None:
    browser.send("/forgotten", email=EMAIL)
    (address,) = post_office()
    answer = use(browser, address, **typed)
    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.text
    assert use(browser, address).status_code == 303


def test_a_reset_lifts_the_lock(browser, post_office) -> None:
    for _ in range(6):
        browser.sign_in(EMAIL, "wrong")
    browser.send("/forgotten", email=EMAIL)
    (address,) = post_office()
    use(browser, address)
    browser.send("/my/account", to="/sign-out")
    assert browser.sign_in(EMAIL, NEW).status_code == 303


def test_an_invited_person_chooses_a_first_password(browser, writing, session, settings) -> None:
    with writing() as setup:
        person = a_person(setup, email="new@example.org", given="Нора", password=None)
        printed = links.issue(
            setup, OPERATOR, settings, email="new@example.org", purpose=LinkPurpose.INVITATION, language="bg"
        )
    address = printed.removeprefix(settings.address)
    assert "Нора Иванова" in browser.open(address).text
    assert use(browser, address).location == "/my"
    assert browser.open("/my/account").status_code == 200
    (letter,) = letters(session)
    assert letter.person_id == person
    assert printed in letter.text
    assert "Нора Иванова" in letter.text


def test_a_person_without_password_who_forgot_it_is_invited(browser, writing, post_office, session) -> None:
    with writing() as setup:
        a_person(setup, email="new@example.org", password=None)
    browser.send("/forgotten", email="new@example.org")
    post_office()
    session.rollback()
    assert session.scalars(select(AccountLink.purpose)).all() == [LinkPurpose.INVITATION]


def test_registration_is_off_unless_the_setting_says_otherwise(browser, post_office) -> None:
    assert browser.open("/register").status_code == 404
    browser.send("/forgotten", email="stranger@example.org")
    assert post_office() == []


def test_someone_registers_by_confirming_the_email(registering, settings, session) -> None:
    assert registering.send("/register", email="Stranger@Example.org").location == "/letter-sent"
    with open_work(replace(settings, registration=True, registration_domains=("example.org",)), Via.JOB) as work:
        run_all(work, HANDLERS)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Person)) == 1
    (letter,) = letters(session)
    address = re.search(r"(/link/\S+)", letter.text)[1]
    bad = use(registering, address, given="Ни1на", family="")
    assert bad.status_code == 400
    assert use(registering, address, given="Нина", middle="", family="Станева").location == "/my"
    session.rollback()
    person = queries.person_by_email(session, "stranger@example.org")
    assert queries.person(session, person).name == "Нина Станева"
    assert registering.open("/my/account").status_code == 200


def test_other_domains_cannot_register(registering, session) -> None:
    answer = registering.send("/register", email="x@evil-example.org")
    assert answer.status_code == 400
    assert letters(session) == []


def test_registering_with_an_email_that_has_an_account_gives_nothing_away(registering, settings, session) -> None:
    answers = [registering.send("/register", email=email) for email in (EMAIL, "stranger@example.org")]
    assert answers[0].location == answers[1].location
    with open_work(replace(settings, registration=True), Via.JOB) as work:
        run_all(work, HANDLERS)
    session.rollback()
    purposes = dict(session.execute(select(AccountLink.email, AccountLink.purpose)).all())
    assert purposes == {EMAIL: LinkPurpose.RESET, "stranger@example.org": LinkPurpose.REGISTRATION}


def test_a_letter_speaks_the_language_that_the_person_chose(browser, post_office, session) -> None:
    browser.sign_in(EMAIL, PASSWORD)
    browser.send("/my/account", to="/my/account/language", language="en")
    browser.send("/my/account", to="/sign-out")
    browser.send("/forgotten?lang=bg", email=EMAIL)
    post_office()
    assert "Choose a new password here" in letters(session)[0].text
