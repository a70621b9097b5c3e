"""Markdown as trainers type it becomes the HTML that learners read."""

import hashlib
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from elearn.content import diagrams
from elearn.content.typography import bind
from elearn.ids import LessonId
from tests.content.courses import BG, PNG, course, lesson_html

NBSP = "\N{NO-BREAK SPACE}"


def soup(root: Path, body: str, changes: dict[str, str | bytes | None] | None = None) -> BeautifulSoup:
    return BeautifulSoup(lesson_html(root, body, changes), "html.parser")


def one(found: Tag | BeautifulSoup, selector: str) -> Tag:
    tags = found.select(selector)
    assert len(tags) == 1, (selector, str(found))
    return tags[0]


LISTS = {
    "two spaces": "- one\n  - inner\n  - inner two\n- two\n",
    "four spaces": "- one\n    - inner\n    - inner two\n- two\n",
    "a tab": "- one\n\t- inner\n\t- inner two\n- two\n",
    "under a number": "1. one\n   - inner\n   - inner two\n2. two\n",
    "number with two spaces": "1. one\n  - inner\n  - inner two\n2. two\n",
    "bullets of Word": "• one\n  • inner\n  • inner two\n• two\n",
    "dashes of Word": "– one\n  – inner\n  – inner two\n– two\n",
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("before", ["Text:\n", "Text:\n\n"])
def test_lists_nest_and_may_follow_a_paragraph(tmp_path: Path, name: str, before: str) -> None:
    html = soup(tmp_path, f"Opening.\n\n{before}{LISTS[name]}\nAfter.\n")
    outer = one(html, "[data-block='3']")
    assert outer.name in {"ul", "ol"}
    assert [item.get_text(strip=True) for item in outer.select(":scope > li > ul > li")] == ["inner", "inner two"]
    assert len(outer.select(":scope > li")) == 2
    assert one(html, "[data-block='4']").get_text() == "After."


def test_a_loose_list_keeps_paragraphs_and_code_in_its_items(tmp_path: Path) -> None:
    html = soup(tmp_path, "Opening.\n\n1. one\n\n   more of one\n\n   ```\n   code\n   ```\n\n2. two\n")
    listing = one(html, "ol")
    assert [p.get_text() for p in listing.select("li > p")] == ["one", "more of one", "two"]
    assert one(listing, "li > pre > code").get_text() == "code\n"


def test_a_list_may_begin_with_another_number(tmp_path: Path) -> None:
    assert one(soup(tmp_path, "Opening.\n\n4. four\n5. five\n"), "ol")["start"] == "4"


def test_a_date_or_a_dash_at_the_start_of_a_line_begins_no_list(tmp_path: Path) -> None:
    html = soup(tmp_path, "Opening.\n\nThe law of\n16. June and\n– so they say –\n2026 holds.\n")
    assert not html.select("ol, ul")


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("NOTE", "note", "Бележка"),
        ("важно", "important", "Важно"),
        ("ПРИМЕР", "example", "Пример"),
        ("ЧЕСТА-ГРЕШКА", "pitfall", "Честа грешка"),
        ("ЧЕСТА ГРЕШКА", "pitfall", "Честа грешка"),
    ],
)
def test_callouts_are_labelled_in_the_language_of_the_course(tmp_path: Path, name: str, kind: str, label: str) -> None:
    callout = one(soup(tmp_path, f"Opening.\n\n> [!{name}]\n> Text.\n>\n> - one\n> - two\n"), "aside.callout")
    assert f"callout-{kind}" in callout["class"]
    assert one(callout, "p.callout-label").get_text() == label
    assert len(callout.select("li")) == 2


def test_two_callouts_without_an_empty_line_are_two(tmp_path: Path) -> None:
    assert len(soup(tmp_path, "Opening.\n\n> [!NOTE]\n> a\n> [!LAW]\n> b\n").select("aside.callout")) == 2


def test_a_law_ends_with_its_act_article_and_date(tmp_path: Path) -> None:
    callout = one(soup(tmp_path, "Opening.\n\n> [!ЗАКОН]\n> The text [@zni чл. 19, ал. 2].\n"), "aside.callout-law")
    line = one(callout, "p.callout-source").get_text().replace(NBSP, " ")
    assert line == "Investment Act, чл. 19, ал. 2. Редакция към 16.06.2026 г."


def test_a_citation_leads_to_the_sources_and_keeps_together(tmp_path: Path) -> None:
    link = one(soup(tmp_path, "Opening.\n\nIt says so [@zni чл. 22в].\n"), "a.cite")
    assert link["href"] == "#source-zni"
    assert link.get_text() == f"IA,{NBSP}чл.{NBSP}22в"


def test_several_sources_in_one_bracket(tmp_path: Path) -> None:
    lesson = course(tmp_path, {"c/01-basics/01-why.md": "---\ntitle: x\n---\nA.\n\nB [@zni чл. 1; @zni чл. 2].\n"})
    text = lesson.lessons[LessonId("basics/why")].texts[BG]
    assert [(c.source, c.locus, c.block) for c in text.citations] == [("zni", "чл. 1", 2), ("zni", "чл. 2", 2)]
    assert lesson.outline.sources[0].key == "zni"
    assert str(lesson.outline.law_as_of) == "2026-06-16"


