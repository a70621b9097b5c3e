"""Bulgarian words in an English text say that they are Bulgarian, and nothing else of the text changes."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from elearn.content.agreement import prose_of_html
from elearn.content.alphabets import cyrillic_runs, language_of_cyrillic
from elearn.content.foreign import unmarked
from elearn.content.model import Course, Language
from elearn.content.questions import ChoiceQuestion, GapsQuestion
from elearn.ids import LessonId, QuizId
from tests.content.courses import BG, COURSE, compiled, course

EN = Language("en")
HEAD = "---\ntitle: Lesson\n---\n"
TRANSLATED = {"c/course.md": COURSE.replace("language: bg", "language: bg\ntranslations: en")}
WORDS = "The aid (минимална помощ) is for АРИР."


def translated(root: Path, english: str, bulgarian: str = "Помощта.\n", **more: str) -> Course:
    """The course with an English lesson; the rest of it need not be translated to be read."""
    files = TRANSLATED | {"c/01-basics/01-why.md": HEAD + bulgarian, "c/01-basics/01-why.en.md": HEAD + english}
    result = compiled(root, files | more)
    return (*result.courses, *result.unfinished)[0]


def lesson(made: Course, language: Language = EN) -> BeautifulSoup:
    text = made.lessons[LessonId("basics/why")].texts[language]
    return BeautifulSoup("".join([text.lead_html, *text.segments]), "html.parser")


def marked(html: Tag | str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser") if isinstance(html, str) else html
    return [span.get_text() for span in soup.select('span[lang="bg"]')]


RUNS = [
    ("de minimis aid (минимална помощ)", ["минимална помощ"]),
    ("(Закон за насърчаване на инвестициите, ЗНИ)", ["Закон за насърчаване на инвестициите, ЗНИ"]),
    ("the hub (Zagore, „Загоре“) is", ["Загоре"]),
    ("(програма „Цифрова Европа“), with", ["програма „Цифрова Европа“"]),
    ("(„Загоре“ ЕЦИХ)", ["„Загоре“ ЕЦИХ"]),
    ("(Наредба № 5 за регистрите)", ["Наредба № 5 за регистрите"]),
    ("under Art. 22б–22з, item 8", ["22б–22з"]),
    ("МИГ and СЕРИКС", ["МИГ", "СЕРИКС"]),
    ("МИГ (ЛАГ) 2021", ["МИГ", "ЛАГ"]),
    ("план по\N{NO-BREAK SPACE}чл. 7 и ред 2021 programme", ["план по\N{NO-BREAK SPACE}чл. 7 и ред"]),
    ("nothing at all, SMEs in 2026", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RUNS)
def test_a_run_holds_the_words_that_belong_together_and_no_bracket(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in cyrillic_runs(text)] == expected


def test_letters_tell_a_language_only_where_the_base_has_them_and_the_text_has_not() -> None:
    assert language_of_cyrillic("en", "bg") == "bg"
    assert language_of_cyrillic("bg", "bg") is None
    assert language_of_cyrillic("mk", "bg") is None
    assert language_of_cyrillic("en", "en") is None
    assert language_of_cyrillic("en", "") is None


def test_bulgarian_words_in_an_english_lesson_are_marked_wherever_they_stand(tmp_path: Path) -> None:
    table = "| Body (орган) | Days |\n|---|---|\n| РДНСК | 14 |\n/// caption\nTimes (срокове)\n///\n"
    html = lesson(translated(tmp_path, f"{WORDS}\n\n## Part (част)\n\n> [!NOTE]\n> - ЕГН\n\n{table}"))
    expected = {"минимална помощ", "АРИР", "част", "ЕГН", "орган", "РДНСК", "срокове"}
    assert set(marked(html)) == expected
    assert html.select_one("p").get_text() == WORDS  # type: ignore[union-attr]
    assert html.select_one("[role=region]")["aria-label"] == "Times (срокове)"  # type: ignore[index]


def test_the_bulgarian_text_and_its_latin_words_are_left_alone(tmp_path: Path) -> None:
    made = translated(tmp_path, WORDS, "Помощ (de minimis) за SME и АРИР.\n")
    assert not lesson(made, BG).select("[lang]")


def test_a_course_that_begins_in_english_claims_nothing_about_cyrillic_words(tmp_path: Path) -> None:
    made = course(
        tmp_path,
        {"c/course.md": COURSE.replace("language: bg", "language: en"), "c/01-basics/01-why.md": f"{HEAD}{WORDS}\n"},
    )
    assert not lesson(made).select("[lang]")


def test_runs_are_marked_inside_and_across_emphasis_and_links(tmp_path: Path) -> None:
    html = lesson(translated(tmp_path, "The (фонд **на фондовете** днес) and [ЗНИ text](https://example.org/a).\n"))
    assert marked(html) == ["фонд", "на фондовете", "днес", "ЗНИ"]
    assert marked(html.strong) == ["на фондовете"]  # type: ignore[arg-type]
    assert html.get_text() == "The (фонд на фондовете днес) and ЗНИ text."


def test_code_citations_and_what_says_its_language_are_left_alone(tmp_path: Path) -> None:
    english = 'See `чл. 5`, <span lang="ru">это <em>так</em></span> and ЗНИ [@zni Art. 22в].\n'
    html = lesson(translated(tmp_path, english, "Текст [@zni чл. 22в].\n"))
    assert marked(html) == ["ЗНИ"]
    assert not html.select("a.cite span, code span, span[lang=ru] span")


def test_a_term_is_still_found_and_its_bulgarian_name_marked(tmp_path: Path) -> None:
    glossary = {"c/glossary.md": "ССЕВ\n: Система.\n", "c/glossary.en.md": "ССЕВ\n: The system (система).\n"}
    made = translated(tmp_path, "Send it by ССЕВ today.\n", "Прати по ССЕВ.\n", **glossary)
    [button] = lesson(made).select("button.term")
    assert (button.get_text(), marked(button)) == ("ССЕВ", ["ССЕВ"])
    [term] = made.lessons[LessonId("basics/why")].texts[EN].terms
    assert (term.name, marked(term.meaning_html)) == ("ССЕВ", ["система"])


QUIZ = """---
title: Test
---
## Question: Which (помощ)? {#one}
More of АРИР.

