"""`elearn stats`: three formats of the same numbers, with each question's file and line, and no person."""

import csv
import io
import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.ids import QuizId
from elearn.main import cli
from elearn.quizzes.models import Attempt, Response
from elearn.settings import Settings
from tests.factories.attempts import Answers, take, takers
from tests.factories.publishing import a_snapshot

QUIZ = "---\nзаглавие: Тест\n---\n## Въпрос: Кой? {#single}\n- [x] А\n- [ ] Б\n"


def answers(rank: int) -> Answers:
    given: dict[str, dict[str, object]] = {"true": {"choice": rank % 2}, "single": {"choice": 1 if rank % 5 else 2}}
    given["multiple"] = {"choices": [0, 2] if rank > 15 else [0]}
    given["text"] = {"text": "ЗНИ" if rank > 12 else "=HYPERLINK(1)" if rank > 7 else f"Тайнова {rank}"}
    given["number"] = {"text": "14" if rank > 5 else "15"}
    return given


@pytest.fixture
def run(settings: Settings, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`run("sample", …)` after sixty attempts; the questions' source stands in a courses folder."""
    a_snapshot(session)
    who = takers(session, 55)
    take(session, who, [answers(rank % 30) for rank in range(55)])
    take(session, who[:5], [answers(29)] * 5, number=2)
    session.commit()
    folder = tmp_path / "courses/sample"
    (folder / "01-basics").mkdir(parents=True)
    (folder / "course.md").write_text("---\nзаглавие: Курс\n---\n", encoding="utf-8")
    (folder / "01-basics/quiz.md").write_text(QUIZ, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    environment = {
        "ELEARN_MODE": "test",
        "ELEARN_SECRET": settings.secret,
        "ELEARN_DATABASE": settings.database,
        "ELEARN_DATA": str(settings.data),
        "ELEARN_COURSES": str(tmp_path / "courses"),
    }

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["stats", *arguments], env=environment)

    return invoke


def read(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_json_holds_what_moodle_s_formulas_give_of_the_stored_rows(run, session: Session) -> None:
    test = read(run("sample", "--format", "json", "--attempts", "all"))["tests"][0]
    attempts = session.query(Attempt).order_by(Attempt.id).all()
    totals = [attempt.points or 0 for attempt in attempts]
    marks: dict[str, list[int]] = {}
    for row in session.query(Response).order_by(Response.attempt_id):
        marks.setdefault(row.question_id, []).append(row.points or 0)
    alpha = 5 / 4 * (1 - sum(map(statistics.variance, marks.values())) / statistics.variance(totals))
    assert test["attempts"] == 60
    assert test["alpha"] == pytest.approx(alpha, abs=1e-9)
    assert test["internal_consistency"] == pytest.approx(100 * alpha, abs=1e-9)
    assert test["error_ratio"] == pytest.approx(100 * (1 - alpha) ** 0.5, abs=1e-9)
    assert test["standard_error"] == pytest.approx((1 - alpha) ** 0.5 * statistics.stdev(totals) / 100, abs=1e-9)
    for question in test["questions"]:
        mine = marks[question["question"]]
        rest = [total - mark for total, mark in zip(totals, mine, strict=True)]
        most = statistics.covariance(sorted(mine), sorted(rest))
        assert question["discrimination"] == pytest.approx(100 * statistics.correlation(mine, rest), abs=1e-9)
        efficiency = 100 * statistics.covariance(mine, rest) / most
        assert question["discriminative_efficiency"] == pytest.approx(efficiency, abs=1e-9)


def test_first_attempts_are_counted_unless_all_are_asked_for(run) -> None:
    assert read(run("sample", "--format", "json"))["tests"][0]["attempts"] == 55


def test_each_question_has_its_file_and_line_where_the_source_is_there(run) -> None:
    questions = read(run("sample", "--format", "json"))["tests"][0]["questions"]
    places = {one["question"]: (one["file"], one["line"]) for one in questions}
    assert places["basics/quiz#single"] == ("courses/sample/01-basics/quiz.md", 4)
    assert places["basics/quiz#text"] == (None, None)
    assert "courses/sample/01-basics/quiz.md:4: basics/quiz#single" in run("sample").stdout


def test_csv_has_a_line_for_each_test_question_and_answer(run) -> None:
    result = run("sample", "--format", "csv", "--lang", "en")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["test"] for row in rows if row["row"] == "test"] == ["basics/quiz", "practice/quiz", "exam"]
    assert len([row for row in rows if row["row"] == "question"]) == 5
    single = [row for row in rows if row["row"] == "answer" and row["question"] == "basics/quiz#single"]
    assert [row["answer"] for row in single] == ["A", "B", "C", "other", "none"]
    assert sum(int(row["taken"]) for row in single) == 55
    assert [row["words"] for row in rows if "HYPERLINK" in row["words"]] == ["'=HYPERLINK(1)"]


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_no_format_names_a_person_or_what_few_have_typed(run, form) -> None:
    said = run("sample", "--format", form, "--attempts", "all").stdout
    assert "basics/quiz" in said
    assert "Тайнова" not in said
    assert "example.org" not in said


def test_text_says_which_attempts_are_counted_and_how_they_did(run) -> None:
    said = run("sample").stdout
    assert "55 first attempts of 60 graded, 55 people" in said
    assert "sample exam" in said


def test_an_unknown_course_is_refused_in_words_with_the_courses_there_are(run) -> None:
    result = run("none")
    assert result.exit_code == 1
    assert result.stderr == "There is no course “none”. Choose one of: sample.\n"


def test_one_attempt_is_said_in_the_singular_and_has_no_deviation(run, session: Session) -> None:
    begin_writing(session)
    take(session, takers(session, 1), [{}], quiz_id=QuizId("practice/quiz"))
    session.commit()
    _, said = run("sample", "--attempts", "all").stdout.split("sample practice/quiz")
    told, _ = said.split("sample exam")
    assert "1 attempt of 1 graded, 1 person, 0 passed" in told
    assert "median 0.0 %\n" in told
    assert "met in edition 1\n" in told
    assert "alpha withheld: under 20 attempts" in told
    assert "1 attempts" not in told
    assert "SD" not in told
