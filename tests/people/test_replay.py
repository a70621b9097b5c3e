"""A form with a ticket, sent without scripts after the sign-in had ended, reaches its page after signing in."""

import pytest
from flask import Flask, render_template_string, request
from itsdangerous import TimestampSigner

from elearn.people import replay
from elearn.permissions import Permission
from elearn.web.guard import needs
from tests.factories.people import PASSWORD, a_person
from tests.people.browser import Browser, fields_of
from tests.people.conftest import EMAIL

FORM = (
    '<form method="post" action="/answers"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">'
    '{{ replay_ticket("/answers") }}<input name="answer"></form>'
)
pytestmark = [pytest.mark.usefixtures("maria"), pytest.mark.own_app]


@pytest.fixture
def received(app: Flask) -> list[dict[str, list[str]]]:
    """What the page of answers was sent; the page stands for that of a test."""
    arrived: list[dict[str, list[str]]] = []

    @needs(Permission.LEARN)
    def show() -> str:
        return render_template_string(FORM)

    @needs(Permission.LEARN)
    def take() -> str:
        arrived.append(request.form.to_dict(flat=False))
        return "saved"

    app.add_url_rule("/answers", "show_answers", show, methods=["GET"])
    app.add_url_rule("/answers", "take_answers", take, methods=["POST"])
    return arrived


@pytest.fixture
def written(browser: Browser, received: list[dict[str, list[str]]]) -> dict[str, object]:
    """A form that Maria had open; then her sign-in ended elsewhere."""
    assert received == []
    browser.sign_in(EMAIL, PASSWORD)
    fields: dict[str, object] = dict(fields_of(browser.open("/answers")))
    with browser.client.session_transaction() as cookie:
        cookie["used"] = 0
    return fields | {"answer": ["а) „кметът“ & <съветът>", "б) второ"]}


def test_answers_wait_behind_the_sign_in_and_are_sent_once_by_a_button(browser, written, received) -> None:
    page = browser.client.post("/answers?q=3", data=written)
    assert page.status_code == 401
    assert 'rel="alternate"' not in page.text  # another language would lose what waits
    assert received == []
    waiting = browser.post(page, "/sign-in", action="/sign-in", email=EMAIL, password=PASSWORD)
    assert waiting.status_code == 200
    assert received == []
    assert fields_of(waiting, "/answers?q=3")
    fields = fields_of(waiting, "/answers?q=3") | {"answer": written["answer"]}
    assert browser.client.post("/answers?q=3", data=fields).text == "saved"
    assert received[0]["answer"] == written["answer"]


def test_every_value_of_a_field_waits(browser, written) -> None:
    page = browser.client.post("/answers", data=written)
    waiting = browser.post(page, "/sign-in", action="/sign-in", email=EMAIL, password=PASSWORD)
    for value in ("а) „кметът“ &amp; &lt;съветът&gt;", "б) второ"):
        assert f'name="answer" value="{value}"' in waiting.text


def test_a_wrong_password_in_between_loses_nothing(browser, written) -> None:
    page = browser.client.post("/answers", data=written)
    again = browser.post(page, "/sign-in", action="/sign-in", email=EMAIL, password="wrong")
    waiting = browser.post(again, "/sign-in", action="/sign-in", password=PASSWORD)
    assert "б) второ" in waiting.text


def test_another_person_who_signs_in_sees_and_sends_nothing(browser, written, received, writing) -> None:
    with writing() as session:
        a_person(session, email="other@example.org")
    page = browser.client.post("/answers", data=written)
    refused = browser.post(page, "/sign-in", action="/sign-in", email="other@example.org", password=PASSWORD)
    assert refused.status_code == 403
    assert "второ" not in refused.text
    assert received == []


def test_answers_survive_a_browser_that_lost_its_cookie(browser, written) -> None:
    browser.client.delete_cookie("elearn")
    page = browser.client.post("/answers", data=written)
    assert page.status_code == 401
    waiting = browser.post(page, "/sign-in", action="/sign-in", email=EMAIL, password=PASSWORD)
    assert "б) второ" in waiting.text


def test_an_old_token_after_signing_in_elsewhere_asks_once_more(browser, written, received) -> None:
    browser.client.delete_cookie("elearn")
    browser.sign_in(EMAIL, PASSWORD)
    waiting = browser.client.post("/answers", data=written)
    assert received == []
    assert "б) второ" in waiting.text
    browser.post(waiting, "/answers", action="/answers")
    assert len(received) == 1


def test_an_old_token_of_another_persons_form_shows_nothing(browser, written, writing) -> None:
    with writing() as session:
        a_person(session, email="other@example.org")
    browser.client.delete_cookie("elearn")
    browser.sign_in("other@example.org", PASSWORD)
    refused = browser.client.post("/answers", data=written)
    assert refused.status_code == 403
    assert "второ" not in refused.text


@pytest.mark.parametrize("ticket", ["", "x", "WzEsIi9hbnN3ZXJzIl0.aaaa.bbbb"])
def test_a_form_without_a_true_ticket_is_not_kept(browser, written, ticket) -> None:
    page = browser.client.post("/answers", data=written | {replay.TICKET: ticket})
    assert page.status_code == 303
    assert "/sign-in" in page.location


def test_a_ticket_is_for_one_address(browser, written) -> None:
    page = browser.client.post("/my/account/language", data=written | {"language": "en"})
    assert page.status_code == 303


def test_an_envelope_that_was_changed_is_not_opened(browser, written) -> None:
    page = browser.client.post("/answers", data=written)
    envelope = fields_of(page, "/sign-in")["waiting"]
    body, _, rest = envelope.partition(".")
    forged = body[:-2] + body[-2:][::-1] + "x." + rest
    answer = browser.post(page, "/sign-in", action="/sign-in", email=EMAIL, password=PASSWORD, waiting=forged)
    assert answer.location == "/my"


def test_an_envelope_does_not_outlive_a_sign_in(browser, written, settings, monkeypatch) -> None:
    envelope = fields_of(browser.client.post("/answers", data=written), "/sign-in")["waiting"]
    real = TimestampSigner.get_timestamp
    with browser.client.application.test_request_context():
        assert replay.unwrap(envelope) is not None
        later = (settings.session_days * 24 + 1) * 3600
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: real(signer) + later)
        assert replay.unwrap(envelope) is None
