"""The look of the pages on paper: the colours of the platform, type that every office has, the styles of a document."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

INK = "1A211C"
INK_2 = "4B564D"
LINDEN = "22643A"
LINDEN_WASH = "E7F1E5"
MIST = "F3F6F0"
LINE = "D8DFD3"
LINE_STRONG = "727D70"
HONEY_WASH = "FDF3DC"
BRICK = "A3301C"
BRICK_WASH = "FBECE8"

FONT = "Calibri"
"""On Windows and in Office; LibreOffice sets Carlito in its place, of the same widths."""

LINE_WIDTH = Cm(17)
LOCALES = {"bg": "bg-BG", "en": "en-GB"}

_KEPT = {
    "Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer", "Heading 1", "Heading 2",
    "List Number",
}  # fmt: skip
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def dress(document: Document, locale: str) -> None:
    """Give a new document its styles, its language and its A4 page."""
    _drop_styles(document)
    _base(document, locale)
    _paragraphs(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.8)
    section.header_distance = section.footer_distance = Cm(0.9)


def _drop_styles(document: Document) -> None:
    """The styles that come with a new document are a hundred and more; the reader's list holds those in use."""
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.element.getparent().remove(style.element)
    for style in document.styles:
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)
    known = {style.style_id for style in document.styles}
    for owner in list(document.part.numbering_part.element.iter(qn("w:pStyle"))):
        if owner.get(qn("w:val")) not in known:
            owner.getparent().remove(owner)


def _base(document: Document, locale: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.getparent().replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {_NAMESPACE}><w:rPrDefault><w:rPr>"
            f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/><w:color w:val="{INK}"/>'
            f'<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'
            '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/>'
            "</w:pPr></w:pPrDefault></w:docDefaults>"
        ),
    )
    settings = document.settings.element
    theme_language = settings.find(qn("w:themeFontLang"))
    theme_language.set(qn("w:val"), locale)
    del theme_language.attrib[qn("w:eastAsia")]
    for compatibility in settings.iter(qn("w:compatSetting")):
        if compatibility.get(qn("w:name")) == "compatibilityMode":
            compatibility.set(qn("w:val"), "15")


def _paragraphs(document: Document) -> None:
    title = _style(document, "Heading 1", size=22, bold=True, colour=INK, after=10)
    border(title.element.get_or_add_pPr(), bottom=(18, LINDEN, 6))
    heading = _style(document, "Heading 2", size=13, bold=True, colour=LINDEN, before=16, after=5)
    heading.paragraph_format.keep_with_next = True
    _style(document, "Lead", size=10.5, colour=INK_2, after=10)
    _style(document, "Cell", size=10, before=2, after=2, spacing=1.0)
    _style(document, "Cell head", size=9.5, bold=True, colour=INK, before=3, after=3, spacing=1.0)
    _style(document, "Cell hint", size=9, colour=INK_2, after=2, spacing=1.0)
    law = _style(document, "Law", size=9.5, colour=INK_2, before=14, after=0)
    border(law.element.get_or_add_pPr(), top=(6, INK, 5), bottom=(6, INK, 5))
    law.paragraph_format.keep_together = True
    foot = _style(document, "Footer", size=9, colour=INK_2, after=0)
    foot.paragraph_format.tab_stops.clear_all()
    _style(document, "List Number", after=3)


def _style(
    document: Document,
    name: str,
    *,
    size: float | None = None,
    bold: bool = False,
    colour: str = "",
    before: float = 0,
    after: float = 6,
    spacing: float | None = None,
) -> ParagraphStyle:
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)  # noqa: S101  tells the type
    shown = style.element.find(qn("w:rPr"))
    if shown is not None:
        style.element.remove(shown)
    if size:
        style.font.size = Pt(size)
    style.font.bold = bold or None
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if spacing:
        style.paragraph_format.line_spacing = spacing
    return style


def border(properties: BaseOxmlElement, **sides: tuple[int, str, int]) -> None:
    """Rules round a paragraph. A side: thickness in eighths of a point, colour, distance from the text in points."""
    edges = OxmlElement("w:pBdr")
    for side, (size, colour, space) in sides.items():
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", space), ("color", colour)):
            edge.set(qn(f"w:{name}"), str(value))
        edges.append(edge)
    properties.insert_element_before(edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