def test_a_table_scrolls_has_a_name_and_named_rows(tmp_path: Path) -> None:
    body = "Opening.\n\n| Step | Days |\n|---|---:|\n| Notice | 14 |\n/// caption\nThe steps\n///\n"
    region = one(soup(tmp_path, body), "div.table-scroll")
    assert (region["tabindex"], region["role"], region["aria-label"]) == ("0", "region", "The steps")
    assert one(region, "caption").get_text() == "The steps"
    assert one(region, "tbody th")["scope"] == "row"
    assert one(region, "tbody td")["class"] == ["num"]
    assert not region.select("[style], [align]")


def test_a_table_without_caption_is_named_by_its_heading(tmp_path: Path) -> None:
    region = one(soup(tmp_path, "Opening.\n\n## Deadlines\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"), "div.table-scroll")
    assert region["aria-label"] == "Таблица: Deadlines"


def test_two_tables_under_one_heading_have_names_of_their_own(tmp_path: Path) -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    found = soup(tmp_path, f"Opening.\n\n## Deadlines\n\n{table}\nText.\n\n{table}").select("div.table-scroll")
    assert [region["aria-label"] for region in found] == ["Таблица: Deadlines", "Таблица: Deadlines (2)"]


def test_a_bar_in_code_or_escaped_is_no_cell(tmp_path: Path) -> None:
    region = one(soup(tmp_path, "O.\n\n| a | b |\n|---|---|\n| `x|y` | p \\| q |\n"), "tbody")
    assert [cell.get_text() for cell in region.select("th, td")] == ["x|y", "p | q"]


