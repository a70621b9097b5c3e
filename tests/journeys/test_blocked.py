"""A blocked person is told why, what to do next and whom to ask; who signs in again comes back."""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from elearn.quizzes.models import Attempt
from tests.journeys.served import SLUG, Demo
from tests.journeys.states import EXAM, pass_modules, start

pytestmark = pytest.mark.browser

WHOM = "координатора на Вашето звено"


def says(page: Page, why: str, what_next: str) -> None:
    """The three things, and no way round them."""
    main = page.locator("main")
    expect(main).to_contain_text(why)
    expect(main).to_contain_text(WHOM)
    expect(main.locator(f"a[href*='{what_next}']").first).to_be_visible()
    assert main.locator(f"form[action^='/learn/{SLUG}']").count() == 0


def test_who_is_not_enrolled_is_led_to_enrolling(demo: Demo, context: BrowserContext) -> None:
    demo.newcomer("outside")
    page = demo.sign_in(context, "outside")
    for address in ("", "/foundations/why"):
        page.goto(f"{demo.address}/learn/{SLUG}{address}")
        says(page, "Не сте записани за този курс", f"/courses/{SLUG}")
    page.locator(f"main a[href$='/courses/{SLUG}']").first.click()
    page.locator(f"form[action='/courses/{SLUG}/enrol'] button").first.click()
    page.wait_for_load_state()
    page.goto(f"{demo.address}/learn/{SLUG}/foundations/why")
    expect(page.locator("article, main .prose").first).to_be_visible()


def test_an_exam_says_what_comes_first(demo: Demo, context: BrowserContext) -> None:
    demo.newcomer("early")
    with demo.story("early") as story:
        story.enrol(days=30)
    page = demo.sign_in(context, "early")
    page.goto(f"{demo.address}/learn/{SLUG}/exam")
    says(page, "Този тест още не е отворен", f"/learn/{SLUG}")
    with demo.story("early") as story:
        titles = [module.quiz.title["bg"] for module in story.outline.modules if module.quiz is not None]
    for title in titles:
        expect(page.locator("main")).to_contain_text(title)


def test_an_exam_says_when_it_opens_again_and_when_no_attempt_is_left(demo: Demo, context: BrowserContext) -> None:
    """The shipped course allows three attempts at its exam, a day between them."""
    demo.newcomer("unlucky")
    with demo.story("unlucky") as story:
        pass_modules(story)
        story.take(EXAM, right=False)
    page = demo.sign_in(context, "unlucky")
    page.goto(f"{demo.address}/learn/{SLUG}/exam")
    says(page, "Следващият опит се отваря", f"/learn/{SLUG}")
    for _ in range(2):
        a_day_passes(demo)
        with demo.story("unlucky") as story:
            story.take(EXAM, right=False)
    page.reload()
    says(page, "Опитите Ви свършиха", f"/learn/{SLUG}")


def a_day_passes(demo: Demo) -> None:
    """What was submitted moves a day into the past."""
    with demo.story("unlucky") as story:
        for attempt in story.session.scalars(select(Attempt).where(Attempt.person_id == story.person_id)):
            attempt.started_at -= timedelta(days=1, minutes=1)
            assert attempt.submitted_at is not None
            attempt.submitted_at -= timedelta(days=1, minutes=1)


def test_signing_in_leads_back_to_where_one_was(demo: Demo, context: BrowserContext) -> None:
    page = context.new_page()
    address = f"{demo.address}/learn/{SLUG}/foundations/actors"
    page.goto(address)
    page.wait_for_url("**/sign-in?next=**")
    demo.fill_sign_in(page, "learner")
    page.wait_for_url(address)
    page.goto(f"{demo.address}/sign-in?next=https://elsewhere.example/")
    page.wait_for_url("**/my")


def test_a_begun_exam_survives_that_its_modules_change_state(demo: Demo, context: BrowserContext) -> None:
    """Whoever has begun is not blocked any more: the start page leads back in."""
    demo.newcomer("begun")
    with demo.story("begun") as story:
        pass_modules(story)
        attempt_id = start(story, EXAM)
    page = demo.sign_in(context, "begun")
    page.goto(f"{demo.address}/learn/{SLUG}/exam")
    expect(page.locator(f"a[href='/attempts/{attempt_id}']").last).to_be_visible()
