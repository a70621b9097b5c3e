"""The lock knows which text a translation was made from, and an inserted block stales only itself."""

import shutil
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner

from elearn.content.compiler import compile_tree
from elearn.content.editing_cli import fmt, translated
from elearn.content.problems import Problems
from elearn.content.source import SourceFile
from elearn.content.translations import LOCK, check_stale, parts
from tests.content.planting import CHECK, CHECK_EN, COURSE, QUIZ, SAMPLE

TODAY = date(2026, 11, 23)
BASE = "---\nзаглавие: Едно\nцели:\n  - a\n---\nПърви.\n\nВтори.\n\n## Глава\n\n- точка\n- точка\n\nТрети.\n"
ENGLISH = "---\ntitle: One\n---\nFirst.\n\nSecond.\n\n## Chapter\n\n- point\n- point\n\nThird.\n"


def file(text: str, name: str = "01-a.md") -> SourceFile:
    return SourceFile(PurePosixPath("course/01-m") / name, text)


def stale(base: str, english: str = ENGLISH, confirmed: str = BASE) -> list[tuple[int, str]]:
    problems = Problems()
    digests = [part.digest for part in parts(file(confirmed))]
    check_stale(file(base), file(english, "01-a.en.md"), digests, problems)
    return [(problem.place.line, problem.code) for problem in problems]


def test_an_unchanged_text_stales_nothing() -> None:
    assert stale(BASE) == []


@pytest.mark.parametrize(
    "change",
    [
        ("Първи.", "Първи.  "),
        ("Първи.\n\nВтори.", "Първи.\n\n\n\nВтори."),
        ("- точка\n- точка", "• точка\n• точка"),
        ("цели:\n  - a", "цели:\n    - a"),
        ("заглавие: Едно", "title:  Едно"),
    ],
)
def test_spelling_and_white_space_stale_nothing(change: tuple[str, str]) -> None:
    assert stale(BASE.replace(*change)) == []


def test_a_changed_block_stales_its_translation() -> None:
    assert stale(BASE.replace("Втори.", "Втори, променен.")) == [(6, "translation.stale")]


def test_an_inserted_block_stales_only_itself() -> None:
    inserted = BASE.replace("Втори.", "Нов.\n\nВтори.")
    assert stale(inserted) == [(6, "translation.stale")]
    followed = ENGLISH.replace("Second.", "New.\n\nSecond.")
    assert stale(inserted, followed) == [(6, "translation.stale")]


def test_a_removed_block_is_told_while_its_translation_stands() -> None:
    removed = BASE.replace("Втори.\n\n", "")
    assert stale(removed) == [(6, "translation.block-removed")]
    assert stale(removed, ENGLISH.replace("Second.\n\n", "")) == []


def test_a_changed_title_stales_the_title_and_an_untranslated_key_nothing() -> None:
    assert stale(BASE.replace("Едно", "Две")) == [(2, "translation.stale")]
    assert stale(BASE.replace("  - a", "  - b")) == []


def test_a_question_is_one_block_and_its_id_does_not_count() -> None:
    text = "## Въпрос: А? {#a}\n- [x] Б\n- [ ] В\n\n> Обяснение: Г.\n"
    assert len(parts(file(text, "quiz.md"))) == 1
    assert parts(file(text, "quiz.md")) == parts(file(text.replace(" {#a}", ""), "quiz.md"))


def test_a_group_is_its_heading_and_each_of_its_questions() -> None:
    text = "Увод.\n\n## Група (случайни 1): А\n### Въпрос: Б? {#b}\n- [x] 1\n\n### Въпрос: В? {#c}\n- [x] 1\n"
    assert [part.line for part in parts(file(text, "quiz.md"))] == [1, 3, 4, 7]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "courses"))


def found(tree: Path) -> list[tuple[str, str]]:
    return [(str(problem.place.path), problem.code) for problem in compile_tree(tree, TODAY, processes=1).problems]


def test_translated_confirms_one_file_and_only_it(tree: Path) -> None:
    for name, old, new in ((CHECK, "по списък", "по дълъг списък"), (QUIZ, "Кой завежда", "Кой приема")):
        path = tree / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert CliRunner().invoke(translated, [str(tree / CHECK_EN)]).exit_code == 0
    assert {path for path, code in found(tree) if code == "translation.stale"} == {f"{COURSE}/01-basics/quiz.en.md"}


def test_a_base_text_confirms_all_its_translations(tree: Path) -> None:
    (tree / COURSE / LOCK).unlink()
    assert (CHECK_EN, "translation.unconfirmed") in found(tree)
    assert CliRunner().invoke(translated, [str(tree / CHECK)]).exit_code == 0
    assert (CHECK_EN, "translation.unconfirmed") not in found(tree)


def test_the_lock_is_sorted_by_file_with_blocks_in_their_order(tree: Path) -> None:
    before = (tree / COURSE / LOCK).read_text(encoding="utf-8")
    (tree / COURSE / LOCK).write_text("".join(reversed(before.splitlines(keepends=True))), encoding="utf-8")
    for path in sorted((tree / COURSE).rglob("*.en.md"), reverse=True):
        CliRunner().invoke(translated, [str(path)])
    assert (tree / COURSE / LOCK).read_text(encoding="utf-8") == before
    names = [line.split("\t")[0] for line in before.splitlines()]
    assert names == sorted(names)


def test_only_translated_writes_the_lock(tree: Path) -> None:
    path = tree / CHECK
    path.write_text(path.read_text(encoding="utf-8").replace("по списък", "по дълъг списък"), encoding="utf-8")
    before = (tree / COURSE / LOCK).read_bytes()
    CliRunner().invoke(fmt, [str(tree)])
    compile_tree(tree, TODAY, processes=1)
    assert (tree / COURSE / LOCK).read_bytes() == before


@pytest.mark.parametrize("name", [f"{COURSE}/02-practice/01-notice.md", "sources.yml"])
def test_translated_refuses_what_has_no_translation(tree: Path, name: str) -> None:
    (tree / COURSE / "02-practice/01-notice.en.md").unlink()
    assert CliRunner().invoke(translated, [str(tree / name), "--lang", "en"]).exit_code == 1


def test_lines_of_files_that_are_gone_are_told_and_dropped(tree: Path) -> None:
    lock = tree / COURSE / LOCK
    lock.write_text("01-basics/00-old.en.md\t0123456789abcdef\n" + lock.read_text(encoding="utf-8"), encoding="utf-8")
    assert (f"{COURSE}/{LOCK}", "translation.lock-without-file") in found(tree)
    CliRunner().invoke(translated, [str(tree / CHECK)])
    assert found(tree) == []
