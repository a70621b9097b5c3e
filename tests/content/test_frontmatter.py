"""Titles and editions mean what they say, in both keyword languages."""

from pathlib import PurePosixPath
from types import MappingProxyType

import pytest

from elearn.content import frontmatter, heads, keywords, plainyaml
from elearn.content.problems import Problems
from elearn.content.source import SourceFile


def read(text: str, kind: heads.Schema = heads.COURSE) -> tuple[heads.Head, list[str]]:
    problems = Problems()
    head = heads.read(SourceFile(PurePosixPath("c/course.md"), f"---\n{text}\n---\nText.\n"), kind, problems, ())
    return head, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Тест: класове: А, Б и В", "Тест: класове: А, Б и В"),
        ("[Закон] №5 #1", "[Закон] №5 #1"),
        ("1.10", "1.10"),
        ("2026-01-01", "2026-01-01"),
        ("yes", "yes"),
        ("null", "null"),
        ("'in quotes'", "in quotes"),
        ('"in: quotes"', "in: quotes"),
        ("it's", "it's"),
        ("{a: b}", "{a: b}"),
        ("- x", "- x"),
        ("@home & *all* !", "@home & *all* !"),
        ("100 % | 5 > 3", "100 % | 5 > 3"),
        ("text  # remark", "text"),
        ("text #1", "text #1"),
        ("„Кавички“: да", "„Кавички“: да"),
        ("a\tb", "a b"),
    ],
)
def test_a_line_is_text_to_its_end(typed: str, meant: str) -> None:
    head, problems = read(f"title: {typed}")
    assert (head.get("title"), problems) == (meant, [])


def test_a_list_item_is_text() -> None:
    head, problems = read("title: x\nobjectives:\n  - a: b\n  - c #1", heads.LESSON)
    assert (head.get("objectives"), problems) == (("a: b", "c #1"), [])


@pytest.mark.parametrize("typed", ["a, b", "[a, b]", "\n  - a\n  - b", "\n- a\n- b"])
def test_lists_are_typed_in_four_ways(typed: str) -> None:
    head, problems = read(f"title: x\nobjectives: {typed}", heads.LESSON)
    assert (head.get("objectives"), problems) == (("a", "b"), [])


@pytest.mark.parametrize("typed", ["2027-03-31", "31.03.2027", "31.3.2027 г."])
def test_dates_are_typed_in_two_ways(typed: str) -> None:
    assert str(read(f"review_by: {typed}")[0].get("review_by")) == "2027-03-31"


def test_a_text_may_run_over_several_lines() -> None:
    head, problems = read("title: >\n  one\n  two: three\nedition: 2")
    assert (head.get("title"), head.get("edition"), problems) == ("one two: three", "2", [])


def test_both_keyword_languages_mix() -> None:
    head, problems = read("заглавие: x\nlevel: средно\nчасове: 1,5\nhours_kind: академични\nпреглед до: 1.1.2028")
    assert problems == []
    assert (head.get("level"), str(head.get("hours")), head.get("hours_kind")) == ("intermediate", "1.5", "academic")


@pytest.mark.parametrize(
    "kind", [heads.COURSE, heads.MODULE, heads.LESSON, heads.QUIZ, heads.PROJECT, heads.COMPLETION]
)
def test_every_key_has_a_bulgarian_spelling(kind: heads.Schema) -> None:
    for name in kind:
        spellings = [spelling for spelling, key in keywords.KEYS.items() if key == name]
        assert any(spelling[0] in "абвгдежзийклмнопрстуфхцчшщюя" for spelling in spellings), name


def test_no_spelling_means_two_things() -> None:
    tables = [value for value in vars(keywords).values() if isinstance(value, MappingProxyType)]
    for table in tables:
        for spelling, name in table.items():
            assert table.get(name, name) == name, spelling


PLAIN = [
    "title: a\ntheme: b",
    "title: a\nobjectives:\n  - one\n  - two: three\nedition: 1",
    "completion:\n  lessons: all\n  exam: pass\ntitle: x  # remark",
    "project:\n    code: A\n    name: B: C\n\n# remark\ntitle: y",
]
LIBRARY = [
    "title: 'a'",
    "title: [a, b]",
    "title:",
    "title: a\n  theme: b",
    "title: a\ntitle: b",
    "- a",
    "title: |\n  x",
]


@pytest.mark.parametrize("text", PLAIN)
def test_the_quick_reader_agrees_with_the_library(text: str) -> None:
    file = SourceFile(PurePosixPath("x"), text)
    slow = Problems()
    quick = plainyaml.read(text.split("\n"), 2)
    assert quick is not None
    assert quick == frontmatter.by_library(file, text.split("\n"), 2, slow)


@pytest.mark.parametrize("text", LIBRARY)
def test_the_quick_reader_leaves_the_rest_to_the_library(text: str) -> None:
    assert plainyaml.read(text.split("\n"), 2) is None
