"""Practising by keyboard alone."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from tests.factories.quizzes import a_test_with
from tests.quizzes.conftest import Site
from tests.quizzes.visiting import START, again, settle

pytestmark = pytest.mark.browser


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what is in focus reads so."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
    raise AssertionError(f"Tab never came to “{words}”")


def test_a_test_is_practised_by_keyboard(site: Site, context: BrowserContext, session: Session) -> None:
    a_test_with(again(session), practice=True)
    settle(session)
    page = site.sign_in(context)
    page.goto(f"{site.address}{START}")
    page.get_by_role("link", name="Practise without a grade").press("Enter")
    expect(page.get_by_role("group", name="Question basics/quiz#single")).to_be_visible()
    page.get_by_role("radio", name="choice 1").press("Space")
    tab_to(page, "Check the answer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Right.")
    expect(page).to_have_title(re.compile(r"^Right\. Question 1 of 5"))
    tab_to(page, "Next question")
    page.keyboard.press("Enter")
    for number in (2, 3, 4, 5):
        expect(page).to_have_title(re.compile(rf"^Question {number} of 5 – Practice without a grade"))
        page.get_by_role("link", name="Skip", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Practice is over")
    expect(page.locator(".row-sub").first).to_have_text("Question 1: right")
