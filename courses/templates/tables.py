"""A table of a DOCX file: its first row is its header and comes again on each page, no cell is merged."""

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Cm, Length
from docx.table import Table as DocxTable
from docx.table import _Cell as DocxCell
from docx.table import _Row as DocxRow

from courses.templates.look import INK, LINDEN_WASH, LINE, LINE_STRONG, LINE_WIDTH, MIST
from courses.templates.model import Ask, Cell, Language, Table, Tick, Words
from courses.templates.runs import add, box

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_GAP = "\N{EM SPACE}" * 2
_TICKED = Words("Отметка", "Tick")


def write(document: Document, table: Table, language: Language, name: str) -> None:
    """`name`: what a screen reader says of the table before it is entered."""
    rows = (*table.rows, *[(None,) * len(table.columns)] * table.blank)
    made = document.add_table(rows=len(rows) + 1, cols=len(table.columns))
    widths = [Length(LINE_WIDTH * column.width // 100) for column in table.columns]
    _describe(made, name, labelled=table.labelled)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    head, *body = made.rows
    _header(head, table, widths, language)
    for place, (row, cells) in enumerate(zip(body, rows, strict=True), 1):
        _keep_whole(row)
        row.height, row.height_rule = Cm(table.height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for index, (cell, width, content) in enumerate(zip(row.cells, widths, cells, strict=True)):
            cell.width = width
            _fill(cell, content, language, f"{_TICKED.get(language)} {place}")
            if index == 0 and table.labelled:
                _shade(cell, MIST)


def _describe(made: DocxTable, name: str, *, labelled: bool) -> None:
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    properties = made._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(LINE_WIDTH.twips))
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    sides = {"top": (6, INK), "bottom": (6, LINE_STRONG), "insideH": (4, LINE_STRONG), "insideV": (4, LINE)}
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
        for side, (size, colour) in sides.items()
    )
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(parse_xml(f'<w:tblBorders xmlns:w="{_W}">{edges}</w:tblBorders>'))
    for tag, attributes in (
        ("w:tblLook", {"val": "04A0" if labelled else "0420", "firstRow": "1", "firstColumn": str(int(labelled))}),
        ("w:tblCaption", {"val": name}),
    ):
        element = OxmlElement(tag)
        for key, value in attributes.items():
            element.set(qn(f"w:{key}"), value)
        properties.append(element)


def _header(row: DocxRow, table: Table, widths: list[Length], language: Language) -> None:
    _keep_whole(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, column, width in zip(row.cells, table.columns, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.style = "Cell head"
        paragraph.paragraph_format.keep_with_next = True
        add(paragraph, column.title, language)
        _shade(cell, LINDEN_WASH)
        _open_sides(cell)


def _open_sides(cell: DocxCell) -> None:
    """No rules between the words of the header."""
    sides = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "right"))
    shade = cell._tc.get_or_add_tcPr().find(qn("w:shd"))
    shade.addprevious(parse_xml(f'<w:tcBorders xmlns:w="{_W}">{sides}</w:tcBorders>'))


def _keep_whole(row: DocxRow) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fill(cell: DocxCell, content: Cell, language: Language, name: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Cell"
    match content:
        case Words():
            add(paragraph, content, language)
        case Ask(label, hint):
            add(paragraph, label, language)
            for run in paragraph.runs:
                run.bold = True
            if hint:
                paragraph.paragraph_format.space_after = 0
                add(cell.add_paragraph(style="Cell hint"), hint, language)
        case Tick(()):
            box(paragraph, name)
        case Tick(choices, stacked):
            _offer(cell, choices, language, name, stacked=stacked)


def _offer(cell: DocxCell, choices: tuple[Words, ...], language: Language, name: str, *, stacked: bool) -> None:
    paragraph = cell.paragraphs[0]
    for number, choice in enumerate(choices):
        if number and stacked:
            paragraph = cell.add_paragraph(style="Cell")
        elif number:
            paragraph.add_run(_GAP)
        box(paragraph, f"{name}, {choice.get(language)}")
        add(paragraph, Words(f" {choice.bg}", f" {choice.en}"), language)


def _shade(cell: DocxCell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
