"""A trainer checks a broken file, mends it, and checks a whole course."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.pages import BROKEN, check, zipped
from tests.journeys.served import ROOT, SLUG, Demo

pytestmark = pytest.mark.browser

LESSONS_AND_TESTS = 27
MENDED = """---
заглавие: Сертификат за клас В
---
Първо прочетете наредбата.

## Въпрос: Кой издава сертификата? {#who}
- [ ] Министърът
- [x] Кметът
"""


def test_a_broken_file_is_shown_beside_its_lines_and_mended(demo: Demo, context: BrowserContext) -> None:
    page = demo.sign_in(context, "trainer")
    page.goto(f"{demo.address}/author/check")
    check(page, "01-klas-v.md", BROKEN.encode())
    counts = page.locator(".check-counts")
    expect(counts).to_contain_text("грешк")
    question = page.locator("li.line", has_text="Кой издава сертификата?")
    expect(question.locator(".line-problem.is-error")).to_contain_text("верен")
    expect(page.locator("main")).to_contain_text("Нищо от качения файл не е запазено")
    check(page, "01-klas-v.md", MENDED.encode())
    expect(page.locator(".line-problem.is-error")).to_have_count(0)
    page.locator(".preview summary").first.click()
    expect(page.locator(".preview[open]").first).to_contain_text("Първо прочетете наредбата.")


def test_a_whole_course_is_checked_and_shown_as_learners_see_it(demo: Demo, context: BrowserContext) -> None:
    page = demo.sign_in(context, "trainer")
    page.goto(f"{demo.address}/author/courses")
    courses = page.locator("main .course-facts").count()
    page.goto(f"{demo.address}/author/check")
    check(page, "investor-servicing.zip", zipped(ROOT / "courses" / SLUG))
    expect(page.locator(".check-summary")).to_contain_text("Курсът може да се публикува")
    expect(page.locator(".line-problem.is-error")).to_have_count(0)
    texts = page.locator(".preview")
    assert texts.count() >= LESSONS_AND_TESTS
    page.locator(".preview summary", has_text="кой кой е").first.click()
    expect(page.locator(".preview[open] fieldset").first).to_be_visible()
    page.goto(f"{demo.address}/author/courses")
    expect(page.locator("main .course-facts")).to_have_count(courses)
