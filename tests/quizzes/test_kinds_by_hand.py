"""Each kind of question, in a test and in a lesson, by mouse, by touch, by the keyboard alone and without a script."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.db import begin_reading, begin_writing
from elearn.quizzes.models import Response
from tests.factories.content import a_course
from tests.factories.essays import MARKER
from tests.factories.kinds import with_checks, with_items
from tests.factories.lessons import HOW
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS
from tests.quizzes.conftest import Site
from tests.quizzes.hands import WAYS, Mouse, Plain, Touch
from tests.quizzes.playing import KINDS, OPEN, asked

pytestmark = pytest.mark.browser

EVERY = (*KINDS, *OPEN)
TOO_SMALL = """() => [...document.querySelectorAll("main :is(button, select, input, summary)")]
  .map((it) => it.closest("label") ?? it)
  .filter((it) => it.checkVisibility() && !it.matches(".visually-hidden"))
  .filter((it) => Math.min(it.offsetWidth, it.offsetHeight) < 24)
  .map((it) => it.outerHTML)"""

Begin = Callable[[type[Mouse]], Mouse]


@pytest.fixture
def begin(site: Site, session: Session, browser: Browser) -> Iterator[Begin]:
    """`begin(way)`: signed in on a device of that way; its scripts' errors fail the test."""
    begin_writing(session)
    course = with_checks(a_course(), HOW, asked(HOW))
    a_snapshot(session, with_items(course, BASICS, asked(BASICS, EVERY), marker=MARKER, marking_days=5))
    session.commit()
    opened, errors = [], []

    def signed_in(way: type[Mouse]) -> Mouse:
        opened.append(way.context(browser))
        opened[-1].on("weberror", lambda error: errors.append(str(error.error)))
        return way(site.sign_in(opened[-1]))

    yield signed_in
    for context in opened:
        context.close()
    assert errors == []


def fits(page: Page, width: int) -> None:
    """Nothing scrolls sideways, and everything can be hit."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_SMALL) == []


def responses(session: Session) -> dict[int, Response]:
    """What is stored, by question."""
    begin_reading(session)
    session.expire_all()
    found = {response.position: response for response in session.scalars(select(Response))}
    session.rollback()  # nothing may stand in the site's way
    return found


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_test_of_every_kind_is_answered_in_full(site: Site, begin: Begin, session: Session, way: type[Mouse]) -> None:
    hand = begin(way)
    page = hand.page
    page.goto(f"{site.address}/learn/sample/{BASICS}")
    hand.press(page.get_by_role("button", name="Start"))
    for number, kind in enumerate(EVERY, 1):
        page.wait_for_url(f"**q={number}#question")
        hand.answer(kind)
        if way is Touch:
            fits(page, Touch.width)
        hand.press(page.locator(".steps-nav .btn-main"))
    page.wait_for_url("**/submit")
    given = responses(session)
    for number, kind in enumerate(EVERY, 1):
        assert given[number].answer == kind.full, kind.name
    hand.press(page.get_by_role("button", name="Submit", exact=True))
    page.wait_for_url("**/result")
    given = responses(session)
    for number, kind in enumerate(KINDS, 1):
        assert given[number].points == 100, kind.name


@pytest.mark.parametrize("way", [Touch, Plain], ids=lambda way: way.name)
def test_a_lesson_tells_at_once_what_was_right_of_every_kind(site: Site, begin: Begin, way: type[Mouse]) -> None:
    hand = begin(way)
    page = hand.page
    page.goto(f"{site.address}/learn/sample/{HOW}")
    for number, kind in enumerate(KINDS):
        check = page.locator(".self-check").nth(number)
        hand.answer(kind, check)
        hand.press(check.get_by_role("button", name="Check the answer"))
        expect(check.get_by_role("button", name="Answer again")).to_be_visible()
        expect(check).to_contain_text("Right.")
        expect(check).not_to_contain_text("Not so.")
    expect(page.locator(".lesson-end")).to_contain_text("The lesson is done")
    if way is Touch:
        fits(page, Touch.width)