def test_footnotes_are_numbered_in_order_of_use_and_lead_back(tmp_path: Path) -> None:
    html = soup(tmp_path, "Opening[^b].\n\nMore[^a], again[^b].\n\n[^a]: Note a.\n[^b]: Note **b**.\n")
    assert [mark.get_text() for mark in html.select("a.footnote-mark")] == ["1", "2", "1"]
    notes = html.select("section.footnotes li")
    assert [note["id"] for note in notes] == ["why-note-1", "why-note-2"]
    assert "Note b" in notes[0].get_text()
    ids = [tag["id"] for tag in html.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in html.select("a[href^='#why-']"):
        assert str(link["href"])[1:] in ids


def test_an_image_alone_is_a_figure_with_its_size_and_caption(tmp_path: Path) -> None:
    html = soup(tmp_path, 'Opening.\n\n![A tree](../media/a.png "A linden")\n', {"c/media/a.png": PNG})
    image = one(html, "figure.figure > img")
    assert (image["width"], image["height"], image["alt"], image["loading"]) == ("2", "3", "A tree", "lazy")
    assert re.fullmatch(r"/media/[0-9a-f]{64}/a\.png", str(image["src"]))
    assert one(html, "figcaption").get_text() == "A linden"


def test_a_diagram_is_drawn_and_described(tmp_path: Path) -> None:
    drawing = "```mermaid\nflowchart LR\n  A[Заявление] --> B\n```"
    body = f"Opening.\n\n{drawing}\n\n> Описание: Заявлението отива в B. Това е всичко.\n"
    result = course(tmp_path, {"c/01-basics/01-why.md": f"---\ntitle: x\n---\n{body}"})
    html = BeautifulSoup(result.lessons[LessonId("basics/why")].texts[BG].segments[0], "html.parser")
    assert one(html, "figure.diagram img")["alt"] == "Диаграма: Заявлението отива в B."
    assert "Това е всичко" in one(html, "p.figure-description").get_text()
    assert [file.mime for file in result.outline.media] == ["image/svg+xml"]


def test_a_diagram_stands_on_a_light_ground_and_is_drawn_alike_each_time() -> None:
    file, data = diagrams.draw("flowchart LR\n  A --> B")
    assert diagrams.draw("flowchart LR\n  A --> B")[1] == data
    assert re.match(rb"<svg[^>]*><rect [^>]*fill=\"#ffffff\"/>", data)
    assert hashlib.sha256(data).hexdigest() == file.sha256


@pytest.mark.parametrize(
    "body",
    [
        "/// details | More\nHidden.\n///\n",
        "> [!DETAILS] More\n> Hidden.\n",
        "<details>\n<summary>More</summary>\n\nHidden.\n\n</details>\n",
    ],
)
def test_details_are_written_in_three_ways(tmp_path: Path, body: str) -> None:
    details = one(soup(tmp_path, f"Opening.\n\n{body}"), "details")
    assert one(details, "summary").get_text() == "More"
    assert one(details, "p").get_text() == "Hidden."


def test_definitions(tmp_path: Path) -> None:
    listing = one(soup(tmp_path, "Opening.\n\nSpeed\n: The same day.\n\nMemory\n: One place.\n"), "dl")
    assert [(tag.name, tag.get_text()) for tag in listing.find_all(["dt", "dd"])] == [
        ("dt", "Speed"), ("dd", "The same day."), ("dt", "Memory"), ("dd", "One place."),
    ]  # fmt: skip


def test_links_to_lessons_tests_files_and_outside(tmp_path: Path) -> None:
    body = (
        "[a](quiz.md) [b](../exam.md) [c](../media/a.pdf) [d](https://example.org/x) "
        "[e](#first-part) [f](01-why.md#first-part)"
        "\n\n## First part\n\nText.\n"
    )
    html = soup(tmp_path, body, {"c/media/a.pdf": b"%PDF-1.7"})
    addresses = [str(link["href"]) for link in html.select("a")]
    assert addresses[0:2] == ["/learn/c/basics/quiz", "/learn/c/exam"]
    assert re.fullmatch(r"/media/[0-9a-f]{64}/a\.pdf", addresses[2])
    assert addresses[3:] == ["https://example.org/x", "#why-first-part", "/learn/c/basics/why#why-first-part"]
    assert one(html, "a.external")["rel"] == ["noopener", "noreferrer"]


def test_a_link_by_reference(tmp_path: Path) -> None:
    link = one(soup(tmp_path, "See [the page][p].\n\n[p]: https://example.org/p\n"), "a")
    assert link["href"] == "https://example.org/p"


def test_a_term_is_a_button_at_its_first_use_only(tmp_path: Path) -> None:
    glossary = "Мотивирано предложение\n: Писмо до съвета.\n\nБАИ\n: Агенция.\n"
    text = "Мотивираното предложение се внася. После мотивираното предложение; БАИ."
    body = f"Открива се.\n\n## Мотивирано предложение\n\n{text}\n"
    html = soup(tmp_path, body, {"c/glossary.md": glossary})
    buttons = html.select("button.term")
    assert [button.get_text() for button in buttons] == ["Мотивираното предложение", "БАИ"]
    assert [button["data-term"] for button in buttons] == ["0", "1"]
    assert buttons[0]["aria-expanded"] == "false"
    assert buttons[0]["aria-controls"] == "term-0"
    assert not html.select("h2 button")


def test_a_question_in_a_lesson_holds_no_button_of_a_term(tmp_path: Path) -> None:
    """Its words stand in labels, and a term opens at its first use in the text."""
    question = "## Question: БАИ? {#one}\n- [x] БАИ\n  > БАИ.\n- [ ] No\n\n> Explanation: БАИ.\n"
    files: dict[str, str | bytes | None] = {
        "c/glossary.md": "БАИ\n: Агенция.\n",
        "c/01-basics/01-why.md": f"---\ntitle: Lesson\n---\nOpening.\n\nБАИ.\n\n{question}",
    }
    lesson = course(tmp_path, files).lessons[LessonId("basics/why")]
    assert repr(lesson.texts).count("data-term=") == 1
    assert "<button" not in repr(lesson.questions)


def test_words_in_another_language_may_say_so(tmp_path: Path) -> None:
    assert one(soup(tmp_path, 'Text <span lang="en">due diligence</span>.\n'), "span")["lang"] == "en"


def test_code_is_left_as_it_is(tmp_path: Path) -> None:
    html = soup(tmp_path, "Opening `чл. 5 <b> [@zni]`.\n\n```\nчл. 5 <b> [x](y)\n```\n")
    assert [code.get_text() for code in html.select("code")] == ["чл. 5 <b> [@zni]", "чл. 5 <b> [x](y)\n"]


def test_blocks_are_numbered_through_lead_text_and_questions(tmp_path: Path) -> None:
    body = "Lead.\n\nSecond.\n\n## Question: Why? {#why}\n- [x] Yes\n- [ ] No\n\n---\n\nAfter.\n"
    result = course(tmp_path, {"c/01-basics/01-why.md": f"---\ntitle: x\n---\n{body}"})
    lesson = result.lessons[LessonId("basics/why")]
    text = lesson.texts[BG]
    assert text.lead_html == '<p data-block="1">Lead.</p>'
    assert len(text.segments) == 2
    assert text.segments[0] == '<p data-block="2">Second.</p>'
    assert 'data-block="5">After.' in text.segments[1]
    assert "Yes" not in "".join(text.segments)
    assert [question.id for question in lesson.questions] == ["basics/why#why"]


JOINED = [
    ("чл. 19, ал. 2", "чл._19, ал._2"), ("клас В", "клас_В"), ("№ 5", "№_5"), ("§ 1", "§_1"), ("30 дни", "30_дни"),
    ("80 %", "80_%"), ("16.06.2026 г.", "16.06.2026_г."), ("1 200 000 лв.", "1_200_000_лв."), ("гр. Я", "гр._Я"),
    ("class B", "class_B"), ("Article 5", "Article_5"), ("с Вас", "с Вас"), ("клас на", "клас на"), ("т. е.", "т. е."),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "joined"), JOINED)
def test_a_line_never_ends_inside_a_reference(plain: str, joined: str) -> None:
    assert bind(plain).replace(NBSP, "_") == joined
