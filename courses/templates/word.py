"""A template as a DOCX file: real headings, header rows that repeat, the language set, pages numbered."""

import io
from datetime import datetime

import docx
from docx.document import Document as DocxDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Pt

from courses.templates import archive, tables
from courses.templates.look import LINE_WIDTH, LOCALES, dress
from courses.templates.model import Block, Document, Heading, Language, Law, Lead, Steps, Table, Text, Words
from courses.templates.runs import add, field

_LEFT_OUT = (RELATIONSHIP_TYPE.CUSTOM_XML, RELATIONSHIP_TYPE.THUMBNAIL, "stylesWithEffects")
_STYLES: dict[type[Block], str] = {Lead: "Lead", Text: "Normal", Law: "Law"}
_PAGE, _OF = Words("стр. ", "page "), Words(" от ", " of ")


def write(template: Document, language: Language, subject: str) -> bytes:
    """The file; `subject`: the name of the course, which file managers show."""
    document = docx.Document()
    _strip(document)
    dress(document, LOCALES[language])
    _name(document, template, language, subject)
    add(document.add_paragraph(style="Heading 1"), template.title, language)
    _footer(document, template.title, language)
    section = template.title
    for block in template.blocks:
        if isinstance(block, Heading):
            section = block.words
        _write(document, block, language, section.get(language))
    out = io.BytesIO()
    document.save(out)
    return archive.settle(out.getvalue())


def _strip(document: DocxDocument) -> None:
    """Leave out what an empty document brings along: a picture of itself, styles for older programs."""
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(_LEFT_OUT):
                del part.rels[key]


def _name(document: DocxDocument, template: Document, language: Language, subject: str) -> None:
    properties = document.core_properties
    properties.title, properties.subject = template.title.get(language), subject
    properties.language = LOCALES[language]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.fromisoformat(archive.MADE).replace(tzinfo=None)


def _footer(document: DocxDocument, title: Words, language: Language) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(LINE_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    add(paragraph, title, language)
    paragraph.add_run("\t")
    add(paragraph, _PAGE, language)
    field(paragraph, "PAGE")
    add(paragraph, _OF, language)
    field(paragraph, "NUMPAGES")


def _number(document: DocxDocument, items: tuple[Words, ...], language: Language) -> None:
    for item in items:
        paragraph = document.add_paragraph(style="List Number")
        add(paragraph, item, language)
    paragraph.paragraph_format.space_after = Pt(9)


def _write(document: DocxDocument, block: Block, language: Language, section: str) -> None:
    match block:
        case Heading(words, new_page):
            paragraph = document.add_paragraph(style="Heading 2")
            if new_page:
                paragraph.paragraph_format.page_break_before = True
                paragraph.paragraph_format.space_before = 0
            add(paragraph, words, language)
        case Lead(words) | Text(words) | Law(words):
            add(document.add_paragraph(style=_STYLES[type(block)]), words, language)
        case Steps(items):
            _number(document, items, language)
        case Table():
            tables.write(document, block, language, section)
