"""A coordinator keeps people on a phone, by keyboard: adds one, marks one as left, merges two records."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select, update

from elearn.demo.cast import MUNICIPALITY
from elearn.people.models import Organisation, Person
from tests.factories.people import an_organisation
from tests.journeys.served import Demo

pytestmark = pytest.mark.browser


def employ(demo: Demo, *names: str) -> None:
    """Newcomers, put into a unit of the coordinator's municipality."""
    for name in names:
        demo.newcomer(name)
    with demo.work() as work, work.writing() as session:
        town = session.scalars(select(Organisation.id).where(Organisation.name == MUNICIPALITY)).one()
        unit = an_organisation(session, parent_id=town)
        emails = [f"{name}@demo.example" for name in names]
        session.execute(update(Person).where(Person.email.in_(emails)).values(organisation_id=unit, employer_id=town))


def found(demo: Demo, page: Page, email: str) -> None:
    """Open the page of changes of the one person whom the list finds by the e-mail."""
    page.goto(f"{demo.address}/coordinate/people")
    page.locator("[name=q]").press_sequentially(email)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    page.locator("tbody tr a", has_text="Промяна").first.click()
    page.wait_for_url("**/edit")


def test_a_coordinator_adds_marks_as_left_and_merges(demo: Demo, context: BrowserContext, browser: Browser) -> None:
    employ(demo, "leaving", "twice")
    hers = browser.new_context(locale="bg-BG")
    leaver = demo.sign_in(hers, "leaving")
    page = demo.sign_in(context, "coordinator")
    page.set_viewport_size({"width": 360, "height": 800})

    page.goto(f"{demo.address}/coordinate/people/new")
    for name, text in (("given", "Желязка"), ("family", "Щъркелова"), ("email", "zhelyazka@demo.example")):
        page.locator(f"[name={name}]").press_sequentially(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit")
    expect(page.locator("h1")).to_have_text("Желязка Щъркелова")

    found(demo, page, "leaving@demo.example")
    page.locator("[name=left_on]").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Напускането е отбелязано")
    leaver.goto(f"{demo.address}/my")
    leaver.wait_for_url("**/sign-in?*")
    demo.fill_sign_in(leaver, "leaving")
    expect(leaver.locator("main .message").first).to_contain_text("закрит")
    hers.close()

    found(demo, page, "twice@demo.example")
    page.get_by_role("link", name="Намери другия запис").press("Enter")
    page.locator("[name=q]").press_sequentially("leaving@")
    page.keyboard.press("Enter")
    page.locator("main .rows a").first.press("Enter")
    page.locator("[name=sure]").press("Space")
    page.get_by_role("button", name="Обедини двата").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Двата записа вече са един")
