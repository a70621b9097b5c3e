"""Taking a test in Chromium: lost network, ended sign-in, two tabs, no script, the clock."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.db import begin_reading, begin_writing
from elearn.quizzes.models import Attempt, AttemptState
from tests.factories.quizzes import a_test_with
from tests.quizzes.conftest import Site
from tests.quizzes.seeing import answers, choice, end_sign_ins, pick, saved

pytestmark = pytest.mark.browser


def test_an_answer_is_saved_as_it_is_given_and_survives_a_reload(
    site: Site, context: BrowserContext, session: Session
) -> None:
    page = site.begin(context)
    pick(page, 2)
    saved(page)
    page.reload()
    expect(choice(page, 2)).to_be_checked()
    expect(page.locator("[data-square='1']")).to_have_attribute("aria-label", "Question 1: answered")
    assert answers(session) == {1: {"choice": 2}}


def test_what_is_typed_is_saved_before_going_on(site: Site, context: BrowserContext, session: Session) -> None:
    page = site.begin(context)
    page.goto(page.url.replace("q=1", "q=4"))
    page.fill("fieldset input", "ЗНИ")
    page.get_by_role("button", name="Next").click()
    page.wait_for_url("**q=5#question")
    expect(page.locator("#question")).to_be_focused()
    assert page.evaluate("scrollY") == 0
    page.keyboard.press("Tab")
    expect(page.locator("fieldset input").first).to_be_focused()
    assert answers(session) == {4: {"text": "ЗНИ"}}


def test_with_the_network_lost_nothing_is_lost(site: Site, context: BrowserContext, session: Session) -> None:
    page = site.begin(context)
    context.set_offline(True)
    pick(page, 1)
    expect(page.locator("#quiz-offline")).to_be_visible()
    expect(page.locator("#quiz-say")).to_contain_text("No connection")
    pick(page, 2)
    assert answers(session) == {}
    context.set_offline(False)
    expect(page.locator("#quiz-offline")).to_be_hidden()
    expect(page.locator("#quiz-say")).to_contain_text("The connection is back")
    assert answers(session) == {1: {"choice": 2}}


def test_an_answer_given_without_network_outlives_the_page(
    site: Site, context: BrowserContext, session: Session
) -> None:
    page = site.begin(context)
    address = page.url.partition("?")[0]
    context.set_offline(True)
    pick(page, 2)
    expect(page.locator("#quiz-offline")).to_be_visible()
    page.close()
    context.set_offline(False)
    later = context.new_page()
    later.goto(f"{address}?q=3")
    saved(later)
    assert answers(session) == {1: {"choice": 2}}


def test_a_lost_acknowledgement_is_not_taken_for_another_window(
    site: Site, context: BrowserContext, session: Session
) -> None:
    page = site.begin(context)
    page.route("**/answers/1", lambda route: (route.fetch(), route.abort()), times=1)
    pick(page, 1)
    expect(page.locator("#quiz-offline")).to_be_visible()
    pick(page, 2)
    expect(page.locator("#quiz-offline")).to_be_hidden()
    expect(page.locator("#quiz-newer")).to_be_hidden()
    assert answers(session) == {1: {"choice": 2}}


def test_when_the_sign_in_ends_one_signs_in_beside_and_nothing_is_lost(
    site: Site, context: BrowserContext, session: Session
) -> None:
    page = site.begin(context)
    end_sign_ins(session)
    pick(page, 2)
    expect(page.locator("#quiz-signed-out")).to_be_visible()
    with context.expect_page() as opened:
        page.get_by_role("button", name="Sign in again").click()
    beside = opened.value
    site.fill_sign_in(beside)
    expect(page.locator("#quiz-signed-out")).to_be_hidden()
    saved(page)
    assert answers(session) == {1: {"choice": 2}}


@pytest.mark.parametrize(("button", "value"), [("Keep that answer", 1), ("Save mine", 2)])
def test_two_tabs_are_asked_which_answer_stays(
    site: Site, context: BrowserContext, session: Session, button: str, value: int
) -> None:
    one = site.begin(context)
    two = context.new_page()
    two.goto(one.url)
    pick(one, 1)
    saved(one)
    pick(two, 2)
    expect(two.locator("#quiz-newer")).to_be_visible()
    expect(two.locator("#quiz-newer")).to_contain_text("choice 1")
    two.get_by_role("button", name=button).click()
    expect(two.locator("#quiz-newer")).to_be_hidden()
    expect(choice(two, value)).to_be_checked()
    two.get_by_role("button", name="Next").click()
    two.wait_for_url("**q=2#question")
    assert answers(session) == {1: {"choice": value}}


def test_a_flag_is_kept_and_counted(site: Site, context: BrowserContext) -> None:
    page = site.begin(context)
    page.get_by_text("Flag for later", exact=True).click()
    expect(page.locator("[data-square='1']")).to_have_attribute("aria-label", "Question 1: empty, flagged")
    expect(page.locator("[data-total=flagged]")).to_have_text("1")
    expect(page.locator("[data-total=empty]")).to_have_text("5")
    page.get_by_role("button", name="Next").click()
    page.wait_for_url("**q=2#question")
    expect(page.locator("[data-square='1']")).to_have_class("overview-item is-flagged")


def test_answers_sent_without_a_script_after_the_sign_in_ended_wait_behind_it(
    site: Site, browser: Browser, session: Session
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = site.begin(context)
    end_sign_ins(session)
    choice(page, 2).check()
    page.locator(".steps-nav .btn-main").click()
    site.fill_sign_in(page)
    page.click("main form button[type=submit]")
    page.wait_for_url("**q=2#question")
    expect(page.locator("#question")).to_be_focused()
    assert answers(session) == {1: {"choice": 2}}
    context.close()


def test_when_the_time_runs_out_what_is_saved_is_submitted(
    site: Site, context: BrowserContext, session: Session
) -> None:
    begin_writing(session)
    a_test_with(session, time_minutes=10)
    session.commit()
    page = site.begin(context)
    expect(page.locator("[data-time]")).to_contain_text("10 minutes left")
    pick(page, 1)
    saved(page)
    begin_writing(session)
    attempt = session.scalars(select(Attempt)).one()
    attempt.due_at -= timedelta(minutes=9, seconds=56)
    session.commit()
    page.reload()
    page.wait_for_url("**/result")
    begin_reading(session)
    session.expire_all()
    assert session.scalars(select(Attempt)).one().state is AttemptState.GRADED
