"""What every question states: points, penalty, objective, texts and notes, the same in all languages."""

from typing import TypedDict

from elearn.content.notation import gaps
from elearn.content.notation.parsed import ParsedQuestion
from elearn.content.notation.sides import Sides
from elearn.content.problems import Place
from elearn.content.questions import Texts
from elearn.ids import QuestionId

DEFAULT_POINTS = 100
_PARTED = frozenset({"gaps", "matching", "sorting", "matrix"})
_ONLY_FOR = {
    "penalty": frozenset({"single", "multiple", "true-false", "text", "number"}) | _PARTED,
    "unit": frozenset({"number"}),
    "scale": frozenset({"survey"}),
}
_WITHOUT_POINTS = frozenset({"survey"})


class CommonFields(TypedDict):
    """The fields of `questions.Common`, to be spread into a question."""

    id: QuestionId
    points: int
    penalty: int
    objective: str | None
    title: Texts
    stem_html: Texts
    explanation_html: Texts
    hint_html: Texts
    formerly: tuple[str, ...]


def common(sides: Sides, own_id: QuestionId, objective: str | None) -> CommonFields:
    """The common fields; `objective` is the one of the group around the question."""
    options = sides.base.head.options
    points = options.points if options.points is not None else DEFAULT_POINTS
    return CommonFields(
        id=own_id,
        points=0 if sides.kind in _WITHOUT_POINTS else points,
        penalty=options.penalty or 0,
        objective=options.objective or objective,
        title=sides.texts(lambda side: side.title),
        stem_html=sides.texts(lambda side: stem(sides, side)),
        explanation_html=note(sides, "explanation"),
        hint_html=note(sides, "hint"),
        formerly=tuple(_whole(name, own_id) for name in (*options.formerly, *_formerly(sides))),
    )


def _whole(name: str, own_id: QuestionId) -> str:
    """A former id as it was stored: typed without its lesson or test, it was in this one."""
    return name if "#" in name else f"{own_id.partition('#')[0]}#{name}"


def note(sides: Sides, name: str) -> Texts:
    return sides.texts(lambda side: side.notes[name].html if name in side.notes else "")


def stem(sides: Sides, side: ParsedQuestion) -> str:
    """A translation that left out the type of gaps or an essay keeps its last list in the stem."""
    listless = sides.kind in {"gaps", "essay"}
    html = side.whole_html if listless else side.stem_html
    return html if sides.kind == "gaps" else gaps.code_for_gaps(html, side.gaps)


def _formerly(sides: Sides) -> tuple[str, ...]:
    text = sides.base.notes["formerly"].text if "formerly" in sides.base.notes else ""
    return tuple(part.strip("#{}.;") for part in text.replace(",", " ").split())


def check_options(sides: Sides) -> None:
    """Options that this type cannot have."""
    head, place = sides.base.head, sides.base.place
    for name, kinds in _ONLY_FOR.items():
        if getattr(head.options, name) is not None and sides.kind not in kinds:
            sides.error(place, f"question.{name}-elsewhere")
    if head.options.points is not None and sides.kind in _WITHOUT_POINTS:
        sides.error(place, "question.points-elsewhere")
    points = head.options.points if head.options.points is not None else DEFAULT_POINTS
    if (head.options.penalty or 0) > points and sides.kind not in _WITHOUT_POINTS:
        sides.error(place, "question.penalty-over-points")


def check_notes(sides: Sides) -> None:
    """Criteria belong to essays alone, and a note of the base language stands in the translations too."""
    for side in sides.all:
        if "criteria" in side.notes and sides.kind not in {"essay", "survey"}:
            place = side.notes["criteria"].place
            sides.error(place, "question.note-elsewhere")
    for other in sides.others:
        for name, own in sides.base.notes.items():
            if name not in other.notes and name != "formerly":
                sides.warning(_end(other), "translation.lost-note", line=own.place.line)
        for name, theirs in other.notes.items():
            if name not in sides.base.notes:
                sides.warning(theirs.place, "translation.extra-note")


def _end(side: ParsedQuestion) -> Place:
    """Where notes stand: the first that is there, or the last line of the question."""
    first = min((note.place for note in side.notes.values()), default=None)
    return first or Place(side.place.path, side.last)


def check_same_options(sides: Sides) -> None:
    """What a translation repeats in its brackets equals the base language."""
    own = sides.base.head.options
    for other in sides.others:
        theirs = other.head.options
        for name in ("points", "penalty", "objective", "scale", "form"):
            stated = getattr(theirs, name)
            if stated is not None and stated != _effective(own, name):
                code = f"translation.other-{'type' if name == 'form' else name}"
                sides.error(other.place, code, here=_shown(name, stated), base=_shown(name, _effective(own, name)))
        if (theirs.unit is not None) and own.unit is None:
            sides.error(other.place, "translation.extra-option", option=theirs.unit)


def _effective(options: object, name: str) -> object:
    stated = getattr(options, name)
    if stated is not None:
        return stated
    return {"points": DEFAULT_POINTS, "penalty": 0, "form": "single"}.get(name)


def _shown(name: str, value: object) -> str:
    """As an author writes it: hundredths of points as points, ends of a scale with a dash."""
    if name in {"points", "penalty"} and isinstance(value, int):
        return f"{value / 100:g}"
    if isinstance(value, tuple):
        return "–".join(str(end) for end in value)
    return "–" if value is None else str(value)
