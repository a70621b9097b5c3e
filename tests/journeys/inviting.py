"""Somebody of the demo's municipality who has no e-mail, and a slip in their hand."""

from collections.abc import Mapping

from playwright.sync_api import Page
from sqlalchemy import select, update

from elearn.demo.cast import MUNICIPALITY
from elearn.people import slips
from elearn.people.models import Organisation
from tests.factories.people import a_person
from tests.journeys.served import Demo

EMPLOYER, NUMBER, CODE = "JR", "7001", "2345ABCDEFGH"


def without_email(demo: Demo) -> Mapping[str, str]:
    """Stoyan signs in with EMPLOYER-NUMBER, and his slip carries CODE."""
    with demo.work() as work, work.writing() as session:
        town = session.scalars(select(Organisation.id).where(Organisation.name == MUNICIPALITY)).one()
        session.execute(
            update(Organisation).where(Organisation.id == town, Organisation.code.is_(None)).values(code=EMPLOYER)
        )
        stoyan = a_person(session, given="Стоян", middle="", staff_number=NUMBER, organisation_id=town, password=None)
        slips.give(session, work.actor, stoyan, CODE)
    return {}


def show_slip(_: Demo, page: Page) -> None:
    """On the page that asks for a slip: the number, the code, the button."""
    page.fill("[name=number]", NUMBER)
    page.fill("[name=code]", CODE)
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("[name=again]")


def choose_badly(demo: Demo, page: Page) -> None:
    """A password that is too short, past the browser's own checks."""
    show_slip(demo, page)
    page.locator("main form").last.evaluate("form => { form.noValidate = true; }")
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("#errors")
