"""What looks like a question and is none, and what stands in a test where it would be lost."""

import re

from elearn.content import keywords
from elearn.content.notation.context import Context
from elearn.content.notation.heads import resembles
from elearn.content.notation.lines import fence_mask, normal
from elearn.content.notation.spans import Span, headings

_BARE = re.compile(r"^\s*(?:\*\*|__)?(?P<word>[^\W\d_]+)(?:\*\*|__)?\s*(?P<options>\([^()]*\))?\s*:")
_STAMPED = re.compile(r"\{#[^}]*\}\s*$")
_NO_SPACE = re.compile(r"^\s*[-*+]\[[ ]?[xXхХ]?[ ]?\](?!\()")
_TEST_LEVEL = 2


def check_headings_inside(context: Context, span: Span) -> None:
    """Headings below a construct's own that seem to try to be questions, and questions without `#`."""
    for head in headings(context.file.lines, span.first + 1, span.last + 1):
        like = "" if head.kind else resembles(head.text)
        if like:
            context.error(head.line + 1, "question.unknown-keyword", head.text.split()[0], near=like)
    _check_bare(context, span.first + 1, span.last + 1)
    for at in range(span.first + 1, span.last + 1):
        if _NO_SPACE.match(context.file.lines[at]):
            context.problems.warning(context.place(at + 1), "question.no-space-after-bullet")


def check_outside(context: Context, found: list[Span], start: int) -> None:
    """What stands outside the questions of a file, from line `start` (0-based) on.

    In a test everything after the first question belongs to one, and tests ask at level two; in a lesson
    only what looks like a mistyped question is a problem.
    """
    covered = {line for span in found for line in range(span.first, span.last + 1)}
    first = found[0].first if found else len(context.file.lines)
    for head in headings(context.file.lines, start):
        if head.line in covered:
            continue
        like = resembles(head.text) if head.kind is None else ""
        if like:
            context.error(head.line + 1, "question.unknown-keyword", head.text.split()[0], near=like)
        elif head.line > first and not context.in_lesson:
            context.error(head.line + 1, "question.heading-between")
    if not context.in_lesson:
        for span in found:
            if span.level != _TEST_LEVEL:
                context.error(span.first + 1, "question.level", "#" * span.level, level=_TEST_LEVEL)
        _check_bare(context, start, first)


def _check_bare(context: Context, start: int, end: int) -> None:
    """Questions that lack their `#`: `Въпрос: …`, `**Въпрос (число):** …`."""
    part = context.file.lines[start:end]
    fenced = fence_mask(part)
    for at, text in enumerate(normal(part)):
        match = None if fenced[at] else _BARE.match(text)
        if match is None or keywords.canonical(keywords.QUESTION_HEADS, match["word"]) is None:
            continue
        if match["word"].lower() in {"въпрос", "question"} or match["options"] or _STAMPED.search(text):
            context.error(start + at + 1, "question.heading-without-hashes", match["word"], keyword=match["word"])
