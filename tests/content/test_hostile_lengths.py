"""No length and no depth of what authors write keeps the compiler busy: its work grows as the text does.

Work is counted in calls, so that no clock decides; where patterns do it, the cost of a text is compared with that
of a quarter of it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from types import FrameType

import pytest

from elearn.content.agreement import prose
from elearn.content.alphabets import left_over
from elearn.content.figures import Prose, difference
from tests.content.courses import SOURCES, Found, problems, quiz

LESSON = "c/01-basics/01-why.md"
QUIZ = "c/01-basics/quiz.md"
HEAD = "---\ntitle: Lesson\n---\nOpening.\n\n"
LONG = 19_000
SIGNS = [
    "[", "![", "[^", "[@", "[[]", "[a](", "[a][", "](", "*", "**a ", "_", "`", "`a` ", "<", "<b>", "(", "{", "|", "> ",
    ">", "- ", "\\", '[a](b "', "&", "a ",
]  # fmt: skip


class Count:
    calls = 0


@contextmanager
def counted() -> Iterator[Count]:
    """Counts every call, those of built-in functions included."""
    count = Count()

    def called(_frame: FrameType, event: str, _what: object) -> None:
        if event in {"call", "c_call"}:
            count.calls += 1

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        yield count
    finally:
        sys.setprofile(before)


def calls(root: Path, changes: dict[str, str | bytes | None]) -> int:
    with counted() as count:
        problems(root, changes)
    return count.calls


def in_lesson(text: str) -> dict[str, str | bytes | None]:
    return {LESSON: f"{HEAD}{text}\n"}


def in_choice(text: str) -> dict[str, str | bytes | None]:
    return {QUIZ: f"---\ntitle: Test\n---\n## Question: What? {{#a}}\n{text}\n\n- [x] {text}\n- [ ] b\n"}


def in_heading(text: str) -> dict[str, str | bytes | None]:
    return {QUIZ: f"---\ntitle: Test\n---\n## Question: {text} {{#a}}\n- [x] a\n- [ ] b\n"}


@pytest.mark.parametrize("place", [in_lesson, in_choice, in_heading])
@pytest.mark.parametrize("sign", SIGNS)
def test_the_work_for_a_line_grows_as_its_length(tmp_path: Path, sign: str, place: type) -> None:
    whole = sign * (LONG // len(sign))
    problems(tmp_path, place(sign))
    short, long = calls(tmp_path, place(whole[: LONG // 4])), calls(tmp_path, place(whole))
    assert long < 8 * short


@pytest.mark.parametrize(
    "line", ["{}> a", "{}- a", "{}[a](#b)"], ids=["quotes-in-a-list", "a-nested-list", "an-indented-link"]
)
def test_the_work_for_a_nested_text_grows_as_its_depth(tmp_path: Path, line: str) -> None:
    def nested(depth: int) -> dict[str, str | bytes | None]:
        return in_lesson("\n".join(line.format("  " * at) for at in range(depth)))

    problems(tmp_path, nested(2))
    assert calls(tmp_path, nested(400)) < 8 * calls(tmp_path, nested(100))


def seconds(text: str) -> float:
    """What comparing a text with its translation costs, the better of two runs; never next to nothing."""
    costs = []
    for _ in range(2):
        begun = process_time()
        base, other = Prose(prose(text), "bg"), Prose(prose(f"{text} 7"), "en")
        left_over(base.text, other.text, "en")
        difference(base, other)
        costs.append(process_time() - begun)
    return max(min(costs), 0.02)


@pytest.mark.parametrize("sign", [*SIGNS, "1", "1 ", "1 000 ", "a@", "„", "<!--", "June 5 "])
def test_comparing_does_not_run_away(sign: str) -> None:
    """Four times the text may cost sixteen times as much, were it so; a pattern that backtracks costs far more."""
    text = sign * (LONG // len(sign))
    assert seconds(text) < 24 * seconds(text[: LONG // 4])


def test_a_paragraph_of_many_lines_is_one_text(tmp_path: Path) -> None:
    found = problems(tmp_path, in_lesson("\n".join(["a [b"] * 600)))
    assert found == [Found("text.crowded", LESSON, 6)]


def test_a_crowded_footnote_is_found_at_its_line(tmp_path: Path) -> None:
    found = problems(tmp_path, in_lesson(f"a[^b]\n\n[^b]: {'[' * 1_500}"))
    assert found == [Found("text.crowded", LESSON, 8)]


def test_a_crowded_choice_is_found_at_its_line(tmp_path: Path) -> None:
    found = problems(tmp_path, {QUIZ: quiz("one").replace("Wrong", "[" * 1_500)})
    assert found == [Found("text.crowded", QUIZ, 6)]


def test_a_line_without_end_is_refused_at_its_place(tmp_path: Path) -> None:
    assert problems(tmp_path, in_lesson("a" * 20_001)) == [Found("file.long-line", LESSON, 6)]


def test_a_long_paragraph_with_many_links_is_read(tmp_path: Path) -> None:
    text = " ".join("Words of a sentence with [a link](https://example.org/page) in it." for _ in range(60))
    assert problems(tmp_path, in_lesson(text)) == []


@pytest.mark.parametrize("line", ["? " * 9_000, ": " * 9_000, "[" * 5_000])
def test_no_depth_of_keys_breaks_the_ledger(tmp_path: Path, line: str) -> None:
    found = problems(tmp_path, {"sources.yml": f"{line}\n{SOURCES}"})
    assert found == [Found("front.syntax", "sources.yml", 1)]
