"""`/author/check`: problems beside the lines, pages as learners see them, nothing kept, nothing harmful shown."""

import io
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from elearn.errors import Conflict, Invalid
from elearn.ids import PersonId
from elearn.permissions import Role
from elearn.publishing import compiling
from elearn.settings import Settings
from tests.factories.people import a_person

SignIn = Callable[[FlaskClient, PersonId], str]

LESSON = "---\nзаглавие: Пробен урок\n---\nПървият абзац на урока.\n\n## Част\n\nВторият абзац.\n"
QUESTION = "## Въпрос: Кой издава сертификата? {#who}\n- [x] Министърът\n- [x] Кметът\n- [ ] Съветът\n"
COURSE = {
    "course.md": "---\nзаглавие: Пробен курс\nтема: Проба\nезик: bg\nниво: основно\nчасове: 2\n"
    "отговорник: Звено\nиздание: 1\n---\nКратко описание на курса.\n",
    "01-modul/module.md": "---\nзаглавие: Модул\n---\n",
    "01-modul/01-urok.md": LESSON,
}


def a_course_zip(**changed: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, words in {**COURSE, **changed}.items():
            archive.writestr(f"kurs/{name}", words)
    return data.getvalue()


@pytest.fixture
def check(client: FlaskClient, session: Session, sign_in: SignIn) -> Callable[..., BeautifulSoup]:
    """`check(name, bytes, status=200)`: what the page answers to an upload by a trainer."""
    person_id = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, person_id)

    def send(name: str, data: bytes | str, *, status: int = 200, lang: str = "bg") -> BeautifulSoup:
        form = BeautifulSoup(client.get("/author/check").text, "lxml").select_one("[name=csrf_token]")
        assert form is not None
        content = data.encode() if isinstance(data, str) else data
        fields = {"csrf_token": str(form["value"]), "file": (io.BytesIO(content), name)}
        answer = client.post(f"/author/check?lang={lang}", data=fields)
        assert answer.status_code == status, answer.text[:2000]
        return BeautifulSoup(answer.text, "lxml")

    return send


def rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return {name: connection.scalar(select(text("count(*)")).select_from(text(name))) or 0 for name in names}


def test_a_problem_stands_beside_its_line_in_the_language_of_the_page(check: Callable[..., BeautifulSoup]) -> None:
    shown = check("урок.md", LESSON + "\n" + QUESTION)
    line = shown.select_one(".line.is-error")
    assert line is not None
    assert line.select_one(".line-no").get_text() == "12"  # type: ignore[union-attr]  # it would fail here
    assert line.select_one("mark") is not None
    assert shown.select_one(".source-name code").get_text() == "урок.md"  # type: ignore[union-attr]  # the same
    english = check("урок.md", LESSON + "\n" + QUESTION, lang="en")
    said = [page.select_one(".line-problem").get_text() for page in (shown, english)]  # type: ignore[union-attr]  # the page has the line
    assert said[0] != said[1]


def test_a_clean_course_is_shown_as_learners_will_see_it(check: Callable[..., BeautifulSoup]) -> None:
    good = QUESTION.replace("- [x] Кметът", "- [ ] Кметът")
    shown = check("kurs.zip", a_course_zip(**{"01-modul/01-urok.md": LESSON + "\n" + good}))
    assert not shown.select(".line.is-error")
    assert [item.get_text() for item in shown.select(".preview h3.preview-title")] == ["Пробен урок"]
    preview = shown.select_one(".preview")
    assert preview is not None
    assert "Вторият абзац." in preview.get_text()
    assert all(field.has_attr("disabled") for field in preview.select("fieldset input"))
    assert len(preview.select("fieldset input[type=radio]")) == 3


def test_a_course_with_errors_can_be_looked_at_too(check: Callable[..., BeautifulSoup]) -> None:
    shown = check("kurs.zip", a_course_zip(**{"01-modul/02-vtori.md": LESSON + "\n" + QUESTION}))
    assert shown.select(".line.is-error")
    assert shown.select(".preview")


