"""The public pages: what they show, what they never show, and media that can do no harm."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn.content.model import Course, Language, Media
from elearn.ids import CourseSlug, PersonId, QuizId
from elearn.publishing import service
from elearn.publishing.models import Change
from elearn.settings import Settings
from elearn.storage.files import Files
from tests.factories.content import BG, a_choice_question, a_course, both, html, with_lesson_text
from tests.factories.people import OPERATOR, a_person
from tests.factories.publishing import a_snapshot

SignIn = Callable[[FlaskClient, PersonId], str]


def page(answer: TestResponse) -> BeautifulSoup:
    assert answer.status_code == 200, answer.text[:500]
    return BeautifulSoup(answer.text, "lxml")


def test_the_start_page_leads_in_and_lists_the_courses(client: FlaskClient, session: Session) -> None:
    a_snapshot(session)
    session.commit()
    start = page(client.get("/"))
    assert start.h1 is not None
    assert [link["href"] for link in start.select(".catalogue-row h3 a")] == ["/courses/sample"]
    assert start.select_one("form[action='/verify'] input[name=code]") is not None


def test_filters_speak_each_visitors_language_whoever_came_first(client: FlaskClient, session: Session) -> None:
    a_snapshot(session)
    session.commit()
    levels = {
        lang: [
            option.text for option in page(client.get(f"/courses?lang={lang}")).select("select[name=level] option")[1:]
        ]
        for lang in ("bg", "en")
    }
    assert levels == {"bg": ["основно", "средно", "напреднало"], "en": ["basic", "intermediate", "advanced"]}


def test_the_pages_stand_before_anything_is_published(client: FlaskClient) -> None:
    assert client.get("/").status_code == client.get("/courses").status_code == 200
    assert client.get("/courses/sample").status_code == 404


@pytest.fixture
def three_courses(session: Session) -> None:
    def put(slug: str, **outline: object) -> None:
        course = a_course(slug)
        a_snapshot(session, replace(course, outline=replace(course.outline, **outline)))  # type: ignore[arg-type]  # fields of an outline

    put("short", hours=a_course().outline.hours, level="basic")
    put("middle", hours=a_course().outline.hours * 3, level="advanced", theme=both("Иновации", "Innovation"))
    put("only-bg", hours=a_course().outline.hours * 4, languages=(BG,), level="advanced")
    session.commit()


@pytest.mark.usefixtures("three_courses")
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", {"short", "middle", "only-bg"}),
        ("?level=advanced", {"middle", "only-bg"}),
        ("?hours=short", {"short"}),
        ("?hours=middle", {"middle"}),
        ("?hours=long", {"only-bg"}),
        ("?in=en", {"short", "middle"}),
        ("?theme=Иновации", {"middle"}),
        ("?theme=Иновации&level=basic", set()),
        ("?level=nonsense&hours=x", {"short", "middle", "only-bg"}),
        ("?theme=%01<script>", set()),
    ],
)
def test_the_catalogue_shows_what_was_asked_for(client: FlaskClient, query: str, slugs: set[str]) -> None:
    catalogue = page(client.get(f"/courses{query}"))
    assert {str(link["href"]).rpartition("/")[2] for link in catalogue.select(".catalogue-row a")} == slugs
    assert not catalogue.select("main script")


def test_a_withdrawn_course_is_gone_from_the_catalogue_and_says_why(client: FlaskClient, session: Session) -> None:
    a_snapshot(session)
    service.withdraw(session, OPERATOR, CourseSlug("sample"), why="Законът е <отменен>.")
    session.commit()
    assert not page(client.get("/courses")).select(".catalogue-row")
    answer = client.get("/courses/sample")
    assert answer.status_code == 404
    assert "Законът е &lt;отменен&gt;." in answer.text


def marked_course() -> Course:
    """Every key, feedback, explanation and accepted form carries a marker."""
    course = a_course()
    quiz_id = QuizId("basics/quiz")
    question = a_choice_question("basics/quiz#single")
    choices = tuple(
        replace(choice, feedback_html=both("KEYMARK feedback", "KEYMARK feedback")) for choice in question.choices
    )
    marked = replace(question, choices=choices, explanation_html=both("KEYMARK", "KEYMARK"))
    quiz = course.quizzes[quiz_id]
    return replace(course, quizzes={**course.quizzes, quiz_id: replace(quiz, items=(marked, *quiz.items[1:]))})


def test_no_key_reaches_any_page_of_a_course(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    old = a_snapshot(session)
    a_snapshot(session, marked_course())
    learner = a_person(session)
    session.commit()
    sign_in(client, learner)
    for address in ("/", "/courses", "/courses/sample", f"/courses/sample/changes?since={old}"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "KEYMARK" not in answer.text
        assert "Обяснение на" not in answer.text


@pytest.mark.parametrize("lang", ["bg", "en"])
def test_the_course_page_tells_what_one_needs_to_decide(client: FlaskClient, session: Session, lang: str) -> None:
    a_snapshot(session)
    session.commit()
    course = page(client.get(f"/courses/sample?lang={lang}"))
    words = course.get_text().replace("\N{NO-BREAK SPACE}", " ")
    expected = ("Примерен курс", "Как", "16.06.2026") if lang == "bg" else ("Sample course", "How", "16 Jun 2026")
    assert all(word in words for word in (*expected, "ДВ, бр. 97 от 1997 г.", "Звено „Проба“"))
    link = course.select_one(".panel a.btn")
    assert link is not None
    assert link["href"] == "/sign-in?next=/courses/sample"


def test_the_description_goes_on_from_the_summary_and_does_not_repeat_it(client: FlaskClient, session: Session) -> None:
    course = a_course()
    told = both("<p>Кратък курс.</p><p>За експерти.</p><ul><li>умее</li></ul>", "<p>A short course.</p>")
    a_snapshot(session, replace(course, outline=replace(course.outline, description_html=told)))
    session.commit()
    about = page(client.get("/courses/sample")).select_one("#about ~ .prose, section[aria-labelledby=about] .prose")
    assert about is not None
    assert about.get_text() == "За експерти.умее"


def test_a_description_of_one_paragraph_is_the_summary(client: FlaskClient, session: Session) -> None:
    course = a_course()
    a_snapshot(session, replace(course, outline=replace(course.outline, description_html=html("Кратко.", "Short."))))
    session.commit()
    assert not page(client.get("/courses/sample")).select("#about")


def test_a_course_without_a_translation_says_which_language_it_speaks(client: FlaskClient, session: Session) -> None:
    course = a_course()
    outline = replace(course.outline, title={Language("bg"): "Само български"}, languages=(BG,))
    a_snapshot(session, replace(course, outline=outline))
    session.commit()
    title = page(client.get("/courses/sample?lang=en")).select_one("h1 [lang=bg]")
    assert title is not None
    assert title.get_text() == "Само български"


def test_enrolling_twice_is_enrolling_once_and_leads_on(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    a_snapshot(session)
    learner = a_person(session)
    session.commit()
    sign_in(client, learner)
    token = page(client.get("/courses/sample")).select_one("form[action='/courses/sample/enrol'] [name=csrf_token]")
    assert token is not None
    for _ in range(2):
        answer = client.post("/courses/sample/enrol", data={"csrf_token": token["value"]})
        assert (answer.status_code, answer.location) == (303, "/learn/sample")
    link = page(client.get("/courses/sample")).select_one(".panel a.btn")
    assert link is not None
    assert link["href"] == "/learn/sample"


def test_enrolling_asks_for_a_token_and_a_sign_in(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    a_snapshot(session)
    learner = a_person(session)
    session.commit()
    assert client.post("/courses/sample/enrol").status_code in {302, 303, 400, 401}
    sign_in(client, learner)
    assert client.post("/courses/sample/enrol").status_code == 400
    assert client.get("/courses/sample/enrol").status_code == 405


def test_what_changed_is_shown_lesson_by_lesson(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    old = a_snapshot(session)
    a_snapshot(session, with_lesson_text(a_course(), "basics/why", "Срокът е 30 дни."), change=Change.LAW, note="ДВ 50")
    learner = a_person(session)
    session.commit()
    sign_in(client, learner)
    changed = page(client.get(f"/courses/sample/changes?since={old}&lang=bg"))
    assert [item.get_text() for item in changed.select(".differences ins")] == ["Срокът е 30 дни."]
    assert "ДВ 50" in changed.get_text()


@pytest.mark.parametrize("since", ["", "?since=0", "?since=abc", "?since=-1", "?since=99999999999999999999999"])
def test_an_unknown_edition_is_not_found(client: FlaskClient, session: Session, sign_in: SignIn, since: str) -> None:
    a_snapshot(session)
    learner = a_person(session)
    session.commit()
    sign_in(client, learner)
    assert client.get(f"/courses/sample/changes{since}").status_code == 404


def test_editions_are_compared_within_one_course(client: FlaskClient, session: Session, sign_in: SignIn) -> None:
    a_snapshot(session)
    foreign = a_snapshot(session, a_course("other"))
    learner = a_person(session)
    session.commit()
    sign_in(client, learner)
    assert client.get(f"/courses/sample/changes?since={foreign}").status_code == 404


def publish_file(session: Session, settings: Settings, data: bytes, mime: str) -> str:
    sha256 = Files.of(settings.data).put(data)
    course = a_course()
    shown = replace(course, outline=replace(course.outline, media=(Media("media/f", sha256, mime, len(data)),)))
    service.publish(session, OPERATOR, shown, Files.of(settings.data), change=Change.EDITORIAL)
    session.commit()
    return sha256


@pytest.mark.parametrize(
    ("mime", "attached"),
    [
        ("image/png", False),
        ("image/svg+xml", False),
        ("application/pdf", True),
        ("text/html", True),
        ("text/plain", True),
    ],
)
def test_media_can_do_no_harm(
    client: FlaskClient, session: Session, settings: Settings, mime: str, attached: bool
) -> None:
    data = b"<script>alert(1)</script>"
    sha256 = publish_file(session, settings, data, mime)
    with client.get(f"/media/{sha256}/контрол.bin") as answer:
        assert (answer.status_code, hashlib.sha256(answer.data).hexdigest()) == (200, sha256)
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"].startswith(mime)
        assert answer.headers.get("Content-Disposition", "").startswith("attachment") is attached
        assert "immutable" in answer.headers["Cache-Control"]
        mark = answer.headers["ETag"]
    with client.get(f"/media/{sha256}/x", headers={"If-None-Match": mark}) as again:
        assert again.status_code == 304


def test_drawings_travel_compressed_and_are_asked_for_again_like_any_file(
    client: FlaskClient, session: Session, settings: Settings
) -> None:
    data = b"<svg>" + b"<path d='M0 0h10v10z'/>" * 200 + b"</svg>"
    address = f"/media/{publish_file(session, settings, data, 'image/svg+xml')}/a.svg"
    ready = {"Accept-Encoding": "gzip"}
    with client.get(address, headers=ready) as packed:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert gzip.decompress(packed.data) == data
        assert len(packed.data) < len(data) / 5
    for mark in (packed.headers["ETag"], client.get(address, buffered=True).headers["ETag"]):
        with client.get(address, headers=ready | {"If-None-Match": mark}) as same:
            assert same.status_code == 304
    for raw in (client.get(f"{address}?download", headers=ready, buffered=True), client.get(address, buffered=True)):
        assert ("Content-Encoding" in raw.headers, raw.data) == (False, data)
    with client.get(address, headers=ready | {"Range": "bytes=0-4"}) as part:
        assert (part.status_code, part.data) == (206, b"<svg>")


def test_media_that_no_edition_shows_are_not_served(client: FlaskClient, settings: Settings) -> None:
    stored = Files.of(settings.data).put(b"a certificate, not a picture")
    for address in (f"/media/{stored}/a.pdf", "/media/..%2f..%2fetc/passwd", f"/media/{'AB' * 32}/a", "/media/x/y"):
        assert client.get(address).status_code == 404
