"""The only door to Python-Markdown: inline text and tables of a tree that `rendering.py` has built block by block.

Raw HTML is never let through: a few harmless tags become elements of the tree, anything else stays text and
is escaped. Everything is sanitised once more on the way out (`sanitising.py`).
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AMP_SUBSTITUTE, AtomicString
from pymdownx.mark import MarkExtension

RAW_PAIRS = frozenset({"abbr", "b", "cite", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
                       "span", "strong", "sub", "sup", "u", "var"})  # fmt: skip
RAW_ATTRIBUTES = frozenset({"lang", "title", "dir"})
_ATTRIBUTE = re.compile(r"""([a-z]+)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)
_NAMES = "|".join(sorted(RAW_PAIRS, key=len, reverse=True))
_PAIR = rf"<({_NAMES})((?:\s+[a-z]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*)\s*>(.*?)</\1\s*>"
_MARKED = re.compile(r"[\\`*_\[<&]|==| {2}\n|\x02")
"""What inline Markdown begins with; text without any is left alone, which saves a third of the time."""
_SINGLE = r"<(br|wbr)\s*/?>"
_MOST_SIGNS = 20_000
"""Of one paragraph; a long one has two or three thousand."""
_MOST_STEPS = 1_000_000
"""The library follows each opening bracket to the end of its text; a long paragraph with fifty links takes 150 000."""

Cite = Callable[[str], Element]
"""The inside of `[@…]` -> its element."""
Note = Callable[[str], Element | None]
"""The id of a footnote's mark -> its element; None leaves the mark as text."""


def atomic(text: str) -> str:
    """Text that inline processing passes over."""
    return AtomicString(text)


class _Citation(InlineProcessor):
    def __init__(self, engine: "Engine") -> None:
        super().__init__(r"\[@([^\[\]]+)\]", engine.markdown)
        self._engine = engine

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override] # noqa: N802 - the library's name and signature
        return self._engine.cite(m.group(1)), m.start(0), m.end(0)


class _Footnote(InlineProcessor):
    def __init__(self, engine: "Engine") -> None:
        super().__init__(r"\[\^([^\[\]\s]+)\]", engine.markdown)
        self._engine = engine

    def handleMatch(  # type: ignore[override] # noqa: N802 - the library's name and signature
        self,
        m: re.Match[str],
        data: str,
    ) -> tuple[Element | None, int | None, int | None]:
        element = self._engine.note(m.group(1))
        return (None, None, None) if element is None else (element, m.start(0), m.end(0))


class _RawPair(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override] # noqa: N802 - the library's name and signature
        element = Element(m.group(1).lower())
        for name, double, single in _ATTRIBUTE.findall(m.group(2) or ""):
            if name.lower() in RAW_ATTRIBUTES:
                element.set(name.lower(), double or single)
        element.text = m.group(3)
        return element, m.start(0), m.end(0)


class _RawSingle(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override] # noqa: N802 - the library's name and signature
        return Element(m.group(1).lower()), m.start(0), m.end(0)


def _nothing(_: str) -> Element | None:
    return None


class Engine:
    """One Markdown instance. `cite` and `note` are set by whoever renders a document."""

    def __init__(self) -> None:
        self.markdown = markdown.Markdown(
            extensions=[TableExtension(use_align_attribute=True), MarkExtension()], output_format="html"
        )
        self.cite: Cite = lambda body: _text_span(f"[@{body}]")
        self.note: Note = _nothing
        patterns = self.markdown.inlinePatterns
        for name in ("html", "entity", "short_reference", "short_image_ref", "image_reference"):
            patterns.deregister(name)
        patterns.register(_Citation(self), "citation", 176)
        patterns.register(_Footnote(self), "footnote", 175)
        patterns.register(_RawPair(_PAIR, self.markdown), "raw_pair", 95)
        patterns.register(_RawSingle(_SINGLE, self.markdown), "raw_single", 94)

    def set_references(self, references: dict[str, tuple[str, str]]) -> None:
        """The addresses of `[text][id]`, by lower-case id."""
        self.markdown.references = references

    def take_crowded(self, root: Element) -> list[tuple[int, int]]:
        """Empty each text of the tree that would take too long; for each its length and its opening brackets."""
        found = []
        for element in root.iter():
            text = "" if isinstance(element.text, AtomicString) else element.text or ""
            brackets = text.count("[")
            if len(text) > _MOST_SIGNS or len(text) * brackets > _MOST_STEPS:
                found.append((len(text), brackets))
                element.text = AtomicString("")
        return found

    def inline(self, root: Element) -> None:
        """Turn the Markdown in every text of the tree into elements, in place."""
        for element in root.iter():
            if element.text and _MARKED.search(element.text) is None:
                element.text = AtomicString(element.text)
        self.markdown.treeprocessors["inline"].run(root)
        self.markdown.treeprocessors["unescape"].run(root)

    def table(self, parent: Element, lines: list[str]) -> Element | None:
        """Append the table of these lines to `parent`; None when they make none."""
        before = len(parent)
        self.markdown.parser.parseBlocks(parent, ["\n".join(lines)])
        made = parent[before] if len(parent) > before else None
        return made if made is not None and made.tag == "table" else None

    def html(self, element: Element) -> str:
        """One element as HTML; not yet sanitised."""
        return str(self.markdown.serializer(element)).replace(AMP_SUBSTITUTE, "&")


def _text_span(text: str) -> Element:
    span = Element("span")
    span.text = atomic(text)
    return span


def plain(element: Element) -> str:
    """The text of an element without its markup."""
    return " ".join("".join(element.itertext()).split())


def append(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """A new child; a trailing underscore of an attribute's name is dropped (`class_`)."""
    child = SubElement(parent, tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    child.text = text
    return child
