"""Questions, groups and cases of one file, from source lines to `parsed` values, one language at a time."""

import html
import re
from collections.abc import Sequence

from elearn.content.blocks import Block
from elearn.content.notation import gaps, listing, notes
from elearn.content.notation.body import Division, divide, effective_kind
from elearn.content.notation.context import Context
from elearn.content.notation.heads import Head, read_head
from elearn.content.notation.lines import normal
from elearn.content.notation.listing import Body
from elearn.content.notation.parsed import GapText, Item, ParsedCase, ParsedGroup, ParsedItem, ParsedQuestion, Table
from elearn.content.notation.spans import Span, headings, spans
from elearn.content.notation.strays import check_headings_inside

_TAGS = re.compile(r"<[^>]+>")
_BLOCK_START = re.compile(r"^(\d+[.)]|[-+*•–—#>|:]|={3,}|/{3,})")


def parse(context: Context, span: Span) -> list[ParsedItem]:
    """What stands in one span. A question that stands inside another one is a problem and follows it in the list."""
    if span.kind == "question":
        return list(_questions(context, span))
    head = read_head(context, span.first + 1)
    if head is None:
        return []
    return [_case(context, span, head) if span.kind == "case" else _group(context, span, head)]


def _questions(context: Context, span: Span) -> list[ParsedQuestion]:
    """The question of a span, and those wrongly inside it."""
    inner = spans(context.file.lines, in_lesson=False, start=span.first + 1, end=span.last + 1)
    end = inner[0].first - 1 if inner else span.last
    found = [_question(context, Span("question", span.first, end, span.level))]
    for nested in inner:
        context.error(nested.first + 1, "question.inside-question")
        if nested.kind == "question":
            found.extend(_questions(context, nested))
    return [question for question in found if question is not None]


def _question(context: Context, span: Span) -> ParsedQuestion | None:
    head = read_head(context, span.first + 1)
    if head is None:
        return None
    check_headings_inside(context, span)
    body = Body(normal(context.file.lines[span.first + 1 : span.last + 1]), span.first + 2)
    division = divide(context, head, body)
    items, table = _answer(context, body, division)
    title_html = _title_html(context, head)
    kind = effective_kind(context, head)
    stem, found = _stem(context, head, body, division.stem, with_gaps=kind in {None, "gaps"})
    whole = stem
    if kind is None and division.answer and not any(item.boxed for item in items):
        every = (*division.stem, *division.answer)
        whole, found = _stem(context, head, body, every, with_gaps=True)
    return ParsedQuestion(
        place=context.place(head.line),
        last=span.last + 1,
        language=context.language,
        head=head,
        title=_plain(title_html),
        stem_html=f"<p>{title_html}</p>{stem}" if title_html else stem,
        whole_html=f"<p>{title_html}</p>{whole}" if title_html else whole,
        items=items,
        table=table,
        gaps=found,
        notes=notes.collect(context, division.notes),
    )


def _answer(context: Context, body: Body, division: Division) -> tuple[tuple[Item, ...], Table | None]:
    items: list[Item] = []
    table = None
    for block in division.answer:
        if block.kind == "table":
            table = listing.read_table(context, body, block)
        else:
            items.extend(listing.read_items(context, body, block))
    return tuple(items), table


def _stem(
    context: Context, head: Head, body: Body, kept: Sequence[Block], *, with_gaps: bool
) -> tuple[str, tuple[GapText, ...]]:
    """The HTML of the blocks, the lines between them empty so that problems keep their lines."""
    shown = [""] * len(body.lines)
    for block in kept:
        shown[block.first : block.last + 1] = body.lines[block.first : block.last + 1]
    found: tuple[GapText, ...] = ()
    if with_gaps:
        if head.options.kind == "gaps":
            gaps.check_unread(context, shown, body.first)
        shown, found = gaps.take(context, shown, body.first)
    return context.block("\n".join(shown).rstrip(), body.first), found


def _title_html(context: Context, head: Head) -> str:
    """The heading is a phrase, even where it begins like a list."""
    text = _BLOCK_START.sub(
        lambda match: "".join(f"\\{c}" if not c.isdigit() else c for c in match.group()), head.title
    )
    return context.inline(text, head.line)


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAGS.sub("", text)).split())


def _case(context: Context, span: Span, head: Head) -> ParsedCase:
    children = spans(context.file.lines, in_lesson=False, start=span.first + 1, end=span.last + 1)
    end = children[0].first - 1 if children else span.last
    check_headings_inside(context, Span("case", span.first, end, span.level))
    text = normal(context.file.lines[span.first + 1 : end + 1])
    html_text = context.block("\n".join(text).rstrip(), span.first + 2)
    questions: list[ParsedQuestion] = []
    for child in children:
        _check_level(context, child, span)
        if child.kind == "question":
            questions.extend(_questions(context, child))
        else:
            context.error(child.first + 1, "question.wrong-nesting")
    place, title = context.place(head.line), _plain(_title_html(context, head))
    if not html_text:
        context.error(head.line, "question.case-without-text")
    if not children:
        context.error(head.line, "question.case-without-questions")
    return ParsedCase(place, span.last + 1, context.language, head, title, html_text, tuple(questions))


def _group(context: Context, span: Span, head: Head) -> ParsedGroup:
    children = spans(context.file.lines, in_lesson=False, start=span.first + 1, end=span.last + 1)
    end = children[0].first - 1 if children else span.last
    check_headings_inside(context, Span("group", span.first, end, span.level))
    if context.in_lesson:
        context.error(head.line, "question.group-in-lesson")
    _check_no_text(context, span.first + 1, end)
    items: list[ParsedQuestion | ParsedCase] = []
    for child in children:
        _check_level(context, child, span)
        if child.kind == "group":
            context.error(child.first + 1, "question.wrong-nesting")
            continue
        items.extend(item for item in parse(context, child) if not isinstance(item, ParsedGroup))
    place, title = context.place(head.line), _plain(_title_html(context, head))
    return ParsedGroup(place, span.last + 1, context.language, head, title, tuple(items))


def _check_no_text(context: Context, first: int, last: int) -> None:
    """A group has no text of its own: what stands before its first question would be lost."""
    inside = {head.line for head in headings(context.file.lines, first, last + 1)}
    for at, text in enumerate(normal(context.file.lines[first : last + 1]), start=first):
        if text.strip() and at not in inside:
            context.error(at + 1, "question.text-in-group")
            return


def _check_level(context: Context, child: Span, parent: Span) -> None:
    if child.level != parent.level + 1:
        context.error(child.first + 1, "question.level", "#" * child.level, level=parent.level + 1)
