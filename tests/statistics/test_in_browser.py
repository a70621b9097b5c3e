"""Charts with many attempts: accessible, beside their tables, and on a narrow phone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from elearn.permissions import Role
from elearn.settings import Settings
from tests.factories.attempts import Answers, take, takers
from tests.factories.people import PASSWORD, a_person
from tests.factories.publishing import a_snapshot
from tests.web.gallery import served

pytestmark = pytest.mark.browser

QUIZ = "/author/courses/sample/statistics/basics/quiz"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def answers(rank: int) -> Answers:
    given: dict[str, dict[str, object]] = {"single": {"choice": rank % 3}, "true": {"choice": 0}}
    given["multiple"] = {"choices": [0, 2] if rank > 15 else [0]}
    given["text"] = {"text": "ЗНИ" if rank > 12 else "закона"}
    return given


def test_charts_are_named_stand_beside_their_tables_and_fit_a_phone(
    settings: Settings, session: Session, built: Path, start: Callable[[Settings], Flask], browser: Browser
) -> None:
    a_snapshot(session)
    take(session, takers(session, 30), [answers(rank) for rank in range(30)])
    a_person(session, email="trainer@example.org", roles=(Role.TRAINER,))
    session.commit()
    with served(start(replace(settings, data=built))) as address:
        context = browser.new_context(locale="bg-BG", viewport={"width": 320, "height": 800}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(f"{address}/sign-in")
        page.fill("[name=email]", "trainer@example.org")
        page.fill("[name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        page.wait_for_url("**/my")
        for place, chart, tables in ((QUIZ, ".histogram", 1), (f"{QUIZ}/basics.quiz.text", ".taken-chart", 1)):
            page.goto(f"{address}{place}")
            assert page.locator(chart).get_attribute("aria-label")
            assert page.locator(f":has(> figure {chart}) table").count() == tables
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal from a loop
                found = Axe().run(page, options=RULES).response["violations"]
                assert [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found] == []
        context.close()
