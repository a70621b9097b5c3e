"""Blocks of Markdown into a tree: containers by recursion, what stands in a line left as text for `markup.py`."""

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from elearn.content import blocks, dressing, keywords, phrases
from elearn.content.blocks import Block
from elearn.content.markup import Engine, append, atomic
from elearn.content.schema import near
from elearn.content.structure import State, check_heading, definitions, remember_note, remember_reference

_FIGURE = re.compile(r"^!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^()]*(?:\([^()]*\)[^()]*)*\)$")
_BOX = re.compile(r"^\[(?P<mark>[ xXхХ])\]\s+|^(?P<sign>[☐☑☒])\s*")
_SUMMARY = re.compile(r"<summary[^>]*>(?P<text>.*?)</summary\s*>", re.IGNORECASE)


COLUMNS = "text"
"""The word behind a fence whose lines are columns, such as a tree of files: they scroll instead of wrapping."""

DEEPEST = 20
"""Lists and quotes within each other; beyond this no reader follows, and neither does the stack."""


class Builder:
    """Builds the tree of one text after another; what it gathers goes to the text's State."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._builders: dict[str, Callable[[Element, Block, Sequence[str], int, State], None]] = {
            "heading": self._heading,
            "setext": self._setext,
            "rule": self._rule,
            "fence": self._fence,
            "container": self._container,
            "details": self._details,
            "quote": self._quote,
            "table": self._table,
            "list": self._list,
            "definitions": self._definitions,
            "paragraph": self._paragraph,
        }

    def blocks(self, parent: Element, lines: Sequence[str], offset: int, state: State) -> None:
        state.depth += 1
        if state.depth > DEEPEST:
            state.page.error(offset, "text.too-deep", most=DEEPEST)
        else:
            for block in blocks.split(lines):
                self.build(parent, block, lines, offset, state)
        state.depth -= 1

    def build(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        if block.kind == "footnote":
            remember_note(block, lines, offset, state)
        elif block.kind == "reference":
            remember_reference(block, lines, state)
        elif builder := self._builders.get(block.kind):
            builder(parent, block, lines, offset, state)
        if not block.closed and block.kind in {"fence", "comment", "details"}:
            state.page.error(offset + block.first, f"{block.kind}.unclosed")

    def _paragraph(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        text = "\n".join(line.lstrip() for line in lines[block.first : block.last + 1]).rstrip()
        if _FIGURE.match(text):
            append(parent, "figure", text, class_="figure")
        else:
            append(parent, "p", text)

    def _setext(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        state.page.error(offset + block.last, "heading.setext")
        self._paragraph(parent, Block("paragraph", block.first, block.last - 1), lines, offset, state)

    def _rule(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        append(parent, "hr")

    def _heading(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        match = blocks.HEADING.match(lines[block.first])
        if match is None:
            return
        level, text = len(match["mark"]), (match["text"] or "").strip()
        check_heading(state, offset + block.first, level, text)
        state.level, state.heading = level, text
        append(parent, f"h{max(2, level)}", text)

    def _fence(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        match = blocks.FENCE.match(lines[block.first])
        info = (match["info"] if match else "").strip().lower()
        body = "\n".join(lines[block.first + 1 : block.last if block.closed else block.last + 1])
        if info in keywords.DIAGRAM_FENCES:
            dressing.diagram(parent, body, offset + block.first, state.page)
            return
        shown = append(parent, "pre")
        code = append(shown, "code", atomic(body + "\n"))
        if info == COLUMNS:
            shown.set("tabindex", "0")  # its lines do not wrap, so the keyboard must be able to scroll it
        if re.fullmatch(r"[a-z0-9+-]+", info):
            code.set("class", f"language-{info}")

    def _container(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        match = blocks.CONTAINER.match(lines[block.first])
        name, line = (match["name"] if match else ""), offset + block.first
        kind = keywords.canonical(keywords.CONTAINERS, name)
        if kind is None:
            code = "container.unknown" if name else "container.stray"
            state.page.error(line, code, name=name, near=near(name, list(keywords.CONTAINERS)))
        elif not block.closed:
            state.page.error(line, "container.unclosed", name=name)
        inner = lines[block.first + 1 : block.last] if block.closed else []
        if kind == "details":
            self._disclosure(parent, match["title"] if match else None, inner, line + 1, state)
        elif kind is not None:
            dressing.caption(parent, kind, "\n".join(inner).strip(), line, state.page)

    def _details(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        part = [
            blocks.DETAILS_END.sub("", blocks.DETAILS.sub("", line)) for line in lines[block.first : block.last + 1]
        ]
        title = None
        for at, line in enumerate(part):
            if found := _SUMMARY.search(line):
                title = found["text"]
                part[at] = line[: found.start()] + line[found.end() :]
                break
        self._disclosure(parent, title, part, offset + block.first, state)

    def _disclosure(self, parent: Element, title: str | None, lines: Sequence[str], line: int, state: State) -> None:
        if not title:
            state.page.warning(max(0, line - 1), "details.no-title")
        if not any(text.strip() for text in lines):
            state.page.error(max(0, line - 1), "details.empty")
        element = append(parent, "details")
        append(element, "summary", title or phrases.say(state.page.language, phrases.DETAILS))
        self.blocks(element, lines, line, state)

    def _quote(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        part = lines[block.first : block.last + 1]
        inner = [re.sub(r"^>[ \t]?", "", line) for line in part]
        callout = blocks.CALLOUT.match(part[0])
        line = offset + block.first
        if dressing.describes(parent, inner[0]):
            dressing.describe(parent, inner)
        elif callout is None:
            self.blocks(append(parent, "blockquote"), inner, line, state)
        elif keywords.canonical(keywords.DETAILS, callout["name"]):
            self._disclosure(parent, callout["title"], inner[1:], line + 1, state)
        else:
            self._callout(parent, callout["name"], [callout["title"], *inner[1:]], line, state)

    def _callout(self, parent: Element, name: str, lines: Sequence[str], line: int, state: State) -> None:
        kind = keywords.canonical(keywords.CALLOUTS, name)
        if kind is None:
            state.page.error(line, "callout.unknown", name=name, near=near(name, list(keywords.CALLOUTS)))
        if not any(text.strip() for text in lines):
            state.page.error(line, "callout.empty")
        kind = kind or "note"
        aside = append(parent, "aside", class_=f"callout callout-{kind}")
        label = phrases.say(state.page.language, phrases.CALLOUT_LABELS[kind])
        append(aside, "p", atomic(label), class_="callout-label")
        self.blocks(aside, lines, line, state)
        if kind == "law":
            dressing.law_line(aside, lines, state.page)

    def _table(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        part = [line.strip() for line in lines[block.first : block.last + 1]]
        dressing.check_table(part, offset + block.first, state.page)
        scroll = append(parent, "div", class_="table-scroll", role="region", tabindex="0")
        if self._engine.table(scroll, part) is None:
            parent.remove(scroll)
            self._paragraph(parent, block, lines, offset, state)
            return
        scroll.set("aria-label", _table_name(state))

    def _list(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        entries = blocks.items(lines, block.first, block.last)
        ordered = entries[0].mark[:1].isdigit()
        element = append(parent, "ol" if ordered else "ul")
        if ordered and (start := int(entries[0].mark.rstrip(".)"))) != 1:
            element.set("start", str(start))
        marked = [entry for entry in entries if (box := _BOX.match(entry.lines[0])) and not _is_empty(box)]
        if marked:
            state.page.error(offset + marked[0].first, "list.marks-without-question")
        loose = any(not line.strip() for line in lines[block.first : block.last + 1])
        for entry in entries:
            item = append(element, "li")
            text = [_BOX.sub("☐ ", entry.lines[0]), *entry.lines[1:]]
            if not any(line.strip() for line in text):
                state.page.warning(offset + entry.first, "list.empty-item")
            self.blocks(item, text, offset + entry.first, state)
            if not loose:
                _tighten(item)

    def _definitions(self, parent: Element, block: Block, lines: Sequence[str], offset: int, state: State) -> None:
        element = append(parent, "dl")
        for term, first, inner in definitions(lines, block):
            if inner is None:
                append(element, "dt", term)
            else:
                meaning = append(element, "dd")
                self.blocks(meaning, inner, offset + first, state)
                if len(meaning) == 1:
                    _tighten(meaning)


def _tighten(item: Element) -> None:
    """In a list without empty lines an item's paragraph is the item's own text."""
    if len(item) and item[0].tag == "p" and item.text is None:
        item.text = item[0].text
        item.remove(item[0])


def _is_empty(box: re.Match[str]) -> bool:
    return (box["mark"] or "x") == " " or box["sign"] == "☐"


def _table_name(state: State) -> str:
    """By its heading; a further table under the same one by its number, so that no two regions sound alike."""
    language = state.page.language
    under = phrases.say(language, phrases.TABLE_UNDER) % {"heading": state.heading}
    name = under if state.heading else phrases.say(language, phrases.TABLE)
    state.tables[name] = count = state.tables.get(name, 0) + 1
    return name if count == 1 else f"{name} ({count})"
