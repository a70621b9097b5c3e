"""The heading of a question: keyword, options in brackets, the first line of the stem, the id."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from elearn.content import keywords
from elearn.content.notation.blocks import HEADING
from elearn.content.notation.context import Context
from elearn.content.notation.numbers import NUMBER, hundredths
from elearn.content.questions import Question
from elearn.content.schema import near

_HEAD = re.compile(
    r"^(?P<word>[^\W\d_]+)\s*(?:\((?P<options>(?:[^()]|\([^()]*\))*)\))?\s*[:：]\s*(?P<title>.*?)"
    r"\s*(?:\{\s*#(?P<id>[^}]*)\})?$"
)
_POINTS = re.compile(rf"^(?P<number>{NUMBER}|\S+)\s+(?P<word>[^\W\d]+\.?)$")
_ID = re.compile(r"^[a-z0-9][a-z0-9-]*$")
_SCALE = re.compile(r"^(\d+)\s*[-–—]\s*(\d+)$")

DEFAULT_POINTS = 100


@dataclass(frozen=True, slots=True)
class Head:
    """What a heading states; `stated` names the options that were typed, for comparing translations."""

    line: int
    title: str
    own_id: str
    kind: str = "single"
    points: int = DEFAULT_POINTS
    penalty: int = 0
    objective: str | None = None
    unit: str = ""
    scale: tuple[int, int] | None = None
    draw: int | None = None
    pool: str | None = None
    survey_form: str | None = None
    stated: frozenset[str] = frozenset()


def read(context: Context, line: int) -> Head | None:
    """The head on a 0-based line; None with a problem when it cannot be read at all."""
    heading = HEADING.match(context.file.lines[line])
    match = _HEAD.match(heading["text"]) if heading else None
    if match is None:
        context.error(line, "question.bad-head")
        return None
    title = match["title"].strip()
    if not title:
        context.error(line, "question.empty")
    own_id = (match["id"] or "").strip()
    if match["id"] is not None and not _ID.match(own_id):
        context.error(line, "question.bad-id", column=_column(context, line, own_id), id=own_id)
    base = context.base.get(f"{context.prefix}#{own_id}")
    head = _like(base, Head(line, title, own_id))
    for option in re.split(r",\s+", match["options"] or ""):
        if option.strip():
            head = _option(context, head, option.strip())
    return head


def _like(base: Question | None, head: Head) -> Head:
    """A translation takes from the base language what it does not state itself."""
    if base is None:
        return head
    return replace(head, kind=base.kind, points=base.points, penalty=base.penalty, objective=base.objective)


def _column(context: Context, line: int, text: str) -> int:
    return max(1, context.file.lines[line].find(text) + 1)


def _option(context: Context, head: Head, option: str) -> Head:
    kind = keywords.canonical(keywords.KINDS, option)
    if kind is not None and not (kind in {"single", "multiple"} and head.kind == "survey"):
        return replace(head, kind=kind, stated=head.stated | {"kind"})
    form = keywords.canonical(keywords.SURVEY_FORMS, option)
    if form is not None and head.kind == "survey":
        return replace(head, survey_form=form, stated=head.stated | {"survey_form"})
    word, _, argument = option.partition(" ")
    name = keywords.canonical(keywords.OPTIONS, word)
    if name is not None and argument.strip():
        return _OPTION_READERS[name](context, head, argument.strip())
    match = _POINTS.match(option)
    if match and match["word"].lower() in keywords.POINTS:
        return _points(context, head, match["number"], "points")
    known = keywords.spellings(keywords.KINDS) + keywords.spellings(keywords.OPTIONS)
    column = _column(context, head.line, option)
    code = "question.unknown-option"
    context.error(head.line, code, column=column, length=len(option), option=option, near=near(option, known))
    return head


def _points(context: Context, head: Head, number: str, field: str) -> Head:
    value = hundredths(number)
    if value is None or value < 0 or (value == 0 and field == "points"):
        context.error(head.line, "question.bad-points", column=_column(context, head.line, number), value=number)
        return head
    stated = head.stated | {field}
    if field == "points":
        return replace(head, points=value, stated=stated)
    return replace(head, penalty=value, stated=stated)


def _penalty(context: Context, head: Head, argument: str) -> Head:
    match = _POINTS.match(argument)
    number = match["number"] if match and match["word"].lower() in keywords.POINTS else argument
    return _points(context, head, number, "penalty")


def _objective(context: Context, head: Head, argument: str) -> Head:
    if argument not in context.objectives:
        context.error(
            head.line,
            "question.unknown-objective",
            column=_column(context, head.line, argument),
            objective=argument,
            near=near(argument, sorted(context.objectives)),
        )
        return head
    return replace(head, objective=argument, stated=head.stated | {"objective"})


def _unit(_context: Context, head: Head, argument: str) -> Head:
    return replace(head, unit=argument, stated=head.stated | {"unit"})


def _scale(context: Context, head: Head, argument: str) -> Head:
    match = _SCALE.match(argument)
    if match is None or not 0 <= int(match.group(1)) < int(match.group(2)) <= 10:
        context.error(head.line, "question.bad-scale", column=_column(context, head.line, argument), value=argument)
        return head
    return replace(head, scale=(int(match.group(1)), int(match.group(2))), survey_form="scale")


def _draw(context: Context, head: Head, argument: str) -> Head:
    if not argument.isdigit() or int(argument) == 0:
        context.error(head.line, "question.bad-draw", column=_column(context, head.line, argument), value=argument)
        return head
    return replace(head, draw=int(argument), stated=head.stated | {"draw"})


def _pool(_context: Context, head: Head, argument: str) -> Head:
    return replace(head, pool=argument, stated=head.stated | {"pool"})


_OPTION_READERS: dict[str, Callable[[Context, Head, str], Head]] = {
    "penalty": _penalty,
    "objective": _objective,
    "unit": _unit,
    "scale": _scale,
    "draw": _draw,
    "pool": _pool,
}
