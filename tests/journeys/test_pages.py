"""Every page: accessible in both languages, light and dark; narrow; light to load; under the content policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

import elearn
from tests.journeys.pages import PAGES
from tests.journeys.served import Demo
from tests.journeys.states import states
from tests.journeys.stops import STRANGERS, Stop

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
RULES_OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What of the rules depends on light or dark."""
RULES_OF_WORDS = {
    "runOnly": {
        "type": "rule",
        "values": [
            "html-has-lang",
            "html-lang-valid",
            "valid-lang",
            "document-title",
            "link-name",
            "button-name",
            "label",
        ],
    }
}
"""What of the rules depends on the language; the rest is alike in both."""
MOST_BYTES = 150_000
NARROW = 320
WIDE = ViewportSize(width=1280, height=900)
LOCALES = {"bg": "bg-BG", "en": "en-GB"}


class Visitor:
    """Somebody's browser in one language, whose one window goes from page to page; nothing is taken from its cache.

    `bytes` are those on the wire since the last document was asked for, `complaints` what went wrong in the page.
    """

    def __init__(self, browser: Browser, demo: Demo, who: str, language: str) -> None:
        self.context = browser.new_context(locale=LOCALES[language], viewport=WIDE, reduced_motion="reduce")
        if who not in STRANGERS:
            demo.sign_in(self.context, who).close()
        self.page = self.context.new_page()
        self.bytes, self.complaints = 0, list[str]()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        wire = self.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.loadingFinished", self._came)

    def ready(self) -> Page:
        """The window as at first: empty, so that a page that asks again by itself has ended, wide and light."""
        self.page.goto("about:blank")
        self.page.set_viewport_size(WIDE)
        self.page.emulate_media(color_scheme="light")
        self.complaints.clear()
        return self.page

    def _heard(self, said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            self.complaints.append(said.text)

    def _asked(self, event: dict[str, str]) -> None:
        if event["type"] == "Document":
            self.bytes = 0

    def _came(self, event: dict[str, int]) -> None:
        self.bytes += event["encodedDataLength"]


class Visits:
    """The browsers where people are signed in, each opened once for all the pages of that person and language."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self.browser, self.demo, self.states = browser, demo, states(demo)
        self.opened: dict[tuple[str, str], Visitor] = {}

    def visitor(self, who: str, language: str) -> Visitor:
        if (who, language) not in self.opened:
            self.opened[who, language] = Visitor(self.browser, self.demo, who, language)
        return self.opened[who, language]

    def arrive(self, page: Page, stop: Stop) -> None:
        answer = page.goto(self.demo.address + stop.address.format(**self.states))
        assert answer is not None
        assert answer.status == stop.status
        if stop.act is not None:
            stop.act(self.demo, page)


@pytest.fixture(scope="module")
def visits(browser: Browser, demo: Demo) -> Iterator[Visits]:
    visits = Visits(browser, demo)
    yield visits
    for visitor in visits.opened.values():
        visitor.context.close()


def violations(page: Page, rules: dict[str, object]) -> list[tuple[str, list[str]]]:
    """What axe finds by these rules; of what is sound it tells nothing, which would be most of its work."""
    found = Axe().run(page, options=rules | {"resultTypes": ["violations"]}).response["violations"]
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]


def what_sticks_out(page: Page) -> list[str]:
    """Elements past the right edge of a narrow window when the page itself scrolls sideways; tables scroll inside."""
    page.set_viewport_size({"width": NARROW, "height": 800})
    found: list[str] = page.evaluate(
        """width => document.documentElement.scrollWidth <= width ? [] :
            [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width + 1)
                .map(e => e.outerHTML.slice(0, 120))""",
        NARROW,
    )
    return found


FIRST = {stop.template: stop for stop in reversed(PAGES)}
"""The first stop of each template: what English and dark colours change is the same at its other stops."""
VISITED = [
    (stop, language) for stop in PAGES for language in LOCALES if language == "bg" or stop is FIRST[stop.template]
]


@pytest.mark.parametrize(("stop", "language"), VISITED, ids=str)
def test_a_page_is_sound(visits: Visits, stop: Stop, language: str) -> None:
    visitor = visits.visitor(stop.who, language)
    page = visitor.ready()
    visits.arrive(page, stop)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert violations(page, RULES if language == "bg" else RULES_OF_WORDS) == []
    if stop.act is None:  # what answers a trainer's own upload is as long as the upload
        assert visitor.bytes < MOST_BYTES
    if language == "bg" and stop is FIRST[stop.template]:
        page.emulate_media(color_scheme="dark")
        assert violations(page, RULES_OF_COLOUR) == []
    assert what_sticks_out(page) == []
    assert visitor.complaints == []


def test_no_page_is_left_out() -> None:
    """A template that stands on its own as a page is in the list above."""
    folder = Path(elearn.__file__).parent
    found = {
        f"{path.parent.name}/{path.name}"
        for path in folder.glob("*/templates/*/*.html")
        if '{% extends "web/base.html" %}' in path.read_text()
    }
    assert found == {stop.template for stop in PAGES}
