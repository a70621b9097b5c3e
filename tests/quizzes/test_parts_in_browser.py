"""Questions of several parts in Chromium: after a reload, and looked back at."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from elearn.content.terms import Layout
from elearn.db import begin_writing
from tests.factories.content import a_course
from tests.factories.kinds import with_items, with_parts
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS
from tests.quizzes.conftest import Site
from tests.quizzes.hands import Mouse
from tests.quizzes.playing import KINDS, every_kind

pytestmark = pytest.mark.browser

VALUES = """() => [...document.querySelectorAll("fieldset :is(input, select)")]
  .map((it) => [it.name, it.matches("[type=radio], [type=checkbox]") ? it.checked : it.value])"""


@pytest.fixture
def site(site: Site, session: Session) -> Site:
    """The first module's test asks a question of each kind."""
    begin_writing(session)
    a_snapshot(session, with_parts(a_course(), BASICS))
    session.commit()
    return site


def onward(page: Page) -> None:
    number = int(re.search(r"q=(\d)", page.url)[1])  # type: ignore[index]  # every question has its number
    page.get_by_role("button", name="Next" if number < 5 else "To submitting").click()
    page.wait_for_url(f"**q={number + 1}" if number < 5 else "**/submit")


def test_what_was_answered_stands_after_a_reload(site: Site, context: BrowserContext, session: Session) -> None:
    begin_writing(session)
    a_snapshot(session, with_items(a_course(), BASICS, every_kind(BASICS), layout=Layout.ALL))
    session.commit()
    hand = Mouse(site.sign_in(context))
    page = hand.page
    page.goto(f"{site.address}/learn/sample/{BASICS}")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/attempts/*")
    for kind in KINDS:
        hand.answer(kind)
    page.locator("h1").click(force=True)  # what was typed is saved when one leaves the field
    expect(page.locator("[data-total=answered]")).to_have_text(str(len(KINDS)))
    page.wait_for_load_state("networkidle")
    given = page.evaluate(VALUES)
    page.reload()
    assert page.evaluate(VALUES) == given


def test_looking_back_tells_each_part(site: Site, context: BrowserContext) -> None:
    page = site.begin(context)
    page.get_by_label("Mayor").select_option(label="power 1")
    for _ in range(5):
        onward(page)
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url("**/result")
    page.goto(page.url.replace("/result", "/review"))
    row = page.locator(".pair", has_text="Mayor").first
    expect(row).to_contain_text("Not so.")
    assert "Right: power 0" not in row.inner_text()  # the key is shown only after passing
