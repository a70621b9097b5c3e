"""The component gallery in Chromium: accessible in every theme, narrow, zoomed, without script, and on paper."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.gallery import PAGES

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LEGIBLE_PIXELS = 24


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="bg-BG")
    opened = context.new_page()
    opened.complaints = []  # type: ignore[attr-defined]  # a list of the test's own on the page
    opened.on("console", lambda said: opened.complaints.append(said.text))
    yield opened
    assert opened.complaints == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page: Page, gallery: str, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{gallery}/{name}")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("width", [320, 360, 768, 900, 1130, 1280, 1600])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_but_tables_scrolls_sideways(page: Page, gallery: str, name: str, width: int) -> None:
    """320 px is 1280 px at 400 % zoom."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{gallery}/{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_targets_are_large_enough(page: Page, gallery: str, name: str) -> None:
    page.goto(f"{gallery}/{name}")
    small = page.evaluate(
        """least => [...document.querySelectorAll("a, button, input, select, summary")]
            .filter(e => e.checkVisibility() && !e.closest("p, li > div > p, .visually-hidden, dd")
                         && !e.matches(".visually-hidden, .skip, .term, .cite"))
            .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
            .filter(([, box]) => box.height < least || box.width < least).map(([html]) => html)""",
        LEGIBLE_PIXELS,
    )
    assert small == []


def test_the_focus_ring_is_drawn_on_everything_focusable(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/gallery")
    for _ in range(60):
        page.keyboard.press("Tab")
        drawn = page.evaluate(
            "(e => [e.outerHTML.slice(0, 80), getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth])"
            "(document.activeElement.matches('.visually-hidden') ? document.activeElement.parentElement"
            " : document.activeElement)"
        )
        if drawn[0].startswith("<body"):
            break
        assert drawn[1:] == ["solid", "3px"], drawn


def test_the_sticky_bar_never_covers_the_focus(page: Page, gallery: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{gallery}/gallery")
    page.evaluate("document.documentElement.scrollTop = 3000")
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        top, bar = page.evaluate(
            "[document.activeElement.getBoundingClientRect().bottom,"
            " document.querySelector('.bar-wrap').getBoundingClientRect().bottom]"
        )
        inside = page.evaluate("!!document.activeElement.closest('main')")
        assert not inside or top > bar


def test_a_term_opens_beside_the_text_and_escape_gives_focus_back(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/reading")
    term = page.get_by_role("button", name="мотивираното предложение")
    term.press("Enter")
    assert term.get_attribute("aria-expanded") == "true"
    note = page.locator(f"#{term.get_attribute('aria-controls')}")
    assert "Писмо на кмета" in note.inner_text()
    note_box, prose_box = note.bounding_box(), page.locator(".prose").bounding_box()
    assert note_box is not None
    assert prose_box is not None
    assert note_box["x"] >= prose_box["x"] + prose_box["width"]
    page.keyboard.press("Escape")
    assert note.count() == 0
    assert term.evaluate("e => e === document.activeElement")


def test_meanings_can_be_read_without_script(browser: Browser, gallery: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{gallery}/reading")
    assert page.locator("#terms").is_visible()
    context.close()


def test_the_phone_menu_opens_by_keyboard_and_closes_on_escape(page: Page, gallery: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{gallery}/reading")
    summary = page.locator(".menu-fold > summary")
    summary.press("Enter")
    assert page.locator(".menu-sheet").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".menu-sheet").is_visible()
    assert summary.evaluate("e => e === document.activeElement")


def test_bulgarian_letterforms_come_with_the_language(page: Page, gallery: str) -> None:
    """в г д т и к are drawn otherwise in Bulgarian than in Russian: the same text, other pixels."""
    page.goto(f"{gallery}/reading")
    shots = []
    for lang in ("bg", "ru"):
        page.evaluate(
            "lang => { document.body.innerHTML = '<h1>вгдтик</h1>'; document.body.firstChild.lang = lang; }", lang
        )
        page.wait_for_timeout(100)
        shots.append(page.locator("h1").screenshot())
    assert shots[0] != shots[1]


def test_paper_carries_the_text_alone(page: Page, gallery: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{gallery}/reading")
    assert not page.locator(".head").is_visible()
    assert not page.locator(".foot").is_visible()
    assert not page.locator(".rail").is_visible()
    assert page.locator("#terms").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert "example.invalid" in page.evaluate(
        "getComputedStyle(document.querySelector('.sources a'), '::after').content + location.href"
    ) or page.evaluate("getComputedStyle(document.querySelector('.sources a'), '::after').content").startswith('" ("')


def test_motion_stops_for_those_who_ask(page: Page, gallery: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{gallery}/gallery")
    assert page.evaluate("getComputedStyle(document.querySelector('.btn')).transitionDuration") in {"0s", "1e-05s"}
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_forced_colours_keep_shapes_and_steps(page: Page, gallery: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{gallery}/gallery")
    assert page.evaluate("getComputedStyle(document.querySelector('.step.is-todo')).borderStyle") == "solid"
    assert page.locator(".shape").first.is_visible()
