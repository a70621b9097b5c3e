"""A learner takes a whole course to its certificate, without JavaScript, by the pages' own buttons and forms."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn.app import create_app
from elearn.content.compiler import Compiled
from elearn.content.model import Course, Language
from elearn.content.questions import EssayQuestion, Question
from elearn.permissions import Via
from elearn.publishing.models import Change
from elearn.publishing.releasing import release
from elearn.settings import Settings
from elearn.work import open_work
from tests.courses.filling import Asked, answer, asked_by, every_question, one, sent, shown, tick
from tests.databases import migrate
from tests.factories.people import PASSWORD, a_person

SLUGS = ("digitalisation-support", "innovation-policy")
BULGARIAN, ENGLISH = Language("bg"), Language("en")
OTHER = {BULGARIAN: ENGLISH, ENGLISH: BULGARIAN}
VALID = {BULGARIAN: "Удостоверението е действително", ENGLISH: "The certificate is valid"}
PASSED = {BULGARIAN: "Взет", ENGLISH: "Passed"}
MOST_PAGES = 80

HTML = re.compile(r'<html lang="(\w+)">')
HEADING = re.compile(r"<h1\b.*?</h1>", re.DOTALL)


@dataclass(frozen=True)
class Site:
    """The product on an SQLite of its own, with the real courses published."""

    app: Flask
    settings: Settings
    courses: Mapping[str, Course]


@pytest.fixture(scope="module")
def site(compiled: Compiled, courses: Mapping[str, Course], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Not made from `databases`, so PostgreSQL does not run it again: what a course asks is the same on both."""
    folder = tmp_path_factory.mktemp("taking")
    settings = Settings(
        mode="test",
        secret="a-secret-for-tests-only-of-enough-length",
        database=f"sqlite:///{folder}/elearn.db",
        data=folder / "data",
        argon2_time=1,
        argon2_memory_kib=8,
    )
    migrate(settings.database)
    app = create_app(settings)
    taken = {slug: courses[slug] for slug in SLUGS}
    with open_work(settings, Via.CLI) as work:
        done = release(work, taken.values(), compiled.files, change=Change.EDITORIAL, note="")
    assert [one.refusal for one in done] == [None] * len(SLUGS)
    yield Site(app, settings, taken)
    with app.app_context():
        for engine in app.extensions["sqlalchemy"].engines.values():
            engine.dispose()


@dataclass(frozen=True)
class Page:
    """Where one has arrived, and what stands there."""

    path: str
    text: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "lxml", parse_only=SoupStrainer("main"))

    def one(self, selector: str) -> Tag:
        return one(self.soup, selector)


@dataclass(frozen=True)
class Browser:
    """A browser without JavaScript, in one language. Every page it meets is well and speaks that language."""

    client: FlaskClient
    language: Language
    foreign: str
    """The course's title in the other language."""

    def open(self, address: str) -> Page:
        return self._met(self.client.get(address, follow_redirects=True))

    def press(self, form: Tag, button: Tag, page: Page) -> Page:
        address, fields = str(form.get("action") or page.path), sent(form, button)
        if form.get("method") == "post":
            return self._met(self.client.post(address, data=fields, follow_redirects=True))
        return self._met(self.client.get(address, query_string=fields, follow_redirects=True))

    def _met(self, response: TestResponse) -> Page:
        path = response.request.path
        assert (path, response.status_code) == (path, 200)
        assert HTML.findall(response.text) == [self.language], path
        (heading,) = HEADING.findall(response.text)
        assert self.foreign not in unescape(heading)
        assert " lang=" not in heading, path
        return Page(path, response.text)


