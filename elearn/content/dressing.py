"""What a tree still needs before it is HTML: addresses, figures, captions, citations, no-break spaces, terms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from elearn.content import keywords, phrases
from elearn.content.inlines import Cited, citation, masked
from elearn.content.markup import append, atomic, plain
from elearn.content.model import Source, Term
from elearn.content.page import Page
from elearn.content.typography import bind

_DESCRIPTION = re.compile(r"^\s*(?:\*\*)?(?P<word>[^\W\d_]+)(?:\*\*)?:(?:\*\*)?[ \t]*(?P<text>.*)$")
_CITATION = re.compile(r"\[@([^\[\]]+)\]")
_SENTENCE = re.compile(r"^(.{1,140}?[.!?])(?:\s|$)|^(.{1,140})(?:\s|$)")
_LINE = "line"


@dataclass(frozen=True, slots=True)
class Dressed:
    terms: tuple[Term, ...]
    words: int


# --- citations -------------------------------------------------------------------------------------


def cite(cited: Sequence[Cited], page: Page) -> Element:
    """`<a class="cite">` for each source, several in one span."""
    links = [_cite_one(one, page) for one in cited]
    if len(links) == 1:
        return links[0]
    span = Element("span", {"class": "cites"})
    for position, link in enumerate(links):
        link.tail = "; " if position < len(links) - 1 else None
        span.append(link)
    return span


def _cite_one(one: Cited, page: Page) -> Element:
    source = page.sources.get(one.key)
    if source is None:
        unknown = Element("span")
        unknown.text = atomic(f"[@{one.key}]")
        return unknown
    link = Element("a", {"class": "cite cite-law" if source.is_law else "cite", "data-source": one.key})
    if page.cite_on_page:
        link.set("href", f"#source-{one.key}")
    elif source.url:
        link.set("href", source.url)
        link.set("rel", "noopener noreferrer")
    name = _in(source, page.language, short=True)
    link.text = atomic(bind(f"{name}, {one.locus}" if one.locus else name).replace(" ", "\N{NO-BREAK SPACE}"))
    if len(link.text or "") > 40:
        link.text = atomic(bind(f"{name}, {one.locus}" if one.locus else name))
    return link


def _in(source: Source, language: str, *, short: bool) -> str:
    """A source's name in a language, or in whichever it has."""
    texts = (source.short or source.title) if short else source.title
    return next((text for key, text in texts.items() if key == language), next(iter(texts.values()), source.key))


def law_line(aside: Element, lines: Sequence[str], page: Page) -> None:
    """The last line of a law: act, article, and the date of the text. From the citations it holds."""
    cited = {one: None for body in _CITATION.findall("\n".join(lines)) for one in citation(body)}
    parts = []
    for one in cited:
        source = page.sources.get(one.key)
        if source is not None:
            name = _in(source, page.language, short=False)
            as_of = phrases.say(page.language, phrases.TEXT_AS_OF) % {"day": phrases.day(page.language, source.as_of)}
            parts.append(bind(f"{name}, {one.locus}. {as_of}" if one.locus else f"{name}. {as_of}"))
    if parts:
        append(aside, "p", atomic(" ".join(parts)), class_="callout-source")


# --- figures, captions, tables ---------------------------------------------------------------------


def diagram(parent: Element, source: str, line: int, page: Page) -> None:
    """A drawn diagram as a figure; its description must follow the line that closes it."""
    drawn = page.diagram(source)
    figure = append(parent, "figure", class_="figure diagram", line=str(line + source.count("\n") + 2))
    if isinstance(drawn, str):
        page.error(line, "diagram.wrong", reason=drawn)
        return
    image = append(figure, "img", src=drawn.url, alt="", loading="lazy", class_="drawn")
    _size(image, drawn.width, drawn.height)


def _size(image: Element, width: int | None, height: int | None) -> None:
    if width and height:
        image.set("width", str(width))
        image.set("height", str(height))


def _last(parent: Element, *tags: str) -> Element | None:
    return parent[-1] if len(parent) and parent[-1].tag in tags else None


def describes(parent: Element, text: str) -> bool:
    """Whether a paragraph or quote is the long description of the figure above it."""
    match = _DESCRIPTION.match(text)
    known = match is not None and keywords.canonical(keywords.DESCRIPTIONS, match["word"]) is not None
    return known and _last(parent, "figure") is not None


def describe(parent: Element, lines: Sequence[str]) -> None:
    """Put the description under its figure."""
    figure = _last(parent, "figure")
    match = _DESCRIPTION.match(lines[0])
    if figure is not None and match is not None:
        text = "\n".join([match["text"], *lines[1:]]).strip()
        append(figure, "p", text, class_="figure-description")


def caption(parent: Element, kind: str, text: str, line: int, page: Page) -> None:
    """A caption or description in its own block: under a figure, above a table."""
    figure, scroll = _last(parent, "figure"), _last(parent, "div")
    if not text:
        page.error(line, "caption.empty")
    elif figure is not None and kind == "description":
        append(figure, "p", text, class_="figure-description")
    elif figure is not None:
        append(figure, "figcaption", text)
    elif scroll is not None and len(scroll) and scroll[0].tag == "table":
        head = Element("caption")
        head.text = text
        scroll[0].insert(0, head)
    else:
        page.error(line, "caption.of-nothing")


