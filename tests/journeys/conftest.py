"""The product as a new user meets it: the demo, served by its own command, met in Debian's Chromium."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext

from elearn.content.compiler import compile_tree
from tests.journeys.answering import questions_by_title
from tests.journeys.served import ROOT, Demo, served


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for the whole run; who needs a state of her own is a newcomer."""
    with served(tmp_path_factory.mktemp("demo")) as settings:
        courses = compile_tree(ROOT / "courses", date(2026, 11, 23)).courses
        yield Demo(settings, questions_by_title(courses))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser in Bulgarian; any error in a script or a violated policy fails the test."""
    context = browser.new_context(locale="bg-BG", viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    yield context
    context.close()
    assert errors == []
