"""`elearn publish`: what it prints, what it changes, and its exit codes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from elearn.ids import CourseSlug
from elearn.main import cli
from elearn.publishing import queries
from elearn.settings import Settings
from tests.publishing.test_check import COURSE

SLUG = CourseSlug("kurs")


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    root = tmp_path / "courses"
    for name, words in COURSE.items():
        (root / "kurs" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "kurs" / name).write_text(words)
    return root


@pytest.fixture
def run(settings: Settings, courses: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    for name, value in (
        ("MODE", "test"),
        ("DATABASE", settings.database),
        ("DATA", str(settings.data)),
        ("COURSES", str(courses)),
    ):
        monkeypatch.setenv(f"ELEARN_{name}", value)

    def command(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["publish", *arguments])

    return command


def current(engine: Engine) -> tuple[int, str]:
    with Session(engine) as session:
        edition = queries.edition(session, queries.current(session, SLUG))
        return edition.number, edition.note


def test_publishing_twice_says_that_nothing_changed(run, engine: Engine) -> None:
    first = run("--change", "law", "--note", "ДВ 50")
    assert first.exit_code == 0, (first.output, first.exception)
    assert (first.exit_code, first.stdout.splitlines()[-1]) == (0, "kurs: published"), first.output
    assert run().stdout.splitlines()[-1] == "kurs: unchanged"
    assert current(engine) == (1, "ДВ 50")


def test_errors_are_printed_with_their_lines_and_nothing_is_published(run, courses: Path, engine: Engine) -> None:
    (courses / "kurs/01-modul/01-urok.md").write_text("---\nзаглавие: Урок\n---\nТекст.\n\n<script>x</script>\n")
    done = run()
    assert done.exit_code == 1
    assert "kurs/01-modul/01-urok.md:6:" in done.stderr
    with Session(engine) as session:
        assert queries.pointers(session) == []


def test_going_back_by_number(run, courses: Path, engine: Engine) -> None:
    run()
    lesson = courses / "kurs/01-modul/01-urok.md"
    lesson.write_text(lesson.read_text() + "\nНово.\n")
    assert run("kurs").exit_code == 0
    assert current(engine)[0] == 2
    assert run("kurs", "--rollback", "1").exit_code == 0
    assert current(engine)[0] == 1
    listed = run("--list").stdout.splitlines()
    assert [line[0] for line in listed] == [" ", "*"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--rollback", "1"), 2),
        (("kurs", "other", "--rollback", "1"), 2),
        (("kurs", "--rollback", "9"), 1),
        (("--change", "minor"), 2),
        (("no-such",), 1),
        (("no-such", "--withdraw", "why"), 1),
        (("--help",), 0),
    ],
)
def test_exit_codes_mean_something(run, arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments).exit_code == code
