"""An essay in Chromium: written with the keyboard alone and saved by itself, told to a screen reader, kept by two
devices, and compared in a lesson on a small phone without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.db import begin_reading, begin_writing
from elearn.lessons.models import SelfCheck
from elearn.quizzes.models import Response
from tests.factories.content import a_course
from tests.factories.essays import MARKER
from tests.factories.kinds import an_essay_question, with_checks, with_items
from tests.factories.lessons import HOW
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS
from tests.quizzes.conftest import Site
from tests.quizzes.hands import Keyboard, Plain
from tests.quizzes.tree import tree

pytestmark = pytest.mark.browser
LETTER = "Dear Sir,\n\nyes."


@pytest.fixture
def site(site: Site, session: Session) -> Site:
    begin_writing(session)
    course = with_checks(a_course(), HOW, [an_essay_question(f"{HOW}#letter")])
    asked = [an_essay_question(f"{BASICS}#letter")]
    a_snapshot(session, with_items(course, BASICS, asked, marker=MARKER, marking_days=5))
    session.commit()
    return site


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en-GB", viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield context
    context.close()


def written(page: Page) -> str:
    return page.get_by_role("textbox", name="Your answer").input_value()


def test_an_essay_is_written_by_keyboard_saved_by_itself_and_stands_after_a_reload(
    site: Site, context: BrowserContext, session: Session
) -> None:
    page = site.begin(context)
    hand = Keyboard(page)
    hand.go_to(page.get_by_role("textbox", name="Your answer"))
    for number, line in enumerate(LETTER.split("\n")):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(line)
    expect(page.locator("[data-saved]")).to_be_visible()  # without leaving the field
    page.reload()
    assert written(page) == LETTER
    begin_reading(session)
    assert session.scalars(select(Response.answer)).one() == {"text": LETTER}


def test_a_screen_reader_is_told_what_the_field_is_for(site: Site, context: BrowserContext) -> None:
    page = site.begin(context)
    question = tree(page).within("group", "Answer the investor.")
    assert "Write in your own words." in question.description
    field = question.within("textbox", "Your answer")
    assert field.description == "Up to 20,000 characters. New lines stay as you type them."


def test_what_another_device_wrote_is_asked_about_and_can_be_kept(site: Site, context: BrowserContext) -> None:
    first = site.begin(context)
    second = context.new_page()
    second.goto(first.url)
    second.get_by_role("textbox", name="Your answer").fill(LETTER)
    expect(second.locator("[data-saved]")).to_be_visible()
    first.get_by_role("textbox", name="Your answer").fill("Mine")
    expect(first.locator("#quiz-newer")).to_contain_text("“Dear Sir, yes.”")
    first.get_by_role("button", name="Keep that answer").click()
    assert written(first) == LETTER


def test_a_letter_is_compared_in_a_lesson_on_a_phone_without_a_script(
    site: Site, phone: BrowserContext, session: Session
) -> None:
    page = Plain(site.sign_in(phone)).page
    page.goto(f"{site.address}/learn/sample/{HOW}")
    check = page.locator(".self-check")
    check.get_by_role("textbox", name="Your answer").fill(LETTER)
    check.get_by_role("button", name="Compare with the model answer").click()
    expect(check).to_contain_text("please turn to the registry")
    check.get_by_label("names the time").check()
    check.get_by_role("button", name="Store the ticks").click()
    expect(check).to_contain_text("You find 1 of 2 criteria met.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    begin_reading(session)
    assert session.scalars(select(SelfCheck.answer)).one() == {"text": LETTER, "ticked": [1]}