@dataclass(frozen=True)
class Learner:
    """Goes where the course's pages lead, and answers what they ask."""

    browser: Browser
    course: Course

    @property
    def home(self) -> str:
        return f"/learn/{self.course.outline.slug}"

    @cached_property
    def questions(self) -> Mapping[Asked, Question]:
        return every_question(self.course, self.browser.language)

    def sign_in(self, email: str) -> None:
        page = self.browser.open(f"/sign-in?lang={self.browser.language}")
        form = page.one("main form")
        one(form, "[name=email]")["value"], one(form, "[name=password]")["value"] = email, PASSWORD
        assert self._press(page, "main form").path == "/my"

    def enrol(self) -> Page:
        page = self.browser.open(f"/courses/{self.course.outline.slug}")
        return self._press(page, "aside form")

    def walk(self, page: Page) -> list[str]:
        """From the contents of the course to the certificates; the steps on the way."""
        steps: list[str] = []
        for _ in range(MOST_PAGES):
            if page.path == "/my/certificates":
                return steps
            if page.path == self.home:
                page = self._follow(page, "aside a.btn-main")
                continue
            steps.append(page.path.removeprefix(f"{self.home}/"))
            page = self._take(page) if page.path.endswith(("/quiz", "/exam")) else self._read(page)
        raise AssertionError("the course does not end")

    def _read(self, page: Page) -> Page:
        """A lesson to its end: its self-checks answered, or marked as done."""
        last = page
        for form in page.soup.select(".self-check form"):
            last = self._check(form, page)
        if last is page:
            return self._press(page, ".lesson-end form")
        assert "is-wrong" not in last.text, last.path
        one(last.soup, ".lesson-end .state-done")
        return self._follow(last, ".lesson-end a.btn-main")

    def _check(self, form: Tag, page: Page) -> Page:
        fieldset = one(form, "fieldset.question")
        question = self.questions[asked_by(fieldset)]
        assert one(form, "[name=question]")["value"] == question.id
        answer(fieldset, question, self.browser.language)
        there = self.browser.press(form, one(form, "button[type=submit]"), page)
        return self._compare(there, question) if isinstance(question, EssayQuestion) else there

    def _compare(self, page: Page, question: EssayQuestion) -> Page:
        """One's own letter beside the model answer: every criterion is met."""
        form = comparison(page, question)
        tick(form, question, self.browser.language)
        there = self.browser.press(form, one(form, "button[type=submit]"), page)
        assert len(comparison(there, question).select("[checked]")) == len(question.criteria)
        return there

    def _take(self, page: Page) -> Page:
        """A test from its start page, by way of the names where these come first, to the page after its result."""
        is_exam, page = page.path.endswith("/exam"), self._press(page, "aside form")
        assert (page.path == "/my/name") == is_exam
        if is_exam:
            page = self._press(self._press(page, "main form.form", "button[value=confirm]"), "aside form")
        for _ in range(MOST_PAGES):
            if page.path.endswith("/submit"):
                break
            for fieldset in page.soup.select("fieldset.question"):
                answer(fieldset, self.questions[asked_by(fieldset)], self.browser.language)
            page = self._press(page, "form#attempt", ".steps-nav button.btn-main")
        page = self._press(page, "main form")
        assert shown(page.one("h1")).startswith(PASSED[self.browser.language])
        assert shown(page.one(".result-percent")) == "100 %"
        return self._follow(page, "aside a.btn-main")

    def _press(self, page: Page, form: str, button: str = "button[type=submit]") -> Page:
        found = page.one(form)
        return self.browser.press(found, one(found, button), page)

    def _follow(self, page: Page, link: str) -> Page:
        return self.browser.open(str(page.one(link)["href"]))


def comparison(page: Page, question: EssayQuestion) -> Tag:
    """The form that stands beside a model answer."""
    (form,) = (form for form in page.soup.select("form.essay-compare") if form.select(f"[value='{question.id}']"))
    return form


def steps_of(course: Course) -> list[str]:
    """Each module's lessons and its test, and the exam at the end."""
    steps: list[str] = []
    for module in course.outline.modules:
        steps += [*(lesson.id for lesson in module.lessons), *([module.quiz.id] if module.quiz else [])]
    return [*steps, "exam"]


@pytest.mark.parametrize("language", OTHER)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_learner_takes_the_whole_course_without_javascript_to_a_certificate_that_is_valid(
    site: Site, slug: str, language: Language
) -> None:
    course, email = site.courses[slug], f"{slug}.{language}@example.org"
    own, foreign = course.outline.title[language], course.outline.title[OTHER[language]]
    with open_work(site.settings, Via.CLI) as work, work.writing() as session:
        a_person(session, email=email)
    learner = Learner(Browser(site.app.test_client(), language, foreign), course)
    learner.sign_in(email)
    assert learner.walk(learner.enrol()) == steps_of(course)

    certificates = learner.browser.open("/my/certificates")
    assert shown(certificates.one("main a.row-title")) == own
    code = shown(certificates.one("main .row-end a"))
    stranger = Browser(site.app.test_client(), language, foreign)
    verified = stranger.open(f"/verify/{code}?lang={language}")
    assert VALID[language] in shown(verified.one(".verdict.is-valid"))
    assert own in shown(verified.one("main dl.facts"))