- [x] Right, ЗНИ
  > Feedback (обратна)
- [ ] Wrong

> Explanation: ЕГН

## Question (gaps): Fill in {#two}
Within `[14]` дни, `[*yes / no]` днес.
"""


def test_questions_are_marked_in_every_part_and_their_gaps_stay(tmp_path: Path) -> None:
    files = {"c/01-basics/quiz.md": QUIZ.replace("yes / no", "да / не"), "c/01-basics/quiz.en.md": QUIZ}
    choice, gaps = translated(tmp_path, WORDS, **files).quizzes[QuizId("basics/quiz")].items
    assert isinstance(choice, ChoiceQuestion)
    assert isinstance(gaps, GapsQuestion)
    parts = (choice.stem_html, choice.choices[0].html, choice.choices[0].feedback_html, choice.explanation_html)
    assert [marked(part[EN]) for part in parts] == [["помощ", "АРИР"], ["ЗНИ"], ["обратна"], ["ЕГН"]]
    assert not any('lang="' in part[BG] for part in parts)
    assert choice.title[EN] == "Which (помощ)?"
    assert marked(gaps.stem_html[EN]) == ["дни", "днес"]
    assert gaps.stem_html[EN].count("data-gap") == 2
    assert not BeautifulSoup(gaps.stem_html[EN], "html.parser").select("[lang] [data-gap]")


def test_descriptions_of_course_and_module_are_marked_and_plain_words_are_not(tmp_path: Path) -> None:
    english = "---\ntitle: Course (курс)\ntheme: Theme\n---\nAbout ЗНИ.\n"
    module = "---\ntitle: Module\nobjectives:\n  deadlines: Knows\n  bodies: Knows\n---\nAbout ПУП.\n"
    files = {"c/course.en.md": english, "c/01-basics/module.en.md": module}
    made = translated(tmp_path, WORDS, **files)
    assert marked(made.outline.description_html[EN]) == ["ЗНИ"]
    assert marked(made.outline.modules[0].summary_html[EN]) == ["ПУП"]
    assert made.outline.title[EN] == "Course (курс)"


def test_what_reads_the_html_as_words_reads_the_same_without_the_marks() -> None:
    plain = '<p>The aid (помощ) of 10 000 лв. under Art. 22б <em>now</em><span data-gap="0"></span></p>'
    html = plain.replace("помощ", '<span lang="bg">помощ</span>').replace("22б", '<span lang="bg">22б</span>')
    assert unmarked(html) == plain
    assert prose_of_html(html) == prose_of_html(plain)
