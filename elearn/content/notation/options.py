"""The options in the brackets of a heading: type, points, penalty, objective, unit, scale, draw, pool, always."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from elearn.content import keywords
from elearn.content.notation.context import Context
from elearn.content.notation.lines import collapse
from elearn.content.notation.numbers import hundredths, in_words
from elearn.content.notation.spans import SpanKind
from elearn.content.schema import near

_POINTS = re.compile(r"^(?P<number>\S.*?)\s*(?P<word>[^\W\d_]+\.?)$")
_SCALE = re.compile(r"^(?:(?:от|from)\s+)?(-?\d+)\s*(?:[-–—…]|до|to|\.\.\.?)\s*(-?\d+)$")
_BETWEEN = re.compile(r"[,;]\s+|;")
_LONGEST_SCALE = 11
_FIELDS: dict[SpanKind, frozenset[str]] = {
    "question": frozenset({"kind", "form", "points", "penalty", "objective", "unit", "scale", "formerly"}),
    "case": frozenset({"objective", "always"}),
    "group": frozenset({"objective", "draw", "pool"}),
}


@dataclass(frozen=True, slots=True)
class Options:
    """What was stated; None or empty for what was not. Points and penalty are hundredths.

    `doubtful` says that an option could not be read: the type may then not be what it seems.
    """

    kind: str | None = None
    form: str | None = None
    points: int | None = None
    penalty: int | None = None
    objective: str | None = None
    unit: str | None = None
    scale: tuple[int, int] | None = None
    draw: int | None = None
    pool: str | None = None
    formerly: tuple[str, ...] = ()
    always: bool | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Spot:
    """The option being read, for problems."""

    context: Context
    line: int
    keyword: SpanKind
    typed: str

    def wrong(self, code: str, **details: object) -> None:
        self.context.error(self.line, code, self.typed, option=self.typed, **details)


def read_options(context: Context, line: int, keyword: SpanKind, text: str) -> Options:
    """The options between the brackets, each read by its word. Every one that cannot be read is a problem."""
    options = Options()
    for part in _BETWEEN.split(text):
        if not part.strip():
            context.error(line, "question.empty-option", "(")
            continue
        spot = _Spot(context, line, keyword, part.strip())
        options = _add(options, _read(spot, collapse(part)), spot)
    if options.form is not None and options.kind != "survey":
        context.error(line, "question.two-types", "(")
    return options


def _add(options: Options, read: dict[str, object] | None, spot: _Spot) -> Options:
    """The options with one more."""
    if read is None:
        return replace(options, doubtful=True)
    (name, value), *_ = read.items()
    if name == "kind" and options.kind is not None:
        survey = "survey" in {options.kind, value}
        form = value if options.kind == "survey" else options.kind
        if survey and form in {"single", "multiple", "essay", "text"} and options.form is None:
            return replace(options, kind="survey", form="text" if form == "essay" else str(form))
        spot.wrong("question.two-types")
        return options
    if name not in _FIELDS[spot.keyword]:
        spot.wrong("question.option-elsewhere")
        return options
    if name == "formerly" and isinstance(value, tuple):
        return replace(options, formerly=(*options.formerly, *value))
    if getattr(options, name) is not None:
        spot.wrong("question.option-twice")
        return options
    return replace(options, **{name: value})  # type: ignore[arg-type]  # the readers give each field its own type


def _read(spot: _Spot, text: str) -> dict[str, object] | None:
    kind = keywords.canonical(keywords.KINDS, text.replace("–", "-"))
    if kind is not None:
        return {"kind": kind}
    form = keywords.canonical(keywords.SURVEY_FORMS, text)
    if form is not None:
        return {"form": form}
    flag = keywords.canonical(keywords.FLAGS, text)
    if flag is not None:
        return {flag: True}
    word, _, argument = text.partition(" ")
    name = keywords.canonical(keywords.OPTIONS, word.rstrip(":"))
    if name is not None:
        if not argument:
            spot.wrong("question.option-without-value")
            return None
        return _READERS[name](spot, argument)
    match = _POINTS.match(text)
    if match and match["word"].lower() in keywords.POINTS:
        return _points(spot, match["number"], "points")
    known = [word for table in (keywords.KINDS, keywords.OPTIONS, keywords.FLAGS) for word in keywords.spellings(table)]
    spot.wrong("question.unknown-option", near=near(text, known))
    return None


def _points(spot: _Spot, number: str, field: str) -> dict[str, object] | None:
    value = hundredths(number)
    if value is None:
        spot.wrong("question.number-in-words" if in_words(number) else "question.bad-points")
        return None
    if value <= 0 or value > 100_00:
        spot.wrong("question.points-out-of-bounds")
        return None
    return {field: value}


def _penalty(spot: _Spot, argument: str) -> dict[str, object] | None:
    match = _POINTS.match(argument)
    worded = match is not None and match["word"].lower() in keywords.POINTS
    return _points(spot, match["number"] if match and worded else argument, "penalty")


def _objective(_spot: _Spot, argument: str) -> dict[str, object] | None:
    return {"objective": argument}


def _unit(_spot: _Spot, argument: str) -> dict[str, object] | None:
    return {"unit": argument}


def _scale(spot: _Spot, argument: str) -> dict[str, object] | None:
    match = _SCALE.match(argument)
    if match is None:
        spot.wrong("question.number-in-words" if in_words(argument) else "question.bad-scale")
        return None
    low, high = int(match.group(1)), int(match.group(2))
    if low >= high:
        spot.wrong("question.scale-reversed")
        return None
    if high - low >= _LONGEST_SCALE:
        spot.wrong("question.scale-too-long", most=_LONGEST_SCALE)
        return None
    return {"scale": (low, high)}


def _draw(spot: _Spot, argument: str) -> dict[str, object] | None:
    if not argument.isdecimal() or int(argument) == 0:
        spot.wrong("question.number-in-words" if in_words(argument) else "question.bad-draw")
        return None
    return {"draw": int(argument)}


def _pool(_spot: _Spot, argument: str) -> dict[str, object] | None:
    return {"pool": argument}


def _formerly(_spot: _Spot, argument: str) -> dict[str, object] | None:
    return {"formerly": tuple(part.removeprefix("#") for part in argument.split())}


_READERS: dict[str, Callable[[_Spot, str], dict[str, object] | None]] = {
    "penalty": _penalty,
    "objective": _objective,
    "unit": _unit,
    "scale": _scale,
    "draw": _draw,
    "pool": _pool,
    "formerly": _formerly,
}
