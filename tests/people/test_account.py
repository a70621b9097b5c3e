import pytest
from sqlalchemy import select

from elearn.ids import PersonId
from elearn.people import queries
from elearn.people.models import SignInSession
from elearn.permissions import Role
from tests.factories.people import PASSWORD, a_person, an_organisation
from tests.people.conftest import EMAIL

NEW = "друга дума след дъжд"


@pytest.fixture
def here(browser, maria) -> PersonId:
    browser.sign_in(EMAIL, PASSWORD)
    return maria


def test_the_account_shows_who_one_is(browser, writing) -> None:
    with writing() as session:
        unit = an_organisation(session, "Дирекция „Икономика“")
        a_person(session, email=EMAIL, organisation_id=unit, roles=(Role.LEARNER, Role.COORDINATOR))
    browser.sign_in(EMAIL, PASSWORD)
    text = browser.open("/my/account").text
    for shown in ("Мария Петрова Иванова", "Maria Petrova Ivanova", EMAIL, "Дирекция „Икономика“"):
        assert shown in text


@pytest.mark.usefixtures("here")
def test_a_new_password_ends_every_other_sign_in_and_keeps_this_browser(browser, other_browser) -> None:
    other_browser.sign_in(EMAIL, PASSWORD)
    old = browser.client.get_cookie("elearn").value
    sent = {"present": PASSWORD, "password": NEW, "again": NEW}
    assert browser.send("/my/account", to="/my/account/password", **sent).status_code == 303
    assert browser.open("/my/account").status_code == 200
    assert other_browser.open("/my/account").status_code == 303
    other_browser.client.set_cookie("elearn", old)
    assert other_browser.open("/my/account").status_code == 303
    other_browser.client.delete_cookie("elearn")
    assert other_browser.sign_in(EMAIL, PASSWORD).status_code == 400
    assert other_browser.sign_in(EMAIL, NEW).status_code == 303


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"present": "wrong", "password": NEW, "again": NEW}, "present"),
        ({"present": PASSWORD, "password": "къса", "again": "къса"}, "password"),
        ({"present": PASSWORD, "password": NEW, "again": ""}, "again"),
        ({"present": PASSWORD, "password": "maria@example.org", "again": "maria@example.org"}, "password"),
    ],
)
def test_a_password_that_is_not_changed_says_where_the_mistake_is(browser, other_browser, sent, field) -> None:
    answer = browser.send("/my/account", to="/my/account/password", **sent)
    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.text
    assert other_browser.sign_in(EMAIL, PASSWORD).status_code == 303


@pytest.mark.usefixtures("here")
def test_an_open_browser_is_no_place_to_guess_the_password(browser, hashes) -> None:
    sent = {"present": "a guess", "password": NEW, "again": NEW}
    for _ in range(8):
        browser.send("/my/account", to="/my/account/password", **sent)
    assert len(hashes) == 5


def test_one_sees_and_ends_ones_own_sign_ins(browser, other_browser, here, session) -> None:
    other_browser.sign_in(EMAIL, PASSWORD)
    theirs = session.scalars(select(SignInSession.id).order_by(SignInSession.id.desc())).first()
    address = f"/my/account/sessions/{theirs}/end"
    assert browser.send("/my/account/sessions", to=address).status_code == 303
    assert other_browser.open("/my/account").status_code == 303
    assert browser.open("/my/account").status_code == 200
    session.rollback()
    assert len(queries.open_sessions(session, here)) == 1


@pytest.mark.usefixtures("here")
def test_all_others_are_ended_at_once(browser, other_browser) -> None:
    other_browser.sign_in(EMAIL, PASSWORD)
    browser.send("/my/account/sessions", to="/my/account/sessions/end-others")
    assert other_browser.open("/my/account").status_code == 303
    assert browser.open("/my/account").status_code == 200


@pytest.mark.usefixtures("here")
def test_nobody_ends_the_sign_in_of_another_person(browser, other_browser, writing, session) -> None:
    with writing() as setup:
        a_person(setup, email="other@example.org")
    other_browser.sign_in("other@example.org", PASSWORD)
    theirs = session.scalars(select(SignInSession.id).order_by(SignInSession.id.desc())).first()
    token = browser.client.get("/session-token").json["csrf"]
    answer = browser.client.post(f"/my/account/sessions/{theirs}/end", data={"csrf_token": token})
    assert answer.status_code == 404
    assert other_browser.open("/my/account").status_code == 200


@pytest.mark.usefixtures("here")
def test_a_sign_in_that_lay_idle_too_long_is_not_listed(browser, other_browser, at, settings) -> None:
    other_browser.sign_in(EMAIL, PASSWORD)
    assert browser.open("/my/account/sessions").text.count('/end"') == 2
    for _ in range(3):
        at(minutes=settings.session_idle_minutes / 2)
        browser.open("/session-token").close()
    assert browser.open("/my/account/sessions").text.count('/end"') == 1


def test_a_learner_confirms_the_proposed_spelling_and_goes_on(browser, here, session) -> None:
    page = browser.open("/my/name?next=/learn/course/exam")
    assert 'value="Ivanova"' in page.text
    answer = browser.post(page, "/my/name", action=None, do="confirm", **names())
    assert (answer.status_code, answer.location) == (303, "/learn/course/exam")
    session.rollback()
    assert queries.paper_names(session, here).confirmed_at is not None


def names(**changed: str) -> dict[str, str]:
    return {
        "given": "Мария",
        "middle": "Петрова",
        "family": "Иванова",
        "latin_given": "Maria",
        "latin_middle": "Petrova",
        "latin_family": "Ivanova",
    } | changed


def test_ones_own_latin_spelling_is_kept(browser, here, session) -> None:
    browser.send("/my/name", **names(latin_family="Ivanoff"))
    session.rollback()
    assert queries.paper_names(session, here).latin == "Maria Petrova Ivanoff"


@pytest.mark.usefixtures("here")
def test_the_official_spelling_is_proposed_again_for_what_is_typed(browser, session) -> None:
    page = browser.send("/my/name", do="propose", **names(family="Щерева", latin_family="x"))
    assert 'value="Shtereva"' in page.text
    assert queries.paper_names(session, PersonId(1)).confirmed_at is None


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"given": ""}, "given"),
        ({"given": "Maria"}, "given"),
        ({"latin_family": "Иванова"}, "latin_family"),
        ({"latin_family": ""}, "latin_family"),
        ({"middle": "<script>"}, "middle"),
    ],
)
def test_a_name_that_cannot_be_printed_is_shown_beside_its_field(browser, changed, field) -> None:
    answer = browser.send("/my/name", **names(**changed))
    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.text
    assert '<script>"' not in answer.text


@pytest.mark.usefixtures("here")
def test_the_name_page_leads_to_no_other_site(browser) -> None:
    page = browser.open("/my/name?next=//evil.example")
    assert "evil.example" not in page.text.split("<form")[-1]
    answer = browser.post(page, "/my/name", next="//evil.example", **names())
    assert answer.location == "/my/account?done=name"


@pytest.mark.usefixtures("here")
def test_an_invented_language_is_refused(browser) -> None:
    assert browser.send("/my/account", to="/my/account/language", language="xx").status_code == 400


@pytest.mark.parametrize("address", ["/my/account", "/my/account/sessions", "/my/name"])
def test_nothing_of_an_account_is_shown_to_a_visitor(browser, address) -> None:
    assert browser.open(address).location.startswith("/sign-in")
