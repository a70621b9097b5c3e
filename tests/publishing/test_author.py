"""What trainers do with editions and drafts on the web, and who may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn import clock
from elearn.db import begin_writing
from elearn.ids import CourseSlug, LessonId, PersonId
from elearn.permissions import Role
from elearn.publishing import library, queries, slots
from elearn.publishing.models import Change, Snapshot
from elearn.questions import PLAYABLE
from elearn.settings import Settings
from elearn.storage.files import Files
from tests.factories.content import a_course, with_lesson_text
from tests.factories.people import a_person, an_organisation
from tests.factories.publishing import a_snapshot

SignIn = Callable[[FlaskClient, PersonId], str]
SLUG = CourseSlug("kurs")

COURSE = {
    "sources.yml": "zni:\n  title:\n    bg: Закон за насърчаване на инвестициите\n  short:\n    bg: ЗНИ\n"
    "  url: https://lex.example.org/zni\n  as_of: 2026-06-16\n",
    "kurs/course.md": "---\nзаглавие: Пробен курс\nтема: Проба\nезик: bg\nниво: основно\nчасове: 2\n"
    "отговорник: Звено\nиздание: 1\n---\nКратко описание на курса.\n",
    "kurs/01-modul/module.md": "---\nзаглавие: Модул\n---\n",
    "kurs/01-modul/01-urok.md": "---\nзаглавие: Урок\n---\nПървият абзац [@zni чл. 22в].\n\n"
    "![Схема на пътя](../media/p.png)\n",
    "kurs/01-modul/quiz.md": "---\nзаглавие: Тест\n---\n## Въпрос: Кой? {#who}\n- [x] Кметът\n- [ ] Съветът\n",
}
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


pytestmark = pytest.mark.usefixtures("courses")


@pytest.fixture
def courses(settings: Settings) -> Path:
    root = settings.courses
    for name, text in COURSE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "kurs/media").mkdir()
    (root / "kurs/media/p.png").write_bytes(PNG)
    return root


@pytest.fixture
def trainer(client: FlaskClient, session: Session, sign_in: SignIn) -> FlaskClient:
    person_id = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, person_id)
    return client


def page(answer: TestResponse) -> BeautifulSoup:
    assert answer.status_code == 200, answer.text[:800]
    return BeautifulSoup(answer.text, "lxml")


def token(client: FlaskClient) -> str:
    return str(page(client.get("/author/courses")).select("[name=csrf_token]")[0]["value"])


def drafts(client: FlaskClient) -> BeautifulSoup:
    return page(client.post("/author/drafts", data={"csrf_token": token(client)}))


def publish(client: FlaskClient, shown: BeautifulSoup, **fields: str) -> TestResponse:
    form = shown.select_one("form.publish-form")
    assert form is not None
    hidden = {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}
    return client.post(str(form["action"]), data={"change": "law", "note": "Ново", **hidden, **fields})


def editions(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(Snapshot)) or 0


def test_a_draft_is_checked_published_and_then_stands_as_published(
    trainer: FlaskClient, engine: Engine, settings: Settings
) -> None:
    shown = drafts(trainer)
    assert editions(engine) == 0
    answer = publish(trainer, shown)
    assert (answer.status_code, answer.location) == (303, "/author/courses")
    with Session(engine) as session:
        [edition] = queries.editions(session, SLUG)
        assert (edition.change, edition.note, edition.author) == (Change.LAW, "Ново", "Мария Иванова")
        snapshot_id = queries.current(session, SLUG)
        [picture] = library.outline(session, snapshot_id).media
        text = library.lesson_text(session, snapshot_id, LessonId("modul/urok"), "bg")
    assert Files.of(settings.data).read(picture.sha256) == PNG
    assert f"/media/{picture.sha256}/p.png" in "".join(text.segments)
    with trainer.get(f"/media/{picture.sha256}/p.png") as served:
        assert served.data == PNG
    assert shown.select(".preview")
    again = drafts(trainer)
    assert not again.select("form.publish-form, .preview")


def test_what_was_checked_is_what_is_published(trainer: FlaskClient, engine: Engine, courses: Path) -> None:
    shown = drafts(trainer)
    lesson = courses / "kurs/01-modul/01-urok.md"
    lesson.write_text(lesson.read_text() + "\nДобавено после.\n")
    assert publish(trainer, shown).status_code == 409
    assert publish(trainer, drafts(trainer), digest="").status_code == 409
    assert editions(engine) == 0


def test_a_draft_with_errors_is_shown_with_its_lines_and_is_not_published(
    trainer: FlaskClient, engine: Engine, courses: Path
) -> None:
    good = drafts(trainer)
    quiz = courses / "kurs/01-modul/quiz.md"
    quiz.write_text(quiz.read_text().replace("- [ ] Съветът", "- [x] Съветът"))
    shown = drafts(trainer)
    assert not shown.select("form.publish-form")
    assert shown.select(".line.is-error .line-problem")
    assert publish(trainer, good).status_code == 400
    assert editions(engine) == 0


def test_a_question_that_cannot_be_answered_is_named(trainer: FlaskClient, engine: Engine, courses: Path) -> None:
    good = drafts(trainer)
    slots.playable_kinds.fill(lambda: PLAYABLE - {"survey"})
    quiz = courses / "kurs/01-modul/quiz.md"
    quiz.write_text(quiz.read_text() + "\n## Въпрос (анкета): Полезно ли беше? {#useful}\n- Да\n- Не\n")
    shown = drafts(trainer)
    assert "modul/quiz#useful" in shown.get_text()
    assert not shown.select("form.publish-form")
    assert publish(trainer, good).status_code in {400, 409}
    assert editions(engine) == 0


def test_the_address_of_a_check_leads_back_to_the_courses(trainer: FlaskClient) -> None:
    answer = trainer.get("/author/drafts")
    assert (answer.status_code, answer.location) == (303, "/author/courses")


def test_editions_are_listed_and_one_goes_back(trainer: FlaskClient, session: Session, engine: Engine) -> None:
    begin_writing(session)
    old = a_snapshot(session)
    a_snapshot(session, with_lesson_text(a_course(), "basics/why", "Нов."), change=Change.KEY_ERROR)
    session.commit()
    shown = page(trainer.get("/author/courses"))
    assert len(shown.select("table tbody tr")) == 2
    data = {"csrf_token": token(trainer), "number": "1"}
    assert trainer.post("/author/courses/sample/roll-back", data=data).status_code == 303
    with Session(engine) as reading:
        assert queries.current(reading, CourseSlug("sample")) == old
    for number in ("99", "0", "-1", "9" * 30, "x", ""):
        answer = trainer.post("/author/courses/sample/roll-back", data={**data, "number": number})
        assert answer.status_code == 404


def test_a_course_is_withdrawn_with_a_reason_and_given_again(trainer: FlaskClient, session: Session) -> None:
    begin_writing(session)
    a_snapshot(session)
    session.commit()
    data = {"csrf_token": token(trainer)}
    assert trainer.post("/author/courses/sample/withdraw", data=data).status_code == 400
    assert trainer.post("/author/courses/sample/withdraw", data={**data, "why": "Отменен."}).status_code == 303
    assert "Отменен." in trainer.get("/author/courses").text
    assert trainer.get("/courses/sample").status_code == 404
    assert trainer.post("/author/courses/sample/give-again", data=data).status_code == 303
    assert trainer.get("/courses/sample").status_code == 200


def test_what_rests_on_a_law_is_found_by_article(trainer: FlaskClient, session: Session) -> None:
    begin_writing(session)
    a_snapshot(session)
    session.commit()
    assert page(trainer.get("/author/sources")).select("a[href='/author/sources/zni']")
    every = page(trainer.get("/author/sources/zni"))
    assert [name.text for name in every.select(".row-sub code")] == ["basics/why", "practice/start"]
    assert page(trainer.get("/author/sources/zni?article=чл. 22в")).select(".row-title")
    assert not page(trainer.get("/author/sources/zni?article=чл. 2")).select(".row-title")
    for link in every.select("main a"):
        assert trainer.get(str(link["href"])).status_code == 200
    assert trainer.get("/author/sources/no-such").status_code == 404


def test_sources_stand_by_the_day_of_their_review_and_are_narrowed_to_a_course(
    trainer: FlaskClient, session: Session
) -> None:
    begin_writing(session)
    whole = a_course()
    [zni] = whole.outline.sources
    soon = clock.today() + timedelta(days=10)
    late = clock.today() - timedelta(days=1)
    sources = (zni, replace(zni, key="soon", review_by=soon), replace(zni, key="late", review_by=late))
    a_snapshot(session, replace(whole, outline=replace(whole.outline, sources=sources)))
    other = a_course(slug="other")
    a_snapshot(session, replace(other, outline=replace(other.outline, sources=(replace(zni, key="alone"),))))
    session.commit()
    keys = [name.text for name in page(trainer.get("/author/sources")).select(".row-sub code")]
    assert keys[:2] == ["late", "soon"]
    assert set(keys[2:]) == {"zni", "alone"}
    narrowed = page(trainer.get("/author/sources?course=other"))
    assert [name.text for name in narrowed.select(".row-sub code")] == ["alone"]
    assert not page(trainer.get("/author/sources?course=none")).select(".row-sub")
    assert "2 източника" in page(trainer.get("/author/courses")).select_one(".course-facts:has(.state-soon)").text  # type: ignore[union-attr]  # absent: fails


AUTHORS = ("/author/courses", "/author/check", "/author/sources", "/author/sources/zni")
ACTS = (
    "/author/drafts",
    "/author/check",
    "/author/courses/sample/publish",
    "/author/courses/sample/roll-back",
    "/author/courses/sample/withdraw",
    "/author/courses/sample/give-again",
)


@pytest.mark.parametrize("role", [Role.LEARNER, Role.COORDINATOR])
def test_others_are_kept_out(client: FlaskClient, session: Session, sign_in: SignIn, role: Role) -> None:
    a_snapshot(session)
    person_id = a_person(session, roles=(role,), organisation_id=an_organisation(session))
    session.commit()
    for address in AUTHORS:
        assert client.get(address).status_code in {302, 303, 401}
    sign_in(client, person_id)
    found = BeautifulSoup(client.get("/courses/sample").text, "lxml").select_one("[name=csrf_token]")
    assert found is not None
    for address in AUTHORS:
        assert client.get(address).status_code == 403
    for address in ACTS:
        assert client.post(address, data={"csrf_token": str(found["value"])}).status_code == 403


def test_acts_ask_for_a_token(trainer: FlaskClient) -> None:
    for address in ACTS:
        assert trainer.post(address).status_code == 400