def test_ids_are_unique_though_many_texts_stand_on_one_page(check: Callable[..., BeautifulSoup]) -> None:
    shown = check("kurs.zip", a_course_zip(**{"01-modul/02-vtori.md": LESSON}))
    names = [str(element["id"]) for element in shown.select("[id]")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert('MARK')</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        '<a href="data:text/html,x">x</a>',
        "<svg onload=alert(1)>",
        "<style>*{display:none}</style>",
        '<form action="https://evil.example.org"><input name=password></form>',
        "</details></main><base href=//evil.example.org>",
        "<iframe src=//evil.example.org></iframe>",
    ],
)
def test_hostile_text_is_harmless_in_source_and_preview(check: Callable[..., BeautifulSoup], hostile: str) -> None:
    shown = check("<b onclick=x>урок.md", LESSON + f"\n{hostile}\n")
    main = shown.main
    assert main is not None
    assert not main.select("script, iframe, style, base, object, embed")
    for element in main.select("*"):
        assert not [name for name in element.attrs if name.startswith("on")]
        for name in ("href", "src", "action"):
            assert not str(element.get(name, "")).startswith(("javascript:", "data:text", "//evil", "https://evil"))


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files, for this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_nothing_of_it_is_kept(
    check: Callable[..., BeautifulSoup], engine: Engine, settings: Settings, own: Path
) -> None:
    before = rows(engine)
    check("kurs.zip", a_course_zip())
    check("лошо.zip", b"PK", status=400)
    assert rows(engine) == before
    assert not [path for path in settings.data.rglob("*") if path.is_file() and "static" not in path.parts]
    assert list(own.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [("", b""), ("a.exe", b"MZ"), ("kurs.zip", b"nonsense"), ("kurs.zip", None), ("../../x.tar.gz", b"x")],
)
def test_what_cannot_be_checked_is_refused_in_words(
    check: Callable[..., BeautifulSoup], name: str, data: bytes | None
) -> None:
    if data is None:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("../../etc/cron.d/x", "x")
        data = archive.getvalue()
    shown = check(name, data, status=400)
    message = shown.select_one(".message.is-error")
    assert message is not None
    assert len(message.get_text().strip()) > 30


def test_bytes_that_are_no_text_are_a_problem_not_a_failure(check: Callable[..., BeautifulSoup]) -> None:
    shown = check("урок.md", b"---\n\xff\xfe\x00\n---\n" + bytes(range(256)))
    assert shown.select(".line-problem")


def test_a_file_of_nothing_but_errors_is_answered(check: Callable[..., BeautifulSoup]) -> None:
    shown = check("урок.md", LESSON + "\n<b>\n" * 900)
    assert shown.select(".line-problem")
    assert len(shown.select(".line-problem")) <= 400


def test_a_check_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "SECONDS", 0.5)
    monkeypatch.setattr(compiling, "_START", "import time; time.sleep(60)")
    started = time.monotonic()
    with pytest.raises(Invalid) as refusal:
        compiling.compile_folder(tmp_path, tmp_path, "bg")
    assert refusal.value.code == "compile.too-much"
    assert time.monotonic() - started < 30


def test_a_child_that_eats_memory_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    eat = (
        "import sys; sys.path.insert(0, sys.argv.pop(1))\nfrom elearn.publishing import child\nchild._bound()\n"
        "try:\n    x = bytearray(4 * 1024 ** 3)\nexcept MemoryError:\n    sys.exit(child.OUT_OF_MEMORY)"
    )
    monkeypatch.setattr(compiling, "_START", eat)
    with pytest.raises(Invalid) as refusal:
        compiling.compile_folder(tmp_path, tmp_path, "bg")
    assert refusal.value.code == "compile.too-much"


def test_a_compiler_that_fails_is_a_defect_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_START", "raise RuntimeError('boom')")
    with pytest.raises(compiling.CompilerFailed, match="boom"):
        compiling.compile_folder(tmp_path, tmp_path, "bg")


def test_checks_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "WAIT_SECONDS", 0.05)
    with compiling._taking_turns(), pytest.raises(Conflict) as refusal:
        compiling.compile_folder(tmp_path, tmp_path, "bg")
    assert refusal.value.code == "compile.busy"


def test_the_same_course_has_the_same_digest_whenever_it_is_compiled(tmp_path: Path) -> None:
    root = tmp_path / "courses"
    for name, words in COURSE.items():
        (root / "kurs" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "kurs" / name).write_text(words)
    found = set()
    for n in range(3):
        out = tmp_path / str(n)
        out.mkdir()
        [course] = compiling.compile_folder(root, out, "bg").courses
        found.add(compiling.encoding.dump(course))
    assert len(found) == 1
