"""A learner earns a certificate and a stranger verifies it."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.answering import answer, take_test
from tests.journeys.served import Demo

pytestmark = pytest.mark.browser

COURSE = "/learn/investor-servicing"
MODULES = ("foundations", "class-v", "first-response", "certificates", "land-permits", "aid-integrity")


def finish_lesson(page: Page, demo: Demo, address: str) -> None:
    """Read a lesson to its end: its self-checks answered one by one, or marked as done."""
    page.goto(demo.address + address)
    open_checks = page.locator(".self-check form:has(fieldset.question)")
    for number in range(open_checks.count()):
        form = open_checks.nth(number)
        answer(form.locator("fieldset.question"), demo.questions)
        form.locator("button[type=submit]").click()
        page.wait_for_load_state()
    mark = page.locator(".lesson-end form button[type=submit]")
    if mark.count():
        mark.first.click()
        page.wait_for_load_state()


def test_a_learner_earns_a_certificate_and_a_stranger_verifies_it(
    demo: Demo, context: BrowserContext, browser: Browser
) -> None:
    page = demo.sign_in(context, "partner")
    finish_lesson(page, demo, f"{COURSE}/foundations/why")
    page.goto(demo.address + COURSE)
    expect(page.locator("main")).to_contain_text("1 от 27 стъпки")
    for module in MODULES:
        page.goto(f"{demo.address}{COURSE}/{module}/quiz")
        take_test(page, demo.questions)
        expect(page.locator("h1")).to_contain_text("Взет")
    for lesson in ("class-v/ordinance", "class-v/procedure", "first-response/aftercare"):
        finish_lesson(page, demo, f"{COURSE}/{lesson}")
        expect(page.locator(".lesson-end")).to_contain_text("Урокът е завършен")
    page.goto(f"{demo.address}{COURSE}/exam")
    confirm_names(page)
    take_test(page, demo.questions)
    expect(page.locator("h1")).to_contain_text("Взет")
    page.goto(f"{demo.address}/my/certificates")
    paper = page.locator("main a.row-title").first.get_attribute("href") or ""
    code = page.locator("main .row-end a").first.inner_text()
    data = wait_for_paper(context, demo.address + paper)
    verify_as_a_stranger(browser, demo, code, data)


def confirm_names(page: Page) -> None:
    """The exam's start page leads to the names first; both spellings are proposed."""
    button = page.locator("main form button.btn-main, main a.btn-main").first
    button.click()
    page.wait_for_url("**/my/name**")
    expect(page.locator("[name=latin_given]")).to_have_value("Nadezhda")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/exam**")


def wait_for_paper(context: BrowserContext, address: str) -> bytes:
    """The PDF once the worker has rendered it."""
    for _ in range(60):
        response = context.request.get(address)
        if response.status == 200:
            assert response.headers["content-type"] == "application/pdf"
            return response.body()
        assert response.status == 202
        context.pages[0].wait_for_timeout(1000)
    raise AssertionError("the paper was not rendered")


def verify_as_a_stranger(browser: Browser, demo: Demo, code: str, data: bytes) -> None:
    stranger = browser.new_context(locale="en-GB").new_page()
    stranger.goto(f"{demo.address}/verify")
    stranger.fill("[name=code]", code.lower().replace("-", " "))
    stranger.locator("form:has([name=code]) button[type=submit]").click()
    expect(stranger.locator("main")).to_contain_text("The certificate is valid")
    expect(stranger.locator("main")).to_contain_text("Надежда Стоянова Примерова")
    expect(stranger.locator("main")).to_contain_text("Nadezhda Stoyanova Primerova")
    assert re.search(r"СЗ-\d{4}-\d{6}", stranger.locator("main").inner_text())
    stranger.set_input_files("[name=file]", {"name": "c.pdf", "mimeType": "application/pdf", "buffer": data})
    stranger.locator("form:has([name=file]) button[type=submit]").click()
    expect(stranger.locator("main")).to_contain_text("exactly the one that was issued")
    stranger.context.close()
