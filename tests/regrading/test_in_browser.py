"""From a learner's objection to her changed result, in Chromium: she by mouse, the trainer by the keyboard alone."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.permissions import Role
from elearn.regrading import jobs
from elearn.regrading.models import Regrade
from elearn.work import Work
from tests.factories.people import PASSWORD, a_person
from tests.factories.quizzes import a_taker
from tests.factories.regrading import ALL_RIGHT, answered, corrected
from tests.web.gallery import served

pytestmark = pytest.mark.browser

WORDS = "I think this is wrong because article 22c says otherwise."


def signed_in(browser: Browser, address: str, email: str) -> Page:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{address}/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/my")
    return page


def press_to(page: Page, name: str, role: str) -> None:
    """Tab until the control with this name has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]  # a role by its name
    for _ in range(60):
        if wanted.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {name!r}")


def type_into(page: Page, name: str, text: str) -> None:
    press_to(page, name, "textbox")
    page.keyboard.type(text)


def objects(learner: Page, result: str) -> None:
    learner.goto(result)
    learner.get_by_role("link", name="Object to a question").click()
    learner.get_by_role("link", name="Object to question 1", exact=True).click()
    learner.get_by_label("I think this is wrong because…").fill(WORDS)
    learner.get_by_role("button", name="Send the objection").click()
    expect(learner.locator("main")).to_contain_text(WORDS)


def regrades(trainer: Page, objections: str) -> None:
    """From the list of objections to the decision, by the keyboard."""
    trainer.goto(objections)
    expect(trainer.get_by_role("link", name="Objections 1 objection waits")).to_be_visible()
    press_to(trainer, "Question basics/quiz#single", "link")
    trainer.keyboard.press("Enter")
    expect(trainer.locator("main")).to_contain_text(WORDS)
    assert trainer.locator("fieldset input:checked").count() == 0
    press_to(trainer, "To regrading", "link")
    trainer.keyboard.press("Enter")
    press_to(trainer, "Preview", "button")
    trainer.keyboard.press("Enter")
    expect(trainer.locator("main")).to_contain_text("1 of 1 attempt changes.")
    type_into(trainer, "Reason", "The key was wrong.")
    press_to(trainer, "Regrade", "button")
    trainer.keyboard.press("Enter")
    expect(trainer.locator("main")).to_contain_text("0 of 1 are done.")


def test_an_objection_leads_to_a_regrade_that_the_learner_reads(
    settings, session: Session, engine, built, start, browser: Browser
) -> None:
    attempt_id = answered(session, a_taker(session, email="learner@example.org"), 2, others=ALL_RIGHT[:3])
    corrected(session)
    a_person(session, roles=(Role.TRAINER,), email="trainer@example.org")
    session.commit()
    with served(start(replace(settings, data=built))) as address:
        learner = signed_in(browser, address, "learner@example.org")
        objects(learner, f"{address}/attempts/{attempt_id}/result")
        trainer = signed_in(browser, address, "trainer@example.org")
        regrades(trainer, f"{address}/author/objections")
        session.rollback()
        jobs.regrade(Work(settings, engine), {"regrade_id": session.scalars(select(Regrade.id)).one()})
        session.rollback()
        expect(trainer.locator("main")).not_to_contain_text(
            "are done", timeout=15_000
        )  # the page loads again by itself

        learner.goto(f"{address}/attempts/{attempt_id}/result")
        expect(learner.locator("h1")).to_contain_text("Passed: 5 of 6 points")
        expect(learner.locator("main")).to_contain_text("The key was wrong.")
