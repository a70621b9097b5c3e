"""The terms of a test as its front matter states them, in both spellings."""

from pathlib import Path

import pytest

from tests.content.courses import course, quiz

Q = "c/01-basics/quiz.md"


@pytest.mark.parametrize(
    ("line", "expected"),
    [("", False), ("negative: yes", True), ("отрицателни: да", True), ("negative: no", False)],
)
def test_a_test_says_whether_penalties_can_take_a_question_below_zero(
    tmp_path: Path, line: str, expected: bool
) -> None:
    made = course(tmp_path, {Q: quiz("a", head=f"title: Test\n{line}".strip())})
    found = made.outline.modules[0].quiz
    assert found is not None
    assert found.rules.negative is expected


def test_things_to_sort_can_take_points_away(tmp_path: Path) -> None:
    text = "## Question (sorting, penalty 0.5 points): Who issues? {#a}\n- **One**\n  - x\n- **Two**\n  - y\n"
    made = course(tmp_path, {Q: f"---\ntitle: Test\n---\n{text}"})
    assert next(iter(made.quizzes.values())).items[0].penalty == 50
