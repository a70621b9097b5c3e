"""Somebody of the demo's municipality who has no e-mail, and a slip in their hand."""

from collections.abc import Mapping

from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.demo.cast import MUNICIPALITY
from elearn.ids import OrganisationId
from elearn.people import slips
from elearn.people.models import Organisation
from tests.factories.people import a_person
from tests.journeys.served import Demo
from tests.journeys.stops import STRANGER, Stop

EMPLOYER, NUMBER, CODE = "JR", "7001", "2345ABCDEFGH"


def without_email(demo: Demo) -> Mapping[str, str]:
    """Stoyan signs in with EMPLOYER-NUMBER, and his slip carries CODE."""
    with demo.work() as work, work.writing() as session:
        town = employer(session)
        stoyan = a_person(session, given="Стоян", middle="", staff_number=NUMBER, organisation_id=town, password=None)
        slips.give(session, work.actor, stoyan, CODE)
        a_person(session, given="Ана", email="invited@demo.example", organisation_id=town, password=None)
    return {}


def employer(session: Session) -> OrganisationId:
    """The demo's municipality, which has a code from now on."""
    town = session.scalars(select(Organisation).where(Organisation.name == MUNICIPALITY)).one()
    town.code = town.code or EMPLOYER
    return OrganisationId(town.id)


def invite_all(_: Demo, page: Page) -> None:
    """On the list of invitations: the button for all of it."""
    page.click("button[name=whom][value=all]")
    page.wait_for_url("**/sending/**")


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


def show_nothing(_: Demo, page: Page) -> None:
    """Send the form of the slip as it stands, past the browser's own checks."""
    page.locator("main form").last.evaluate("form => { form.noValidate = true; }")
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("main [role=alert]")


INVITING = (
    Stop("invitations/awaited.html", "coordinator", "/coordinate/invitations"),
    Stop("invitations/slips.html", "coordinator", "/coordinate/invitations/slips"),
    Stop("invitations/sending.html", "coordinator", "/coordinate/invitations", act=invite_all),
    Stop("people/slip.html", STRANGER, "/sign-in/slip"),
    Stop("people/slip.html", STRANGER, "/sign-in/slip", "wrong", show_nothing),
    Stop("people/slip_password.html", STRANGER, "/sign-in/slip", act=show_slip),
    Stop("people/slip_password.html", STRANGER, "/sign-in/slip", "wrong", choose_badly),
)
