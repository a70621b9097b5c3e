"""What must be read anew soon is announced before its day, and fails nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from elearn import clock
from elearn.content.model import Outline
from elearn.content.reviews import AHEAD, coming, near
from elearn.main import cli
from tests.content.courses import SOURCES, course_files, write
from tests.factories.content import a_course

TODAY = date(2026, 11, 26)
CITING = "---\ntitle: Lesson\n---\nThe opening paragraph [@zni Art. 1].\n"
Outlining = Callable[[date | None, date | None], Outline]


@pytest.fixture
def outline() -> Outlining:
    """One source and the course, each with its day."""

    def made(source: date | None, whole: date | None) -> Outline:
        found = a_course().outline
        return replace(found, sources=(replace(found.sources[0], review_by=source),), review_by=whole)

    return made


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, False),
        (TODAY - timedelta(days=400), True),
        (TODAY, True),
        (TODAY + AHEAD, True),
        (TODAY + AHEAD + timedelta(days=1), False),
    ],
)
def test_a_review_is_near_from_sixty_days_before_its_day_until_it_is_done(day: date | None, expected: bool) -> None:
    assert near(day, TODAY) is expected


def test_reviews_stand_by_day_and_each_name_once(outline: Outlining) -> None:
    soon, later = TODAY + timedelta(days=3), TODAY + timedelta(days=30)
    found = coming([outline(later, soon), outline(later, None), outline(None, date(2030, 1, 1))], TODAY)
    assert found == {soon: ("sample",), later: ("zni",)}
    assert list(found) == [soon, later]


def test_the_check_announces_a_near_review_and_stays_clean(tmp_path: Path) -> None:
    day = clock.today() + timedelta(days=20)
    files = course_files() | {"sources.yml": SOURCES.replace("2027-06-30", f"{day}"), "c/01-basics/01-why.md": CITING}
    write(tmp_path / "courses", files)
    arguments = ["check", str(tmp_path / "courses"), "--strict", "--lang", "en", "--cache", str(tmp_path / "cache")]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    assert f"To be reviewed by {day:%d.%m.%Y}: zni." in result.stderr


def test_a_distant_review_is_not_announced(tmp_path: Path) -> None:
    write(tmp_path / "courses", course_files() | {"sources.yml": SOURCES.replace("2027-06-30", "2060-06-30")})
    result = CliRunner().invoke(cli, ["check", str(tmp_path / "courses"), "--cache", str(tmp_path / "cache")])
    assert "преглед" not in result.stderr
