"""Answers that wait in the browser: for another device, for the network, for a sign-in, for the other tab."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.quizzes.models import Attempt
from tests.factories.people import a_person
from tests.factories.quizzes import a_test_with
from tests.quizzes.conftest import Site
from tests.quizzes.seeing import answers, choice, end_sign_ins, pick, saved

pytestmark = pytest.mark.browser


def sign_in_beside(site: Site, page: Page, email: str = "") -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Sign in again").click()
    site.fill_sign_in(opened.value, email)


def test_what_another_device_has_answered_meanwhile_is_asked_about(
    site: Site, context: BrowserContext, browser: Browser, session: Session
) -> None:
    office = site.begin(context)
    with browser.new_context(locale="en-GB") as other:
        phone = site.sign_in(other)
        phone.goto(office.url)
        other.set_offline(True)
        pick(phone, 2)
        expect(phone.locator("#quiz-offline")).to_be_visible()
        pick(office, 1)
        saved(office)
        other.set_offline(False)
        expect(phone.locator("#quiz-newer")).to_contain_text("choice 1")
        assert answers(session) == {1: {"choice": 1}}
        phone.get_by_role("button", name="Save mine").click()
        saved(phone)
    pick(office, 0)
    expect(office.locator("#quiz-newer")).to_contain_text("choice 2")
    office.get_by_role("button", name="Keep that answer").click()
    expect(choice(office, 2)).to_be_checked()
    assert answers(session) == {1: {"choice": 2}}


def test_a_sign_in_that_ended_while_the_network_was_lost_loses_nothing(
    site: Site, context: BrowserContext, session: Session
) -> None:
    page = site.begin(context)
    context.set_offline(True)
    pick(page, 2)
    expect(page.locator("#quiz-offline")).to_be_visible()
    end_sign_ins(session)
    context.set_offline(False)
    expect(page.locator("#quiz-signed-out")).to_be_visible()
    expect(page.locator("#quiz-offline")).to_be_hidden()
    sign_in_beside(site, page)
    saved(page)
    assert answers(session) == {1: {"choice": 2}}


def test_an_answer_waits_for_its_own_person_whoever_signs_in_meanwhile(
    site: Site, context: BrowserContext, session: Session
) -> None:
    begin_writing(session)
    a_person(session, email="other@example.org")
    session.commit()
    page = site.begin(context)
    end_sign_ins(session)
    pick(page, 2)
    sign_in_beside(site, page, "other@example.org")
    expect(page.locator("#quiz-other-person")).to_be_visible()
    assert answers(session) == {}
    context.clear_cookies()
    later = site.sign_in(context)
    later.goto(page.url)
    expect(choice(later, 2)).to_be_checked()
    saved(later)
    assert answers(session) == {1: {"choice": 2}}


def test_a_server_that_is_being_restarted_is_a_lost_network(
    site: Site, context: BrowserContext, session: Session
) -> None:
    page = site.begin(context)
    page.route("**/answers/1", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"), times=1)
    pick(page, 2)
    expect(page.locator("#quiz-offline")).to_be_visible()
    saved(page)
    expect(page.locator("#quiz-offline")).to_be_hidden()
    assert answers(session) == {1: {"choice": 2}}


def test_an_answer_to_a_test_submitted_elsewhere_is_said_to_be_unsaved(
    site: Site, context: BrowserContext, session: Session
) -> None:
    page = site.begin(context)
    pick(page, 1)
    saved(page)
    two = context.new_page()
    two.goto(f"{page.url.partition('?')[0]}/submit")
    two.get_by_role("button", name="Submit", exact=True).click()
    two.wait_for_url("**/result")
    pick(page, 2)
    expect(page.locator("#quiz-refused")).to_be_visible()
    expect(page.locator("[data-saved]")).to_be_hidden()
    assert answers(session)[1] == {"choice": 1}


def test_when_the_time_runs_out_without_network_what_waits_goes_first_once_it_is_back(
    site: Site, context: BrowserContext, session: Session
) -> None:
    begin_writing(session)
    a_test_with(session, time_minutes=10, grace_seconds=600)
    session.commit()
    page = site.begin(context)
    begin_writing(session)
    session.scalars(select(Attempt)).one().due_at -= timedelta(minutes=9, seconds=57)
    session.commit()
    page.reload()
    context.set_offline(True)
    pick(page, 2)
    expect(page.locator("[data-time]")).to_contain_text("0:00 left")
    expect(page.locator("#quiz-offline")).to_be_visible()
    context.set_offline(False)
    page.wait_for_url("**/result")
    assert answers(session)[1] == {"choice": 2}


def test_two_tabs_without_network_keep_the_answer_of_each(
    site: Site, context: BrowserContext, session: Session
) -> None:
    one = site.begin(context)
    two = context.new_page()
    two.goto(one.url)
    context.set_offline(True)
    for page, number in ((one, 1), (two, 2)):
        pick(page, number)
        expect(page.locator("#quiz-offline")).to_be_visible()
    two.route(re.compile("/answers/"), lambda route: route.abort())
    context.set_offline(False)
    saved(one)
    two.close()
    later = context.new_page()
    later.goto(one.url)
    expect(later.locator("#quiz-newer")).to_contain_text("choice 1")
    expect(choice(later, 2)).to_be_checked()
    assert answers(session) == {1: {"choice": 1}}
