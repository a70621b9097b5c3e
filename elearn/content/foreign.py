"""Words that a translation leaves in the base language's alphabet: marked, so that they are spoken in it.

A screen reader reads „(минимална помощ)“ on an English page by English rules unless a `lang` says otherwise
(WCAG 2.2, 3.1.2). Authors need not write it: letters tell.
"""

import re
from xml.etree.ElementTree import Element

from elearn.content.alphabets import cyrillic_runs, language_of_cyrillic
from elearn.content.page import Page

_LEFT = frozenset({"code", "pre"})
_MARK = re.compile(r'<span lang="[^"<>]*">([^<>]*)</span>')


def mark(root: Element, page: Page) -> None:
    """Wrap each run of such words below `root` in a `<span lang>`, in place; the text stays the same.

    Code, citations (named in the page's language) and what says its language already are left alone.
    """
    language = language_of_cyrillic(page.language, page.base)
    if language is not None:
        _inside(root, language)


def unmarked(html: str) -> str:
    """HTML without these marks: for whoever puts a space in the place of every tag."""
    return _MARK.sub(r"\1", html)


def _inside(parent: Element, language: str) -> None:
    for at in range(len(parent) - 1, -1, -1):  # from the end: what is put in moves nothing that is still to come
        child = parent[at]
        child.tail = _marked(parent, child.tail, at + 1, language)
        if not _is_left(child):
            _inside(child, language)
    parent.text = _marked(parent, parent.text, 0, language)


def _is_left(element: Element) -> bool:
    return element.tag in _LEFT or element.get("lang") is not None or "cite" in (element.get("class") or "").split()


def _marked(parent: Element, text: str | None, at: int, language: str) -> str | None:
    """The text before the first run; the runs, each with the text after it, become children from `at` on."""
    runs = cyrillic_runs(text) if text else []
    if not text or not runs:
        return text
    ends = [start for start, _ in runs[1:]] + [len(text)]
    for (start, end), until in zip(reversed(runs), reversed(ends), strict=True):
        span = Element("span", {"lang": language})
        span.text, span.tail = text[start:end], text[end:until]
        parent.insert(at, span)
    return text[: runs[0][0]]
