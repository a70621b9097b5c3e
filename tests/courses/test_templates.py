"""The files that lessons offer: as their words make them, and fit for everybody who opens them."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table

from courses.templates import archive, catalogue
from courses.templates.catalogue import File
from courses.templates.look import LOCALES
from elearn.content import tree
from elearn.content.typography import NBSP

COURSES = Path(__file__).parents[2] / "courses"
FILES = tuple(catalogue.files())
DOCUMENTS = tuple(file for file in FILES if file.name.endswith(".docx"))

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
each_document = pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
each_pair = pytest.mark.parametrize(
    "pair", [*zip(DOCUMENTS[::2], DOCUMENTS[1::2], strict=True)], ids=lambda pair: pair[1].name
)


@cache
def opened(file: File) -> Document:
    return docx.Document(io.BytesIO(file.contents()))


def text_of(document: Document) -> str:
    return "\n".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def headings(document: Document) -> list[tuple[str, str]]:
    texts = ((paragraph.style, paragraph.text.replace(NBSP, " ")) for paragraph in document.paragraphs)
    styled = ((style.name, text) for style, text in texts if style)
    return [(style, text) for style, text in styled if style and style.startswith("Heading")]


def is_header(table: Table, row: int) -> bool:
    properties = table.rows[row]._tr.trPr
    return properties is not None and properties.find(qn("w:tblHeader")) is not None


def lessons(course: str, language: str) -> Iterator[str]:
    for path in (COURSES / course).rglob("*.md"):
        if path.name.endswith(".en.md") == (language == "en"):
            yield path.read_text(encoding="utf-8")


@each_file
def test_the_file_of_a_course_is_what_its_words_make(file: File) -> None:
    stored = archive.parts((COURSES / file.course / "media" / file.name).read_bytes())
    made = archive.parts(file.contents())
    assert stored.keys() == made.keys()
    assert [name for name in made if made[name] != stored[name]] == [], "run python -m courses.templates"


@each_file
def test_a_file_carries_no_hour_of_its_making(file: File) -> None:
    data = file.contents()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = packed.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", core)) == {archive.MADE}
    assert file.contents() == data


def test_every_office_file_of_the_courses_is_made_by_words() -> None:
    stored = {path for kind in ("docx", "xlsx") for path in COURSES.glob(f"*/media/*.{kind}")}
    assert stored == {COURSES / file.course / "media" / file.name for file in FILES}


def test_the_folder_of_templates_is_not_taken_for_a_course() -> None:
    assert (COURSES / "templates").is_dir()
    assert "templates" not in tree.courses(COURSES)


@each_file
def test_a_lesson_offers_the_file_in_its_language(file: File) -> None:
    assert any(f"(../media/{file.name})" in lesson for lesson in lessons(file.course, file.language))


@each_document
def test_a_document_says_what_it_is_and_in_which_language(file: File) -> None:
    document = opened(file)
    properties = document.core_properties
    (first, *_) = headings(document)
    assert first == ("Heading 1", properties.title)
    assert properties.language == LOCALES[file.language]
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == LOCALES[file.language]
    assert properties.author == properties.comments == ""


@each_document
def test_a_document_has_one_title_with_sections_under_it(file: File) -> None:
    styles = [style for style, _ in headings(opened(file))]
    assert styles[0] == "Heading 1"
    assert set(styles[1:]) == {"Heading 2"}


@each_document
def test_no_paragraph_is_empty_for_the_sake_of_room(file: File) -> None:
    assert all(paragraph.text.strip() for paragraph in opened(file).paragraphs)


@each_document
def test_each_table_has_a_name_and_a_header_that_comes_again_on_each_page(file: File) -> None:
    for table in opened(file).tables:
        assert is_header(table, 0)
        assert not any(is_header(table, row) for row in range(1, len(table.rows)))
        assert all(cell.text for cell in table.rows[0].cells)
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        assert caption is not None
        assert caption.get(qn("w:val"))


@each_document
def test_no_cell_is_merged_and_each_table_fills_the_line(file: File) -> None:
    document = opened(file)
    assert not [*document.element.body.iter(qn("w:gridSpan"), qn("w:vMerge"))]
    for table in document.tables:
        assert sum(column.width or 0 for column in table.columns) == pytest.approx(Cm(17), rel=0.001)


@each_document
def test_a_document_is_an_a4_page_with_its_number(file: File) -> None:
    (section,) = opened(file).sections
    assert (section.page_width, section.page_height) == pytest.approx((Cm(21), Cm(29.7)), rel=0.001)
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@each_document
def test_every_box_to_tick_has_a_name(file: File) -> None:
    for control in opened(file).element.body.iter(qn("w:sdt")):
        alias = control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}")
        assert alias is not None
        assert alias.get(qn("w:val"))


@each_document
def test_bulgarian_words_are_marked_as_bulgarian_wherever_they_stand(file: File) -> None:
    if file.language == "bg":
        assert '"' not in text_of(opened(file))
        return
    for run in opened(file).element.body.iter(qn("w:r")):
        if re.search("[А-я]", "".join(node.text or "" for node in run.iter(qn("w:t")))):
            assert next(run.iter(qn("w:lang"))).get(qn("w:val")) == "bg-BG"


@each_pair
def test_both_languages_ask_for_the_same(pair: tuple[File, File]) -> None:
    bulgarian, english = (opened(file) for file in pair)
    assert [style for style, _ in headings(bulgarian)] == [style for style, _ in headings(english)]
    shapes = [[(len(table.rows), len(table.columns)) for table in each.tables] for each in (bulgarian, english)]
    assert shapes[0] == shapes[1]
    assert sorted(re.findall(r"\d+", text_of(bulgarian))) == sorted(re.findall(r"\d+", text_of(english)))


def test_a_class_v_file_is_not_asked_for_prior_consent() -> None:
    (file,) = (file for file in DOCUMENTS if file.name == "spisak-klas-v.docx")
    cells = [cell.text for table in opened(file).tables for row in table.rows for cell in row.cells]
    assert not [cell for cell in cells if "16, ал." in cell.replace(NBSP, " ")]


def test_the_incident_note_gives_each_notification_its_time() -> None:
    (file,) = (file for file in DOCUMENTS if file.name == "incident-note.docx")
    rows = [[cell.text for cell in row.cells][:2] for table in opened(file).tables for row in table.rows]
    periods = {row[0].splitlines()[0][3:]: row[1] for row in rows if row[0][:1].isdigit()}
    assert {name: " ".join(period.split()[:2]) for name, period in periods.items()} == {
        "Early warning to СЕРИКС": "24 hours",
        "Incident notification to СЕРИКС": "72 hours",
        "Notification to КЗЛД": "72 hours",
        "Users of the service": "without undue",
        "Final report to СЕРИКС": "one month",
        "Interim report to СЕРИКС": "instead of",
    }
