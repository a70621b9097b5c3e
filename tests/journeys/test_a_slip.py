"""A coordinator prints a slip; its holder chooses a password with it, and comes back with that."""

import io
import re
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import BrowserContext, expect

from elearn.people.naming import sign_in_name
from tests.factories.people import a_person
from tests.journeys.inviting import employer
from tests.journeys.served import Demo

pytestmark = pytest.mark.browser

PASSWORD = "друга дума след дъжд"


def test_a_slip_leads_from_paper_to_a_password(demo: Demo, context: BrowserContext) -> None:
    with demo.work() as work, work.writing() as session:
        town = employer(session)
        radka = a_person(session, given="Радка", middle="", staff_number="7002", organisation_id=town, password=None)
        number = sign_in_name(session, radka)
    page = demo.sign_in(context, "coordinator")
    page.goto(f"{demo.address}/coordinate/invitations/slips?q=радка")
    page.get_by_role("checkbox", name="Радка Иванова").check()
    with page.expect_download() as printed:
        page.get_by_role("button", name="Отпечатай талони за отбелязаните").click()
    paper = pypdf.PdfReader(io.BytesIO(Path(printed.value.path()).read_bytes())).pages[0].extract_text()
    found = re.search(r"Код\s+((?:\w{4}\s+){3})", paper)
    assert found is not None
    page.reload()
    expect(page.locator("tr", has_text="Радка")).to_contain_text("важи до")
    context.clear_cookies()
    page.goto(f"{demo.address}/sign-in")
    page.get_by_role("link", name="Влезте с отпечатан талон").click()
    page.get_by_label("Служебен номер").fill(number.lower())
    page.get_by_label("Код").fill(found[1])
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Радка Иванова")
    for name in ("password", "again"):
        page.fill(f"[name={name}]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/my")
    context.clear_cookies()
    page.goto(f"{demo.address}/sign-in")
    page.fill("[name=email]", number)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/my")
