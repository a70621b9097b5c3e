"""A translation that says something else than its text is told, and one that says the same in its own way is not."""

from pathlib import Path

import pytest

from elearn.content.agreement import prose, prose_of_html
from elearn.content.aligning import Part, align
from elearn.content.alphabets import left_over
from tests.content.courses import Found, problems

LESSON, ENGLISH = "c/01-basics/01-why.md", "c/01-basics/01-why.en.md"
COURSE = (
    "---\ntitle: Курс\ntheme: Тема\nlanguage: bg\ntranslations: en\nhours: 2\nowner: Отдел\nedition: 1\n---\nЗа него.\n"
)
SOURCES = "zni:\n  title:\n    bg: Закон\n    en: Act\n  url: https://example.org/zni\n  as_of: 2026-06-16\n"
CODES = {"translation.other-numbers", "translation.other-citations", "translation.untranslated"}


def told(root: Path, bulgarian: str, english: str) -> list[tuple[str, int]]:
    """Code and line of what is said of a lesson whose texts begin on line 4, in its English file."""
    found: list[Found] = problems(
        root,
        {
            "sources.yml": SOURCES,
            "c/course.md": COURSE,
            LESSON: f"---\nзаглавие: Урок\n---\n{bulgarian}\n",
            ENGLISH: f"---\ntitle: Lesson\n---\n{english}\n",
        },
    )
    return [(one.code, one.line) for one in found if one.path == ENGLISH and one.code in CODES]


@pytest.mark.parametrize(
    ("bulgarian", "english"),
    [
        ("Вижте [образец 5](https://example.org/bg/12).", "See [form 5](https://example.org/en/13)."),
        ("Кодът е `12`.", "The code is `13`."),
        ("Пишете на a12@example.org или на https://e.org/12.", "Write to b13@example.org or to https://e.org/13."),
        ("Текст[^1] и още[^2].\n\n[^1]: Едно.\n[^2]: Две.", "Text[^2] and more[^1].\n\n[^2]: One.\n[^1]: Two."),
        ("1. Едно\n2. Две", "1. One\n1. Two"),
        ("Срокът е 14 дни [@zni чл. 5, ал. 1].", "The time is 14 days [@zni Art. 5, para. 1]."),
        ("Две [@zni чл. 22в; @zni чл. 5].", "Two [@zni Art. 5] and [@zni Art. 22v]."),
        ("ЗНИ и „Проверка на място“.", "IPA (ЗНИ) and “Проверка на място” (a check on the spot)."),
        ("| Дни | До |\n|---|---|\n| 14 дни | 16.06.2026 г. |", "| Days | At |\n|---|---|\n| 14 days | 16 June 2026 |"),
        ("```python\nx = 12\n```", "```python\nx = 13\n```"),
        ("Заседание в 17 ч.", "A meeting at 5 p.m."),
    ],
)  # fmt: skip
def test_the_same_in_another_language_is_no_problem(tmp_path: Path, bulgarian: str, english: str) -> None:
    assert told(tmp_path, bulgarian, english) == []


@pytest.mark.parametrize(
    ("bulgarian", "english", "expected"),
    [
        ("Едно.\n\nСрокът е 14 дни.", "One.\n\nThe time is 15 days.", [("translation.other-numbers", 6)]),
        ("- едно\n- за 14 дни", "- one\n- for 15 days", [("translation.other-numbers", 5)]),
        ("| а | б |\n|---|---|\n| в | 14 |", "| a | b |\n|---|---|\n| c | 15 |", [("translation.other-numbers", 6)]),
        ("> [!ВАЖНО]\n> До 14 дни.", "> [!IMPORTANT]\n> By 15 days.", [("translation.other-numbers", 5)]),
        ("А[^а].\n\n[^а]: От 2012 г.", "A[^а].\n\n[^а]: From 2013.", [("translation.other-numbers", 6)]),
        ("А.\n\nПо закон [@zni чл. 5].", "A.\n\nBy law [@zni Art. 6].", [("translation.other-citations", 6)]),
        ("> А\n> [@zni чл. 5].", "> A\n> [@zni Art. 6].", [("translation.other-citations", 5)]),
        ("А.\n\nПо закон [@zni чл. 5].", "A.\n\nBy law.", [("translation.other-citations", 6)]),
        ("А.\n\nПо закон.", "A.\n\nBy law [@zni].", [("translation.other-citations", 6)]),
        ("А.\n\nСрокът тече сега.", "A.\n\nСрокът тече днес.", [("translation.untranslated", 6)]),
        ("- едно\n- друго нещо", "- one\n- друго нещо", [("translation.untranslated", 5)]),
        ("> [!ВАЖНО]\n> - едно\n> - друго", "> [!IMPORTANT]\n> - one\n> - друго", [("translation.untranslated", 6)]),
        ("Едно: „Заявление\nпо образец“.", "One: „Заявление\nпо образец“.", []),
    ],
)
def test_another_number_source_or_language_is_told_at_its_line(
    tmp_path: Path, bulgarian: str, english: str, expected: list[tuple[str, int]]
) -> None:
    assert told(tmp_path, bulgarian, english) == expected


def test_a_text_of_very_many_blocks_is_paired_as_it_comes() -> None:
    base, other = [Part("a")] * 1_100, [Part("a", "heading")] * 1_000
    pairs = align(base, other)
    assert pairs[:2] == [(0, 0), (1, 1)]
    assert pairs[-1] == (1_099, None)
    assert len(pairs) == 1_100


@pytest.mark.parametrize(
    ("base", "other", "language", "expected"),
    [
        ("Проверка", "Проверка", "en", True),
        ("Проверка на място", "Проверката", "en", True),
        ("Проверка", "Check", "en", False),
        ("ЗНИ", "ЗНИ", "en", False),
        ("№ 5, т. 2", "№ 5, т. 2", "en", False),
        ("Наредба № РД-16", "Ordinance № РД-16", "en", False),
        ("Microsoft Word", "Microsoft Word", "en", False),
        ("The check of papers", "The check of papers", "bg", True),
        ("Microsoft Word", "Microsoft Word", "bg", False),
        ("The check of papers", "Проверка на документи", "bg", False),
        ("Проверка на документи", "Провјера", "sr", False),
        ("„Кмет на Пловдив“", "„Кмет на Пловдив“", "en", False),
        ("„Помощта има законова граница.“", "„Помощта има законова граница.“", "en", True),
        ("Закон", "the act (*Закон за насърчаване на инвестициите*)", "en", False),
        ("Заявление", "Заявление по образец (an application form)", "en", False),
    ],
)
def test_what_was_left_in_the_base_language_is_known_by_its_letters(
    base: str, other: str, language: str, *, expected: bool
) -> None:
    assert left_over(base, other, language) is expected


def test_prose_holds_no_addresses_code_or_citations() -> None:
    text = 'a [b 1](c/2.md) `3` [^4] [@zni чл. 5] <https://e.org/6> g7@e.org {#q-8} <b title="9">10</b> [d][ref11]'
    assert [part for part in prose(text).split() if any(sign.isdigit() for sign in part)] == ["1]", "10"]
    html = '<p>1 <a class="cite cite-law" href="#s">ЗНИ, чл. 2</a> <code>[3]</code> <img alt="4">&nbsp;5</p>'
    assert prose_of_html(html).split() == ["1", "5"]
