"""A coordinator's way from the whole to one person, and the matrix by keyboard on a phone."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.served import SLUG, Demo

pytestmark = pytest.mark.browser
REGION = ".table-scroll:has(.people-matrix)"


def test_from_the_whole_to_one_person_and_her_reasons(demo: Demo, context: BrowserContext) -> None:
    page = demo.sign_in(context, "coordinator")
    page.locator(".menu-wide a[href='/coordinate']").click()
    expect(page.locator(".sentence")).to_contain_text(re.compile(r"\d+ от \d+"))
    page.locator(".aside a[href*='state=late']").click()
    page.wait_for_url("**/coordinate/matrix?state=late")
    late = page.locator(".people-matrix tbody tr")
    assert late.count() > 0
    expect(late.first.locator("td.is-chosen .state-late").first).to_be_visible()
    page.select_option("[name=state]", "done")
    page.select_option("[name=course]", SLUG)
    page.locator("form.filters button").click()
    page.wait_for_load_state()
    page.locator(".people-matrix tbody th a").first.click()
    page.wait_for_url("**/coordinate/people/*")
    expect(page.locator("main")).to_contain_text("Защо се смята за завършен")
    page.locator("a[href^='/verify/']").first.click()
    expect(page.locator(".verdict.is-valid")).to_be_visible()


def test_the_matrix_keeps_heads_and_names_while_a_phone_scrolls_it_by_keyboard(
    demo: Demo, context: BrowserContext
) -> None:
    page = demo.sign_in(context, "coordinator")
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{demo.address}/coordinate/matrix?sort=unit")
    region, head, name = (page.locator(css).first for css in (REGION, "thead th", "tbody th"))
    region.focus()
    before = head.bounding_box(), name.bounding_box()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    for _ in range(50):
        if min(region.evaluate("region => [region.scrollLeft, region.scrollTop]")) > 30:
            break
        page.wait_for_timeout(100)
    else:
        pytest.fail("the arrows do not scroll the table")
    after = head.bounding_box(), name.bounding_box()
    (head_before, name_before), (head_after, name_after) = before, after
    assert (head_after["x"], head_after["y"]) == pytest.approx((head_before["x"], head_before["y"]), abs=1)
    assert name_after["x"] == pytest.approx(name_before["x"], abs=1)
    page.locator("a[rel=next]").click()
    page.wait_for_url("**/coordinate/matrix?sort=unit&after=*")
    page.locator("a[rel=prev]").click()
    page.wait_for_url("**/coordinate/matrix?sort=unit&before=*")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
