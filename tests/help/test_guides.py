"""The guides stand in both languages, and everything that must be explained there is."""

import re
from dataclasses import fields

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.content.messages import ENTRIES
from elearn.help.compiling import compile_guides
from elearn.help.shelf import guides
from elearn.mail.models import Letter
from elearn.settings import Settings
from tests.people.browser import Browser

GUIDES = ["learner", "scoring", "trainer", "coordinator", "administrator", "promises", "problems", "settings"]


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """As set-up compiles them; it refuses a guide with a problem."""
    compile_guides()
    guides.cache_clear()


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("name", GUIDES)
def test_every_guide_opens_in_both_languages(client: FlaskClient, name: str, language: str) -> None:
    answer = client.get(f"/help/{name}?lang={language}")
    assert answer.status_code == 200
    assert guides(language)[name].title in answer.text


@pytest.mark.parametrize("language", ["bg", "en"])
def test_the_tree_of_a_course_scrolls_by_keyboard_too(language: str) -> None:
    tree = r'<pre[^>]* tabindex="0"[^>]*><code class="language-text">investor-servicing/\n'
    assert re.search(tree, guides(language)["trainer"].html)


@pytest.mark.parametrize("language", ["bg", "en"])
def test_every_problem_code_is_explained(language: str) -> None:
    page = guides(language)["problems"].html
    assert [code for code in ENTRIES if f"<code>{code}</code>" not in page] == []


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("name", ["problems", "settings"])
def test_reference_pages_hold_no_unfilled_words(name: str, language: str) -> None:
    html = guides(language)[name].html
    assert re.findall(r"\{[a-z_]+\}", html) == []
    assert "`" not in re.sub(r"<code>.*?</code>|```", "", html)


@pytest.mark.parametrize("language", ["bg", "en"])
def test_every_setting_is_explained(language: str) -> None:
    page = guides(language)["settings"].html
    assert [one.name for one in fields(Settings) if f"ELEARN_{one.name.upper()}" not in page] == []


def test_an_unknown_guide_is_no_page(client: FlaskClient) -> None:
    assert client.get("/help/nothing").status_code == 404


def test_feedback_on_accessibility_becomes_a_letter(client: FlaskClient, session: Session, settings: Settings) -> None:
    session.rollback()
    sent = Browser(client).send("/accessibility", text="Не мога да стигна до бутона.", reply_to="a@example.org")
    assert sent.status_code == 303
    letter = session.scalars(select(Letter)).one()
    assert letter.to == settings.support_email
    assert "бутона" in letter.text


def test_empty_feedback_is_not_sent(client: FlaskClient, session: Session) -> None:
    session.rollback()
    assert Browser(client).send("/accessibility", text="  ").status_code == 400
    assert session.scalars(select(Letter)).all() == []
