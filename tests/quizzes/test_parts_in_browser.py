"""Questions of several parts in Chromium: by mouse, by keyboard alone, without a script, and looked back at."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.db import begin_reading, begin_writing
from elearn.quizzes.models import Attempt, AttemptState, Response
from tests.factories.content import a_course
from tests.factories.kinds import with_parts
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS
from tests.quizzes.conftest import Site

pytestmark = pytest.mark.browser

FULL = {
    1: {"parts": {"0": 0, "1": 1, "2": 2}},
    2: {"parts": {"0": 0, "1": 1, "2": 2, "3": 3}},
    3: {"parts": {"0": 0, "1": 0, "2": 1}},
    4: {"parts": {"0": 0, "1": 1}},
    5: {"parts": {"0": "14", "1": 0, "2": "IPA"}},
}


@pytest.fixture
def site(site: Site, session: Session) -> Site:
    """The first module's test asks a question of each kind."""
    begin_writing(session)
    a_snapshot(session, with_parts(a_course(), BASICS))
    session.commit()
    return site


def answers(session: Session) -> dict[int, object]:
    begin_reading(session)
    found = {response.position: response.answer for response in session.scalars(select(Response))}
    session.rollback()
    return found


def onward(page: Page) -> None:
    number = int(re.search(r"q=(\d)", page.url)[1])  # type: ignore[index]  # every question has its number
    page.get_by_role("button", name="Next" if number < 5 else "To submitting").click()
    page.wait_for_url(f"**q={number + 1}" if number < 5 else "**/submit")


def match(page: Page) -> None:
    for left, right in (("Mayor", "power 0"), ("Council", "power 1"), ("Minister", "power 2")):
        page.get_by_label(left).select_option(label=right)


def sort(page: Page) -> None:
    for item, category in (("class 0", "Minister"), ("class 1", "Minister"), ("class 2", "Mayor")):
        page.get_by_label(item).select_option(label=category)


def state(page: Page) -> None:
    page.get_by_role("group", name="statement 0").get_by_label("True").check()
    page.get_by_role("group", name="statement 1").get_by_label("False").check()


def fill(page: Page) -> None:
    page.get_by_label("Gap 1").fill("14")
    page.get_by_label("Gap 2").select_option(label="mayor")
    page.get_by_label("Gap 3").fill("IPA")


def places(page: Page) -> None:
    for place in range(4):
        page.get_by_label(f"step {place}").first.select_option(label=str(place + 1))


def test_every_kind_is_answered_by_mouse_and_graded(site: Site, context: BrowserContext, session: Session) -> None:
    page = site.begin(context)
    for answer in (match, places, sort, state, fill):
        answer(page)
        onward(page)
    assert answers(session) == FULL
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url("**/result")
    begin_reading(session)
    attempt = session.scalars(select(Attempt)).one()
    assert (attempt.state, attempt.points) == (AttemptState.GRADED, attempt.max_points)


def test_what_was_answered_stands_after_a_reload(site: Site, context: BrowserContext, session: Session) -> None:
    page = site.begin(context)
    match(page)
    expect(page.locator("[data-saved]")).to_be_visible()
    onward(page)
    page.get_by_role("button", name="Previous").click()
    page.wait_for_url("**q=1")
    page.reload()
    chosen = [page.get_by_label(left).evaluate("it => it.selectedOptions[0].label") for left in ("Mayor", "Council")]
    assert chosen == ["power 0", "power 1"]
    assert answers(session)[1] == FULL[1]


def line(page: Page) -> list[int]:
    """The numbers of the steps, from top to bottom."""
    return [int(text.split()[-1]) for text in page.locator(".order-text").all_text_contents()]


def test_items_are_put_in_order_by_the_keyboard_alone(site: Site, context: BrowserContext, session: Session) -> None:
    page = site.begin(context)
    page.goto(page.url.replace("q=1", "q=2"))
    expect(page.locator(".order-buttons")).to_have_count(4)
    page.get_by_role("button", name=f"step {line(page)[0]}: down").press("Enter")
    for number in range(4):
        for _ in range(line(page).index(number) - number):
            page.get_by_role("button", name=f"step {number}: up").press("Enter")
    assert line(page) == [0, 1, 2, 3]
    expect(page.get_by_role("button", name="step 0: up")).to_have_attribute("aria-disabled", "true")
    onward(page)
    assert answers(session) == {2: FULL[2]}


def test_every_kind_is_answered_without_a_script(site: Site, browser: Browser, session: Session) -> None:
    plain = browser.new_context(locale="en-GB", java_script_enabled=False)
    page = site.begin(plain)
    for answer in (match, places, sort, state, fill):
        answer(page)
        onward(page)
    plain.close()
    assert answers(session) == FULL


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
