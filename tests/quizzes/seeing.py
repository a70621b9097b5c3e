"""What a test in the browser does and sees on an attempt's page, and what the database holds meanwhile."""

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn.db import begin_reading, begin_writing
from elearn.people.models import SignInSession
from elearn.quizzes.models import Response


def answers(session: Session) -> dict[int, object]:
    """What is stored, by question."""
    begin_reading(session)
    found = {response.position: response.answer for response in session.scalars(select(Response))}
    session.rollback()  # nothing may stand in the site's way
    return found


def choice(page: Page, number: int) -> Locator:
    """The choice that the author wrote at this position, wherever the page shows it."""
    return page.locator("fieldset .choice", has_text=f"choice {number}").locator("input")


def pick(page: Page, number: int) -> None:
    choice(page, number).check()


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_be_visible()


def end_sign_ins(session: Session) -> None:
    """Everybody's sign-in has expired."""
    begin_writing(session)
    session.execute(delete(SignInSession))
    session.commit()
