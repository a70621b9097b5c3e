"""A failed attempt and the one after it; another language in between."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.answering import go_on, take_test
from tests.journeys.served import SLUG, Demo

pytestmark = pytest.mark.browser

TEST = f"/learn/{SLUG}/foundations/quiz"
NEXT = "form#attempt .steps-nav button.btn-main"


def begin(demo: Demo, context: BrowserContext, who: str) -> Page:
    """A learner enrolled today, at the first question of the first module's test."""
    demo.newcomer(who)
    with demo.story(who) as story:
        story.enrol(days=30)
    page = demo.sign_in(context, who)
    page.goto(demo.address + TEST)
    go_on(page, "main form button.btn-main")
    return page


def test_a_failed_attempt_names_what_to_read_and_the_second_one_passes(demo: Demo, context: BrowserContext) -> None:
    page = begin(demo, context, "second")
    go_on(page, "button[form=attempt][value=submit]")
    expect(page.locator("main")).to_contain_text("6 въпроса са празни")
    go_on(page, "main form button.btn-main")
    expect(page.locator("h1")).to_contain_text("още не е взет")
    missed = page.locator("main .rows .row-main:has(a)")
    assert missed.count() > 1
    lessons = missed.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert {f"/learn/{SLUG}/foundations/{name}" for name in ("why", "actors", "classes")} == set(lessons)
    missed.locator("a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto(demo.address + TEST)
    take_test(page, demo.questions)
    expect(page.locator("h1")).to_contain_text("Взет")
    page.goto(demo.address + TEST)
    expect(page.locator("main")).to_contain_text("Взетото остава взето")


def test_another_language_in_mid_test_keeps_every_answer(demo: Demo, context: BrowserContext) -> None:
    """Questions, their order and the order of choices are the attempt's; only the words change."""
    page = begin(demo, context, "switching")
    page.locator("fieldset input").first.check()
    expect(page.locator("[data-saved]")).to_be_visible()
    given = page.locator("fieldset input:checked").get_attribute("value")
    order = values(page)
    question = page.locator("legend").first.inner_text()
    page.locator(".menu-wide a[hreflang=en]").click()
    page.wait_for_load_state()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.locator("legend").first.inner_text() != question
    assert values(page) == order
    assert page.locator("fieldset input:checked").get_attribute("value") == given
    page.locator("fieldset input").last.check()
    go_on(page, NEXT)
    page.locator(".menu-wide a[hreflang=bg]").click()
    page.wait_for_load_state()
    expect(page.locator("html")).to_have_attribute("lang", "bg")
    assert "?q=2" in page.url or "&q=2" in page.url
    page.locator("[data-square='1']").click()
    page.wait_for_url("**q=1**")
    assert page.locator("legend").first.inner_text() == question
    expect(page.locator("fieldset input").last).to_be_checked()


def values(page: Page) -> list[str | None]:
    return [field.get_attribute("value") for field in page.locator("fieldset input").all()]
