"""What a screen reader is told of each kind of question: names, roles, groups and order in Chromium's own tree."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from sqlalchemy.orm import Session

from elearn.content.terms import Layout
from elearn.db import begin_writing
from elearn.lessons import service as lessons
from tests.factories.content import a_choice_question, a_course
from tests.factories.essays import MARKER
from tests.factories.kinds import a_case, with_checks, with_items
from tests.factories.lessons import HOW
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, SLUG
from tests.quizzes.conftest import Site
from tests.quizzes.playing import KINDS, OPEN, asked
from tests.quizzes.tree import Node, tree

pytestmark = pytest.mark.browser

EVERY = (*KINDS, *OPEN)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FIELDS = {"radio", "checkbox", "textbox", "combobox", "button", "group"}


def asked_at_once(site: Site, session: Session, context: BrowserContext, *items: object) -> Page:
    """An attempt that asks everything on one page."""
    begin_writing(session)
    marked = {"marker": MARKER, "marking_days": 5}
    a_snapshot(session, with_items(a_course(), BASICS, items, layout=Layout.ALL, **marked))  # type: ignore[arg-type]  # questions are items
    session.commit()
    page = site.sign_in(context)
    page.goto(f"{site.address}/learn/sample/{BASICS}")
    page.click("aside form button[type=submit]")
    page.wait_for_url("**/attempts/*")
    return page


def axe_finds_nothing(page: Page) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


def fields(group: Node) -> list[tuple[str, str]]:
    return [(node.role, node.name) for node in group.walk() if node.role in FIELDS]


def in_pieces(found: list[tuple[str, str]], pieces: list[list[tuple[str, str]]]) -> bool:
    """Whether what was found is the pieces, in some order."""
    while found:
        piece = next((piece for piece in pieces if found[: len(piece)] == piece), None)
        if piece is None:
            return False
        found, pieces = found[len(piece) :], [other for other in pieces if other is not piece]
    return not pieces


def test_each_kind_is_a_named_group_of_named_fields_told_how_to_be_answered(
    site: Site, session: Session, context: BrowserContext
) -> None:
    page = asked_at_once(site, session, context, *asked(BASICS, EVERY))
    root = tree(page)
    stems = [kind.stem for kind in EVERY]
    assert [node.name for node in root.walk() if node.role == "group" and node.name in stems] == stems
    for kind in EVERY:
        group = root.within("group", kind.stem)
        assert group.description == kind.how, kind.name
        assert in_pieces(fields(group), [list(piece) for piece in kind.fields]), (kind.name, fields(group))
        assert not {"table", "grid", "listbox"} & {node.role for node in group.walk()}, kind.name
    assert root.within("group", "Within what time?").within("textbox", "Your answer").description == "days"
    axe_finds_nothing(page)


def test_fields_are_read_in_the_order_in_which_they_are_seen(
    site: Site, session: Session, context: BrowserContext
) -> None:
    page = asked_at_once(site, session, context, *asked(BASICS, EVERY))
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        seen = page.evaluate(
            """() => [...document.querySelectorAll("form#attempt :is(fieldset, .order-item, .pair)")].map((box) =>
                 [...box.querySelectorAll(":scope :is(input:not([type=hidden]), select, button)")]
                   .map((field) => field.getBoundingClientRect()).map(({top, bottom, left}) => [top, bottom, left]))"""
        )
        assert len(seen) > len(EVERY)
        for places in seen:
            for (_, bottom, left), (top, _, next_left) in pairwise(places):
                assert top >= bottom - 1 or next_left > left


def test_what_was_right_and_wrong_is_told_in_words_beside_each_field(
    site: Site, session: Session, context: BrowserContext
) -> None:
    begin_writing(session)
    questions = asked(HOW)
    a_snapshot(session, with_checks(a_course(), HOW, questions))
    for kind, question in zip(KINDS, questions, strict=True):
        lessons.answer_self_check(session, site.taker.actor, SLUG, HOW, question.id, dict(kind.wrong))
    session.commit()
    page = site.sign_in(context)
    page.goto(f"{site.address}/learn/sample/{HOW}")
    root = tree(page)
    for kind in KINDS:
        group = root.within("group", kind.stem)
        for (role, name), words in kind.told.items():
            assert group.within(role, name).description.startswith(words), (kind.name, name)
    axe_finds_nothing(page)


def test_the_position_of_an_item_is_told_as_it_moves(site: Site, session: Session, context: BrowserContext) -> None:
    page = asked_at_once(
        site, session, context, *[kind.make(f"{BASICS}#1") for kind in KINDS if kind.name == "ordering"]
    )
    first = page.locator(".order-words").first.inner_text()
    down = page.get_by_role("button", name=f"{first}: down")
    assert tree(page).within("button", f"{first}: down").description == "Place 1 of 4"
    down.press("Enter")
    assert down.evaluate("button => button === document.activeElement")
    root = tree(page)
    assert root.within("button", f"{first}: down").description == "Place 2 of 4"
    assert root.within("button", f"{first}: up").description == "Place 2 of 4"


def test_the_text_of_a_case_is_read_once_and_before_its_questions(
    site: Site, session: Session, context: BrowserContext
) -> None:
    questions = [a_choice_question(f"{BASICS}#{n}", words={"bg": f"Q{n}?", "en": f"Q{n}?"}) for n in range(4)]
    case = a_case("much", questions[1], questions[2])
    page = asked_at_once(site, session, context, questions[0], case, questions[3])
    root = tree(page)
    group = root.within("group", "A letter")
    inside = [node.name for node in group.walk() if node.role in {"heading", "StaticText", "group"} and node.name]
    assert [name for name in inside if name in {"The letter says much.", "Q1?", "Q2?"}][:1] == ["The letter says much."]
    assert [node.name for node in group.walk() if node.role == "group"] == ["Q1?", "Q2?"]
    assert [node.name for node in root.walk() if node.role == "StaticText"].count("The letter says much.") == 1
    for width, beside in ((1280, True), (360, False)):
        page.set_viewport_size({"width": width, "height": 800})
        text, first = page.locator(".case").bounding_box(), page.locator(".case-questions").bounding_box()
        assert text is not None
        assert first is not None
        assert (first["x"] > text["x"] + text["width"]) is beside
        assert (first["y"] >= text["y"] + text["height"]) is not beside
    axe_finds_nothing(page)
