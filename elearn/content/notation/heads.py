"""The heading of a question, group or case: keyword, options in brackets, the first line of the stem, the id."""

import re
from dataclasses import dataclass

from elearn.content import keywords
from elearn.content.notation.context import Context
from elearn.content.notation.lines import collapse, heading
from elearn.content.notation.options import Options, read_options
from elearn.content.notation.spans import SpanKind, kind_of
from elearn.content.schema import near

_HEAD = re.compile(r"^(?P<word>[^\W\d_]+)\s*(?P<rest>.*)$")
_OPTIONS = re.compile(r"\((?P<options>(?:[^()]|\([^()]*\))*)\)\s*")
_COLON = re.compile(r"[:：]\s*")
_ID = re.compile(r"\s*\{[#\s]*(?P<id>[^{}]*)\}\s*$")
_GOOD_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LIKE_HEAD = re.compile(
    r"^[*_]*(?P<word>[^\W\d_]{3,})[*_]*\s*(?:№\s*|#\s*)?(?:\d+[.)]?)?\s*(?P<sign>\([^()]*\)|[:：]|\{)"
)
_LIKE_ENOUGH = 0.75


@dataclass(frozen=True, slots=True)
class Head:
    """What a heading states. `line` counts from 1; `own_id` is empty where none was stamped."""

    keyword: SpanKind
    line: int
    level: int
    title: str
    own_id: str
    options: Options


def resembles(text: str) -> str:
    """The keyword that a heading or line seems to try to be, or nothing. `Вапрос: …`, `Въпрос 3: …`."""
    match = _LIKE_HEAD.match(text)
    if match is None:
        return ""
    known = keywords.spellings(keywords.QUESTION_HEADS)
    close = near(_one_alphabet(match["word"].lower()), known, _LIKE_ENOUGH)
    return close.capitalize()


def _one_alphabet(word: str) -> str:
    """Latin letters that look Cyrillic made Cyrillic, in a word that is mostly Cyrillic."""
    if not re.search("[а-я]", word):
        return word
    return word.translate(str.maketrans("abeukmhopctyx3", "авеикмнорстухз"))


def read_head(context: Context, line: int) -> Head | None:
    """The head on a 1-based line that `spans` found. None where it is no head at all."""
    read = heading(context.file.lines[line - 1])
    match = _HEAD.match(read.text) if read else None
    keyword = kind_of(read.text) if read else None
    if read is None or match is None or keyword is None:
        return None
    rest, stamp = _take_id(context, line, match["rest"])
    options, rest = _take_options(context, line, keyword, rest)
    colon = _COLON.match(rest)
    if colon is None and (rest or keyword == "question"):
        context.error(line, "question.no-colon", match["word"], keyword=match["word"])
    title = collapse(rest[colon.end() :] if colon else rest)
    if not title:
        context.error(line, "question.empty-title", match["word"])
    return Head(keyword, line, len(read.level), title, stamp, options)


def own_id(line: str) -> str:
    """The id at the end of a heading's line; empty where there is none or it cannot be one."""
    match = _ID.search(line)
    return match["id"] if match is not None and _GOOD_ID.fullmatch(match["id"]) else ""


def _take_id(context: Context, line: int, rest: str) -> tuple[str, str]:
    match = _ID.search(rest)
    if match is None:
        if "{#" in rest:
            context.error(line, "question.misplaced-id", rest[rest.index("{#") :])
            return re.sub(r"\{#[^}]*\}?", "", rest), ""
        return rest, ""
    typed = match.group().strip()
    if not _GOOD_ID.fullmatch(match["id"]) or not typed.startswith("{#" + match["id"]):
        context.error(line, "question.bad-id", typed, id=match["id"].strip() or typed)
        return rest[: match.start()], ""
    return rest[: match.start()], match["id"]


def _take_options(context: Context, line: int, keyword: SpanKind, rest: str) -> tuple[Options, str]:
    if not rest.startswith("("):
        return Options(), rest
    match = _OPTIONS.match(rest)
    if match is None:
        context.error(line, "question.open-bracket", "(")
        inside, colon, after = rest[1:].partition(":")
        return read_options(context, line, keyword, inside), colon + after
    return read_options(context, line, keyword, match["options"]), rest[match.end() :]
