"""Marking in Chromium: by keyboard alone, from the queue to the grade."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from elearn.db import begin_reading
from elearn.quizzes.models import Attempt
from elearn.settings import Settings
from tests.factories.essays import a_trainer, a_waiting_attempt, an_essay, an_essay_test
from tests.factories.people import PASSWORD
from tests.factories.quizzes import BASICS, a_taker
from tests.web.gallery import served

pytestmark = pytest.mark.browser

EMAIL = "trainer@example.org"


@pytest.fixture
def attempt(session: Session) -> int:
    taker = a_taker(session)
    an_essay_test(session, an_essay(f"{BASICS}#a"), an_essay(f"{BASICS}#b", 200, 1500))
    a_trainer(session, email=EMAIL)
    attempt_id = a_waiting_attempt(session, taker)
    session.commit()
    return attempt_id


@pytest.fixture
def page(settings: Settings, built: Path, start: Callable[[Settings], Flask], browser: Browser) -> Iterator[Page]:
    """The trainer's browser at what waits for marking; an error in a script fails the test."""
    with served(start(replace(settings, data=built))) as address:
        context = browser.new_context(locale="en-GB")
        errors: list[str] = []
        context.on("weberror", lambda error: errors.append(str(error.error)))
        page = context.new_page()
        page.goto(f"{address}/sign-in?next=/author/marking")
        page.fill("[name=email]", EMAIL)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        page.goto(f"{address}/author/marking")
        yield page
        context.close()
        assert errors == []


def test_an_attempt_is_marked_by_keyboard_from_the_queue_to_its_grade(
    attempt: int, page: Page, session: Session
) -> None:
    page.get_by_role("button", name="Open: Мария").press("Enter")
    page.wait_for_url(f"**/author/marking/{attempt}/1")
    expect(page.get_by_role("group", name="criterion 0").get_by_label("0", exact=True)).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("1")
    expect(page.get_by_role("group", name="criterion 2").get_by_label("0", exact=True)).to_be_focused()
    page.keyboard.press("9")  # more than there is: nothing
    page.keyboard.press("0")
    expect(page.get_by_label("Comment to the learner")).to_be_focused()
    page.keyboard.type("Добре 2")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/author/marking/{attempt}/2")
    page.keyboard.press("2")
    page.keyboard.type("12,5")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/finish")
    expect(page.get_by_role("main")).to_contain_text("3 of 5 points")
    page.get_by_role("button", name="Finish marking").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Nothing waits for marking.")
    begin_reading(session)
    assert session.get_one(Attempt, attempt).points == 1750


def test_leaving_with_points_unsaved_is_asked_about(attempt: int, page: Page) -> None:
    page.get_by_role("button", name="Open: Мария").click()
    page.wait_for_url(f"**/author/marking/{attempt}/1")
    page.get_by_role("group", name="criterion 0").get_by_label("1", exact=True).check(force=True)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Marking").first.click()
    page.wait_for_url("**/author/marking")
    assert asked == ["beforeunload"]


def test_the_rubric_is_groups_of_named_choices(attempt: int, page: Page) -> None:
    page.get_by_role("button", name="Open: Мария").click()
    page.wait_for_url(f"**/author/marking/{attempt}/1")
    expect(page.locator("#marking")).to_match_aria_snapshot("""
        - heading "Points"
        - group "criterion 0 up to 2 points":
          - radio "0"
          - radio "1"
          - radio "2"
        - group "criterion 1 up to 2 points"
        - group "criterion 2 up to 1 point"
        - textbox "Comment to the learner"
        - button "Save and next"
        - button "Save"
    """)
