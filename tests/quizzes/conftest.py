"""A served site with one learner, for tests that need a browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from elearn.settings import Settings
from tests.factories.people import PASSWORD
from tests.factories.quizzes import BASICS, Taker, a_taker
from tests.quizzes.visiting import SignIn, settle
from tests.web.gallery import served


@dataclass(frozen=True)
class Site:
    """`address` of the served application; `email` of its learner."""

    address: str
    email: str
    taker: Taker

    def sign_in(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.goto(f"{self.address}/sign-in")
        self.fill_sign_in(page)
        return page

    def fill_sign_in(self, page: Page, email: str = "") -> None:
        """On a sign-in page, whoever's page it will be: e-mail, password, the button."""
        page.fill("[name=email]", email or self.email)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button[type=submit]")

    def begin(self, context: BrowserContext) -> Page:
        """A page at the first question of a new attempt at the first module's test."""
        page = self.sign_in(context)
        page.goto(f"{self.address}/learn/sample/{BASICS}")
        page.click("aside form button[type=submit]")
        page.wait_for_url("**/attempts/*?q=1#question")
        return page


@pytest.fixture
def site(settings: Settings, session: Session, built: Path, start: Callable[[Settings], Flask]) -> Iterator[Site]:
    taker = a_taker(session, email="learner@example.org")
    session.commit()
    with served(start(replace(settings, data=built))) as address:
        yield Site(address, "learner@example.org", taker)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser in English; any error in a script fails the test."""
    context = browser.new_context(locale="en-GB")
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []


@pytest.fixture
def taker(session: Session, client: FlaskClient, sign_in: SignIn) -> Taker:
    """Signed in as the client's owner; what a test changes before must be committed by `settle`."""
    taker = a_taker(session)
    settle(session)
    sign_in(client, taker.person_id)
    return taker


@pytest.fixture
def without_tokens(app: Flask) -> None:
    """Tokens have a test of their own; elsewhere forms are sent by hand."""
    app.config["WTF_CSRF_ENABLED"] = False