def check_table(lines: Sequence[str], first: int, page: Page) -> None:
    """Every row must have as many cells as the head."""
    width = _cells(lines[0])
    for at, line in enumerate(lines):
        if _cells(line) != width:
            page.error(first + at, "table.ragged", found=_cells(line), expected=width)


def _cells(line: str) -> int:
    plain_line = masked(line).strip()
    return plain_line.removeprefix("|").removesuffix("|").count("|") + 1


# --- the walk --------------------------------------------------------------------------------------

_SILENT = frozenset({"code", "pre", "button"})
_NO_TERMS = frozenset(
    {"a", "h2", "h3", "h4", "h5", "h6", "th", "caption", "summary", "figcaption", "sup", "dt", "abbr"}
)


def dress(root: Element, page: Page) -> Dressed:
    """Finish the tree in place."""
    walk = _Walk(page)
    walk.inside(root, terms=page.terms is not None)
    return Dressed(tuple(walk.used), walk.words)


class _Walk:
    def __init__(self, page: Page) -> None:
        self._page = page
        self.used: list[Term] = []
        self.words = 0

    def inside(self, parent: Element, *, terms: bool) -> None:
        for child in list(parent):
            if child.tag not in _SILENT:
                self._finish(child)
                self.inside(child, terms=terms and child.tag not in _NO_TERMS and child.get("class") != "callout-label")
            if child.tail:
                child.tail = self._text(parent, child.tail, list(parent).index(child) + 1, terms=terms)
        if parent.text:
            parent.text = self._text(parent, parent.text, 0, terms=terms)

    def _text(self, parent: Element, text: str, at: int, *, terms: bool) -> str:
        self.words += len(text.split())
        bound = bind(text)
        return self._with_terms(parent, bound, at) if terms else bound

    def _with_terms(self, parent: Element, text: str, at: int) -> str:
        finder = self._page.terms
        found = finder.first(text, frozenset(term.name for term in self.used)) if finder and text.strip() else None
        if found is None:
            return text
        start, end, term = found
        number = str(len(self.used))
        self.used.append(term)
        button = Element("button", {"type": "button", "class": "term", "data-term": number, "aria-expanded": "false"})
        button.set("aria-controls", f"term-{number}")
        button.text = text[start:end]
        parent.insert(at, button)
        button.tail = self._with_terms(parent, text[end:], at + 1)
        return text[:start]

    def _finish(self, element: Element) -> None:
        if element.tag == "a":
            self._link(element)
        elif element.tag == "img":
            self._image(element)
        elif element.tag == "figure":
            self._figure(element)
        elif element.tag == "table":
            _rows(element)
        elif element.tag == "div" and len(element) and element[0].tag == "table":
            head = element[0].find("caption")
            if head is not None:
                element.set("aria-label", plain(head))

    def _link(self, element: Element) -> None:
        if element.get("class") or (element.get("href") or "").startswith("\x02"):
            return
        target = self._page.link(element.get("href") or "")
        if target is None:
            element.tag = "span"
            element.attrib.clear()
            return
        element.set("href", target.url)
        if target.external:
            element.set("class", "external")
            element.set("rel", "noopener noreferrer")
        elif target.document:
            element.set("class", "attachment")

    def _image(self, element: Element) -> None:
        if element.get("class") == "drawn":
            del element.attrib["class"]
            return
        picture = self._page.picture(element.get("src") or "")
        if picture is None:
            element.tag = "span"
            element.text = atomic(element.get("alt") or "")
            element.attrib.clear()
            return
        element.set("src", picture.url)
        element.set("loading", "lazy")
        element.set("alt", " ".join((element.get("alt") or "").split()))
        _size(element, picture.width, picture.height)

    def _figure(self, figure: Element) -> None:
        image = figure.find("img")
        title = image.attrib.pop("title", "") if image is not None else ""
        if title and figure.find("figcaption") is None:
            append(figure, "figcaption", title)
        description = figure.find("p")
        line = figure.attrib.pop(_LINE, None)
        if line is not None and description is None:
            self._page.error(int(line), "diagram.no-description")
        elif line is not None and image is not None and description is not None:
            sentence = _SENTENCE.match(plain(description))
            words = sentence.group().strip() if sentence else ""
            image.set("alt", phrases.say(self._page.language, phrases.DIAGRAM) % {"words": words})


def _rows(table: Element) -> None:
    """Alignment as classes; the first cell of each row names the row."""
    for cell in table.iter():
        if cell.tag in {"td", "th"} and (side := cell.attrib.pop("align", None)) in {"right", "center"}:
            cell.set("class", "num" if side == "right" else "centred")
    head = table.find("thead/tr")
    for cell in head if head is not None else ():
        cell.set("scope", "col")
    named = head is not None and len(head) > 0 and bool(plain(head[0]))
    for row in table.findall("tbody/tr") if named else ():
        if len(row) and plain(row[0]):
            row[0].tag = "th"
            row[0].set("scope", "row")
