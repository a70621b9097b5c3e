"""Authors' commands: check, cites, new; without database, settings or Flask."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.main import cli
from tests.content.courses import LESSON, PNG, course_files, write

BROKEN = {"c/01-basics/01-why.md": LESSON + "[a](zzzzzzzz.md)\n"}
WARNED: dict[str, str | bytes | None] = {"c/media/a.png": PNG}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a valid `courses/`, from which commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write(tmp_path / "courses", course_files())
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.usefixtures("here")
def test_a_clean_tree_ends_with_0_and_says_so() -> None:
    result = run("check", "courses")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "курсове: 1" in result.stderr


def test_errors_end_with_1_and_stand_with_file_and_line(here: Path) -> None:
    write(here / "courses", BROKEN)
    result = run("check", "courses", "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout.startswith("courses/c/01-basics/01-why.md:9:1: error link.lost-lesson: There is no such page")
    assert "; Check the path" in result.stdout


def test_warnings_end_with_0_and_with_strict_with_1(here: Path) -> None:
    write(here / "courses", WARNED)
    assert run("check", "courses").exit_code == 0
    assert run("check", "courses", "--strict").exit_code == 1


@pytest.mark.parametrize("path", ["courses", "courses/c", "courses/c/01-basics", "courses/c/01-basics/01-why.md"])
def test_a_folder_a_course_a_module_or_a_file_may_be_checked(here: Path, path: str) -> None:
    write(here / "courses", BROKEN)
    assert run("check", path).exit_code == 1


def test_only_the_file_that_was_named_is_reported(here: Path) -> None:
    write(here / "courses", BROKEN)
    assert run("check", "courses/c/01-basics/quiz.md").exit_code == 0


def test_json_holds_everything(here: Path) -> None:
    write(here / "courses", BROKEN)
    report = json.loads(run("check", "courses", "--format", "json", "--lang", "bg").stdout)
    assert report["courses"] == 1
    (problem,) = report["problems"]
    assert (problem["path"], problem["line"], problem["column"]) == ("courses/c/01-basics/01-why.md", 9, 1)
    assert (problem["severity"], problem["code"]) == ("error", "link.lost-lesson")
    assert problem["message"].startswith("В курса няма")
    assert problem["hint"]


def test_sarif_names_rule_and_place(here: Path) -> None:
    write(here / "courses", BROKEN)
    report = json.loads(run("check", "courses", "--format", "sarif").stdout)
    (result,) = report["runs"][0]["results"]
    assert (report["version"], result["ruleId"], result["level"]) == ("2.1.0", "link.lost-lesson", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "courses/c/01-basics/01-why.md"
    assert place["region"]["startLine"] == 9


@pytest.mark.parametrize("path", ["nowhere", "cache"])
def test_a_wrong_path_is_wrong_usage(here: Path, path: str) -> None:
    (here / "cache").mkdir(exist_ok=True)
    assert run("check", path).exit_code == 2


def test_a_second_check_says_the_same(here: Path) -> None:
    write(here / "courses", BROKEN)
    assert run("check", "courses").stdout == run("check", "courses").stdout != ""


def test_cites_finds_lessons_and_questions_by_article(here: Path) -> None:
    quiz = course_files()["c/01-basics/quiz.md"]
    assert isinstance(quiz, str)
    write(
        here / "courses",
        {
            "c/01-basics/01-why.md": LESSON + "\nA [@zni чл. 22]. B [@zni чл. 22в, ал. 1].\n",
            "c/01-basics/quiz.md": quiz.replace("- [ ] Wrong", "- [ ] Wrong\n\n> Explanation: so [@zni чл.22в].", 1),
        },
    )
    result = run("cites", "zni", "чл. 22в")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "c/basics/why, 4 (bg): чл. 22в, ал. 1",
        "c/basics/quiz#one (bg): чл.22в",
    ]
    assert len(json.loads(run("cites", "zni", "--format", "json").stdout)) == 3


@pytest.mark.usefixtures("here")
def test_cites_of_nothing_ends_with_1() -> None:
    assert run("cites", "zni").exit_code == 1


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("language", ["bg", "en"])
def test_what_new_begins_can_be_checked_at_once(language: str) -> None:
    def new(*arguments: str) -> Result:
        return run("new", *arguments, "--lang", language)

    assert new("course", "Нов курс", "--title", "Нов: курс").exit_code == 0
    assert new("module", "courses/nov-kurs", "Втори").stdout.strip() == "courses/nov-kurs/02-vtori/module.md"
    assert new("lesson", "courses/nov-kurs/02-vtori", "first").exit_code == 0
    assert new("lesson", "courses/nov-kurs/02-vtori", "next").stdout.strip().endswith("02-next.md")
    assert new("quiz", "courses/nov-kurs/02-vtori").exit_code == 0
    assert new("quiz", "courses/nov-kurs").stdout.strip() == "courses/nov-kurs/exam.md"
    result = run("check", "courses/nov-kurs", "--strict")
    assert (result.exit_code, result.stdout) == (0, "")


def test_new_never_overwrites(here: Path) -> None:
    before = (here / "courses/c/exam.md").read_text()
    result = run("new", "quiz", "courses/c")
    assert result.exit_code == 1
    assert "вече съществува" in result.stderr
    assert (here / "courses/c/exam.md").read_text() == before


@pytest.mark.parametrize("command", ["check", "cites", "new", "fmt", "translated"])
def test_every_command_has_help(command: str) -> None:
    assert run(command, "--help").exit_code == 0
