"""Questions of several parts in Chromium: after a reload, and looked back at."""

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy.orm import Session

from elearn.content.terms import Layout
from elearn.db import begin_writing
from tests.factories.content import a_course
from tests.factories.kinds import with_items
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS
from tests.quizzes.conftest import Site
from tests.quizzes.hands import Mouse
from tests.quizzes.playing import KINDS, asked

pytestmark = pytest.mark.browser

VALUES = """() => [...document.querySelectorAll("fieldset :is(input, select)")]
  .map((it) => [it.name, it.matches("[type=radio], [type=checkbox]") ? it.checked : it.value])"""


@pytest.fixture
def hand(site: Site, session: Session, context: BrowserContext) -> Mouse:
    """At an attempt that asks a question of each kind on one page."""
    begin_writing(session)
    a_snapshot(session, with_items(a_course(), BASICS, asked(BASICS), layout=Layout.ALL))
    session.commit()
    hand = Mouse(site.sign_in(context))
    hand.page.goto(f"{site.address}/learn/sample/{BASICS}")
    hand.page.get_by_role("button", name="Start").click()
    hand.page.wait_for_url("**/attempts/*")
    return hand


def test_what_was_answered_stands_after_a_reload(hand: Mouse) -> None:
    page = hand.page
    for kind in KINDS:
        hand.answer(kind)
    page.locator("h1").click(force=True)  # what was typed is saved when one leaves the field
    expect(page.locator("[data-total=answered]")).to_have_text(str(len(KINDS)))
    page.wait_for_load_state("networkidle")
    given = page.evaluate(VALUES)
    page.reload()
    assert page.evaluate(VALUES) == given


def test_looking_back_tells_each_part_on_a_small_phone_too(hand: Mouse) -> None:
    page = hand.page
    page.get_by_label("Mayor").select_option(label="power 1")
    page.get_by_role("button", name="Review and submit").click()
    page.wait_for_url("**/submit")
    page.get_by_role("button", name="Submit", exact=True).click()
    page.wait_for_url("**/result")
    page.goto(page.url.replace("/result", "/review"))
    row = page.locator(".pair", has_text="Mayor").first
    expect(row).to_contain_text("Not so.")
    assert "Right: power 0" not in row.inner_text()  # the key is shown only after passing
    expect(page.locator("fieldset.question")).to_have_count(len(KINDS))
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
