"""The smallest pieces of a DOCX file: words in their language, boxes to tick, numbers of pages."""

import re

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.text.paragraph import Paragraph

from courses.templates.look import LOCALES
from courses.templates.model import Language, Words
from elearn.content.typography import NBSP, bind

_CYRILLIC = re.compile(r"([А-яЀ-ӿѝ][А-яЀ-ӿ\d., -]*(?<=[А-яЀ-ӿ]))")
_ITEM = re.compile(r"(?<=\bitem) (?=\d)")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def add(paragraph: Paragraph, words: Words, language: Language) -> None:
    """The words, with no-break spaces where a line must not end; Bulgarian inside English says that it is Bulgarian."""
    text = _ITEM.sub(NBSP, bind(words.get(language)))
    if language == "bg":
        paragraph.add_run(text)
        return
    for index, piece in enumerate(_CYRILLIC.split(text)):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        if index % 2:
            mark = OxmlElement("w:lang")
            mark.set(qn("w:val"), LOCALES["bg"])
            run._element.get_or_add_rPr().append(mark)


def box(paragraph: Paragraph, name: str) -> None:
    """A box that a click ticks, `name` for those who do not see it."""
    paragraph._p.append(
        parse_xml(
            f'<w:sdt xmlns:w="{_W}" xmlns:w14="{_W14}"><w:sdtPr><w:alias w:val="{name}"/><w14:checkbox>'
            '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r>'
            "<w:rPr>"
            '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/></w:rPr>'
            "<w:t>\N{BALLOT BOX}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def field(paragraph: Paragraph, instruction: str) -> None:
    """What the program works out itself: `PAGE`, `NUMPAGES`."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    element.append(run)
    paragraph._p.append(element)
